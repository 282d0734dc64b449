"""Reports of other programmes than PEEL: regional, crime data integrity, re-inspections, national.

Whole documents of each kind are read in test_expected.py; here are single traps of their layouts, and what the graph
makes of a national report.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import loading
from kg.records import Extract
from kg.settings import Settings
from loaders import read
from loaders.meaning import addressees

REGIONAL = """An inspection of the {region} regional response to serious and organised crime

Published on: 21 September {year}

Our judgments

North West Regional Organised Crime Unit	Good
Kent Police	Adequate

Regional findings

Innovative practice

The region pays for one team that finds hidden cash

It has found two million pounds in a year.

{unit}

Good

The ROCU is good at tackling serious and organised crime.

Kent Police

{grade}

Kent Police is good at tackling serious and organised crime.
"""

NATIONAL = """Police performance: Getting a grip

An inspection of how forces manage their performance

Published on: 7 July 2023

Recommendations

Recommendation 2

By January 2024, forces should make sure that they have:

• a plan; and

• somebody who leads it.

Recommendation 3

By January 2024, chief constables should review how they use data.

This would help them to act early.
"""

ANSWER = """Response of the Police and Crime Commissioner for Gloucestershire under section 55 of the Police Act 1996

Police performance: Getting a grip

28 August 2023

Recommendation 3.

By January 2024, chief constables should review how they use data.

I accept this recommendation. The chief constable has begun the work.
"""


def extract(tmp_path: Path, text: str) -> Extract:
    file = tmp_path / "document.txt"
    file.write_text(text, encoding="utf-8")
    return read(file)


REINSPECTION = """Kent - National child protection re-inspection

Published on: 3 May 2024

Initial contact

Recommendation from the 2021 inspection report

We recommend that, within six months, Kent Police reviews its guidance.

Re-inspection findings

The force has written new guidance

Staff know it. The force has met this recommendation.

Police detention

Re-inspection findings

Children are seldom detained

Nine were, in a year.
"""

UNITS = [
    ("North West Regional Organised Crime Unit", "nwrocu"),
    ("NWROCU", "nwrocu"),
    ("The North West Regional Organised Crime Unit (NWROCU)", "nwrocu"),
    # of no table: its own name
    ("London Regional Organised Crime Unit", "london-regional-organised-crime-unit"),
]


@pytest.mark.parametrize(("printed", "body"), UNITS)
def test_a_regional_unit_is_known_by_its_name(tmp_path: Path, printed: str, body: str) -> None:
    found = extract(tmp_path, REGIONAL.format(region="north west", year=2023, unit=printed, grade="Adequate"))
    assert body in {one.body for one in found.judgments}
    assert {one.force for one in found.judgments if one.body} == {None}


def test_a_summary_and_a_section_are_one_judgment_and_differ_with_a_warning(tmp_path: Path) -> None:
    same = extract(tmp_path, REGIONAL.format(region="x", year=2023, unit=UNITS[0][0], grade="Adequate"))
    assert [(one.force or one.body, one.grade, one.basis) for one in same.judgments] == [
        ("nwrocu", "good", "printed"),
        ("kent", "adequate", "printed"),
    ]
    other = extract(tmp_path, REGIONAL.format(region="x", year=2023, unit=UNITS[0][0], grade="Good"))
    assert [one.grade for one in other.judgments] == ["good", "good"]
    assert other.warnings


def test_a_year_that_no_table_lists_has_its_cycle(tmp_path: Path) -> None:
    found = extract(tmp_path, REGIONAL.format(region="x", year=2031, unit=UNITS[0][0], grade="Adequate"))
    assert found.document.cycle == "soc-2031"
    assert {one.question for one in found.judgments} == {"soc-2031.area.tackling-serious-and-organised-crime"}


def test_an_area_may_head_what_was_asked_and_what_was_found(tmp_path: Path) -> None:
    """Pairs without a colon stand under the area's own heading, which is no headline of the area before."""
    found = extract(tmp_path, REINSPECTION)
    assert [(one.kind, one.heading, one.restated is not None) for one in found.findings] == [
        ("recommendation", "Initial contact", True),
        ("observation", "Initial contact", False),
        ("observation", "Police detention", False),
    ]
    # no period runs from the day of the document that only tells it again
    assert found.findings[0].deadline
    assert found.findings[0].deadline.computed is None
    assert [(one.says, one.programme) for one in found.continuity] == [("resolved", "NCPI")]


ADDRESSED = [
    ("By March, the Home Office and the College of Policing should:", ("home-office", "college-of-policing")),
    # a partner between commas is asked too, one whom the body is to help is not
    ("The Home Office should, jointly with the Ministry of Justice, decide.", ("home-office", "ministry-of-justice")),
    ("The National Crime Agency should work with forces to offer one list.", ("national-crime-agency",)),
    ("Chief constables should act.", ("all-chief-constables",)),
    ("We recommend that forces give every shop a name.", ("all-chief-constables",)),
    ("HMIC recommends to the Home Secretary that the law be looked at.", ("home-office",)),
    ("Nobody is named here.", ()),
]


@pytest.mark.parametrize(("text", "bodies"), ADDRESSED)
def test_whom_a_recommendation_addresses(text: str, bodies: tuple[str, ...]) -> None:
    assert addressees.of_sentence(text) == (None, bodies)


def test_one_force_may_be_addressed_in_a_national_report() -> None:
    assert addressees.of_sentence("Kent Police should clear the warrants that it holds.") == ("kent", ())


def test_what_explains_a_numbered_recommendation_is_no_part_of_it(tmp_path: Path) -> None:
    found = extract(tmp_path, NATIONAL)
    assert [(one.heading, one.addressed_to) for one in found.findings] == [
        ("Recommendation 2", ["all-chief-constables"]),
        ("Recommendation 3", ["all-chief-constables"]),
    ]
    assert [(one.text or "").split()[-1] for one in found.findings] == ["it.", "data."]


LISTED = """The hidden harm

Published on: 5 July 2017

© HMICFRS 2017

Recommendations

Leadership

Within three months, chief constables should appoint a lead.

Training

By January 2018, all chief constables should make sure that:

• officers are trained; and

• risk is assessed.

To the Crown Prosecution Service

The CPS should review its protocol.

Areas for improvement

Forces should consider how they flag it.

What we found

In 95 of 112 cases risk was not assessed. Forces need to do better.
"""


def test_topics_part_a_list_of_recommendations_and_a_chapter_ends_it(tmp_path: Path) -> None:
    """What a chapter says in prose is no finding, although it asks; what stands under a topic in the list is one."""
    found = extract(tmp_path, LISTED)
    assert [(one.kind, one.where.section[-1], one.addressed_to) for one in found.findings] == [
        ("recommendation", "Leadership", ["all-chief-constables"]),
        ("recommendation", "Training", ["all-chief-constables"]),
        ("recommendation", "Training", ["all-chief-constables"]),
        ("recommendation", "To the Crown Prosecution Service", ["crown-prosecution-service"]),
        ("area_for_improvement", "Areas for improvement", ["all-chief-constables"]),
    ]


def test_an_answer_leads_to_the_recommendation_of_the_report_that_is_held(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "report.txt").write_text(NATIONAL, encoding="utf-8")
    (folder / "answer.txt").write_text(ANSWER, encoding="utf-8")
    settings = Settings(home=tmp_path / "home")
    loading.load(settings, folder)
    with loading.open_graph(settings) as graph:
        rows = graph.rows(
            "MATCH (:Force {id: 'gloucestershire'})<-[:ADDRESSED_TO]-(share:Mention)-[:INSTANCE_OF]->(f:Finding) "
            "MATCH (f)-[:STATED_IN]->(d:Document {family: 'thematic_report'}) RETURN DISTINCT f.heading AS heading"
        )
    assert {"heading": "Recommendation 3"} in rows


BOXES = [
    # a headline that begins with a force's name is no addressee
    ("Effective practice\n\nKent Police gives each older person a large clock\n\nIt tells the day as well as the hour.",
     [("practice", "kent", [])]),
    ("Innovative practice\n\nIn Kent, each older person has a large clock\n\nIt tells the day.",
     [("practice", "kent", [])]),
    ("Area for improvement\n\nKent Police should replace the call bells.", [("area_for_improvement", "kent", [])]),
    ("Recommendation 7\n\nWithin nine months, the College of Policing, with the NPCC, should "
     "write guidance on:\n(a) frailty;\n(b) hearing; and\n(c) confusion.",
     [("recommendation", None, ["college-of-policing", "npcc"])]),
    ("Recommendation 7\n\nBy the end of 2021:\n\nforces should count older people.",
     [("recommendation", None, ["all-chief-constables"])]),
]  # fmt: skip


@pytest.mark.parametrize(("box", "expected"), BOXES)
def test_boxes_of_a_national_report(
    tmp_path: Path, box: str, expected: list[tuple[str, str | None, list[str]]]
) -> None:
    before = extract(tmp_path, NATIONAL).findings
    found = [one for one in extract(tmp_path, f"{NATIONAL}\n{box}\n").findings if one.id not in {b.id for b in before}]
    assert [(one.kind, one.force, one.addressed_to) for one in found] == expected


NEW = [
    "New recommendation",
    "New recommendations",
    "Further recommendation",
    "Additional recommendations",
    "Our new recommendation",
]


@pytest.mark.parametrize("heading", NEW)
def test_a_reinspection_may_recommend_something_new(tmp_path: Path, heading: str) -> None:
    text = f"{REINSPECTION}\n{heading}\n\nBy 30 November 2023, we recommend that Kent Police gives detectives time.\n"
    [new] = [one for one in extract(tmp_path, text).findings if "detectives time" in str(one.text)]
    assert (new.kind, new.restated, new.deadline and new.deadline.by) == ("recommendation", None, "2023-11-30")
