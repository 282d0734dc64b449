"""Links between findings of different inspections of one force: stated, decided by a person, or proposed.

A stated or decided link is certain. A proposal is possible: see `kg.lineage.score` for what would make it likely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.lineage import topics
from kg.lineage.candidates import proposals
from kg.lineage.model import CAUSES, RAISES, Basis, Confidence, Decision, Finding, Link, Outcome, Relation
from kg.lineage.score import Measure, profile
from kg.lineage.timeline import Timeline, follows

_WORDS_SHOWN = 6


def rank(kind: str) -> int:
    """Rung of the ladder: area for improvement, recommendation, area or cause of concern."""
    return 2 if kind in CAUSES else 1 if kind == "recommendation" else 0


def relation(later: Finding, earlier: Finding) -> Relation:
    """Whether the later finding repeats the earlier one, or does so on a higher or lower rung."""
    up = rank(later.kind) - rank(earlier.kind)
    return "escalates" if up > 0 else "eases" if up < 0 else "repeats"


def find(
    findings: Sequence[Finding],
    timeline: Timeline,
    outcomes: Iterable[Outcome],
    meant: Mapping[str, tuple[str, ...]],
    decisions: Iterable[Decision],
) -> list[Link]:
    """All links among findings that count, at most one for two findings, sorted by later and earlier.

    `meant` gives the findings that each outcome speaks of (`kg.lineage.spoken`). A person's `different` removes a link
    however it was found; `unsure` keeps the pair among the proposals, with the doubt. Decisions on findings that are
    not held, or of one assessment, have no effect here (`kg.lineage.decisions.stale` reports the first).
    """
    counting = {finding.id: finding for finding in findings if finding.kind in RAISES and not finding.restated}
    profiles = {finding_id: profile(finding) for finding_id, finding in counting.items()}
    measure = Measure(profiles)
    links: dict[tuple[str, str], Link] = {}
    for later, earlier, score in proposals(list(counting.values()), timeline, profiles, measure):
        words = _carried_by(*measure.shared(later.id, earlier.id))
        links[later.id, earlier.id] = _link(later, earlier, "proposed", words, score)
    refused: set[tuple[str, str]] = set()
    for decision in decisions:
        ordered = _in_time(decision, counting, timeline)
        if ordered is None:
            continue
        later, earlier = ordered
        key = later.id, earlier.id
        if decision.verdict == "same":
            links[key] = _link(later, earlier, "decided", decision.reason)
        elif decision.verdict == "unsure":
            words = f"a person was unsure: {decision.reason}"
            links[key] = _link(later, earlier, "proposed", words, measure.score(*key))
        else:
            refused.add(key)
    for later, earlier, words in _stated(outcomes, meant, counting, timeline):
        links[later.id, earlier.id] = _link(later, earlier, "stated", words)
    return [link for key, link in sorted(links.items()) if key not in refused]


def _link(later: Finding, earlier: Finding, basis: Basis, words: str, score: float | None = None) -> Link:
    confidence: Confidence = "possible" if basis == "proposed" else "certain"
    return Link(later.id, earlier.id, relation(later, earlier), basis, confidence, score, words)


def _in_time(decision: Decision, counting: Mapping[str, Finding], timeline: Timeline) -> tuple[Finding, Finding] | None:
    """The two findings of a decision, later first; None where no link between them can be."""
    if decision.left not in counting or decision.right not in counting:
        return None
    left, right = counting[decision.left], counting[decision.right]
    if follows(timeline.of(left), timeline.of(right)):
        return left, right
    if follows(timeline.of(right), timeline.of(left)):
        return right, left
    return None


def _stated(
    outcomes: Iterable[Outcome],
    meant: Mapping[str, tuple[str, ...]],
    counting: Mapping[str, Finding],
    timeline: Timeline,
) -> Iterable[tuple[Finding, Finding, str]]:
    """Later finding, earlier finding and the place of the sentence, for each sentence that says "raised again".

    The later finding is the one of that report whose text holds the sentence; failing that, the only one there that
    shares a topic with the earlier finding. Where several do, the sentence makes no link.
    """
    for outcome in sorted(outcomes, key=lambda outcome: outcome.id):
        if outcome.says != "raised again" or outcome.inspection is None:
            continue
        printed = [finding for finding in counting.values() if finding.inspection == outcome.inspection]
        for earlier_id in meant.get(outcome.id, ()):
            earlier = counting[earlier_id]
            holding = [finding for finding in printed if outcome.text and finding.text and outcome.text in finding.text]
            on_topic = [finding for finding in printed if not set(finding.topics).isdisjoint(earlier.topics)]
            later = holding or on_topic
            if len(later) == 1 and follows(timeline.of(later[0]), timeline.of(earlier)):
                line = f", line {outcome.line}" if outcome.line else ""
                yield later[0], earlier, f"stated in {outcome.document}{line}"


def _carried_by(shared_topics: Sequence[str], shared_words: Sequence[str]) -> str:
    """What carries a proposal, in words: "same topic: Victims' code; shared words: code, statements"."""
    names = {topic.id: topic.name for topic in topics.load()}
    parts = []
    if shared_topics:
        parts.append("same topic: " + ", ".join(names.get(topic, topic) for topic in shared_topics))
    if shared_words:
        parts.append("shared words: " + ", ".join(shared_words[:_WORDS_SHOWN]))
    return "; ".join(parts)
