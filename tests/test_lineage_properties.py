"""What holds for the history of any force at all: nobody is told more than a sentence or a report bears out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.lineage import derive
from kg.lineage.model import RAISES, Decision, Finding, Inspection, Outcome
from kg.lineage.successors import homes
from kg.lineage.timeline import follows
from kg.lineage.topics import load, topics_of

FORCE, TODAY = "wessex", "2026-11-23"
THEMES = ("investigating-crime", "protecting-vulnerable-people", "managing-offenders", "victim-service", "workforce")
CYCLES = ("2014", "2015", "2016", "2017", "2018/19", "2021/22", "2023-25")
TEXTS = [text for topic in load() for text in topic.examples][::11]
SAYS = ("resolved", "partly resolved", "superseded", "raised again", "no progress", "open", "improved", "grade up")
CLOSES = {"resolved": "resolved", "superseded": "superseded", "partly resolved": "partly resolved"}


@st.composite
def histories(draw):
    """Inspections, findings, outcomes and decisions of one force."""
    inspections = []
    for place, cycle in enumerate(CYCLES):
        if draw(st.booleans()):
            day = f"{2014 + place}-06-01"
            themes = draw(st.frozensets(st.sampled_from(THEMES)))
            kept = draw(st.frozensets(st.sampled_from(THEMES))) - themes
            inspections.append(
                Inspection(
                    f"{FORCE}.PEEL-{cycle.replace('/', '-')}", FORCE, "PEEL", cycle, day, day, day,
                    holds=draw(st.sampled_from(["findings", "grades"])), themes=themes, carried_over=kept,
                )
            )  # fmt: skip
    reports = [one for one in inspections if one.holds == "findings" and one.themes]
    findings = []
    for number in range(draw(st.integers(0, 12)) if reports else 0):
        where = draw(st.sampled_from(reports))
        kind = draw(st.sampled_from([*RAISES, "practice"]))
        findings.append(
            Finding(
                f"{where.id}.{kind}.{number:08x}", FORCE, where.id, "PEEL", where.cycle, kind,
                theme=draw(st.sampled_from(sorted(where.themes))), text=draw(st.sampled_from(TEXTS)),
            )
        )  # fmt: skip
    outcomes = []
    for number in range(draw(st.integers(0, 5)) if findings else 0):
        day = f"{draw(st.integers(2014, 2024))}-09-01"
        outcomes.append(
            Outcome(
                f"said.{number}", FORCE, draw(st.sampled_from(SAYS)), f"letter-{number}", 1, day, day, day,
                by_force=draw(st.booleans()), finding=draw(st.sampled_from(findings)).id,
            )
        )  # fmt: skip
    pairs = [(one.id, other.id) for one in findings for other in findings if one.inspection < other.inspection]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True)) if pairs else []
    decisions = [
        Decision(left, right, draw(st.sampled_from(["same", "different", "unsure"])), "read", "reader", TODAY)
        for left, right in chosen
    ]
    return inspections, findings, outcomes, decisions


@settings(max_examples=150, deadline=None)
@given(histories())
def test_nothing_is_told_without_what_bears_it_out(history):
    inspections, findings, outcomes, decisions = history
    derived = derive(FORCE, findings, outcomes, inspections, decisions, as_of=TODAY)
    by_id = {one.id: replace(one, topics=tuple(topics_of(one.text))) for one in findings}
    for concern in derived.concerns:
        members = [by_id[member] for member in concern.members]
        if concern.status in CLOSES:
            # a sentence of the inspectorate on one of its findings, and no report that raised it after that
            speaking = [
                one for one in outcomes
                if concern.status_evidence and one.document == concern.status_evidence.document
                and one.finding in concern.members and not one.by_force and one.says in CLOSES
            ]  # fmt: skip
            assert speaking, concern
        else:
            assert concern.status_evidence is None or concern.status == "open"
        if concern.status in ("not raised again", "not known", "not re-inspected"):
            later = [one for one in inspections if one.published > concern.last_raised]
            could = [one for one in later for member in members if not one.themes.isdisjoint(homes(member, one.cycle))]
            if concern.status == "not raised again":
                assert any(one.holds == "findings" for one in could), "a report that could have raised it"
            elif concern.status == "not known":
                assert could, "an inspection of which only the grade is held"
            else:
                assert later, "a report that leaves it out"


@settings(max_examples=150, deadline=None)
@given(histories())
def test_threads_share_later_findings_and_never_merge(history):
    inspections, findings, outcomes, decisions = history
    derived = derive(FORCE, findings, outcomes, inspections, decisions, as_of=TODAY)
    where = {one.id: one for one in inspections}
    by_id = {one.id: one for one in findings}
    onward: dict[str, set[str]] = {}
    for link in derived.links:
        assert follows(where[by_id[link.later].inspection], where[by_id[link.earlier].inspection])
        if link.confidence != "possible":
            onward.setdefault(link.earlier, set()).add(link.later)
    firsts = {concern.id for concern in derived.concerns}
    for concern in derived.concerns:
        reached, waiting = {concern.id}, [concern.id]
        while waiting:
            new = onward.get(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
        assert set(concern.members) == reached, "what follows it, forward in time, and nothing else"
        assert not (reached - {concern.id}) & firsts, "no first finding is in another's thread"
        assert concern.times_raised == len({by_id[one].inspection for one in reached}), "inspections, not findings"
