"""Grades through time, coverage and answers: the counts of the compiled facts come back, breaks stay breaks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from test_facts import COVERAGE

from kg import coverage, grades, history, loading
from kg.clock import POLICING_BODIES
from kg.facts import load as facts
from kg.queries import find

TODAY = "2026-11-23"
LETTER = Path(__file__).parent / "documents" / "letter" / "area_of_concern_becomes_cause_norfolk.txt"
CYCLES = ("2014", "2015", "2016", "2017", "2018/19", "2021/22", "2023-25")


def test_the_graph_tells_the_grades_that_the_compilers_counted(graph):
    """The table of the compiled facts: pillars with a grade and graded questions of each force and cycle."""
    held: dict[tuple[str, str], dict[str, str]] = {}
    for row in grades.grades(graph, TODAY):
        if row["grade"] != "not yet graded":
            held.setdefault((row["force"], row["cycle"]), {})[row["question"]] = row["grade"]

    def told(force: str, cycle: str) -> str:
        of_cycle, pillars = held.get((force, cycle), {}), ""
        for pillar, letter in (("effectiveness", "E"), ("efficiency", "F"), ("legitimacy", "L")):
            if cycle == "2014" and pillar != "efficiency":
                continue  # 2014 gave those two no grade of their own
            grade = of_cycle.get(f"{cycle.replace('/', '-')}.{pillar}.0")
            pillars += "-" if grade is None else "u" if grade == "ungraded" else letter
        rest = [id for id, grade in of_cycle.items() if not id.endswith(".0") and grade != "ungraded"]
        return f"{pillars}/{len(rest)}" if cycle < "2021" else str(len(rest))

    for line in COVERAGE.strip().splitlines():
        force, *expected = line.split()
        assert [told(force, cycle) for cycle in CYCLES] == expected, force


def test_every_grade_names_its_sources_and_says_when_they_differ(graph):
    for row in grades.grades(graph, TODAY):
        assert row["sources"], row["question"]
        assert all(source["document"]["url"] for source in row["sources"])
        final = [source for source in row["sources"] if not source["interim"]]
        if len({source["grade"] for source in final}) > 1:
            assert row["conflict"], (row["force"], row["question"])
        assert row["grade"] in {source["grade"] for source in final or row["sources"]}


THEN = [
    # before the correction of 8 August 2024 the grade was another, and no conflict
    ("2024-03-01", [("adequate", False, 1)]),
    ("2024-08-08", [("requires improvement", True, 2)]),
    # before its report there was none
    ("2024-01-01", []),
]


@pytest.mark.parametrize(("day", "expected"), THEN)
def test_a_grade_is_told_as_it_was_known_on_a_day(graph, day, expected):
    rows = grades.grades(graph, day, force="northamptonshire", theme="responding-to-public", cycle="2023-25")
    assert [(row["grade"], row["conflict"], len(row["sources"])) for row in rows] == expected


def test_a_grade_command_prints_the_fields_that_others_rely_on(kg):
    _, out, _ = kg("grades", "gloucestershire", "--format", "json")
    contract = {
        "cycle", "programme", "level", "question", "theme", "heading", "grade", "scale", "carried_over_from", "sources",
        "conflict",
    }  # fmt: skip
    rows = json.loads(out)
    assert all(contract <= set(row) for row in rows)
    assert len({(row["question"], row["cycle"]) for row in rows}) == len(rows)


BREAKS = ("grades avon-and-somerset", "compare gloucestershire avon-and-somerset", "grades --theme investigating-crime")


@pytest.mark.parametrize("command", BREAKS)
def test_nothing_leads_across_a_change_of_scale(kg, command):
    _, out, _ = kg(*command.split())
    assert not re.search("[→←↑↓▲▼↗↘─]", out)
    cycles: list[str] = []
    for line in out.splitlines():
        if cycle := re.match(r"(20\d\d(?:/\d\d|-25)?) ", line):
            if cycles and cycles[-1] <= "2018/19" < cycle[1]:
                pytest.fail(f"no break before {line!r}")
            cycles.append(cycle[1])
        elif not line.startswith(" "):
            cycles = []  # a break, a theme or a force


def test_what_qualifies_a_grade_is_printed_with_it(kg):
    _, out, _ = kg("grades", "avon-and-somerset", "--theme", "preventing-crime")
    told = " ".join(out.split())
    assert "* carried over from 2016, not inspected again" in told
    assert "! sources differ: good from 2016" in told
    assert "good from 2017" in told
    assert "not comparable with those above" in told
    assert "merge into one from 2015" in told  # the theme's own splits and merges
    _, out, _ = kg("grades", "kent", "--cycle", "2021/22", "--theme", "managing-offenders")
    assert "inspectorate †" in out
    assert "† a source is remarked on" in out
    _, out, _ = kg("compare", "kent", "gloucestershire", "--cycle", "2021/22", "--theme", "victim-service")
    assert re.search(r"Supporting victims +– +I†", out)
    assert "† a source is remarked on" in out
    _, out, _ = kg("compare", "northamptonshire", "kent", "--theme", "responding-to-public")
    assert re.search(r"2023-25 +Responding to the public +RI!†? +\w+", out)
    _, out, _ = kg("compare", "greater-manchester", "kent", "--theme", "pillar-overall", "--cycle", "2016")
    assert re.search(r"2016 +Efficiency as a whole +G†? +Gi", out)
    _, out, _ = kg("compare", "greater-manchester", "kent", "--theme", "pillar-overall", "--cycle", "2017")
    assert re.search(r"2017 +Efficiency as a whole +u†? +G", out)


MOVED = [
    # what became an area of its own in 2021/22 is told with what it was part of, set off and with the reason
    (
        "compare wiltshire hertfordshire --theme managing-offenders",
        r"to 2018/19 part of it stood under Investigating crime *\n +The question on investigating also",
        r"^    2015 +Investigating and managing offenders +G†? +–",
    ),
    (
        "grades wiltshire --theme managing-offenders",
        "to 2018/19 part of it stood under Protecting",
        r"^    2018/19 +Prot",
    ),
    # a cycle that had no such theme
    (
        "grades --theme responding-to-public --cycle 2018/19",
        "stood under Protecting vulnerable people",
        "^    2018/19 +Pro",
    ),
    # a theme that was merged into another since
    (
        "grades avon-and-somerset --theme resources-and-planning --cycle 2023-25",
        "since 2023-25 part of it stood under Leadership",
        r"^    2023-25 +Leadership and force +requires improvement",
    ),
]


@pytest.mark.parametrize(("command", "heading", "row"), MOVED, ids=[command for command, *_ in MOVED])
def test_themes_that_split_or_merge_are_followed_and_set_off(kg, command, heading, row):
    code, out, _ = kg(*command.split())
    assert code == 0
    assert re.search(heading, out)
    assert re.search(row, out, re.MULTILINE)
    own = re.search(r"^(2014|2015|2016|2017|2018/19) ", out, re.MULTILINE)
    assert own is None, "another theme's grade stands among those of the one asked for"


def test_only_the_moves_that_reach_a_cycle_are_followed(kg):
    _, out, _ = kg("grades", "--theme", "protecting-vulnerable-people", "--cycle", "2018/19")
    assert "stood under" not in out  # what 2014 printed elsewhere says nothing on 2018/19


def test_rows_for_machines_hold_the_theme_asked_for_and_a_word_says_where_it_stood(kg):
    _, out, err = kg("grades", "kent", "--theme", "victim-service", "--cycle", "2017", "--format", "json")
    assert json.loads(out) == []
    assert "part of victim-service stood under protecting-vulnerable-people to 2018/19" in err


COUNTED = [
    ("grades kent", "! 2021/22 areas graded: 11 (sources differ: 9 by inspectorate)"),
    ("compare dorset suffolk", "! 2023-25 published: 4 Oct 2023 (sources differ: 3 Oct 2023 by other)"),
    ("responses gloucestershire", "! 2021/22 areas inadequate: 6 (sources differ: 5 by commissioner)"),
]


@pytest.mark.parametrize(("command", "line"), COUNTED)
def test_pages_say_where_sources_differ_on_a_report(kg, command, line):
    assert line in " ".join(kg(*command.split())[1].split())


def test_a_history_marks_what_qualifies_a_grade(kg):
    _, out, _ = kg("history", "kent")
    assert re.search(r"Whole pillar: efficiency .* Gi ", out)  # from an interim page of 2016
    assert "i from an interim page, not final" in out


def test_forces_without_a_grade_are_named_and_not_judged(kg):
    _, out, _ = kg("grades", "--theme", "responding-to-public", "--cycle", "2023-25")
    assert "grades held: 27 of 43 forces" in out
    assert "none held, whether or not one was given: bedfordshire" in out
    _, out, _ = kg("grades", "humberside", "--cycle", "2018/19")
    assert "No grades are held, which says nothing on whether any were given." in out


HELD = [
    # a cycle of which nothing is held interrupts the span
    ("humberside", "findings held: none · grades held: 2014–2017, 2021/22"),
    ("gloucestershire", "findings held: 2015, 2021/22 · grades held: 2014–2023-25, soc-2025"),
    ("avon-and-somerset", "findings held: 2018/19 · grades held: 2014–2023-25, integrity-2025, soc-2025"),
]


@pytest.mark.parametrize(("force", "line"), HELD)
def test_every_page_says_what_is_held(kg, force, line):
    for command in (f"history {force}", f"grades {force}", f"responses {force}", f"compare {force} kent"):
        _, out, _ = kg(*command.split())
        assert line in out, command


def test_a_history_and_the_coverage_query_agree(graph):
    for force in facts().forces:
        told = history.tell(graph, force.id, TODAY).coverage
        held = coverage.coverage(graph, TODAY, force.id)
        columns = ("cycle", "programme", "theme", "holds", "published_alone")
        assert {tuple(row[c] for c in columns) for row in told} == {tuple(row[c] for c in columns) for row in held}


def test_a_finding_without_its_report_is_neither_a_grade_nor_all_that_was_found(filled):
    """A letter that raises a cause of concern under a theme of which nothing else is held."""
    loading.load(filled, LETTER)
    with loading.open_graph(filled) as graph:
        for told in (history.tell(graph, "norfolk", TODAY).coverage, coverage.coverage(graph, TODAY, "norfolk")):
            rows = {(row["cycle"], row["theme"]): (row["holds"], row["published_alone"]) for row in told}
            assert rows["2023-25", "protecting-vulnerable-people"] == ("nothing", True)
            assert "findings" not in {holds for holds, _ in rows.values()}, "no report of the force is held"
            assert coverage.line(told).endswith(" · single findings: 2023-25")
            assert ("2023-25", "single finding") in {(row["cycle"], row["holds"]) for row in coverage.by_cycle(told)}


def test_status_lists_coverage_by_force_programme_cycle_and_theme(kg):
    _, out, _ = kg("status", "--coverage", "--format", "json")
    rows = json.loads(out)
    assert {row["force"] for row in rows} == {force.id for force in facts().forces}
    assert {row["holds"] for row in rows} == {"findings", "grades", "nothing"}
    _, out, _ = kg("status", "--coverage", "humberside")
    assert re.search(r"PEEL +2018/19 +nothing", out)
    assert not re.search(r"PEEL +2018/19 +grades", out)


def test_every_response_has_a_clock_or_says_why_not(graph):
    rows = find("responses-of-a-force").run(graph, force=None, as_of=TODAY)
    assert len(rows) == len(facts().responses)
    for row in rows:
        assert (row["late"] is None) == (row["no_clock"] is not None), row["id"]
        if row["late"] is not None:
            assert row["due"], row["id"]
            assert row["days"] is not None, row["id"]
    with_both_days = [
        row
        for row in facts().responses
        if row.author_role in POLICING_BODIES and {len(row.report_published or ""), len(row.date or "")} == {10}
    ]
    assert sum(row["no_clock"] is None for row in rows) == len(with_both_days) == 15


PROMISES = [("2023-08-31", {"not yet"}), ("2023-09-15", {"may have passed"}), ("2023-10-01", {"passed"})]


@pytest.mark.parametrize(("day", "states"), PROMISES)
def test_a_promise_tells_whether_its_time_has_passed(kg, day, states):
    _, out, _ = kg("responses", "gloucestershire", "--as-of", day, "--format", "json")
    promises = [promise for row in json.loads(out) for promise in row["promises"] if promise["by"]]
    assert len(promises) == 2
    assert {promise["state"] for promise in promises} == states


def test_an_answer_is_printed_with_its_clock(kg):
    _, out, _ = kg("responses", "kent")
    assert "due 26 Jun 2019 (s55(5A)), 85 days after publication, late" in out
    assert "no clock: the day of publication is not known" in out
