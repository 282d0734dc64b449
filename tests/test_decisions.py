"""Decisions of people on pairs of findings: the shipped file, a user's own, and each way a row can be wrong."""

from __future__ import annotations

import csv

import pytest

from kg import resources
from kg.errors import KgError
from kg.lineage import decisions

A2015 = "wessex.PEEL-2015.area_for_improvement.aaaaaaaa"
OTHER2015 = "wessex.PEEL-2015.area_for_improvement.abababab"
B2018 = "wessex.PEEL-2018-19.recommendation.bbbbbbbb"
C2021 = "wessex.PEEL-2021-22.cause_of_concern.cccccccc"
D2023 = "wessex.PEEL-2023-25.area_for_improvement.dddddddd-2"
ELSEWHERE = "mercia.PEEL-2018-19.recommendation.eeeeeeee"

HEADER = ",".join(decisions.COLUMNS)


def file(tmp_path, *rows):
    path = tmp_path / "own.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def row(left, right, decision, *, on="2026-11-23", reason="the same ask", by="analyst"):
    return f"{left},{right},{decision},{reason},{by},{on},,"


WRONG = [
    # a row, and what the message must say of it
    (row(A2015, B2018, "maybe"), "'maybe' is no decision"),
    (row("supervision", B2018, "same"), "'supervision' is no finding id"),
    (row(A2015, A2015, "same"), "belong to one assessment"),
    (row(A2015, OTHER2015, "different"), "belong to one assessment"),
    (row(A2015, ELSEWHERE, "same"), "two forces"),
    (row(A2015, B2018, "same", on="23/11/2026"), "'23/11/2026' is no date"),
    (row(A2015, B2018, "same", on="2026-02-30"), "2026-02-30"),
    (row(A2015, B2018, "same", on=""), "is no date"),
    (row(A2015, B2018, "same", reason=""), "no reason"),
    (row(A2015, B2018, "same", by=""), "no by"),
]


@pytest.mark.parametrize(("wrong", "message"), WRONG)
def test_a_wrong_row_is_told_with_file_and_line(tmp_path, wrong, message):
    path = file(tmp_path, row(B2018, C2021, "same"), wrong)
    with pytest.raises(KgError) as error:
        decisions.load(path)
    assert message in str(error.value)
    assert f"{path}:3" in str(error.value)


def test_a_pair_judged_twice_is_told_with_both_places(tmp_path):
    path = file(tmp_path, row(A2015, B2018, "same"), row(B2018, A2015, "different"))
    with pytest.raises(KgError, match="judged twice") as error:
        decisions.load(path)
    assert f"{path}:3" in str(error.value)
    assert f"{path}:2" in str(error.value)


UNREADABLE = [
    (b"", "no column left"),
    (b"left,right,verdict\n", "no column decision"),
    (b"\xff\xfe\x00\x01", "cannot be read"),
]


@pytest.mark.parametrize(("content", "message"), UNREADABLE)
def test_a_file_of_another_kind_is_one_clear_error(tmp_path, content, message):
    path = tmp_path / "own.csv"
    path.write_bytes(content)
    with pytest.raises(KgError, match=message):
        decisions.load(path)


def test_a_missing_file_is_one_clear_error(tmp_path):
    with pytest.raises(KgError, match="cannot be read"):
        decisions.load(tmp_path / "absent.csv")


CONTRADICTIONS = [
    # a chain through time says same, a row says different; every member is named, whichever side stands left
    [row(A2015, B2018, "same"), row(B2018, C2021, "same"), row(A2015, C2021, "different")],
    [row(B2018, A2015, "same"), row(C2021, B2018, "same"), row(C2021, A2015, "different")],
    [row(A2015, B2018, "same"), row(B2018, C2021, "same"), row(C2021, D2023, "same"), row(A2015, D2023, "different")],
]


@pytest.mark.parametrize("rows", CONTRADICTIONS)
def test_a_contradiction_is_refused_and_its_members_are_named(tmp_path, rows):
    with pytest.raises(KgError, match="contradict each other") as error:
        decisions.load(file(tmp_path, *rows))
    for member in (A2015, B2018, D2023 if len(rows) == 4 else C2021):
        assert member in str(error.value)
    assert f"{tmp_path / 'own.csv'}:{len(rows) + 1}" in str(error.value)


NO_CONTRADICTION = [
    # one later finding may follow two earlier ones that are different from each other
    [row(A2015, C2021, "same"), row(B2018, C2021, "same"), row(A2015, B2018, "different")],
    # and two different later findings may follow one
    [row(A2015, B2018, "same"), row(A2015, C2021, "same"), row(B2018, C2021, "different")],
    # unsure binds nothing
    [row(A2015, B2018, "same"), row(B2018, C2021, "unsure"), row(A2015, C2021, "different")],
]


@pytest.mark.parametrize("rows", NO_CONTRADICTION)
def test_threads_that_share_a_finding_do_not_contradict(tmp_path, rows):
    held = decisions.load(file(tmp_path, *rows))
    assert len([decision for decision in held if "wessex" in decision.left]) == len(rows)


def test_an_own_decision_wins_over_the_shipped_one(tmp_path):
    first = decisions.load()[0]
    path = file(tmp_path, row(first.right, first.left, "unsure"))
    held = {decisions.pair(decision): decision for decision in decisions.load(path)}
    assert len(held) == len(decisions.load())
    assert held[decisions.pair(first)].verdict == "unsure"
    assert held[decisions.pair(first)].place == f"{path}:2"


def test_none_leaves_out_the_shipped_decisions_too():
    assert decisions.load("none") == []


def test_a_changed_or_missing_finding_is_reported_and_not_fatal(tmp_path):
    judged = decisions.fingerprint("as judged")
    path = file(
        tmp_path,
        f"{A2015},{B2018},same,the same ask,analyst,2026-11-23,{judged},{judged}",
        f"{A2015},{C2021},different,another ask,analyst,2026-11-23,{judged},",
    )
    held = {A2015: "as judged", B2018: "as mended"}
    own = [decision for decision in decisions.load(path) if "wessex" in decision.left]
    reports = [(report.finding, report.why) for report in decisions.stale(own, held)]
    assert reports == [(B2018, "has another text than the one judged"), (C2021, "is not held")]
    # without the text nobody can tell whether it changed
    assert decisions.stale(own[:1], held | {B2018: None}) == []


# --- the shipped file


def test_the_shipped_file_is_sorted_and_gives_its_reasons():
    with (resources.folder("data") / "decisions.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    pairs = [(r["left"], r["right"]) for r in rows]
    assert len(set(pairs)) == len(pairs) == len(decisions.load())
    assert {r["by"] for r in rows} == {"project"}
    assert all(len(r["reason"].split()) >= 5 for r in rows)
