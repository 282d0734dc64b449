"""Which pairs of a force's findings are worth comparing: those that share a topic or a rare word.

Each finding is looked up among the earlier ones by what it is about, never compared with all of them, so the cost
grows with the number of findings and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import nsmallest

from kg.lineage.model import Finding
from kg.lineage.score import POSSIBLE, Measure, Profile
from kg.lineage.timeline import Timeline, follows

COMMON_AT = 100  # findings of one force; a topic or word that more of them have leads to nobody in particular
BEST = 5  # proposals a later finding, so that a review stays a matter of minutes


def proposals(
    findings: Sequence[Finding], timeline: Timeline, profiles: Mapping[str, Profile], measure: Measure
) -> Iterator[tuple[Finding, Finding, float]]:
    """Later finding, earlier finding and score, for the most alike pairs that are worth a look (`POSSIBLE`).

    `findings` are those of one force that count; pairs of one assessment never come up.
    """
    having: dict[str, list[Finding]] = defaultdict(list)
    for later in timeline.oldest_first(findings):
        keys = [*profiles[later.id].topics, *profiles[later.id].stems]
        met = {earlier.id: earlier for key in keys if len(having[key]) <= COMMON_AT for earlier in having[key]}
        scored = [
            (-measure.score(later.id, earlier.id), earlier.id)
            for earlier in met.values()
            if follows(timeline.of(later), timeline.of(earlier))
        ]
        for negative, earlier_id in nsmallest(BEST, scored):
            if -negative >= POSSIBLE:
                yield later, met[earlier_id], -negative
        for key in keys:
            having[key].append(later)
