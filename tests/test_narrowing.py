"""What `kg history` and `kg concerns` leave out when they are asked for a part, and the page of one concern."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kg import history, lineage
from kg.coverage import cycle_order
from kg.derivation import known
from kg.history import tell
from kg.lineage import decisions

FORCE = "gloucestershire"
DAY = "2026-11-23"

pytestmark = pytest.mark.usefixtures("on_the_embedded_engine")


def concerns(kg, *asked):
    code, out, err = kg("history", FORCE, *asked, "--format", "json", "--as-of", DAY)
    assert code == 0, err
    return json.loads(out)


LEAVES = [
    # what is asked, and what holds of each concern that is left
    (("--status", "resolved"), lambda one: one["status"] == "resolved"),
    (("--status", "not raised again"), lambda one: one["status"] == "not raised again"),
    (("--status", "not-raised-again"), lambda one: one["status"] == "not raised again"),
    (("--kind", "cause_of_concern"), lambda one: "cause_of_concern" in {f["kind"] for f in one["findings"]}),
    (("--kind", "cause of concern"), lambda one: "cause_of_concern" in {f["kind"] for f in one["findings"]}),
    (("--since", "2018/19"), lambda one: "2021/22" in {f["cycle"] for f in one["findings"]}),
    (("--theme", "investigating-crime"), lambda one: one["theme"] == "investigating-crime"),
    (
        ("--theme", "investigating-crime", "--since", "2021/22", "--status", "open"),
        lambda one: one["theme"] == "investigating-crime" and one["status"] == "open" and one["last_raised"] >= "2021",
    ),
]


@pytest.mark.parametrize(("asked", "holds"), LEAVES)
def test_what_is_asked_for_is_left_and_nothing_else(kg, asked, holds):
    everything = concerns(kg)["concerns"]
    left = concerns(kg, *asked)["concerns"]
    assert left == [one for one in everything if holds(one)]
    assert 0 < len(left) < len(everything)
    rows = json.loads(kg("concerns", FORCE, *asked, "--format", "json", "--as-of", DAY)[1])
    assert [row["id"] for row in rows] == [one["id"] for one in left]
    assert kg("history", FORCE, *asked)[0] == 0


def test_a_thread_is_told_from_its_beginning_and_grades_from_the_cycle_on(kg):
    told = concerns(kg, "--since", "2021/22")
    assert "2015" in {finding["cycle"] for one in told["concerns"] for finding in one["findings"]}
    for rows in (told["grades"], told["coverage"]):
        assert rows
        assert all(cycle_order(row["cycle"]) >= cycle_order("2021/22") for row in rows if row["cycle"])


UNKNOWN = [
    (("--since", "2018-2019"), "did you mean 2018/19"),
    (("--since", "next"), "there are 2014, 2015"),
    (("--theme", "investigating-crimes"), "did you mean investigating-crime"),
    (("--theme", "gardening"), "kg themes lists all"),
    (("--status", "opened"), "did you mean open"),
    (("--kind", "causes of concern"), "did you mean cause_of_concern"),
    (("--kind", "practice"), "there are area_for_improvement"),
]


@pytest.mark.parametrize(("asked", "said"), UNKNOWN)
@pytest.mark.parametrize("command", ["history", "concerns"])
def test_a_name_that_there_is_not_gets_near_matches(kg, command, asked, said):
    code, out, err = kg(command, FORCE, *asked)
    assert (code, out) == (2, "")
    assert said in err


# --- only what is certain


def test_certain_leaves_no_likely_link_and_what_is_stated_or_decided(kg):
    everything, certain = (
        {(link["earlier"], link["later"]): link["confidence"] for one in told["concerns"] for link in one["links"]}
        for told in (concerns(kg), concerns(kg, "--certain"))
    )
    assert {ends for ends, held in everything.items() if held == "certain"} == {
        ends for ends, held in certain.items() if held == "certain"
    }
    assert "certain" in certain.values()
    assert "likely" not in certain.values()


def test_a_thread_that_rests_on_likely_links_falls_apart(embedded_graph, monkeypatch):
    """Decided links taken for likely ones: the first finding stands alone then, and each other begins a concern."""
    find = lineage.links.find
    monkeypatch.setattr(
        lineage.links, "find", lambda *given: [replace(link, confidence="likely") for link in find(*given)]
    )
    held = known.read(embedded_graph.rows, [FORCE])[FORCE]
    joined, apart = (
        {concern.id: concern for concern in held.derive(FORCE, decisions.load(), DAY, certain=certain).concerns}
        for certain in (False, True)
    )
    assert max(concern.times_raised for concern in joined.values()) > 1
    assert {concern.times_raised for concern in apart.values()} == {1}
    assert apart.keys() - joined.keys()
    # a recommendation without a link of its own is told with its cause
    assert {one.split(".")[2] for one in joined.keys() - apart.keys()} == {"recommendation"}
    told = tell(embedded_graph, FORCE, DAY, certain=True)
    assert {one.id for one in told.concerns} == apart.keys()
    assert {finding.id for one in told.concerns for finding in one.findings} == {
        finding.id for one in tell(embedded_graph, FORCE, DAY).concerns for finding in one.findings
    }
    assert not [link for one in told.concerns for link in one.links]


# --- one concern


EVIDENCE = [
    # a status, and what the page says that it rests on
    ("open", "no sentence closes it"),
    ("resolved", "by a sentence in "),
    ("superseded", "by a sentence in "),
    ("not raised again", "do not repeat it; no sentence says that it was put right"),
    ("not known", "only grades are held of that"),
]


@pytest.mark.parametrize(("status", "said"), EVIDENCE)
def test_a_status_names_its_evidence_or_says_why_there_is_none(kg, status, said):
    for one in concerns(kg, "--status", status)["concerns"][:2]:
        out = " ".join(kg("concern", one["id"])[1].split())
        assert f"{one['status']}, {one['status_basis']}: " in out
        assert said in out
        assert "What is not known" in out


def test_possible_links_are_listed_apart_with_the_other_finding(kg, embedded_graph):
    concern = next(one for one in tell(embedded_graph, FORCE, DAY).concerns if history.beside(embedded_graph, one, DAY))
    (link, other), *_ = history.beside(embedded_graph, concern, DAY)
    assert {link.earlier, link.later} > {other.id}
    assert link.confidence == "possible"
    assert other.id not in {finding.id for finding in concern.findings}
    out = kg("concern", concern.id)[1]
    thread, _, apart = out.partition("Possible links, which change nothing")
    last_part = f"[{other.id.rpartition('.')[2]}]"
    assert last_part not in thread
    assert last_part in apart
    told = json.loads(kg("concern", concern.id, "--format", "json")[1])
    assert told["possible"][0]["finding"]["id"] == other.id
    assert told["possible"][0]["confidence"] == "possible"
    earlier = tell(embedded_graph, FORCE, "2016-12-31").concerns
    assert earlier
    assert not any(history.beside(embedded_graph, one, "2016-12-31") for one in earlier), (
        "what came later was no link yet"
    )


def test_the_page_of_a_concern_fits_a_narrow_terminal(kg, monkeypatch):
    for width in (40, 80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        out = kg("concern", "51317078")[1]
        assert max(map(len, out.splitlines())) <= width


def test_what_is_told_as_ended_shows_the_later_findings_that_perhaps_raise_it_again(kg, embedded_graph):
    told = tell(embedded_graph, FORCE, DAY).concerns
    doubted = [one for one in told if one.perhaps_raised_again]
    assert doubted
    assert {one.status for one in doubted} <= {"resolved", "partly resolved", "superseded", "not raised again"}
    for one in doubted:
        assert all(again["raised"] > one.last_raised for again in one.perhaps_raised_again)
        assert "perhaps raised again" in kg("concern", one.id)[1]
