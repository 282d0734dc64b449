"""Which pairs of a force's findings are worth comparing: those that share a topic or a rare word of what they ask.

Each finding is looked up among the earlier ones by what it is about, and compared with no more than `COMPARED` of
them, those that share the rarest topics and words, so the cost grows with the number of findings and not with its
square.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from heapq import nsmallest

from kg.lineage.model import Finding
from kg.lineage.score import Profile, model, score, weights
from kg.lineage.timeline import Timeline, follows

LATEST = 60  # findings on one topic that a later one is compared with; a force has fewer in ten years of reports
RAREST = 4  # words by which a finding without topics is looked up
COMPARED = 32  # earlier findings that are compared in full
BEST = 8  # proposals a later finding, so that a review stays a matter of minutes


def proposals(
    findings: Sequence[Finding], timeline: Timeline, profiles: Mapping[str, Profile]
) -> Iterator[tuple[Finding, Finding, float]]:
    """Later finding, earlier finding and score, for the most alike pairs that are worth a look.

    `findings` are those of one force that count; pairs of one assessment never come up.
    """
    possible, weight = model().possible, weights()
    by_id = {finding.id: finding for finding in findings}
    having: dict[str, deque[str]] = defaultdict(partial(deque, maxlen=LATEST))
    for later in timeline.oldest_first(findings):
        keys = _keys(profiles[later.id])
        met: dict[str, float] = defaultdict(float)
        for key in keys:
            for earlier_id in having[key]:
                met[earlier_id] += weight[key]
        before = (one for one in met if follows(timeline.of(later), timeline.of(by_id[one])))
        alike = nsmallest(COMPARED, before, key=lambda one: (-met[one], one))
        scored = [(-score(profiles[later.id], profiles[one]), one) for one in alike]
        for negative, earlier_id in nsmallest(BEST, scored):
            if -negative >= possible:
                yield later, by_id[earlier_id], -negative
        for key in keys:
            having[key].append(later.id)


def _keys(profile: Profile) -> list[str]:
    weight = weights()
    rarest = nsmallest(RAREST, profile.words_first.keys, key=lambda word: (-weight[word], word))
    return [*sorted(profile.topics | profile.around.keys), *rarest]
