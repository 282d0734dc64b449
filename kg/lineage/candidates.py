"""Which pairs of a force's findings are worth comparing: those that share a topic or a rare word.

Each finding is looked up among the earlier ones by what it is about, never compared with all of them, so the cost
grows with the number of findings and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.lineage.model import Finding
from kg.lineage.score import Likeness, Measure, Profile
from kg.lineage.timeline import Timeline, follows

COMMON_AT = 100  # findings of one force; a topic or word that more of them have leads to nobody in particular
BEST = 5  # proposals a later finding, so that a review stays a matter of minutes


def proposals(
    findings: Sequence[Finding], timeline: Timeline, profiles: Mapping[str, Profile], at_least: float
) -> Iterator[tuple[Finding, Finding, Likeness]]:
    """Later finding, earlier finding and how alike they are, for the most alike pairs that score `at_least`.

    `findings` are those of one force that count; pairs of one assessment never come up.
    """
    measure = Measure(profiles.values())
    having: dict[str, list[Finding]] = defaultdict(list)
    for later in timeline.oldest_first(findings):
        profile = profiles[later.id]
        keys = [*sorted(profile.topics), *sorted(profile.stems)]
        met = {earlier.id: earlier for key in keys if len(having[key]) <= COMMON_AT for earlier in having[key]}
        compared = [
            (earlier, measure.compare(profile, profiles[earlier.id]))
            for earlier in met.values()
            if follows(timeline.of(later), timeline.of(earlier))
        ]
        compared.sort(key=lambda pair: (-pair[1].score, pair[0].id))
        for earlier, likeness in compared[:BEST]:
            if likeness.score >= at_least:
                yield later, earlier, likeness
        for key in keys:
            having[key].append(later)
