"""The shipped tables: what they hold, how names are found in them, and how a slip in them is told."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from kg import facts, resources
from kg.errors import KgError, UsageError
from kg.facts.checks import problems
from kg.facts.reader import read_table
from kg.facts.rows import Grade
from kg.facts.tables import Facts, folded

FACTS = facts.load()

# Force; pillars with a grade and number of graded questions for 2014, 2015, 2016, 2017 and 2018/19; graded areas of
# 2021/22 and of 2023-25. E, F, L: effectiveness, efficiency, legitimacy; u: left ungraded; -: not known.
COVERAGE = """
avon-and-somerset  F/3    EFL/0  EFL/0  EFL/9  EFL/9  9      8
bedfordshire       F/3    EFL/0  EFL/4  EFL/5  EFL/0  0      0
cambridgeshire     F/3    EFL/1  EFL/0  EFL/3  EFL/3  0      1
cheshire           F/3    EFL/0  EFL/2  EFL/1  EFL/3  1      3
city-of-london     F/3    EFL/1  EFL/2  EFL/3  EFL/2  8      9
cleveland          F/3    EFL/0  EFL/2  EFL/3  EFL/2  3      8
cumbria            F/3    EFL/1  EFL/0  EFL/3  EFL/7  0      3
derbyshire         F/3    EFL/2  EFL/5  -FL/3  EFL/0  5      8
devon-and-cornwall F/3    EFL/0  EFL/2  EFL/6  EFL/6  3      1
dorset             F/3    EFL/0  EFL/0  EFL/4  EFL/0  0      0
durham             F/3    EFL/0  EFL/4  EFL/3  EFL/4  2      3
dyfed-powys        F/3    EFL/0  EFL/0  EFL/5  EFL/5  1      0
essex              F/3    EFL/0  EFL/0  EFL/6  EFL/2  6      9
gloucestershire    F/3    EFL/4  EFL/2  EFL/8  EFL/5  11     2
greater-manchester F/3    EFL/2  EFL/2  Euu/2  EFL/3  2      0
gwent              F/3    EFL/0  EFL/4  EFL/3  EFL/1  0      9
hampshire          F/1    EFL/1  EFL/1  EFL/5  EFL/2  0      1
hertfordshire      F/3    EFL/0  EFL/0  EFL/3  EFL/0  0      9
humberside         F/3    EFL/0  EFL/4  E-L/2  ---/0  6      0
kent               F/3    EFL/0  EFL/3  EFL/5  EFL/1  6      4
lancashire         F/3    EFL/0  EFL/0  EFL/7  EFL/2  8      9
leicestershire     F/3    EFL/0  EFL/0  EFL/0  EFL/5  7      0
lincolnshire       -/0    EFL/0  EFL/0  EFL/2  EFL/4  9      0
merseyside         F/3    EFL/1  EFL/1  EFL/7  EFL/0  2      8
metropolitan       F/3    EFL/0  EFL/0  EFL/2  EFL/1  6      8
norfolk            F/3    EFL/1  EFL/1  -FL/3  EFL/0  0      0
north-wales        F/3    EFL/2  EFL/1  EFL/3  EFL/5  0      0
north-yorkshire    F/3    EFL/0  EFL/0  EFL/3  EFL/2  8      9
northamptonshire   -/3    EFL/2  EFL/1  EFL/3  EFL/2  2      3
northumbria        F/3    EFL/0  EFL/1  EFL/7  EFL/5  1      8
nottinghamshire    F/3    EFL/0  EFL/1  EFL/3  EFL/0  1      2
south-wales        F/3    EFL/0  EFL/3  EFL/3  EFL/3  0      6
south-yorkshire    F/3    EFL/0  EFL/1  EFL/3  EFL/3  3      2
staffordshire      -/0    EFL/0  EFL/0  EFL/2  EFL/0  8      8
suffolk            F/3    EFL/0  EFL/1  EFL/3  EFL/2  0      3
surrey             F/3    EFL/0  EFL/0  EFL/3  -F-/2  5      9
sussex             F/3    EFL/0  EFL/3  EFL/4  EFL/1  2      9
thames-valley      F/3    EFL/2  EFL/1  EFL/5  EFL/2  9      8
warwickshire       F/3    EFL/0  EFL/0  EFL/0  EFL/4  0      9
west-mercia        F/3    EFL/1  EFL/1  EFL/6  EFL/2  0      9
west-midlands      F/3    EFL/2  EFL/0  EFL/4  EFL/2  3      0
west-yorkshire     F/3    EFL/1  EFL/0  EFL/6  EFL/6  10     3
wiltshire          F/3    EFL/2  EFL/2  EFL/6  EFL/3  8      9
"""


def _question(grade: Grade):
    return FACTS.question_by_id[grade.question]


def test_pillar_questions_and_areas_with_a_grade_are_those_counted_by_the_compilers_of_the_facts():
    held: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for grade in FACTS.grades:
        question = _question(grade)
        if grade.grade != "not yet graded":
            held[grade.force, question.cycle][question.id].add(grade.grade)

    def told(force: str, cycle: str) -> str:
        grades = held[force, cycle]
        pillars = ""
        for pillar, letter in (("effectiveness", "E"), ("efficiency", "F"), ("legitimacy", "L")):
            if cycle == "2014" and pillar != "efficiency":
                continue  # 2014 gave those two no grade of their own
            found = grades.get(f"{cycle.replace('/', '-')}.{pillar}.0")
            pillars += "-" if not found else "u" if found == {"ungraded"} else letter
        rest = [id for id, values in grades.items() if not id.endswith(".0") and values != {"ungraded"}]
        return f"{pillars}/{len(rest)}" if cycle < "2021" else str(len(rest))

    cycles = ("2014", "2015", "2016", "2017", "2018/19", "2021/22", "2023-25")
    for line in COVERAGE.strip().splitlines():
        force, *expected = line.split()
        assert [told(force, cycle) for cycle in cycles] == expected, force


# As published nationally or counted by the compilers. Question; forces; outstanding, good, requires improvement,
# inadequate, ungraded
DISTRIBUTION = [
    ("2014.efficiency.0", 40, 4, 33, 3, 0, 0),  # three forces are missing: with them 5, 35, 3 as the inspectorate says
    ("2015.effectiveness.0", 43, 1, 24, 18, 0, 0),
    ("2015.efficiency.0", 43, 5, 29, 8, 1, 0),
    ("2015.legitimacy.0", 43, 1, 37, 5, 0, 0),
    ("2016.effectiveness.0", 43, 1, 28, 13, 1, 0),
    ("2016.efficiency.0", 43, 2, 33, 8, 0, 0),
    ("2016.legitimacy.0", 43, 2, 36, 5, 0, 0),
    ("2017.effectiveness.0", 41, 1, 28, 12, 0, 0),  # Derbyshire and Norfolk are missing
    ("2017.efficiency.0", 42, 2, 30, 9, 0, 1),  # Greater Manchester was not graded; Humberside is missing
    ("2017.legitimacy.0", 43, 1, 35, 6, 0, 1),
    ("2018-19.effectiveness.0", 41, 1, 33, 6, 1, 0),
    ("2018-19.efficiency.0", 42, 6, 24, 10, 2, 0),
    ("2018-19.legitimacy.0", 41, 1, 33, 6, 1, 0),
]


@pytest.mark.parametrize("expected", DISTRIBUTION, ids=lambda row: row[0])
def test_pillar_grades_add_up_to_the_national_counts(expected):
    question, *counts = expected
    by_force = {
        row.force: row.grade for row in FACTS.grades if row.question == question and row.grade != "not yet graded"
    }
    tally = Counter(by_force.values())
    words = ("outstanding", "good", "requires improvement", "inadequate", "ungraded")
    assert [len(by_force), *(tally[word] for word in words)] == counts


COUNTS = [
    # table, what is counted, of which value, how often
    ("grades", lambda row: _question(row).level, {"pillar": 980, "question": 556, "area": 597}),
    (
        "grades",
        lambda row: row.source_kind,
        {"inspectorate": 1416, "press": 569, "commissioner": 89, "force": 40, "other": 19},
    ),
    # read in a sentence because the page has lost its grade tokens; or all but one grade of a published count are named
    ("grades", lambda row: "running text" in (row.note or ""), {True: 121, False: 2012}),
    ("grades", lambda row: "overall observations" in (row.note or ""), {True: 48, False: 2085}),
    ("grades", lambda row: (row.note or "").startswith("derived"), {True: 6, False: 2127}),
    ("grades", lambda row: row.interim, {True: 291, False: 1842}),
    ("grades", lambda row: row.carried_over_from, {None: 2099, "2016": 9, "2017": 25}),
    ("monitoring", lambda row: row.stage, {"Engage": 27, "Scan": 9}),
    (
        "responses",
        lambda row: row.stance,
        {"accepted": 28, "noted": 19, "not stated": 12, "disputed": 7, "partly accepted": 3},
    ),
    (
        "causes_of_concern",
        lambda row: row.status,
        {"not known": 31, "resolved": 24, "open": 11, "superseded": 6, "partly resolved": 2},
    ),
    # 132 rows of one force in one collaboration; seven second claims that notes tell of have no page of their own
    ("memberships", lambda row: bool(row.source_url), {True: 132, False: 7}),
    ("memberships", lambda row: bool(row.functions), {True: 139}),
    ("publications", lambda row: row.force is None, {True: 79, False: 585}),
]


@pytest.mark.parametrize(("table", "counted", "expected"), COUNTS)
def test_the_tables_hold_what_was_carried_over(table, counted, expected):
    assert Counter(map(counted, getattr(FACTS, table))) == expected


def test_only_one_grade_was_ever_changed_after_publication():
    """Northamptonshire's came out as adequate and was mended on 8 August 2024; every other pair of sources agrees."""
    values = defaultdict(set)
    for row in FACTS.grades:
        if row.grade != "not yet graded":
            values[row.force, row.question].add((row.grade, row.published))
    changed = {key: held for key, held in values.items() if len({grade for grade, _ in held}) > 1}
    assert set(changed) == {("northamptonshire", "2023-25.area.responding-to-the-public")}
    assert ("requires improvement", "2024-08-08") in changed.popitem()[1]


def _periods(rows, **wanted):
    return {(row.from_, row.to) for row in rows if all(getattr(row, name) == value for name, value in wanted.items())}


CONFLICTS = [
    # in a release since June, in a letter since 6 July 2022
    (
        _periods(FACTS.monitoring, force="staffordshire", stage="Engage"),
        {("2022-06", "2024-05"), ("2022-07-06", "2024-05-21")},
    ),
    # out on 31 July by the release, on the 30th by the press of that day; two sources give months or no exit
    (
        _periods(FACTS.monitoring, force="devon-and-cornwall", stage="Engage"),
        {("2022-10", "2025-07"), ("2022-10-14", "2025-07-30"), ("2022-10-14", "2025-07-31"), ("2022-10-14", None)},
    ),
    # no exit was found
    (_periods(FACTS.monitoring, force="lincolnshire", stage="Engage"), {("2024-12", None), ("2024-12-06", None)}),
    # one alliance with three starts
    (
        _periods(FACTS.memberships, collaboration="warwickshire-west-mercia", force="warwickshire"),
        {("2011", None), ("2012", "2019-10-08"), ("2013", None)},
    ),
    # its own site and Lincolnshire's commissioner differ by a year
    (_periods(FACTS.memberships, collaboration="emsou", force="derbyshire"), {("2001", None), ("2002", None)}),
    # announced for April 2019; talks failed on 20 November 2018
    (
        _periods(FACTS.memberships, collaboration="sw-tri-force", force="gloucestershire"),
        {("2012", "2019-04"), ("2012", "2018-11-20")},
    ),
]


@pytest.mark.parametrize(("found", "expected"), CONFLICTS)
def test_conflicting_dates_stand_side_by_side(found, expected):
    assert found == expected


# As the README of the compiled facts lists them, with those that only notes of its tables tell
DISPUTED_REPORTS = [
    ("bedfordshire", "2021/22", "areas graded", {"9", "8"}),
    ("cleveland", "2021/22", "areas graded", {"10", "11"}),
    ("dorset", "2023-25", "published", {"2025-04-09", "2025-04-10"}),
    ("durham", "2023-25", "areas graded", {"9", "10"}),
    ("gloucestershire", "2021/22", "areas graded", {"10", "11"}),
    ("gloucestershire", "2021/22", "areas inadequate", {"5", "6"}),
    ("gloucestershire", "2021/22", "causes of concern", {"5", "6"}),
    ("greater-manchester", "2021/22", "areas adequate", {"0", "1"}),
    ("greater-manchester", "2021/22", "areas good", {"0", "1"}),
    ("greater-manchester", "2023-25", "areas good", {"2", "3"}),
    ("greater-manchester", "2023-25", "areas graded", {"8", "9"}),
    ("kent", "2021/22", "areas graded", {"9", "11"}),
    ("kent", "2023-25", "areas graded", {"8", "9"}),
    ("merseyside", "2021/22", "areas good", {"8", "9"}),
    ("merseyside", "2021/22", "areas graded", {"10", "11"}),
    ("northumbria", "2021/22", "areas graded", {"9", "11"}),
    ("northumbria", "2023-25", "areas graded", {"8", "9"}),
    ("south-yorkshire", "2021/22", "areas graded", {"9", "10"}),
    ("south-yorkshire", "2023-25", "areas graded", {"8", "9"}),
    ("suffolk", "2023-25", "published", {"2023-10-03", "2023-10-04"}),
    ("thames-valley", "2021/22", "areas good", {"2", "3"}),
    ("warwickshire", "2023-25", "areas adequate", {"2", "3"}),
    ("warwickshire", "2023-25", "areas graded", {"8", "9"}),
]


def test_counts_and_days_of_reports_on_which_sources_differ_stand_side_by_side():
    held: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in FACTS.report_claims:
        held[row.force, row.cycle, row.about].add(row.says)
    assert sorted((*key, says) for key, says in held.items()) == DISPUTED_REPORTS


def test_a_closing_date_that_three_sources_give_differently_is_kept_three_times():
    rows = [row for row in FACTS.causes_of_concern if row.subject == "managing registered sexual and violent offenders"]
    assert {row.status_date for row in rows} == {"2023-12", "2024-01", "2025-01"}


FORCE_NAMES = [
    ("gloucestershire", "gloucestershire"),  # its id
    ("Gloucestershire Constabulary", "gloucestershire"),  # official name
    ("gloucestershire police", "gloucestershire"),  # brand name, another case
    ("Devon & Cornwall", "devon-and-cornwall"),  # as the statistics office writes it
    ("Avon and Somerset  Constabulary", "avon-and-somerset"),  # a space too many
    ("hampshire-and-isle-of-wight", "hampshire"),  # as report pages since 2021/22 have it
    ("GMP", "greater-manchester"),  # a nickname
    ("West", None),  # part of four names, the name of none
    ("British Transport Police", None),  # inspected, but no territorial force
]


@pytest.mark.parametrize(("name", "expected"), FORCE_NAMES)
def test_a_force_is_found_by_any_of_its_names(name, expected):
    found = FACTS.find_force(name)
    assert (found.id if found else None) == expected


def test_no_two_forces_share_a_name():
    names = [(folded(name), force.id) for force in FACTS.forces for name in {*force.aliases, force.name, force.id}]
    assert not [name for name, times in Counter(name for name, _ in set(names)).items() if times > 1]


def test_an_unknown_force_is_told_with_its_near_matches():
    with pytest.raises(UsageError, match=r"no force called 'glocestershire': did you mean gloucestershire") as caught:
        facts.force("glocestershire")
    assert "kg forces" in str(caught.value)


QUESTIONS = [
    ("2015", "How effective is the force at investigating crime and managing offenders?", None, "2015.effectiveness.2"),
    ("2018/19", "Fair treatment of the public", None, "2018-19.legitimacy.1"),  # its name in the summary table
    ("2018/19", "Treating the public fairly", None, "2018-19.legitimacy.1"),  # its name over the section
    ("2018/19", "Armed response capability", None, "2018-19.effectiveness.5"),  # a third name of armed policing
    ("2021/22", "Crime data integrity", None, "2021-22.area.recording-data-about-crime"),  # in the body of the report
    ("2021/22", "Good use of resources", None, "2021-22.area.good-use-of-resources"),  # short label of the table
    (
        "2021/22",
        "Building, supporting and protecting the workforce",
        None,
        "2021-22.area.developing-a-positive-workplace",
    ),
    (
        "2015",
        "How sustainable is the force’s financial position for the short and long term?",
        None,
        "2015.efficiency.3",
    ),
    ("2016", "Effectiveness", None, "2016.effectiveness.0"),  # a pillar as a whole
    ("2016", "Planning", "legitimacy", None),  # another pillar's
    ("2014", "Responding to the public", None, None),  # an area only since 2021/22
]


@pytest.mark.parametrize(("cycle", "heading", "pillar", "expected"), QUESTIONS)
def test_a_question_is_found_by_any_of_its_headings(cycle, heading, pillar, expected):
    found = facts.question(cycle, heading, pillar)
    assert (found.id if found else None) == expected


def test_a_heading_names_one_question_of_its_cycle():
    for question in FACTS.questions:
        for heading in (question.wording, question.short_label, *question.aliases):
            assert FACTS.question(question.cycle, heading, question.pillar) == question, heading


OVERSEERS = [
    ("gloucestershire", "2017-05-05", ["gloucestershire-pcc"]),
    ("greater-manchester", "2017-05-07", []),  # who held the office before the mayor is in no source
    ("greater-manchester", "2017-05-08", ["mayor-of-greater-manchester"]),
    ("west-yorkshire", "2016", ["west-yorkshire-pcc"]),
    ("north-yorkshire", "2024-05", ["north-yorkshire-pcc", "mayor-of-york-and-north-yorkshire"]),  # month of the change
    ("city-of-london", "2020", ["city-of-london-police-authority-board"]),  # no commissioner
]


@pytest.mark.parametrize(("force", "on", "expected"), OVERSEERS)
def test_who_held_a_force_to_account_at_a_date(force, on, expected):
    assert [body.id for body in FACTS.overseers(force, on)] == expected


def test_every_force_is_held_to_account_by_somebody_today():
    assert all(FACTS.overseers(force.id, "2026-11-23") for force in FACTS.forces)


def test_tri_force_means_another_collaboration_in_the_east():
    assert FACTS.find_collaboration("Tri-Force", "South West").id == "sw-tri-force"
    assert FACTS.find_collaboration("tri-force", "Eastern").id == "bch"
    assert FACTS.find_collaboration("tri-force") is None


# ---- slips in the tables


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(resources.folder("data"), tmp_path / "data")
    return tmp_path / "data"


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


SLIPS = [
    # table, what is replaced, by what, what the error says
    (
        "grades",
        "avon-and-somerset,2014.eff",
        "avon-and-somerst,2014.eff",
        r"force 'avon-and-somerst' is unknown: data/grades.csv:2: write avon-and-somerset",
    ),
    (
        "grades",
        "2014.effectiveness.0,",
        "2014.effectiveness.9,",
        r"question '2014.effectiveness.9' is unknown: data/grades.csv:2: write 2014.eff",
    ),
    # a grade that the cycle's scale does not have
    (
        "grades",
        ",outstanding,",
        ",adequate,",
        r"'adequate' is no grade of 2014 \(outstanding, good, requires improvement, inadequate\): data/grades.csv:3",
    ),
    # a grade that no scale has
    ("grades", ",outstanding,", ",excellent,", r"grade 'excellent' is unknown: data/grades.csv:3: write 'outstanding'"),
    ("grades", "2014-11-27", "2014-11-31", r"published '2014-11-31': .*: data/grades.csv:2"),
    ("grades", "2014-11-27", "27 November 2014", r"is no date: write YYYY, YYYY-MM or YYYY-MM-DD: data/grades.csv:2"),
    ("grades", "https://hmicfrs.justice", "hmicfrs.justice", r"source_url .* is no web address: data/grades.csv:3"),
    ("grades", ",false,2014", ",no,2014", r"interim 'no': must be true or false: data/grades.csv:2"),
    # a grade cannot be kept from a later inspection
    (
        "grades",
        "outstanding,,false",
        "outstanding,2016,false",
        r"carried over from 2016, which is not before 2014: data/grades.csv:3",
    ),
    (
        "monitoring",
        "cleveland,Engage,2019,2023,",
        "cleveland,Engage,2024,2023,",
        r"ends \(2023\) before it starts \(2024\): data/monitoring.csv:2",
    ),
    # no source
    (
        "monitoring",
        "https://the-siu.org.uk/cleveland-police-improved-and-has-been-removed-from-enhanced-monitoring-police-inspectorate-says/",
        "",
        r"source_url is empty: data/monitoring.csv:2: fill it in",
    ),
    (
        "monitoring",
        ",Engage,",
        ",Special measures,",
        r"stage 'Special measures' is unknown: data/monitoring.csv:2: write 'Scan' or 'Engage'",
    ),
    # an unquoted comma
    ("forces", "Beds Police,", "Beds Police, in short,", r"has 9 columns instead of 8: data/forces.csv:3"),
    ("forces", "id,name", "id;name", r"lacks the columns id, name: data/forces.csv:1"),
    (
        "forces",
        "id,name,official_name,ons_code,region,welsh,aliases,note",
        "id;name;official_name;ons_code;region;welsh;aliases;note",
        r"is parted by semicolons: data/forces.csv:1",
    ),
    ("forces", "id,name,", "\ufeffid,name,", r"begins with a byte-order mark: data/forces.csv:1"),
    ("forces", "bedfordshire,Bedfordshire", "cheshire,Bedfordshire", r"repeats id of line 3: data/forces.csv:5"),
    ("forces", "id,name", "id,nickname", r"lacks the columns name"),
    ("forces", "name,official_name", "official_name,name", r"has its columns in another order"),
    ("forces", "Beds Police,", '"Beds" Police,', r"is no CSV .*: data/forces.csv:3"),
    (
        "questions",
        "2014.effectiveness.1,",
        "2014.effectiveness.one,",
        r"does not follow from its row: data/questions.csv:2: write 2014.effectiveness.1",
    ),
    (
        "questions",
        ",preventing-crime,",
        ",crime-prevention,",
        r"theme 'crime-prevention' is unknown: data/questions.csv:2",
    ),
    (
        "memberships",
        "sw-tri-force,avon",
        "tri-force,avon",
        r"collaboration 'tri-force' is unknown: data/memberships.csv:2: write sw-tri-force",
    ),
    # a claim that is known at second hand says whose it is
    (
        "report_claims",
        ",one of two days; the compiled facts give no address for it",
        ",",
        r"has neither a source_url nor a note that says whose claim it is: data/report_claims.csv:6: correct the row",
    ),
    ("report_claims", ",2025-04-09,", ",2025-04-31,", r"'2025-04-31' is no date: .*: data/report_claims.csv:6"),
    (
        "report_claims",
        ",areas graded,9,",
        ",areas graded,nine,",
        r"'nine', which is no number: data/report_claims.csv:2",
    ),
    (
        "report_claims",
        "bedfordshire,2021/22",
        "bedfordshire,2016",
        r"2016 has a report for each pillar, and none as a whole: data/report_claims.csv:2",
    ),
    # who oversees is known, but not from where
    (
        "oversight",
        "holder in the latest evidence of the compiled facts, which give no page for it",
        "",
        r"has neither a source nor a note",
    ),
]


@pytest.mark.parametrize(("table", "old", "new", "expected"), SLIPS)
def test_a_slip_is_told_with_file_line_and_remedy(data, table, old, new, expected):
    _edit(data / f"{table}.csv", old, new)
    with pytest.raises(KgError, match=expected) as caught:
        facts.load(data)
    assert "\n" not in str(caught.value)


FILES = [
    (b"", r"is empty: data/cycles.csv: restore the file"),
    (b"id,name\n2014,\xe9t\xe9\n", r"is not UTF-8: data/cycles.csv:2: save the file as UTF-8"),  # saved as Latin-1
    (None, r"cannot be read: data/cycles.csv: No such file"),
]


@pytest.mark.parametrize(("content", "expected"), FILES)
def test_a_file_that_is_no_table_is_told(data, content, expected):
    file = data / "cycles.csv"
    file.unlink() if content is None else file.write_bytes(content)
    with pytest.raises(KgError, match=expected):
        facts.load(data)


def test_lost_rows_are_told(data):
    lines = (data / "responses.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (data / "responses.csv").write_text("".join(lines[:-2]), encoding="utf-8")
    with pytest.raises(KgError, match=r"holds 67 rows instead of at least 69: data/responses.csv: bring the rows back"):
        facts.load(data)


def test_line_ends_of_windows_change_neither_the_rows_nor_the_fingerprint(data):
    before = facts.fingerprint(data)
    for file in data.rglob("*.csv"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert facts.fingerprint(data) == before
    assert read_table(data, Grade) == FACTS.grades


def test_any_change_of_a_shipped_file_changes_the_fingerprint(data):
    before = facts.fingerprint(data)
    _edit(data / "themes.csv", "Preventing crime", "Crime prevention")
    assert facts.fingerprint(data) != before


def test_all_problems_are_listed_and_not_only_the_first(data):
    _edit(data / "monitoring.csv", "cleveland,Engage", "clevland,Engage")
    _edit(data / "responses.csv", ",cheshire,", ",cheshre,")
    assert [problem.where for problem in problems(Facts(data))] == ["data/monitoring.csv:2", "data/responses.csv:10"]
