"""Statuses: one row a rule of the field, each told as a small history of one force.

An inspection is written `name: published, holds, themes`; what happens in it is a list of findings and outcomes. Every
row says why it exists.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.lineage import derive
from kg.lineage.model import Decision, Finding, Inspection, Outcome

FORCE = "wessex"
INVESTIGATING, VICTIMS = "investigating-crime", "victim-service"


def held(cycle, published, *themes, holds="findings", programme="PEEL", carried_over=(), kept_from=(), pillar=None):
    return Inspection(
        id=f"{FORCE}.{programme}-{cycle}",
        force=FORCE,
        programme=programme,
        cycle=cycle,
        published=published,
        published_min=published,
        published_max=published,
        pillar=pillar,
        holds=holds,
        themes=frozenset(themes),
        carried_over=frozenset([*carried_over, *(theme for theme, _ in kept_from)]),
        kept_from=frozenset(kept_from),
    )


def graded(cycle, published, *themes, **more):
    return held(cycle, published, *themes, holds="grades", **more)


Y2016 = held("2016", "2017-03-02", INVESTIGATING)
Y2018 = held("2018/19", "2019-05-02", INVESTIGATING)
Y2021 = held("2021/22", "2021-10-14", INVESTIGATING, VICTIMS)


def raised(inspection, name, kind="area_for_improvement", theme=INVESTIGATING, **more):
    return Finding(
        id=f"{inspection.id}.{kind}.{name}",
        force=FORCE,
        inspection=inspection.id,
        programme=inspection.programme,
        cycle=inspection.cycle,
        kind=kind,
        theme=theme,
        raised=inspection.published,
        raised_min=inspection.published_min,
        raised_max=inspection.published_max,
        summary=name,  # nothing by which the program could link it
        **more,
    )


def said(says, of, when, **more):
    return Outcome(
        id=f"{when}.{says}.{of.id}",
        force=FORCE,
        says=says,
        document=f"letter-{when}",
        line=7,
        said=when,
        said_min=when,
        said_max=when,
        finding=of.id,
        **more,
    )


def same(later, earlier, verdict="same"):
    return Decision(later.id, earlier.id, verdict, "the same ask", "reader", "2026-11-23")


AFI = raised(Y2016, "aaaaaaaa")
AGAIN = raised(Y2018, "bbbbbbbb")
ALSO_AGAIN = raised(Y2018, "cccccccc")
CAUSE = raised(Y2016, "dddddddd", "cause_of_concern")
FIRST_PART = raised(Y2016, "eeeeeeee", "recommendation", part_of=CAUSE.id)
SECOND_PART = raised(Y2016, "ffffffff", "recommendation", part_of=CAUSE.id)
PART_AGAIN = raised(Y2018, "abababab")

LETTER, LATE_LETTER = "2017-09-01", "2019-09-01"  # after the reports of 2016 and of 2018/19

TABLE = [
    # why, inspections, findings, outcomes, decisions, status and basis of the first finding's concern
    # --- open
    ("raised in the only report held", [Y2016], [AFI], [], [], ("open", "inferred")),
    ("raised again in the latest report", [Y2016, Y2018], [AFI, AGAIN], [], [same(AGAIN, AFI)], ("open", "decided")),
    ("a later report of another theme says nothing, and one pillar's report leaves no other pillar out",
     [held("2016", "2017-03-02", INVESTIGATING, pillar="effectiveness"),
      held("2017", "2017-12-12", "workforce", pillar="legitimacy")],
     [AFI], [], [], ("open", "inferred")),
    ("said to be open still", [Y2016], [AFI], [said("open", AFI, LETTER)], [], ("open", "stated")),
    ("no progress leaves it open", [Y2016], [AFI], [said("no progress", AFI, LETTER)], [], ("open", "stated")),
    ("improvement resolves nothing", [Y2016], [AFI], [said("improved", AFI, LETTER)], [], ("open", "inferred")),
    ("a better grade resolves nothing", [Y2016], [AFI], [said("grade up", AFI, LETTER)], [], ("open", "inferred")),
    ("a force's own claim resolves nothing",
     [Y2016], [AFI], [said("resolved", AFI, LETTER, by_force=True)], [], ("open", "inferred")),
    ("raised again after it was said to be resolved",
     [Y2016, Y2018], [AFI, AGAIN], [said("resolved", AFI, LETTER)], [same(AGAIN, AFI)], ("open", "decided")),
    ("resolving the old finding does not resolve the one that repeats it",
     [Y2016, Y2018], [AFI, AGAIN], [said("resolved", AFI, LATE_LETTER)], [same(AGAIN, AFI)], ("open", "decided")),
    ("closed, then open again: the later sentence counts",
     [Y2016], [AFI], [said("resolved", AFI, LETTER), said("open", AFI, "2018-01-01")], [], ("open", "stated")),
    ("a cause of concern of which a recommendation was raised again was not left unrepeated",
     [Y2016, Y2018], [CAUSE, FIRST_PART, PART_AGAIN], [], [same(PART_AGAIN, FIRST_PART)], ("open", "decided")),
    ("a document cannot tell what came after it",
     [Y2016], [AFI], [said("resolved", AFI, LETTER, on="2018-01-01", on_min="2018-01-01", on_max="2018-01-01")], [],
     ("open", "inferred")),
    # --- resolved, superseded
    ("a sentence says so", [Y2016], [AFI], [said("resolved", AFI, LETTER)], [], ("resolved", "stated")),
    ("a later silent report leaves it resolved",
     [Y2016, Y2018], [AFI], [said("resolved", AFI, LETTER)], [], ("resolved", "stated")),
    ("open, then closed: the later sentence counts",
     [Y2016], [AFI], [said("open", AFI, "2017-06-01"), said("resolved", AFI, LETTER)], [], ("resolved", "stated")),
    ("the finding that repeats it is resolved, so the thread is, by a person's link",
     [Y2016, Y2018], [AFI, AGAIN], [said("resolved", AGAIN, LATE_LETTER)], [same(AGAIN, AFI)], ("resolved", "decided")),
    ("a cause of concern is discharged, whatever its recommendations were said to be before",
     [Y2016], [CAUSE, FIRST_PART], [said("open", FIRST_PART, "2017-06-01"), said("resolved", CAUSE, LETTER)], [],
     ("resolved", "stated")),
    ("replaced by something else", [Y2016], [AFI], [said("superseded", AFI, LETTER)], [], ("superseded", "stated")),
    # --- partly resolved
    ("one of two recommendations is closed",
     [Y2016], [CAUSE, FIRST_PART, SECOND_PART], [said("resolved", FIRST_PART, LETTER)], [],
     ("partly resolved", "stated")),
    ("all recommendations are closed, but nobody discharged the cause",
     [Y2016], [CAUSE, FIRST_PART], [said("resolved", FIRST_PART, LETTER)], [], ("partly resolved", "stated")),
    ("a cause said to be open of which one recommendation is closed",
     [Y2016], [CAUSE, FIRST_PART], [said("resolved", FIRST_PART, LETTER), said("open", CAUSE, LETTER)], [],
     ("partly resolved", "stated")),
    ("one of the two findings that repeat it is closed",
     [Y2016, Y2018], [AFI, AGAIN, ALSO_AGAIN], [said("resolved", AGAIN, LATE_LETTER)],
     [same(AGAIN, AFI), same(ALSO_AGAIN, AFI)], ("partly resolved", "decided")),
    ("a named part of it", [Y2016], [AFI], [said("partly resolved", AFI, LETTER)], [], ("partly resolved", "stated")),
    ("a later grade does not undo what a sentence closed in part",
     [Y2016, graded("2018/19", "2019-05-02", INVESTIGATING)], [AFI], [said("partly resolved", AFI, LETTER)], [],
     ("partly resolved", "stated")),
    # --- not raised again
    ("a later report on the theme does not repeat it", [Y2016, Y2018], [AFI], [], [], ("not raised again", "inferred")),
    ("even after it was said to be open",
     [Y2016, Y2018], [AFI], [said("open", AFI, LETTER)], [], ("not raised again", "inferred")),
    ("a possible link is no repetition",
     [Y2016, Y2018], [AFI, AGAIN], [], [same(AGAIN, AFI, "unsure")], ("not raised again", "inferred")),
    ("a grade that came after the silent report says nothing more",
     [Y2016, Y2018, graded("2021/22", "2021-10-14", INVESTIGATING)], [AFI], [], [], ("not raised again", "inferred")),
    ("a report of another programme on the theme counts",
     [Y2016, held("cdi-2018", "2019-01-10", INVESTIGATING, programme="CDI")], [AFI], [], [],
     ("not raised again", "inferred")),
    ("the theme of its topic split off, and a report on the new one is held",
     [Y2016, held("2021/22", "2021-10-14", VICTIMS)],
     [raised(Y2016, "12121212", topics=("victims-code",))], [], [], ("not raised again", "inferred")),
    # --- not known
    ("the theme was inspected later, but only its grade is held",
     [Y2016, graded("2018/19", "2019-05-02", INVESTIGATING)], [AFI], [], [], ("not known", "inferred")),
    ("nor does a grade say whether what was said to be open still is",
     [Y2016, graded("2018/19", "2019-05-02", INVESTIGATING)], [AFI], [said("open", AFI, LETTER)], [],
     ("not known", "inferred")),
    ("the later report keeps the grade of an inspection that came after the finding and isn't held",
     [Y2016, held("2018/19", "2019-05-02", kept_from=[(INVESTIGATING, "2017")])], [AFI], [], [],
     ("not known", "inferred")),
    # --- not re-inspected
    ("the later report keeps the grade of the inspection that raised it",
     [Y2016, held("2018/19", "2019-05-02", kept_from=[(INVESTIGATING, "2016")])], [AFI], [], [],
     ("not re-inspected", "inferred")),
    ("the later report carried the grade over", [Y2016, held("2018/19", "2019-05-02", carried_over=[INVESTIGATING])],
     [AFI], [], [], ("not re-inspected", "inferred")),
    ("a carried-over grade alone says as much",
     [Y2016, graded("2018/19", "2019-05-02", carried_over=[INVESTIGATING])], [AFI], [], [],
     ("not re-inspected", "inferred")),
    ("the later report has no such theme", [Y2016, held("2018/19", "2019-05-02", "workforce")],
     [AFI], [], [], ("not re-inspected", "inferred")),
]  # fmt: skip


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case[0])
def test_the_latest_thing_that_speaks_gives_the_status(case):
    why, inspections, findings, outcomes, decisions, expected = case
    derived = derive(FORCE, findings, outcomes, inspections, decisions, as_of="2026-11-23")
    first = next(concern for concern in derived.concerns if concern.id == findings[0].id)
    assert (first.status, first.status_basis) == expected, why
    if first.status in ("resolved", "partly resolved", "superseded"):
        assert first.status_evidence is not None
        assert first.status_evidence.line == 7
    if first.status in ("not raised again", "not known", "not re-inspected"):
        assert first.status_evidence is None


AS_OF = [
    # day, status and how often it had been raised by then
    ("2017-03-01", None, "before it was published there was no concern"),
    ("2017-03-02", ("open", 1), "on the day of publication"),
    ("2017-09-01", ("resolved", 1), "when the letter said so"),
    ("2019-05-01", ("resolved", 1), "the day before it was raised again"),
    ("2019-05-02", ("open", 2), "raised again"),
    ("2021-10-14", ("not raised again", 2), "a report that does not repeat it"),
]


@pytest.mark.parametrize(("day", "expected", "why"), AS_OF)
def test_only_what_was_out_by_the_day_counts(day, expected, why):
    derived = derive(
        FORCE,
        [AFI, AGAIN],
        [said("resolved", AFI, LETTER)],
        [Y2016, Y2018, Y2021],
        [same(AGAIN, AFI)],
        as_of=day,
    )
    told = [(concern.status, concern.times_raised) for concern in derived.concerns]
    assert told == ([expected] if expected else []), why


def test_a_report_known_to_the_month_counts_only_when_the_month_is_over():
    month = Inspection(
        f"{FORCE}.PEEL-2021-22", FORCE, "PEEL", "2021/22", "2021-10", "2021-10-01", "2021-10-31", holds="findings"
    )
    finding = raised(month, "34343434")
    assert derive(FORCE, [finding], [], [month], [], as_of="2021-10-30").concerns == ()
    assert len(derive(FORCE, [finding], [], [month], [], as_of="2021-10-31").concerns) == 1


TRENDS = [
    # kinds raised in 2016, 2018/19 and 2021/22, all linked
    (["area_for_improvement"], "new"),
    (["area_for_improvement", "area_for_improvement"], "persists"),
    (["area_for_improvement", "recommendation"], "escalates"),
    (["area_for_improvement", "cause_of_concern"], "escalates"),
    (["recommendation", "area_of_concern"], "escalates"),
    (["cause_of_concern", "area_of_concern"], "persists"),
    (["cause_of_concern", "area_for_improvement"], "eases"),
    # the last step counts, not the whole way
    (["area_for_improvement", "cause_of_concern", "recommendation"], "eases"),
]


@pytest.mark.parametrize(("kinds", "trend"), TRENDS)
def test_the_last_step_on_the_ladder_gives_the_trend(kinds, trend):
    inspections = [Y2016, Y2018, Y2021]
    findings = [raised(inspection, "abcdabcd", kind) for inspection, kind in zip(inspections, kinds, strict=False)]
    decisions = [same(later, earlier) for earlier, later in pairwise(findings)]
    [concern] = derive(FORCE, findings, [], inspections, decisions, as_of="2026-11-23").concerns
    assert concern.trend == trend
    assert concern.times_raised == len(kinds)
    assert (concern.first_raised, concern.last_raised) == (findings[0].raised, findings[-1].raised)
