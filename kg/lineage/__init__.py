"""Which findings of a force say the same thing through the years, and what became of each.

Findings, what documents say of them and people's decisions come in; links, concerns and their status go out. Nothing
here knows a graph, a file format of documents, or another force.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.lineage import concerns as threads
from kg.lineage import links
from kg.lineage.decisions import pair
from kg.lineage.model import Decision, Derived, Finding, Inspection, Outcome
from kg.lineage.spoken import spoken_of
from kg.lineage.timeline import Timeline
from kg.lineage.topics import topics_of

__all__ = ["derive"]


def derive(
    force: str,
    findings: Iterable[Finding],
    outcomes: Iterable[Outcome],
    inspections: Iterable[Inspection],
    decisions: Iterable[Decision],
    *,
    as_of: str,
    certain: bool = False,
) -> Derived:
    """Links, concerns and what each outcome speaks of, for one force. The order of the input changes nothing.

    Links are made from everything that is handed over; the concerns are those that could be told on the day `as_of`
    (a full ISO day). `inspections` are the force's, those of its region included; findings and outcomes of another
    force are left out. `certain` leaves out likely links, so that only what is stated or decided makes threads.
    Raises ValueError for a finding whose inspection is not among `inspections`.
    """
    held = sorted((_with_topics(finding) for finding in findings if finding.force == force), key=lambda f: f.id)
    said = sorted((outcome for outcome in outcomes if outcome.force == force), key=lambda outcome: outcome.id)
    timeline = Timeline(inspections)
    meant = spoken_of(said, held, timeline)
    decided = sorted(decisions, key=lambda d: (d.left, d.right))
    found = links.find(held, timeline, said, meant, decided)
    if certain:
        found = [link for link in found if link.confidence != "likely"]
    concerns = threads.concerns(
        force=force, findings=held, timeline=timeline, links=found, outcomes=said, meant=meant,
        apart={pair(one) for one in decided if one.verdict == "different"}, as_of=as_of,
    )  # fmt: skip
    return Derived(links=tuple(found), concerns=tuple(concerns), spoken_of=meant)


def _with_topics(finding: Finding) -> Finding:
    """The finding with topics read from its words where nobody has given any."""
    return finding if finding.topics else replace(finding, topics=tuple(topics_of(finding.words)))
