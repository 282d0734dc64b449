"""Every wording in loaders/words proves itself by its examples, and no pattern takes long over a hostile line."""

from __future__ import annotations

import re

import pytest

from kg import facts
from kg.records import Programme
from loaders import words
from loaders.structure.blocks import Sentence
from loaders.words import cycles, dates, forces, grades, headings, stems

PATTERNS = [(file, group, row) for file, group in words.groups() for row in words.patterns(file, group)]


def _name(value: object) -> str | None:
    return value.regex.pattern[:40] if isinstance(value, words.Pattern) else None


@pytest.mark.parametrize(("file", "group", "row"), PATTERNS, ids=_name)
def test_each_row_matches_its_examples_and_none_of_its_counter_examples(
    file: str, group: str, row: words.Pattern
) -> None:
    assert row.examples, "an example shows what the row is for"
    assert row.why
    assert [text for text in row.examples if not row.search(words.folded(text))] == []
    assert [text for text in row.never if row.search(words.folded(text))] == []


def test_each_part_has_its_own_name() -> None:
    """Of two parts of one name the later would silently stand in every pattern that means the other."""
    names = [row["name"] for row in words.patterns("parts", "part")]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("file", "needed_by"), [("continuity", ("reference",)), ("collaborations", ("statement", "until"))]
)
def test_the_quick_look_lets_through_all_that_could_match(file: str, needed_by: tuple[str, ...]) -> None:
    """`[[needed]]` spares time; a row whose example it stops would never be reached."""
    rows = [row for group in needed_by for row in words.patterns(file, group) if row.fields.get("alone", True)]
    stopped = [text for row in rows for text in row.examples if not words.first(file, "needed", text)]
    assert stopped == []


@pytest.mark.parametrize(("file", "group", "row"), PATTERNS, ids=_name)
def test_no_pattern_backtracks_without_end(file: str, group: str, row: words.Pattern) -> None:
    """Each text is longer than any paragraph; a pattern that tries every split of it would never come back."""
    for text in (
        "the force should " * 400,
        "a" * 6000,
        " " * 6000,
        "In 2017, we judged the force to be good at " + "x " * 3000,
    ):
        row.search(text)


LONE_GRADES = [
    ("Good", "good"),
    ("REQUIRES IMPROVEMENT", "requires improvement"),
    ("is requires improvement", "requires improvement"),  # a slip of the 2017 pages
    ("Good*", "good"),  # the star points to a note on the year
    ("Ungraded", "ungraded"),
    ("Judgment: Good", "good"),  # labelled
    ("Our judgment: Adequate", "adequate"),
    ("Graded as good", "good"),
    ("Good (down from outstanding)", "good"),  # the grade it was is last time's
    ("Good (2016)", "good"),  # the year of the inspection that gave it
    ("Good practice", None),  # a box, no grade
    ("Good.", None),  # the end of a sentence
    ("Excellent", None),
]


@pytest.mark.parametrize(("line", "grade"), LONE_GRADES)
def test_a_grade_on_its_own_line(line: str, grade: str | None) -> None:
    assert grades.lone_grade(line) == grade


JUDGING = [
    # a contrast: the first grade word is not the verdict
    (
        ["It generally does good work.", "On the whole HMIC judges that Kent Police requires improvement."],
        "requires improvement",
    ),
    # a verdict opens the prose, and a later process is said to need improvement
    (["Kent Police is good at cutting crime.", "Its procedures on bail require improvement."], "good"),
    # the verdict closes the prose
    (["Crime has fallen.", "The constabulary is inadequate in the way it helps victims."], "inadequate"),
    # case files are graded, the force is not
    (["We looked at 34 files.", "We judged 9 of them to be good."], None),
    # adequate in prose is no grade of the force
    (["The force's grasp of the risk is adequate.", "It has adequate vans."], None),
    # neither first nor last, and nobody judges
    (["Crime has fallen.", "The force is good at listening.", "It meets partners."], None),
]


@pytest.mark.parametrize(("texts", "grade"), JUDGING)
def test_the_judging_sentence_gives_the_grade(texts: list[str], grade: str | None) -> None:
    found = grades.judging_sentence([Sentence(text, ((0, len(text)),), 1) for text in texts], "kent")
    assert (found.grade if found else None) == grade


@pytest.mark.parametrize(
    ("grade", "scale", "known"),
    [("adequate", 5, True), ("adequate", 4, False), ("ungraded", 4, True), ("inadequate", 4, True)],
)
def test_adequate_is_a_grade_only_since_there_are_five(grade: grades.Grade, scale: int, known: bool) -> None:
    assert grades.is_on_scale(grade, scale) is known


HEADINGS = [
    ("2018/19", "Armed policing", "2018-19.effectiveness.5"),
    ("2018/19", "Firearms capability", "2018-19.effectiveness.5"),  # one area, three names
    ("2018/19", "Armed response capability", "2018-19.effectiveness.5"),
    ("2018/19", "Fair treatment of the public", "2018-19.legitimacy.1"),  # the table's name of the area
    # the report prints the pillar's question without its last words
    ("2018/19", "How efficiently does the force operate and how sustainable are its services?", "2018-19.efficiency.0"),
    ("2021/22", "Good use of resources", "2021-22.area.good-use-of-resources"),  # label for a long heading
    ("2021/22", "Preventing crime and antisocial behaviour", "2021-22.area.preventing-crime"),  # spelt in one word
    (
        "2015",
        "How effective is the constabulary at investigating crime and managing offenders?",
        "2015.effectiveness.2",
    ),
    ("2021/22", "Areas for improvement", None),
    ("2015", "How good is the force?", None),
]


@pytest.mark.parametrize(("cycle", "text", "question"), HEADINGS)
def test_a_heading_is_known_under_all_its_names(cycle: str, text: str, question: str | None) -> None:
    found = headings.question(cycle, text)
    assert (found.id if found else None) == question


@pytest.mark.parametrize(
    ("years", "cycle"),
    [("2017/18", "2017"), ("2018", "2018/19"), ("2023–2025", "2023-25"), ("2019", None), ("1918/19", None)],
)
def test_years_mean_a_cycle(years: str, cycle: str | None) -> None:
    assert cycles.cycle_of(words.folded(years)) == cycle


DATES = [
    ("31 March 2019", "2019-03-31"),
    ("July 2018", "2018-07"),  # no day is made up
    ("3rd March 2017", "2017-03-03"),
    ("20/01/2020", "2020-01-20"),
    ("31 June 2019", "2019-06"),  # no calendar has the day
    ("40/40/2020", None),
    ("last summer", None),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_dates_are_as_exact_as_printed(text: str, date: str | None) -> None:
    assert dates.printed_date(text) == date


DEADLINES = [
    ("Within six months, the force should act.", "2021-10-14", ("Within six months", None, "2022-04-14")),
    ("Within six months, the force should act.", "2021-10", ("Within six months", None, None)),  # day not known
    ("By 31 March 2024, forces should act.", None, ("By 31 March 2024", "2024-03-31", None)),
    ("The force should immediately act.", None, ("immediately", None, None)),
    ("The force should make sure that crimes are recorded within 24 hours.", "2021-10-14", None),  # a standard
    ("The force did this by July 2018.", None, None),  # asks nothing
]


@pytest.mark.parametrize(("sentence", "published", "expected"), DEADLINES)
def test_by_when_a_finding_is_to_be_met(sentence: str, published: str | None, expected: object) -> None:
    found = stems.deadline([sentence], published, "kent")
    assert (found and (found.text, found.by, found.computed)) == expected


FORCES = [
    ("An inspection of Avon and Somerset Constabulary", "avon-and-somerset"),
    ("A visit to Avon & Somerset", "avon-and-somerset"),
    ("the Met told us", "metropolitan"),
    ("we met the chief officers", None),  # no force
    ("Kent Police and Essex Police", None),  # two
    ("Hampshire Constabulary", "hampshire"),  # its name until 2022
]


@pytest.mark.parametrize(("text", "force"), FORCES)
def test_forces_by_the_names_that_texts_use(text: str, force: str | None) -> None:
    assert forces.force_named(text) == force


def test_every_theme_and_cycle_named_in_the_words_exists() -> None:
    known = facts.vocabulary()
    assert {row["theme"] for row in words.patterns("themes", "theme")} <= set(known.theme_by_id)
    assert {row["id"] for row in words.patterns("cycles", "cycle")} <= set(known.cycle_by_id)


def test_folding_keeps_places() -> None:
    text = "the force’s “plan” – as agreed"
    assert len(words.folded(text)) == len(text)
    assert not re.search("[‘’“”–]", words.folded(text))


@pytest.mark.parametrize(
    ("programme", "year", "cycle"),
    [
        ("PEEL", "2018/19", "2018/19"),
        ("CDI", "2014", "cdi-2014"),  # no table holds its framework, and its reports are of it
        ("SOC", "2024", "soc-2024"),
        ("NCPI", "2021", None),  # inspections of no cycle
        ("thematic", "2014", None),
        ("CDI", "2018/19", None),  # a cycle of PEEL
    ],
)
def test_the_cycle_that_a_year_means_in_a_programme(programme: Programme, year: str, cycle: str | None) -> None:
    assert cycles.of_programme(programme, year) == cycle
