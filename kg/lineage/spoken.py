"""Which held finding a sentence speaks of, when it says what became of "our 2017 cause of concern on …".

Only a sentence that singles out one finding speaks of it. Where several fit, its own topics may tell them apart; if
they do not, nothing is guessed and it speaks of none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.lineage import topics
from kg.lineage.model import RAISES, Finding, Outcome
from kg.lineage.successors import homes
from kg.lineage.timeline import Timeline, day

ON_FINDINGS = ("resolved", "partly resolved", "superseded", "raised again", "no progress", "open", "improved")
"""What is said of findings; the other words of `Outcome.says` are about grades."""


def spoken_of(
    outcomes: Iterable[Outcome], findings: Sequence[Finding], timeline: Timeline
) -> dict[str, tuple[str, ...]]:
    """For each outcome that singles out a held finding, by its id, the id of that finding (alone in its tuple)."""
    counting = {finding.id: finding for finding in findings if finding.kind in RAISES and not finding.restated}
    meant: dict[str, tuple[str, ...]] = {}
    for outcome in sorted(outcomes, key=lambda outcome: outcome.id):
        if outcome.says not in ON_FINDINGS:
            continue
        if outcome.finding is not None:
            fitting = [counting[outcome.finding]] if outcome.finding in counting else []
        else:
            fitting = _fitting(outcome, timeline.oldest_first(counting.values()), timeline)
        if len(fitting) > 1:
            fitting = _told_apart(outcome, fitting)
        if len(fitting) == 1:
            meant[outcome.id] = (fitting[0].id,)
    return meant


def _fitting(outcome: Outcome, findings: Iterable[Finding], timeline: Timeline) -> list[Finding]:
    """Findings that agree with everything that the sentence says of the one it means.

    Kind or cycle must be said: a sentence that names no more than a theme speaks of the theme.
    """
    if outcome.kind is None and outcome.cycle is None:
        return []
    report = timeline.inspections.get(outcome.inspection or "")
    said = outcome.said_max or (day(report) if report else "")
    return [
        finding
        for finding in findings
        if finding.inspection != outcome.inspection
        and day(timeline.of(finding)) < said
        and outcome.kind in (None, finding.kind)
        and outcome.programme in (None, finding.programme)
        and outcome.cycle in (None, finding.cycle)
        and (outcome.theme is None or outcome.theme in homes(finding, report.cycle if report else said))
    ]


def _told_apart(outcome: Outcome, fitting: list[Finding]) -> list[Finding]:
    """Of several fitting findings the one that shares a topic with the sentence, else the one under its very theme."""
    about = set(topics.topics_of(outcome.text or outcome.summary or ""))
    on_topic = [finding for finding in fitting if about.intersection(finding.topics)]
    return on_topic or [finding for finding in fitting if finding.theme == outcome.theme]
