"""Whole PEEL reports, by small reports in the real layouts; every case says which slip or trap it stands for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import loaders
from kg.errors import KgError, UsageError
from kg.records import Extract

Read = Callable[..., Extract]

COVER = "PEEL 2021/22\n\nPolice effectiveness, efficiency and legitimacy\n\nAn inspection of Kent Police\n"
IMPRINT = "November 2021 | © HMICFRS 2021\n\nwww.example.org/peel"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_text(text: str, **supplied: str) -> Extract:
        file = tmp_path / "report.txt"
        file.write_text(text, encoding="utf-8")
        return loaders.read(file, loaders.Supplied(**supplied))

    return read_text


def _areas(*areas: str) -> str:
    """A report of 2021/22 with these areas."""
    return "\n\n".join([COVER, *areas, IMPRINT])


def _box(heading: str, *paragraphs: str) -> str:
    return "\n\n".join(["Investigating crime", "Good", "Kent Police is good at detection.", heading, *paragraphs])


def _told(extract: Extract) -> list[tuple[str, str]]:
    """Kind and text of each finding."""
    return [(finding.kind, finding.text or "") for finding in extract.findings]


def test_what_a_report_says_of_itself(read: Read) -> None:
    document = read(_areas(_box("Main findings", "A headline", "A paragraph."))).document
    assert (document.id, document.family, document.force, document.cycle) == (
        "kent.PEEL-2021-22", "peel_report", "kent", "2021/22",
    )  # fmt: skip
    assert document.title.endswith("An inspection of Kent Police")
    assert (document.published, document.published_basis, document.supplied) == ("2021-11", "printed", [])


AFI = "area_for_improvement"
BOXES = [
    # a headline has no full stop, and paragraphs and bullets under it are its own
    (
        "Areas for improvement",
        ["The force should sort its queues", "Calls wait.", "These include:", "- old ones; and", "- new ones."],
        [(AFI, "The force should sort its queues Calls wait. These include: old ones; and new ones.")],
    ),
    # the singular stands over two
    (
        "Area for improvement",
        ["The force should sort its queues", "Calls wait.", "The force should train its staff", "Few are."],
        [(AFI, "The force should sort its queues Calls wait."), (AFI, "The force should train its staff Few are.")],
    ),
    # the first paragraph of a box begins a finding though it ends in a full stop
    (
        "Areas for improvement",
        [
            "The force has a plan, which nobody reads.",
            "It should be read.",
            "The force should count its cars",
            "It has many.",
        ],
        [
            (AFI, "The force has a plan, which nobody reads. It should be read."),
            (AFI, "The force should count its cars It has many."),
        ],
    ),
    # a lead-in with bullets begins one too
    (
        "Areas for improvement",
        [
            "The force should sort its queues",
            "Calls wait.",
            "The force should make sure that:",
            "- it listens; and",
            "- it learns.",
            "It often did not.",
        ],
        [
            (AFI, "The force should sort its queues Calls wait."),
            (AFI, "The force should make sure that: it listens; and it learns. It often did not."),
        ],
    ),
    # a lead-in that describes, or lists parts of one ask, begins none
    (
        "Areas for improvement",
        [
            "The force should sort its queues",
            "It plans upgrades that offer:",
            "- a bell.",
            "The policy needs detail. This should include:",
            "- dates.",
        ],
        [
            (
                AFI,
                "The force should sort its queues It plans upgrades that offer: a bell. "
                "The policy needs detail. This should include: dates.",
            )
        ],
    ),
    # a lead-in right under its headline is that finding's
    (
        "Areas for improvement",
        ["The force should sort its queues", "The force should:", "- listen.", "It often did not."],
        [(AFI, "The force should sort its queues The force should: listen. It often did not.")],
    ),
    # several sentences may be one headline
    (
        "Main findings",
        ["The force listens. It learns too", "Staff told us so."],
        [("observation", "The force listens. It learns too Staff told us so.")],
    ),
    # bold tells a headline that ends in a full stop
    (
        "Main findings",
        ["**The force listens.**", "It does.", "**The force learns.**", "It does too."],
        [("observation", "The force listens. It does."), ("observation", "The force learns. It does too.")],
    ),
    # a headline that kept its full stop: it opens with the force's full name and takes up nothing of what came before
    (
        "Main findings",
        [
            "Drones find walkers",
            "They fly by night.",
            "Kent Police trains otters.",
            "Otters swim.",
            "Kent Police likes otters.",
            "So.",
        ],
        [
            ("observation", "Drones find walkers They fly by night."),
            ("observation", "Kent Police trains otters. Otters swim. Kent Police likes otters. So."),
        ],
    ),
    # what stands before any headline is no finding
    (
        "Main findings",
        [
            "In this section, we set out findings on detection.",
            "The force has a county.",
            "The force listens",
            "It does.",
        ],
        [("observation", "The force listens It does.")],
    ),
    # two practices without headlines: the second takes up nothing of the first
    (
        "Innovative practice",
        [
            "The force made drones fly over quarries. It does this by:",
            "- hiring pilots.",
            "The drones found nine lost walkers.",
            "Cadets read stories to toddlers in libraries.",
        ],
        [
            (
                "practice",
                "The force made drones fly over quarries. It does this by: hiring pilots. "
                "The drones found nine lost walkers.",
            ),
            ("practice", "Cadets read stories to toddlers in libraries."),
        ],
    ),
    # a page header and number between paragraphs are none
    (
        "Main findings",
        [
            "The force listens",
            "3",
            "County inspection paper",
            "It does.",
            "4",
            "County inspection paper",
            "It learns.",
            "5",
            "County inspection paper",
        ],
        [("observation", "The force listens It does. It learns.")],
    ),
    # a case that illustrates a finding is none, nor what is told in it
    (
        "Main findings",
        [
            "The force finds children",
            "It looks.",
            "Case study: a long night",
            "A child ran.",
            "It asks them",
            "It does.",
        ],
        [("observation", "The force finds children It looks."), ("observation", "It asks them It does.")],
    ),
    (
        "Areas for improvement",
        ["It should sort its queues", "Calls wait.", "Case study 2", "A caller gave up."],
        [(AFI, "It should sort its queues Calls wait.")],
    ),
    # nothing stands under the heading
    ("Areas for improvement", [], []),
]


@pytest.mark.parametrize(("heading", "paragraphs", "expected"), BOXES)
def test_where_a_finding_begins_and_ends(
    read: Read, heading: str, paragraphs: list[str], expected: list[tuple[str, str]]
) -> None:
    extract = read(_areas(_box(heading, *paragraphs)))
    assert _told(extract) == expected
    assert extract.accounting.unhandled == []


def test_causes_of_concern_and_their_recommendations(read: Read) -> None:
    extract = read(
        _areas(
            "Providing a service to the victims of crime\n\nInadequate\n\nKent Police is inadequate at this.",
            "Crime data integrity\n\nAdequate\n\nKent Police is adequate at counting.",
            "Causes of concern",
            # one whose only recommendation is a paragraph
            "The force counts too few thefts\n\nWe looked at 50.\n\nKent Police should count again.",
            # one whose headline lost its full stop after two sentences, with recommendations in bullets
            "It counts no frauds. This is a cause of concern\n\nKent Police should:\n\n- find them; and\n- count them.",
            # one without any recommendation
            "The force needs a clock\n\nIt has none, which is a cause of concern.",
            "Cause of concern",
            # and one that opens with plain prose, under a heading of its own, with a time
            "Kent Police cannot meet demand.\n\n"
            "To address this cause of concern, within nine months the force should:\n\n- hire;\n- train.",
        )
    )
    causes = [finding for finding in extract.findings if finding.kind == "cause_of_concern"]
    assert [cause.text for cause in causes] == [
        "The force counts too few thefts We looked at 50.",
        "It counts no frauds. This is a cause of concern",
        "The force needs a clock It has none, which is a cause of concern.",
        "Kent Police cannot meet demand.",
    ]
    asked = [(f.text, f.stem, f.part_of, f.deadline and f.deadline.text) for f in extract.findings if f.part_of]
    assert asked == [
        ("Kent Police should count again.", None, causes[0].id, None),
        ("find them", "Kent Police should:", causes[1].id, None),
        ("count them.", "Kent Police should:", causes[1].id, None),
        ("hire", asked[3][1], causes[3].id, "within nine months"),
        ("train.", asked[3][1], causes[3].id, "within nine months"),
    ]
    # the boxes are those of the area, though a part of it with a grade of its own stands between
    assert {(f.heading, f.theme) for f in extract.findings} == {
        ("Providing a service to the victims of crime", "victim-service")
    }
    assert {tuple(f.where.section[:2]) for f in extract.findings} == {
        ("Providing a service to the victims of crime", "Crime data integrity")
    }


def test_prose_that_recommends_outside_any_box(read: Read) -> None:
    extract = read(
        _areas(
            # these two only tell what the areas find
            "HM Inspector's observations\n\nWe recommend that the force reads this summary.",
            "Reducing crime assessment\n\nIt is recommended that the force should ensure that:\n\n- they hold.",
            "Investigating crime\n\nCrime fell.\n\n"
            "It is recommended that the force reviews its nets to ensure that:\n\n- they hold; and\n- they last.\n\n"
            "Crime may rise.",
        )
    )
    assert [(f.text, f.boxed, f.heading, f.part_of) for f in extract.findings] == [
        ("they hold", False, "Investigating crime", None),
        ("they last.", False, "Investigating crime", None),
    ]


GRADES = [
    # grade on its own line
    ("Good\n\nKent Police is good at detection.", ("good", "printed")),
    # the line is lost, the verdict is left
    ("Kent Police is inadequate at detection.", ("inadequate", "prose")),
    # the inspectorate says itself that it gives none
    ("We don't grade forces on this. We set out findings for Kent Police.", ("ungraded", "prose")),
]


@pytest.mark.parametrize(("under", "expected"), GRADES)
def test_where_the_grade_of_an_area_stands(read: Read, under: str, expected: tuple[str, str]) -> None:
    (judgment,) = read(_areas(f"Investigating crime\n\n{under}")).judgments
    assert (judgment.grade, judgment.basis) == expected
    assert (judgment.id, judgment.level, judgment.scale) == (
        "kent.PEEL-2021-22.area.investigating-crime", "area", 5,
    )  # fmt: skip


def test_case_files_are_graded_and_the_force_is_not(read: Read) -> None:
    text = "Managing offenders and suspects\n\nAdequate\n\nArea for improvement\n\nThe force should visit offenders\n\n"
    extract = read(_areas(text + "We saw 11 files. We judged five of them to be inadequate, two good."))
    assert [judgment.grade for judgment in extract.judgments] == ["adequate"]


TABLE = (
    "Our judgments\n\nWe make graded judgments in {graded} of these {areas} areas:\n\n"
    "Outstanding\tGood\tAdequate\n\tInvestigating crime\tSupporting victims\n\t\tGood use of resources"
)
SECTIONS = (
    "Providing a service to the victims of crime\n\nAdequate\n\nInvestigating crime\n\n{investigating}\n\n"
    "Strategic planning, organisational management and value for money\n\nAdequate"
)


def _with_table(investigating: str = "Good", graded: str = "3", areas: str = "three") -> str:
    return _areas(TABLE.format(graded=graded, areas=areas), SECTIONS.format(investigating=investigating))


BELOW = "Our judgments\n\nWe make graded judgments as follows:\n\n{}\n\nWe don’t grade the rest."
GOOD, POOR = ("good", "table"), ("requires improvement", "table")
COLUMNS = [
    # each grade above its areas, with or without a word for the empty ones
    (["Outstanding", "No areas", "Good", "Investigating crime", "Adequate", "None", "Requires improvement",
      "Good use of resources", "Inadequate", "No areas"], [GOOD, POOR]),
    (["Outstanding", "Good", "Investigating crime", "Adequate", "Requires", "improvement", "Good use of resources"],
     [GOOD, POOR]),
    (["Requires improvement", "Good use of resources", "Good", "Investigating crime"], [POOR, GOOD]),
    # all grades above all areas: no line tells which is whose
    (["Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate", "Investigating crime",
      "Good use of resources"], []),
    # areas with the grade below or beside them are headings, with no such order
    (["Investigating crime", "Good", "Good use of resources", "Requires improvement"],
     [("good", "printed"), ("requires improvement", "printed")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), COLUMNS)
def test_a_table_whose_cells_stand_one_below_the_other(
    read: Read, lines: list[str], expected: list[tuple[str, str]]
) -> None:
    extract = read(_areas(BELOW.format("\n\n".join(lines))))
    assert [(one.grade, one.basis) for one in extract.judgments if one.grade != "ungraded"] == expected
    assert (extract.findings, extract.accounting.unhandled) == ([], [])


def test_a_table_that_agrees_adds_nothing(read: Read) -> None:
    extract = read(_with_table())
    assert [(judgment.grade, judgment.basis, judgment.also) for judgment in extract.judgments] == [
        ("adequate", "printed", []), ("good", "printed", []), ("adequate", "printed", []),
    ]  # fmt: skip
    assert extract.warnings == []


def test_where_table_and_section_differ_the_section_stands(read: Read) -> None:
    extract = read(_with_table(investigating="Adequate"))
    judgment = extract.judgments[1]
    assert judgment.grade == "adequate"
    assert [(other.grade, other.basis, other.where.quote) for other in judgment.also] == [
        ("good", "table", "Investigating crime")
    ]
    assert ["the section stands" in warning.message for warning in extract.warnings] == [True]


def test_a_grade_that_only_the_table_holds_is_read_from_it(read: Read) -> None:
    extract = read(_with_table().replace("Investigating crime\n\nGood\n\n", ""))
    assert [(judgment.heading, judgment.grade, judgment.basis) for judgment in extract.judgments][-1] == (
        "Investigating crime", "good", "table",
    )  # fmt: skip


def test_a_printed_count_that_differs_from_what_was_read_is_a_warning(read: Read) -> None:
    extract = read(_with_table(graded="four", areas="five"))
    assert [warning.message for warning in extract.warnings] == ["it counts 4 graded of 5 areas; 3 of 3 were read"]


@pytest.mark.parametrize("word", ["Excellent", "Very good"])
def test_a_word_that_is_no_grade_is_a_warning_and_no_finding(read: Read, word: str) -> None:
    extract = read(_areas(f"Investigating crime\n\n{word}\n\nMain findings\n\nThe force listens\n\nIt does."))
    assert extract.judgments == []
    assert _told(extract) == [("observation", "The force listens It does.")]
    assert [word in warning.message for warning in extract.warnings] == [True]


PILLARS = (
    "PEEL\n\nPolice effectiveness, efficiency and legitimacy 2018/19\n\nAn inspection of Kent Police\n\n"
    "Overall summary\n\n\tEffectiveness\t\tLast inspected\n"
    "Preventing crime and tackling anti-social behaviour\t Good\t2017/18\n"
    "Armed response capability\tUngraded\t2018/19\n"
    "\tLegitimacy\t Good\tLast inspected\nFair treatment of the public\t Good\t2018/19\n\n"
    "Effectiveness\n\nForce in context\n\n\tKent rate\tNational rate\n999 calls\t146\t175\n\n"
    "How effectively does the force reduce crime and keep people safe?\n\nGood\n\nSummary\n\n"
    "Kent Police cuts crime. We recommend that the force reads this.\n\n"
    "In 2017/18, we judged Kent Police to be good at preventing crime and anti-social behaviour.\n\n"
    "Preventing crime and tackling anti-social behaviour\n\nGood\n\n"
    "This was not looked at, and the judgment from the 2016 inspection has been carried over.\n\n"
    "Armed policing\n\nGuns are rare.\n\nWorking with others\n\n{armed}\n\n"
    "Legitimacy\n\nTreating the public fairly\n\nGood\n\nKent Police is fair. We recommend that the force reads on.\n\n"
    "Areas for improvement\n\n- The force should count its searches.\n- The force should ask why.\n\n"
    "We set out our detailed findings below.\n\nUsing search powers\n\n{legitimacy}\n\n"
    "Annex A – About the data\n\nWe recommend that the force reads the notes.\n\nMay 2019 | © HMICFRS 2019"
)


def _pillars(armed: str = "Officers train.", legitimacy: str = "Searches fell.") -> str:
    return PILLARS.format(armed=armed, legitimacy=legitimacy)


def test_a_report_of_pillars(read: Read) -> None:
    extract = read(_pillars())
    assert [(j.question, j.level, j.grade, j.basis, j.carried_over_from) for j in extract.judgments] == [
        ("2018-19.effectiveness.0", "pillar", "good", "printed", None),
        # the section says 2016
        ("2018-19.effectiveness.1", "question", "good", "printed", "2016"),
        # only the table says so, under another name
        ("2018-19.effectiveness.5", "question", "ungraded", "table", None),
        ("2018-19.legitimacy.1", "question", "good", "printed", None),
        # no section is left of it, the row of the table is
        ("2018-19.legitimacy.0", "pillar", "good", "table", None),
    ]
    assert [judgment.heading for judgment in extract.judgments[2:]] == [
        "Armed policing", "Treating the public fairly", "Legitimacy",
    ]  # fmt: skip
    # table and summary both date the carried-over grade otherwise: two other claims, one warning
    assert [(o.carried_over_from, o.basis) for o in extract.judgments[1].also] == [("2017", "table"), ("2017", "prose")]
    assert len(extract.warnings) == 1
    # one bullet is one finding; summary, figures and annex hold none
    box = ["Legitimacy", "Treating the public fairly", "Areas for improvement"]
    assert [(f.kind, f.text, f.where.section) for f in extract.findings] == [
        (AFI, "The force should count its searches.", box),
        (AFI, "The force should ask why.", box),
    ]
    assert extract.accounting.unhandled == []


def test_detailed_prose_is_read_for_recommendations_and_what_became_of_earlier_ones(read: Read) -> None:
    quoted = (
        "In our 2017 efficiency report, we recommended that all forces should:\n\n- look; and\n- learn by June 2018."
    )
    extract = read(
        _pillars(
            armed="It debriefs. We recommend that the force notes it.",
            legitimacy=f"{quoted}\n\nKent Police has complied with some of this recommendation.",
        )
    )
    first, look, learn = [finding for finding in extract.findings if finding.kind == "recommendation"]
    assert (first.text, first.boxed, first.heading, first.where.section) == (
        "We recommend that the force notes it.", False, "Armed policing",
        ["Effectiveness", "Armed policing", "Working with others"],
    )  # fmt: skip
    for finding in (look, learn):
        assert (finding.force, finding.addressed_to) == (None, ["all-chief-constables"])
        assert finding.restated
        assert (finding.restated.programme, finding.restated.cycle) == ("PEEL", "2017")
        assert finding.id.startswith("national.PEEL-2017.recommendation.")
    assert learn.deadline
    assert (learn.deadline.text, learn.deadline.by) == ("by June 2018", "2018-06")
    assert [(c.says, c.kind, c.programme, c.cycle, c.theme) for c in extract.continuity] == [
        ("open", "recommendation", "PEEL", "2017", "public-treatment")
    ]


SUMMARY = "HM Inspector's observations\n\n"
CONTINUITY = [
    # great improvement resolves nothing; the headline above the sentence names the theme
    (
        f"{SUMMARY}The force tackles serious and organised crime\n\nMuch has improved since our last inspection.",
        [("improved", None, "serious-organised-crime")],
    ),
    # the sentence itself names it
    (
        f"{SUMMARY}The way crime is recorded has improved since the last inspection in 2019.",
        [("improved", None, "crime-recording")],
    ),
    # one sentence names the earlier finding, the next says what came of it
    (
        _box(
            "Main findings",
            "The force vets",
            "We looked at our 2016 national recommendation on vetting. The force has made progress. More is to do.",
        ),
        [("improved", "2016", "investigating-crime")],
    ),
    # progress that the next sentence takes back leaves it open
    (
        f"{SUMMARY}The way crime is recorded has improved since the last inspection. But some of it still isn't good.",
        [("open", None, "crime-recording")],
    ),
    # a change since then is no outcome of a finding
    (
        _box(
            "Main findings",
            "The force grows",
            "Since our last inspection, the force has bought vans. Cars have improved.",
        ),
        [],
    ),
    # what every report says of grades compares nothing
    ("Important changes to PEEL\n\nGrades have improved since our last inspection.", []),
]


@pytest.mark.parametrize(("area", "expected"), CONTINUITY)
def test_what_became_of_earlier_findings(read: Read, area: str, expected: list[tuple[str, str | None, str]]) -> None:
    extract = read(_areas(area))
    assert [(c.says, c.cycle, c.theme) for c in extract.continuity] == expected


COLLABORATIONS = [
    # a date, and only a part ended: never all of it
    (
        "Until 1 May 2018, Kent Police had joint arrangements with Essex Police for armed policing. "
        "The forces chose to return some armed policing services back to each.",
        [("ended", ["some armed policing services"], "2018-05-01")],
    ),
    # without a second sentence the date is of the whole
    (
        "Until 1 May 2018, Kent Police had joint arrangements with Essex Police for motorway patrols.",
        [("ended", ["motorway patrols"], "2018-05-01")],
    ),
    # what ended stands in the sentence before, without a date
    (
        "Kent Police had dogs and motorway patrols with Essex Police. "
        "These services have now transferred back to those individual forces.",
        [("ended", ["motorway patrols", "dogs"], None)],
    ),
    # one sentence may say two things
    (
        "With Essex Police it patrolled. Although the formal alliance ended, they all still follow the same standards.",
        [("ended", ["armed policing"], None), ("continues", ["standards and protocols"], None)],
    ),
    # the present tense says joint; that it goes on only beside an end, or with "still"
    ("Commanders are trained alongside those of Essex Police.", [("joint", ["command training"], None)]),
    # others than forces
    (
        "The force ended its joint venture with the county. Training facilities are shared with the fire service.",
        [],
    ),
    # forces named, and nothing joint
    ("Essex Police still uses the same standards as it did.", [("continues", ["standards and protocols"], None)]),
]


@pytest.mark.parametrize(("armed", "expected"), COLLABORATIONS)
def test_what_forces_do_together_and_no_longer_do(
    read: Read, armed: str, expected: list[tuple[str, list[str], str | None]]
) -> None:
    extract = read(_pillars(armed=armed))
    assert [(one.status, one.functions, one.to) for one in extract.collaborations] == expected
    assert all(one.members == ["kent", "essex"] for one in extract.collaborations)


def test_names_and_signatures_are_contact(read: Read) -> None:
    signed = "HM Inspector's observations\n\nIt did well.\n\nJo Bloggs\n\nHM Inspector of Constabulary"
    extract = read(_areas(signed, _box("Main findings")))
    assert {one.reason: one.count for one in extract.accounting.ignored}["contact"] == 2
    assert "Bloggs" not in extract.model_dump_json()


def test_the_same_finding_printed_twice_is_one(read: Read) -> None:
    twice = ["The force should listen", "It does not.", "The force should listen", "It does not."]
    assert len(read(_areas(_box("Areas for improvement", *twice))).findings) == 1


def test_two_findings_that_begin_alike_have_two_ids(read: Read) -> None:
    start = "The force should make sure that each of its many officers always"
    extract = read(
        _areas(_box("Areas for improvement", f"{start} listens", "It does not.", f"{start} learns", "Nor this."))
    )
    first, second = (finding.id for finding in extract.findings)
    assert second == f"{first}-2"


def test_ordinals_and_hashes_find_a_record_again(read: Read) -> None:
    extract = read(
        _areas(_box("Areas for improvement", "One should act", "Now."), _box("Main findings", "Two acts", "Now."))
    )
    assert [(finding.kind, finding.where.ordinal) for finding in extract.findings] == [(AFI, 1), ("observation", 1)]
    assert all(len(finding.where.hash or "") == 16 for finding in extract.findings)


SUPPLIED = [
    # the cover lost the force's name, which the user knows
    ("An inspection of Kent Police", "An inspection of", {"force": "kent"}, ["force"], "kent", "2021/22", "2021-11"),
    (
        "An inspection of Kent Police",
        "An inspection of Borset Police",
        {"force": "kent"},
        ["force"],
        "kent",
        "2021/22",
        "2021-11",
    ),
    ("PEEL 2021/22", "PEEL", {"cycle": "2023-25"}, ["cycle"], "kent", "2023-25", "2021-11"),
    # what is printed stands
    ("", "", {"force": "essex", "cycle": "2023-25"}, [], "kent", "2021/22", "2021-11"),
    # a day within the printed month says more than it
    ("", "", {"published": "2021-11-24"}, ["published"], "kent", "2021/22", "2021-11-24"),
    ("", "", {"published": "2022-01-01"}, [], "kent", "2021/22", "2021-11"),
]


@pytest.mark.parametrize(("old", "new", "given_", "supplied", "force", "cycle", "published"), SUPPLIED)
def test_what_the_user_supplies_fills_gaps(
    read: Read, old: str, new: str, given_: dict[str, str], supplied: list[str], force: str, cycle: str, published: str
) -> None:
    document = read(_areas("Investigating crime\n\nGood").replace(old, new), **given_).document
    assert (document.supplied, document.force, document.cycle, document.published) == (
        supplied,
        force,
        cycle,
        published,
    )


REFUSED = [
    ("An inspection of Kent Police", "An inspection of Borset Constabulary", {}, "'Borset Constabulary' is no force"),
    ("An inspection of Kent Police", "An inspection of", {}, "it does not say which force"),
    ("PEEL 2021/22", "PEEL", {}, "it does not say of which cycle"),
    ("Police effectiveness, efficiency and legitimacy", "Minutes of a parish", {}, "no kind of document"),
]


@pytest.mark.parametrize(("old", "new", "given_", "message"), REFUSED)
def test_a_report_of_nobody_knows_what_is_refused(
    read: Read, old: str, new: str, given_: dict[str, str], message: str
) -> None:
    with pytest.raises(KgError, match=message):
        read(_areas("Investigating crime\n\nGood").replace(old, new), **given_)


@pytest.mark.parametrize("given_", [{"force": "knet"}, {"cycle": "1999"}, {"published": "yesterday"}])
def test_a_wrong_option_is_wrong_usage(read: Read, given_: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        read(_areas("Investigating crime\n\nGood"), **given_)


HEADLINES = st.lists(
    st.sampled_from(["keep its promises", "count its vans", "hear its victims", "mend its nets"]), unique=True
)
DRESS = st.fixed_dictionaries(
    {
        "ends": st.sampled_from(["\n", "\r\n"]),
        "gap": st.sampled_from(["\n\n", "\n\n\n\n", "\n\n \n"]),
        "quote": st.sampled_from(["'", "’"]),
        "bullet": st.sampled_from(["- ", "• ", "* "]),
        "spaces": st.booleans(),
    }
)


@settings(max_examples=60, deadline=None)
@given(HEADLINES, DRESS)
def test_no_dress_of_the_text_adds_or_loses_a_finding(
    tmp_path_factory: pytest.TempPathFactory, headlines: list[str], dress: dict[str, str]
) -> None:
    findings = [(f"The force should {line}", "It's late:", "- day; and", "- night.") for line in headlines]
    text = _areas(_box("Areas for improvement", *(part for finding in findings for part in finding)))
    dressed = text.replace("\n\n", dress["gap"]).replace("'", dress["quote"]).replace("- ", dress["bullet"])
    dressed = (dressed.replace(" ", "  ") if dress["spaces"] else dressed).replace("\n", dress["ends"])
    file = tmp_path_factory.mktemp("dress") / "report.txt"
    file.write_bytes(dressed.encode())
    extract = loaders.read(file)
    assert [finding.headline for finding in extract.findings] == [finding[0] for finding in findings]
    printed = file.read_bytes().decode().replace("\r\n", "\n")
    for finding in extract.findings:
        assert printed.startswith(finding.where.quote or "?", finding.where.start)
        assert printed.count("\n", 0, finding.where.start) + 1 == finding.where.line


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_lines_dropped_doubled_or_strange_never_raise_anything_but_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    lines = _pillars().split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at : at + data.draw(st.integers(0, 1))] = data.draw(
            st.lists(
                st.sampled_from(
                    [
                        "",
                        "Good",
                        "- ",
                        "\t",
                        "12",
                        "Summary",
                        "Main findings",
                        "* * *",
                        "a;",
                        "The force should:",
                        lines[at],
                    ]
                ),
                max_size=3,
            )
        )
    file = tmp_path_factory.mktemp("strange") / "report.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    try:
        accounting = loaders.read(file).accounting
    except KgError:
        return
    assert accounting.paragraphs == accounting.used + sum(one.count for one in accounting.ignored) + len(
        accounting.unhandled
    )


_SUMMARY = (
    "Sussex PEEL 2023–25\n\nOverall summary\n\nOur judgments\n\n{}\n\nInvestigating crime\n\n{}\n\nMain findings\n\n"
)
SUMMARIES = [
    # cells that extraction ran together; the section stands
    ("Investigating crime Good", "Adequate", "adequate", ["the section stands"]),
    # label and grade in turn look like sections of nothing but a grade
    ("Investigating crime\nGood\nResponding to the public\nGood", "Adequate", "adequate", ["the section stands"]),
    # a count that what was read does not bear out
    ("I have identified three causes of concern.", "Good", "good", ["3 causes of concern; 0 were read"]),
    # the count of an earlier inspection is none of this report
    ("I have found two areas for improvement from our 2021/22 inspection to be met.", "Good", "good", []),
    # corrected after publication: a section that was left as it was
    ("We changed the grade for Investigating crime from good to adequate.", "Good", "good", ["the section stands"]),
]


@pytest.mark.parametrize(("summary", "printed", "grade", "warned"), SUMMARIES)
def test_a_summary_is_held_against_the_sections(
    read: Read, summary: str, printed: str, grade: str, warned: list[str]
) -> None:
    extract = read(_SUMMARY.format(summary, printed) + "Files are in order\n\nThe force checks them.\n")
    assert {one.question: one.grade for one in extract.judgments}["2023-25.area.investigating-crime"] == grade
    assert len(extract.warnings) == len(warned)
    assert all(words in told.message for words, told in zip(warned, extract.warnings, strict=True))


UNTITLED = (
    "<p>Our judgments</p><p>Our inspection assessed how good Kent Police is in two areas of policing.</p>"
    "<p>PEEL 2023–2025</p><p>Investigating crime</p><p>Good</p><p>Kent Police is good at investigating crime.</p>"
)


@pytest.mark.parametrize(
    ("head", "above", "title"),
    [
        pytest.param("<title>Kent PEEL 2023–2025 - HMICFRS</title>", "", "Kent PEEL 2023–2025", id="title element"),
        pytest.param(
            "<title>Report</title>", "<header><h1>Kent PEEL 2023–2025</h1></header>", "Kent PEEL 2023–2025",
            id="a heading outside of the text says more than the title element",
        ),
        pytest.param("", "", "", id="nothing is invented where neither is there"),
    ],
)  # fmt: skip
def test_a_page_that_lost_its_title_is_called_by_its_heading(head: str, above: str, title: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        f"<!DOCTYPE html><html><head>{head}</head><body>{above}<main>{UNTITLED}</main></body>", encoding="utf-8"
    )
    assert loaders.read(page).document.title == title
