"""Pages on one pillar (2015 to 2017), by small pages in the real layout; every case says which trap it stands for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import loaders
from kg.errors import KgError
from kg.records import Extract

Read = Callable[..., Extract]

HEADLINE = "How effective is the force at keeping people safe and reducing crime?"
INVESTIGATING = "How effective is the force at investigating crime and managing offenders?"
VULNERABLE = "How effective is the force at protecting from harm those who are vulnerable, and supporting victims?"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_text(text: str, **supplied: str) -> Extract:
        file = tmp_path / "page.txt"
        file.write_text(text, encoding="utf-8")
        return loaders.read(file, loaders.Supplied(**supplied))

    return read_text


def _page(*lines: str, title: str = "Kent PEEL 2015", pillar: str = "Effectiveness") -> str:
    """A page in the shape without blank lines, navigation or grade words."""
    return "\n".join([title, pillar, HEADLINE, *lines])


def test_what_a_page_says_of_itself(read: Read) -> None:
    document = read(_page(INVESTIGATING, "Kent Police is good at it.")).document
    assert (document.id, document.family, document.pillar) == (
        "kent.PEEL-2015.effectiveness", "pillar_report", "effectiveness",
    )  # fmt: skip
    assert document.title == "Kent PEEL 2015: Effectiveness"
    assert (document.published, document.published_basis) == (None, None)  # no date is made up


GRADES = [
    # the verdict opens the prose
    (["Kent Police is good at solving crime.", "Its checks require improvement."], "good"),
    (["Kent Police’s approach to investigating crime requires improvement. It has a desk."], "requires improvement"),
    # a contrast: the first grade word is not the verdict, and a judging sentence stands anywhere
    (["Kent Police gives a good service. Overall HMIC judges that the force requires improvement.", "It listens."],
     "requires improvement"),
    # no verdict, no grade
    (["Kent Police has a good desk.", "Much of it is adequate."], None),
    # a verdict on something that the question does not ask about
    (["Kent Police is good at getting on with partners.", "It is inadequate at answering its telephones."], None),
    # what the force does as the subject, in the words of the question
    (["The way in which Kent Police investigates crime requires improvement."], "requires improvement"),
    (["Kent Police’s plan for new vans is good.", "It listens."], None),
    # last year's grade
    (["Kent Police listens.", "The force was judged to be good at investigating crime in 2014."], None),
    # no grade of that year
    (["Kent Police is adequate at solving crime."], None),
]  # fmt: skip


@pytest.mark.parametrize(("prose", "grade"), GRADES)
def test_the_grade_of_a_question_stands_in_its_prose(read: Read, prose: list[str], grade: str | None) -> None:
    extract = read(_page(INVESTIGATING, *prose))
    assert [judgment.grade for judgment in extract.judgments] == ([grade] if grade else [])
    assert all(judgment.basis == "prose" for judgment in extract.judgments)
    # the pillar's own grade is printed nowhere, and is not put together from its questions
    assert all(judgment.level == "question" for judgment in extract.judgments)


SHOULD = "Kent Police should make sure that:"
ASKED = [
    # a bullet that only says who must act leads those within it
    (["• By May 2017, " + SHOULD, "o it looks; and", "o it acts."], ["it looks", "it acts."]),
    (["• " + SHOULD, "• it looks; and", "• it acts."], ["it looks", "it acts."]),
    (["• Within six months:", "o Kent Police should look; and", "o it should act."],
     ["Kent Police should look", "it should act."]),
    # up to one that asks by itself
    (["• " + SHOULD, "o it looks.", "• Kent Police should act."], ["it looks.", "Kent Police should act."]),
    (["• " + SHOULD, "• it looks.", "• Kent Police should act."], ["it looks.", "Kent Police should act."]),
    # one that asks for something, and lists the parts of it, is one; so is one with a number of its own
    (["• improve its checks, by:", "o looking; and", "o acting."], ["improve its checks, by: looking; and acting."]),
    (["1. " + SHOULD, "• it looks; and", "• it acts."], [SHOULD + " it looks; and it acts."]),
    (["• Kent Police should act.", "o It is late."], ["Kent Police should act. It is late."]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), ASKED)
def test_bullets_that_lead_bullets(read: Read, lines: list[str], expected: list[str]) -> None:
    page = _page(INVESTIGATING, "Good", "It looks.", "Cause of concern", "It is slow.", "Recommendations", *lines)
    assert [one.text for one in read(page).findings if one.kind == "recommendation"] == expected


EARLIER = [
    # the grade of an earlier year stays only where the area was not inspected again
    ("Area\tInspected in 2017?\t2016 judgment\n{}\tNo\tGood\n{}\tYes\tGood", [("good", "2016")]),
    ("Area\tJudgment 2016\tJudgment 2017\n{}\tGood\tNot inspected\n{}\tGood\tInadequate",
     [("good", "2016"), ("inadequate", None)]),
    ("Area\t2016\t2017\n{}\tGood\tRequires improvement\n{}\tGood\tGood",
     [("requires improvement", None), ("good", None)]),
    # a table of last year alone says nothing of this one
    ("Area\t2016 grade\n{}\tGood\n{}\tGood", []),
]  # fmt: skip


@pytest.mark.parametrize(("table", "expected"), EARLIER)
def test_tables_with_the_grades_of_earlier_years(
    read: Read, table: str, expected: list[tuple[str, str | None]]
) -> None:
    areas = (
        "Preventing crime and tackling anti-social behaviour",
        "Protecting vulnerable people and supporting victims",
    )
    text = f"PEEL: Police effectiveness 2017\n\nAn inspection of Kent Police\n\nRisk-based inspection\n\n{table}"
    extract = read(text.format(*areas) + "\n\nInvestigating crime and reducing re-offending\n\nThe force looks.")
    assert [(one.grade, one.carried_over_from) for one in extract.judgments] == expected


WITHOUT_BULLETS = [
    (["The force should look.", "Kent Police needs to act."], 2),
    (["Yearly checks should be made of all.", "Officers must act.", "Chief officers need to look."], 3),
    # what goes on with the finding above, or asks nothing, begins none
    (["The force should look.", "This should be done soon."], 1),
    (["The force should look.", "It has few cars.", "Its managers say that others should act."], 1),
    # a bullet that lost its mark among others
    (["- The force should look.", "Kent Police needs to act.", "- It should ask."], 3),
]


@pytest.mark.parametrize(("lines", "expected"), WITHOUT_BULLETS)
def test_areas_for_improvement_that_lost_their_bullets(read: Read, lines: list[str], expected: int) -> None:
    extract = read(_page(INVESTIGATING, "Good", "It looks.", "Areas for improvement", *lines))
    assert len(extract.findings) == expected


def test_a_grade_on_its_own_line_outranks_the_prose(read: Read) -> None:
    (judgment,) = read(_page(INVESTIGATING, "Requires improvement", "Kent Police is good at it.")).judgments
    assert (judgment.grade, judgment.basis) == ("requires improvement", "printed")
    assert [(other.grade, other.basis) for other in judgment.also] == [("good", "prose")]


def test_causes_recommendations_and_areas_for_improvement(read: Read) -> None:
    extract = read(
        _page(
            VULNERABLE,
            "Kent Police is inadequate at this.",
            "Cause of concern",
            "Its answer to missing people is a cause of concern to HMIC.",
            "Nobody counts them.",
            "Recommendations",
            # the page says cause for concern here
            "To address this cause for concern, HMIC recommends that the force should immediately:",
            "- count them; and",
            "- look for them.",
            "Areas for improvement",
            "- The constabulary should ask victims. There needs to be a form.",
            "- The constabulary should answer them.",
        )
    )
    cause, count, look, ask, answer = extract.findings
    assert (cause.kind, cause.headline) == ("cause_of_concern", None)
    assert cause.text == "Its answer to missing people is a cause of concern to HMIC. Nobody counts them."
    assert [(one.text, one.part_of, one.deadline and one.deadline.text) for one in (count, look)] == [
        ("count them", cause.id, "immediately"),
        ("look for them.", cause.id, "immediately"),
    ]
    assert [one.kind for one in (ask, answer)] == ["area_for_improvement"] * 2
    assert ask.text == "The constabulary should ask victims. There needs to be a form."
    assert ask.where.section == ["Effectiveness", VULNERABLE, "Areas for improvement"]
    assert {one.theme for one in extract.findings} == {"protecting-vulnerable-people"}
    assert extract.accounting.unhandled == []


BOXES = [
    # sub-bullets belong to their bullet
    (["- The force should act on:", "    - thefts;", "    - frauds.", "- The force should look."],
     ["The force should act on: thefts; frauds.", "The force should look."]),
    # a lead-in with its bullets is one
    (["The force should mend nets by:", "- knots;", "- sun."], ["The force should mend nets by: knots; sun."]),
    # bullet marks were lost
    (["The force should look.", "The force should act."], ["The force should look.", "The force should act."]),
    # prose after the list is none
    (["- The force should look.", "Prose goes on and tells of its areas for improvement."], ["The force should look."]),
    # a stray paragraph in the list hides none of the bullets that ask by themselves
    (["- The force should look.", "It rained.", "- rain;", "- The force should act."],
     ["The force should look.", "The force should act."]),
    # nor the lead-in after it
    (["- The force should look.", "It rained.", "The force should mend:", "- nets."],
     ["The force should look.", "The force should mend: nets."]),
    # each question has its own box, the heading of the next ends it
    (["- The force should look.", VULNERABLE, "Kent Police is good at this."], ["The force should look."]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), BOXES)
def test_each_bullet_is_one_finding(read: Read, lines: list[str], expected: list[str]) -> None:
    extract = read(_page(INVESTIGATING, "Kent Police is good at it.", "Areas for improvement", *lines))
    assert [finding.text for finding in extract.findings] == expected
    assert extract.accounting.unhandled == []


def test_an_ask_in_a_box_that_is_no_finding_is_reported(read: Read) -> None:
    lines = ["Areas for improvement", "- The force should look.", "Its vans should be washed.", "They are blue."]
    extract = read(_page(INVESTIGATING, "Kent Police is good at it.", *lines))
    assert [finding.text for finding in extract.findings] == ["The force should look."]
    assert [left.text for left in extract.accounting.unhandled] == ["Its vans should be washed."]


def test_the_words_areas_for_improvement_in_prose_are_no_heading(read: Read) -> None:
    extract = read(
        _page(INVESTIGATING, "Kent Police looks for areas for improvement.", "Areas for improvement were found.")
    )
    assert extract.findings == []


def test_a_question_left_uninspected_keeps_last_years_grade(read: Read) -> None:
    question = "How effective is the force at tackling serious and organised crime?"
    carried = "This question was not inspected in 2017. The grade and findings from last year’s inspection still stand."
    (judgment,) = read(_page(question, "Good", carried, title="Kent PEEL 2017")).judgments
    assert (judgment.grade, judgment.carried_over_from) == ("good", "2016")


def test_faults_told_of_before_are_raised_again(read: Read) -> None:
    extract = read(
        _page(INVESTIGATING, "Kent Police is good at it.", "These faults were raised in successive HMIC inspections.")
    )
    assert [(one.says, one.theme) for one in extract.continuity] == [("raised again", "investigating-crime")]


REFUSED = [
    # nobody knows the force
    ({"title": "Borset PEEL 2015"}, {}, "it does not say which force"),
]


@pytest.mark.parametrize(("page", "supplied", "message"), REFUSED)
def test_a_page_of_no_known_force_is_refused(
    read: Read, page: dict[str, str], supplied: dict[str, str], message: str
) -> None:
    with pytest.raises(KgError, match=message):
        read(_page(INVESTIGATING, "It is good.", **page), **supplied)


def test_the_questions_tell_the_pillar_where_the_title_names_none(read: Read) -> None:
    document = read(_page(INVESTIGATING, "Kent Police is good at it.", pillar="Appendix")).document
    assert (document.family, document.pillar) == ("pillar_report", "effectiveness")


def test_a_supplied_force_helps_where_the_title_names_none(read: Read) -> None:
    document = read(_page(INVESTIGATING, "It is good.", title="Borset PEEL 2015"), force="kent").document
    assert (document.force, document.supplied) == ("kent", ["force"])


def test_a_diagnostic_question_is_a_sub_heading_of_its_core_question(read: Read) -> None:
    diagnostic = "How well does the force investigate the crimes that are reported to it online?"
    extract = read(
        _page(INVESTIGATING, "Kent Police is good at it.", diagnostic, "Files are read.", "Areas for improvement",
              "- The force should read every file.")
    )  # fmt: skip
    assert [(one.question, one.heading) for one in extract.findings] == [("2015.effectiveness.2", INVESTIGATING)]


def test_a_question_that_no_list_holds_opens_an_area(read: Read) -> None:
    question = "How well does the force display leadership?"
    extract = read(_page(question, "It listens to all.", "Areas for improvement", "- The force should listen."))
    assert [(one.question, one.theme, one.heading) for one in extract.findings] == [(None, None, question)]


def test_a_sentence_that_judges_several_questions_gives_each_its_grade(read: Read) -> None:
    extract = read(
        _page("Kent Police is good at keeping people safe, but requires improvement at investigating crime.",
              INVESTIGATING, "Files are slow.", VULNERABLE, "Inadequate", "It listens.")
    )  # fmt: skip
    assert [(one.question, one.grade, one.basis) for one in extract.judgments] == [
        ("2015.effectiveness.0", "good", "prose"),
        ("2015.effectiveness.2", "requires improvement", "prose"),
        ("2015.effectiveness.3", "inadequate", "printed"),
    ]


def test_a_second_cause_of_concern_may_follow_the_first_ones_recommendations(read: Read) -> None:
    extract = read(
        _page(INVESTIGATING, "Causes of concern", "The handling of calls is a cause of concern to HMIC.",
              "Recommendations", "The force should immediately:", "- answer them; and", "- by May 2016, count them.",
              "The keeping of files is a cause of concern to HMIC.", "Recommendations", "- Files should be read.")
    )  # fmt: skip
    by_id = {one.id: one.text for one in extract.findings}
    told = [(one.kind, by_id.get(one.part_of or "", "")[:11], one.deadline) for one in extract.findings]
    assert [(kind, cause, deadline.text if deadline else None) for kind, cause, deadline in told] == [
        ("cause_of_concern", "", None),
        ("recommendation", "The handlin", "immediately"),
        ("recommendation", "The handlin", "by May 2016"),  # its own date is nearer than its lead-in's
        ("cause_of_concern", "", None),
        ("recommendation", "The keeping", None),
    ]
