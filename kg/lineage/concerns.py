"""Concerns: a finding that follows none, with everything that follows it, and how the thread went on.

Only certain and likely links make threads. A later finding that follows two belongs to both threads, which stay two:
threads are followed forward in time only, never back from a shared finding or from a shared cause of concern.

Where a person said that two findings are different, no thread leads from the one to the other, however many links lie
between: the later one, and what follows only through it, is no member of a concern by a way that passes the earlier
one. What then belongs to no concern begins one of its own, though it follows something.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence

from kg.lineage import topics
from kg.lineage.links import rank
from kg.lineage.model import RAISES, Concern, Finding, Link, Outcome, Trend
from kg.lineage.status import Thread, last_words, status_of
from kg.lineage.timeline import Timeline, day, is_known, printed_twice

TITLE = 72  # characters, so that a line of `kg history` holds it with its years


def concerns(
    *,
    force: str,
    findings: Sequence[Finding],
    timeline: Timeline,
    links: Iterable[Link],
    outcomes: Iterable[Outcome],
    meant: Mapping[str, tuple[str, ...]],
    apart: Collection[frozenset[str]],
    as_of: str,
) -> list[Concern]:
    """The concerns of one force as they could be told on the day `as_of`, sorted by id.

    What was published later, or said later, is left out. `apart` are the pairs of ids that a person called different.
    A recommendation without a link of its own makes no concern: it is listed with its cause's.
    """
    known = {
        finding.id: finding
        for finding in findings
        if finding.kind in RAISES and not finding.restated and is_known(timeline.of(finding), as_of)
    }
    firm = [link for link in links if link.confidence != "possible" and link.later in known and link.earlier in known]
    followed_by: dict[str, list[Link]] = defaultdict(list)
    for link in firm:
        followed_by[link.earlier].append(link)
    following = {link.later for link in firm}
    addressing: dict[str, list[Finding]] = defaultdict(list)
    for finding in known.values():
        if finding.part_of in known:
            addressing[finding.part_of].append(finding)
    concerned = timeline.oldest_first(
        finding
        for finding in known.values()
        if finding.part_of not in known or finding.id in followed_by or finding.id in following
    )
    threads = [
        _thread(first, known, followed_by, addressing, timeline, apart)
        for first in concerned
        if first.id not in following
    ]
    placed = {finding.id for thread in threads for finding in thread.findings}
    for kept_out in concerned:
        if kept_out.id not in placed:
            threads.append(_thread(kept_out, known, followed_by, addressing, timeline, apart))
            placed |= {finding.id for finding in threads[-1].findings}
    words = last_words(outcomes, meant, timeline, as_of)
    result = []
    for thread in threads:
        first = thread.findings[0]
        status, basis, evidence = status_of(thread, timeline, words, as_of)
        listed = {finding.id: finding for finding in thread.findings}
        listed |= {finding.id: finding for cause in thread.findings for finding in addressing[cause.id]}
        first_raised, last_raised = (_raised(thread.findings[end], timeline) for end in (0, -1))
        result.append(
            Concern(
                id=first.id,
                force=force,
                title=title(first),
                theme=first.theme,
                status=status,
                status_basis=basis,
                status_evidence=evidence,
                trend=_trend(_apart_in_time(thread.findings, timeline), timeline),
                first_raised=first_raised[0],
                first_raised_min=first_raised[1],
                first_raised_max=first_raised[2],
                last_raised=last_raised[0],
                last_raised_min=last_raised[1],
                last_raised_max=last_raised[2],
                times_raised=len({finding.inspection for finding in _apart_in_time(thread.findings, timeline)}),
                as_of=as_of,
                members=tuple(finding.id for finding in timeline.oldest_first(listed.values())),
            )
        )
    return sorted(result, key=lambda concern: concern.id)


def _thread(
    first: Finding,
    known: Mapping[str, Finding],
    followed_by: Mapping[str, Sequence[Link]],
    addressing: Mapping[str, Sequence[Finding]],
    timeline: Timeline,
    apart: Collection[frozenset[str]],
) -> Thread:
    """The first finding and all that follow it, by chain; of its causes of concern also what follows their parts."""
    reached = _reached({first.id: ()}, followed_by, apart)
    members = timeline.oldest_first(known[finding_id] for finding_id in reached)
    parts = {finding.id: list(addressing.get(finding.id, ())) for finding in members}
    starts = {part.id: (cause,) for cause, recommendations in parts.items() for part in recommendations}
    again = {
        finding_id: path
        for finding_id, path in _reached(starts, followed_by, apart).items()
        if path and finding_id not in reached
    }
    return Thread(
        findings=members,
        parts=parts,
        parts_raised_again=timeline.oldest_first(known[finding_id] for finding_id in again),
        path=reached | again,
    )


def _reached(
    starts: Mapping[str, Sequence[str]], followed_by: Mapping[str, Sequence[Link]], apart: Collection[frozenset[str]]
) -> dict[str, list[Link]]:
    """All that follows the starts, forward in time, each with the links that lead there (none for a start).

    A start comes with findings that stand for it (the cause of a recommendation). No way leads to a finding that a
    person called different from one that it passes.
    """
    reached: dict[str, list[Link]] = {start: [] for start in starts}
    passed = {start: [start, *standing] for start, standing in starts.items()}
    waiting = deque(reached)
    while waiting:
        here = waiting.popleft()
        for link in followed_by.get(here, ()):
            if link.later in reached or any(frozenset((link.later, one)) in apart for one in passed[here]):
                continue
            reached[link.later] = [*reached[here], link]
            passed[link.later] = [*passed[here], link.later]
            waiting.append(link.later)
    return reached


def _raised(finding: Finding, timeline: Timeline) -> tuple[str | None, str | None, str | None]:
    """When a finding was raised, with first and last day: its own date, else its inspection's publication."""
    if finding.raised:
        return finding.raised, finding.raised_min, finding.raised_max
    inspection = timeline.of(finding)
    return inspection.published, inspection.published_min, inspection.published_max


def _apart_in_time(findings: Sequence[Finding], timeline: Timeline) -> list[Finding]:
    """Without what a second document of one assessment prints again: that is not raised again."""
    return [finding for finding in findings if not any(printed_twice(finding, other, timeline) for other in findings)]


def _trend(findings: Sequence[Finding], timeline: Timeline) -> Trend:
    """How the latest inspection that raised it compares with the one before: the highest rung of each counts."""
    rungs: dict[str, int] = {}
    for finding in sorted(findings, key=lambda finding: (day(timeline.of(finding)), finding.inspection)):
        rungs[finding.inspection] = max(rungs.get(finding.inspection, 0), rank(finding.kind))
    if len(rungs) == 1:
        return "new"
    *_, before, last = rungs.values()
    return "escalates" if last > before else "eases" if last < before else "persists"


def title(finding: Finding) -> str:
    """A short title in the project's own words: the summary's first clause, else the names of the finding's topics."""
    if finding.summary:
        clause = re.split(r"[.;] ", finding.summary.strip(), maxsplit=1)[0].rstrip(".")
        if len(clause) <= TITLE:
            return clause
        return clause[: TITLE - 1].rsplit(" ", 1)[0].rstrip(",") + "…"
    names = [topic.name for topic in topics.load() if topic.id in finding.topics]
    if names:
        return names[0] if len(names) == 1 else f"{names[0]}, {names[1][0].lower()}{names[1][1:]}"
    return f"{finding.kind.replace('_', ' ').capitalize()} of {finding.cycle or finding.raised or 'an unknown date'}"
