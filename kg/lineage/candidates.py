"""Which pairs of a force's findings are worth comparing: those that share a topic or a rare word of what they ask.

Each finding is looked up among the earlier ones by what it is about, never compared with all of them, so the cost
grows with the number of findings and not with its square.
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
BEST = 8  # proposals a later finding, so that a review stays a matter of minutes


def proposals(
    findings: Sequence[Finding], timeline: Timeline, profiles: Mapping[str, Profile]
) -> Iterator[tuple[Finding, Finding, float]]:
    """Later finding, earlier finding and score, for the most alike pairs that are worth a look.

    `findings` are those of one force that count; pairs of one assessment never come up.
    """
    possible = model().possible
    having: dict[str, deque[Finding]] = defaultdict(partial(deque, maxlen=LATEST))
    for later in timeline.oldest_first(findings):
        keys = _keys(profiles[later.id])
        met = {earlier.id: earlier for key in keys for earlier in having[key]}
        scored = [
            (-score(profiles[later.id], profiles[earlier.id]), earlier.id)
            for earlier in met.values()
            if follows(timeline.of(later), timeline.of(earlier))
        ]
        for negative, earlier_id in nsmallest(BEST, scored):
            if -negative >= possible:
                yield later, met[earlier_id], -negative
        for key in keys:
            having[key].append(later)


def _keys(profile: Profile) -> list[str]:
    weight = weights()
    rarest = nsmallest(RAREST, profile.words_first.keys, key=lambda word: (-weight[word], word))
    return [*sorted(profile.topics.keys | profile.around.keys), *rarest]
