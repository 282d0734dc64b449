"""Letters by the inspectorate and accelerated causes of concern: what a sentence decides, and what it does not.

Whole documents are in tests/documents/; here are single sentences under a heading of a revisit letter.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.records import Extract
from loaders import read

HEAD = """Kent Police: PEEL causes of concern revisit letter

Letter information

From: Jo Bloggs, His Majesty's Inspector of Constabulary
To: Al Smith, Chief Constable of Kent Police
Sent on: 21 May 2024

Background

In our 2021/22 PEEL inspection of Kent Police, we identified two causes of concern:

- recording data about crime; and
- investigating crime.

Investigating crime

We made the following recommendations, in which we said that the force should, within three months:

- supervise investigations; and
- train its investigators.

"""


def _letter(folder: Path, text: str) -> Extract:
    file = folder / "letter.txt"
    file.write_text(HEAD + text + "\n", encoding="utf-8")
    return read(file)


SAID = [
    ("We have closed this cause of concern.", [("resolved", "cause_of_concern", None)]),
    ("Recommendation 1 has been completed. Recommendation 2 remains outstanding.",
     [("resolved", "recommendation", None), ("open", "recommendation", None)]),
    ("The second hasn't been met.", [("open", "recommendation", None)]),  # it points at the list above
    ("I have closed one of the two recommendations.", [("resolved", "recommendation", None)]),
    ("This cause of concern will not be closed at this time.", [("open", "cause_of_concern", None)]),
    # a condition closes nothing
    ("The force can leave Engage when the causes of concern are closed.", []),
    # nor does what the force says of itself
    ("The force told us that it has met the recommendations.", []),
    # the main clause decides; that its recommendations are met is its reason
    ("As both recommendations are met, I am closing the cause of concern.", [("resolved", "cause_of_concern", None)]),
    ("The cause of concern was closed by our letter of 2 May 2024.", [("resolved", "cause_of_concern", "2024-05-02")]),
    # why inspectors came is no progress
    ("We came back to assess its progress against the causes of concern.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_a_letter_says_of_the_finding_above(
    tmp_path: Path, text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    told = _letter(tmp_path, text).continuity
    assert [(one.says, one.kind, one.on) for one in told] == expected
    assert {(one.cycle, one.theme) for one in told} <= {("2021/22", "investigating-crime")}


MOVES = [
    ("I have decided to move Kent Police into the Engage phase.", [("Engage", "2024-05-21")]),
    # each move of a sentence has its own date
    ("It was moved into Engage on 5 March 2023 and on 7 May 2024 it returned to Scan.",
     [("Engage", "2023-03-05"), ("Scan", "2024-05-07")]),
    ("Kent Police was removed from the Engage phase on 14 May 2024.", [("Scan", "2024-05-14")]),
    ("The force remains in Engage.", []),
    # what another letter told of is dated by that letter
    ("I wrote to you on 9 May 2023 to tell you that the force would be moved from Scan to Engage.",
     [("Engage", "2023-05-09")]),
    ("My letter of 9 May 2023 said that the force would be moved into Engage.", [("Engage", "2023-05-09")]),
    ("The force will be returned to Scan when it has shown progress.", []),
    # nobody knows when
    ("The force was placed in Engage after our inspection.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MOVES)
def test_moves_between_the_stages_of_monitoring(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.stage, one.on) for one in _letter(tmp_path, text).monitoring] == expected


def test_a_list_told_in_the_past_is_restated_and_belongs_to_the_cause_of_its_section(tmp_path: Path) -> None:
    extract = _letter(tmp_path, "Nothing else was seen.")
    causes = [one for one in extract.findings if one.kind == "cause_of_concern"]
    asked = [one for one in extract.findings if one.kind == "recommendation"]
    assert all(one.restated and one.restated.cycle == "2021/22" for one in extract.findings)
    assert [one.text for one in causes] == ["recording data about crime", "investigating crime."]
    assert {one.part_of for one in asked} == {causes[1].id}
    # no period runs from the day of the letter that tells it
    assert {(one.deadline.text, one.deadline.computed) for one in asked if one.deadline} == {
        ("within three months", None)
    }


def test_names_of_the_head_are_kept_nowhere(tmp_path: Path) -> None:
    told = _letter(tmp_path, "Al Smith has led this well. We have closed this cause of concern.").model_dump_json()
    assert "Smith" not in told
    assert "Bloggs" not in told


def test_an_accelerated_concern_is_of_no_cycle_that_its_text_only_looks_back_to(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(
        "PEEL: Kent Police cause of concern - Responding to vulnerable people\n\nPublished on: 30 September 2021\n\n"
        "Cause of concern\n\nKent Police leaves vulnerable callers without help.\n\n"
        "In 2017, we issued a cause of concern about this.\n\n"
        "Recommendations\n\nKent Police should, immediately:\n\n- answer its calls; and\n- check risk.\n",
        encoding="utf-8",
    )
    extract = read(file)
    assert extract.document.cycle is None
    assert [(one.kind, one.restated) for one in extract.findings] == [
        ("cause_of_concern", None), ("recommendation", None), ("recommendation", None),
    ]  # fmt: skip


LISTED = [
    # causes as bullets of the background, whatever names them
    "We looked at two causes of concern from our 2023-25 PEEL inspection. They were that the force:",
    "In our 2023-25 PEEL inspection we raised two causes of concern. These were:",
    "In our 2023-25 PEEL report, we told the force of two causes of concern. The force:",
    "Our 2023-25 PEEL report had two causes of concern, namely that the force:",
    "In our 2023-25 PEEL inspection we found two causes of concern. They concern the following:",
    "This letter is about the two causes of concern of our 2023-25 PEEL inspection:",
]


@pytest.mark.parametrize("lead", LISTED)
def test_causes_listed_in_the_background_are_told_again(tmp_path: Path, lead: str) -> None:
    head = HEAD.split("Background", maxsplit=1)[0]
    text = (
        f"{head}Background\n\n{lead}\n\n"
        "- doesn't manage the risk from offenders; and\n- doesn't count missing children.\n\n"
        "Managing offenders and suspects\n\nWe recommended that, immediately, the force should visit each of them.\n"
    )
    file = tmp_path / "letter.txt"
    file.write_text(text, encoding="utf-8")
    found = read(file).findings
    assert [(one.kind, one.text) for one in found[:2]] == [
        ("cause_of_concern", "doesn't manage the risk from offenders"),
        ("cause_of_concern", "doesn't count missing children."),
    ]
    assert all(one.restated and one.restated.cycle == "2023-25" for one in found)
    assert [one.kind for one in found[2:]] == ["recommendation"]
    assert found[2].deadline
    assert found[2].deadline.text == "immediately"


RECOMMENDED = [
    "We recommended that, immediately, the force should visit each of them.",
    "We recommended that by 31 August 2023 Kent Police should visit each of them.",
    "In our report we recommended that the force immediately visits each of them.",
    "We had recommended that, within three months, the constabulary should visit each of them.",
    "We recommended that Kent Police should visit each of them.",
    "Our recommendation was that the force should visit each of them.",
    "There was one recommendation: that the force should visit each of them.",
]


@pytest.mark.parametrize("sentence", RECOMMENDED)
def test_a_sentence_tells_one_earlier_recommendation(tmp_path: Path, sentence: str) -> None:
    found = [one for one in _letter(tmp_path, sentence).findings if "visit" in str(one.text)]
    assert [(one.kind, bool(one.restated)) for one in found] == [("recommendation", True)]


PROSE = [
    # under the heading of a box, what tells of findings is none
    (
        "Cause of concern: investigating crime",
        "In our PEEL 2021/22 report, we set out a cause of concern with four recommendations.",
    ),
    (
        "Cause of concern: investigating crime",
        "My team looked at the four recommendations in April and has closed three.",
    ),
    ("Areas for improvement", "The force has also addressed the area for improvement about its front counters."),
    ("Areas for improvement", "All seven areas for improvement of our 2021/22 report are closed."),
    ("Recommendations", "Three of the four recommendations were closed on 30 November 2023."),
]


@pytest.mark.parametrize(("heading", "text"), PROSE)
def test_prose_under_the_heading_of_a_box_is_no_finding(tmp_path: Path, heading: str, text: str) -> None:
    before = len(_letter(tmp_path, "").findings)
    assert len(_letter(tmp_path, f"{heading}\n\n{text}").findings) == before


RAISED = [
    ("I have decided to close it and to replace the fourth recommendation with an area for improvement:",
     "area_for_improvement"),
    ("We have replaced it with a new area for improvement:", "area_for_improvement"),
    ("I am therefore issuing a new area for improvement. It is:", "area_for_improvement"),
    ("In its place, we have made one further recommendation:", "recommendation"),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "kind"), RAISED)
@pytest.mark.parametrize("mark", ["", "- "])
def test_what_takes_the_place_of_an_earlier_finding_is_new(tmp_path: Path, lead: str, kind: str, mark: str) -> None:
    found = _letter(tmp_path, f"{lead}\n\n{mark}The force should record harassment whenever it is reported.").findings
    assert [(one.kind, one.restated) for one in found if "harassment" in str(one.text)] == [(kind, None)]


IN_FULL = [
    "Our cause of concern was as follows:",
    "The wording of the cause of concern was:",
    "Our report set out this cause of concern about investigations:",
    "The accelerated cause of concern read:",
]


@pytest.mark.parametrize("lead", IN_FULL)
def test_a_list_of_subjects_only_announces_causes_that_come_in_full(tmp_path: Path, lead: str) -> None:
    told = "Kent Police doesn't supervise its investigations."
    text = f"{lead}\n{told}\n\nRecording data about crime\n\n{lead}\n\nKent Police records too few crimes."
    causes = [one for one in _letter(tmp_path, text).findings if one.kind == "cause_of_concern"]
    assert [(one.text, one.boxed, one.restated is not None) for one in causes] == [
        (told, True, True),
        ("Kent Police records too few crimes.", True, True),
    ]


STATED = [
    "Our cause of concern was that {}",
    "{} This is a cause of concern.",
    "In that inspection, we found that {} This was a cause of concern.",
    "We issued a cause of concern because {}",
    "Cause of concern: {}",
]


@pytest.mark.parametrize("way", STATED)
@pytest.mark.parametrize("under_a_box", [True, False])
def test_a_cause_that_a_sentence_states_is_told_again_with_its_recommendations(
    tmp_path: Path, way: str, under_a_box: bool
) -> None:
    said = way.format("Kent Police records too few crimes when several are reported at once.")
    box = "Cause of concern\n\n" if under_a_box and "This is" in way else ""
    text = f"Recording data about crime\n\n{box}{said}\n\nWe recommended that the force should:\n\n- retrain staff.\n"
    found = _letter(tmp_path, f"{text}\nWe have closed this cause of concern.").findings
    cause = next(one for one in found if "several are reported" in str(one.text))
    asked = next(one for one in found if one.text == "retrain staff.")
    assert (cause.kind, cause.restated is not None, asked.part_of) == ("cause_of_concern", True, cause.id)
    # the list in the background only names its subject
    assert not any(one.text == "recording data about crime" for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "This remains a cause of concern.",
        "This is no longer a cause of concern.",
        "The cause of concern was closed by our letter of 2 May 2024.",
        "We issued a cause of concern in 2021.",
    ],
)
def test_what_only_speaks_of_a_cause_states_none(tmp_path: Path, text: str) -> None:
    found = _letter(tmp_path, f"Victims are told more than they were. {text}").findings
    assert not any(text in str(one.text) for one in found)
