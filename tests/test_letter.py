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
