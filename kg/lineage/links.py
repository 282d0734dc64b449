"""Links between findings of different inspections of one force: stated, decided by a person, or proposed.

A stated or decided link is certain. A proposal is likely or possible by its score (`kg.lineage.score`); one that a
person was unsure of is no more than possible. Findings of one assessment are never linked, but for causes of concern
that two of its documents print (an accelerated one and its report): under one headline that is likely.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations

from kg.lineage import topics
from kg.lineage.candidates import proposals
from kg.lineage.model import CAUSES, RAISES, Basis, Confidence, Decision, Finding, Link, Outcome, Relation
from kg.lineage.score import Profile, model, score, shared
from kg.lineage.score import profiles as profiles_of
from kg.lineage.spoken import says_itself
from kg.lineage.timeline import Timeline, follows, printed_twice

_WORDS_SHOWN = 6
_HEADLINE = 2  # spaces in a headline that tells what the finding is about, and not only what kind it is of
_GOES_ON = ("raised again", "open", "no progress")


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
    profiles = profiles_of(counting)
    links: dict[tuple[str, str], Link] = {}
    likely = model().likely
    for later, earlier, measured in proposals(list(counting.values()), timeline, profiles):
        words = _carried_by(*shared(profiles[later.id], profiles[earlier.id]))
        confidence: Confidence = "likely" if likely is not None and measured >= likely else "possible"
        links[later.id, earlier.id] = _link(later, earlier, "proposed", confidence, words, measured)
    for later, earlier in _with_one_headline(counting.values(), timeline):
        links[later.id, earlier.id] = _link(later, earlier, "proposed", "likely", "same headline, in one assessment")
    refused: set[tuple[str, str]] = set()
    for decision in decisions:
        ordered = _in_time(decision, counting, timeline)
        if ordered is None:
            continue
        later, earlier = ordered
        key = later.id, earlier.id
        if decision.verdict == "same":
            links[key] = _link(later, earlier, "decided", "certain", decision.reason)
        elif decision.verdict == "unsure":
            words = f"a person was unsure: {decision.reason}"
            measured = score(profiles[later.id], profiles[earlier.id])
            links[key] = _link(later, earlier, "proposed", "possible", words, measured)
        else:
            refused.add(key)
    stated = [*_of_themselves(counting, timeline, profiles), *_stated(outcomes, meant, counting, timeline)]
    for later, earlier, words in stated:
        links[later.id, earlier.id] = _link(later, earlier, "stated", "certain", words)
    return [link for key, link in sorted(links.items()) if key not in refused]


def _link(
    later: Finding, earlier: Finding, basis: Basis, confidence: Confidence, words: str, measured: float | None = None
) -> Link:
    return Link(later.id, earlier.id, relation(later, earlier), basis, confidence, measured, words)


def _in_time(decision: Decision, counting: Mapping[str, Finding], timeline: Timeline) -> tuple[Finding, Finding] | None:
    """The two findings of a decision, later first; None where no link between them can be."""
    if decision.left not in counting or decision.right not in counting:
        return None
    left, right = counting[decision.left], counting[decision.right]
    for later, earlier in ((left, right), (right, left)):
        if follows(timeline.of(later), timeline.of(earlier)) or printed_twice(later, earlier, timeline):
            return later, earlier
    return None


def _with_one_headline(findings: Iterable[Finding], timeline: Timeline) -> Iterable[tuple[Finding, Finding]]:
    """Causes of concern that two documents of one assessment print under the same headline, the later first."""
    alike: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        headline = topics.fold(finding.headline or "").rstrip(".")
        if finding.kind in CAUSES and headline.count(" ") >= _HEADLINE:
            alike[finding.kind, headline].append(finding)
    for causes in alike.values():
        for later, earlier in permutations(causes, 2):
            if printed_twice(later, earlier, timeline):
                yield later, earlier


def _stated(
    outcomes: Iterable[Outcome],
    meant: Mapping[str, tuple[str, ...]],
    counting: Mapping[str, Finding],
    timeline: Timeline,
) -> Iterable[tuple[Finding, Finding, str]]:
    """Later finding, earlier finding and the place, for each sentence that says "raised again" or "still open".

    The later finding is the one of that report whose text holds the sentence; failing that, the only one there that
    shares a topic with the earlier finding. Where several do, the sentence makes no link. A sentence that says no more
    than that the earlier finding is open still is one on the finding that holds it only.
    """
    for outcome in sorted(outcomes, key=lambda outcome: outcome.id):
        if outcome.says not in _GOES_ON or outcome.inspection is None:
            continue
        printed = [finding for finding in counting.values() if finding.inspection == outcome.inspection]
        for earlier_id in meant.get(outcome.id, ()):
            earlier = counting[earlier_id]
            holding = [finding for finding in printed if outcome.text and finding.text and outcome.text in finding.text]
            on_topic = [finding for finding in printed if not set(finding.topics).isdisjoint(earlier.topics)]
            later = holding or (on_topic if outcome.says == "raised again" else [])
            if len(later) == 1 and follows(timeline.of(later[0]), timeline.of(earlier)):
                line = f", line {outcome.line}" if outcome.line else ""
                yield later[0], earlier, f"stated in {outcome.document}{line}"


def _of_themselves(
    counting: Mapping[str, Finding], timeline: Timeline, profiles: Mapping[str, Profile]
) -> Iterable[tuple[Finding, Finding, str]]:
    """Later finding, earlier finding and the document, for each finding that says that it is not the first.

    The sentence names an inspection, seldom the finding: that is the one of each inspection named which is most like
    it, if it is like it at all. A sentence that has a subject of its own speaks of no finding on another.
    """
    for later in counting.values():
        alike: dict[str, tuple[float, str]] = {}
        for earlier, about in says_itself(later, profiles[later.id].first, counting.values(), timeline):
            if about and about.isdisjoint(profiles[earlier.id].topics):
                continue
            measured = score(profiles[later.id], profiles[earlier.id])
            if measured >= model().possible:
                best = alike.get(earlier.inspection, (0.0, ""))
                alike[earlier.inspection] = max(best, (measured, earlier.id))
        for _, earlier_id in alike.values():
            yield later, counting[earlier_id], f"says so itself, in {later.inspection}"


def _carried_by(shared_topics: Sequence[str], shared_words: Sequence[str]) -> str:
    """What carries a proposal, in words: "same topic: Victims' code; shared words: code, statements"."""
    names = {topic.id: topic.name for topic in topics.load()}
    parts = []
    if shared_topics:
        parts.append("same topic: " + ", ".join(names.get(topic, topic) for topic in shared_topics))
    if shared_words:
        parts.append("shared words: " + ", ".join(shared_words[:_WORDS_SHOWN]))
    return "; ".join(parts)
