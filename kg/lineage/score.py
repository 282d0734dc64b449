"""How alike two findings are: the topics they share and the words they ask with, rare ones counting most.

The machine compares the printed text where it is held and the summary elsewhere, so a score changes when a document
is loaded; whoever wants it settled decides the pair. How rare a topic or word is, is counted over the findings of the
force at hand.

A score is no probability. `POSSIBLE` is where a proposal becomes worth a person's look: of the labelled pairs of
`data/decisions.csv` it keeps the larger part of those that are the same. From which score on a proposal may be called
likely is not known: that takes labelled pairs of forces that were not looked at when the measure was made, of which at
least 85 in 100 are the same above it. Until there are such pairs no proposal is likely.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from kg.lineage import topics
from kg.lineage.model import Finding

POSSIBLE = 0.20
TOPIC_SHARE = 0.6  # of the score; the rest is wording

_WORD = re.compile(r"[a-z]{3,}")
_STEM = 6  # letters: "supervise" and "supervision" agree, "victim" and "victims" too

# Words of every finding, whatever it is about.
_COMMON = frozenset(
    """
    about across action activities activity address against all also and any appropriate appropriately approach are
    area areas based because been being better but can cause cases clear concern constabulary consistent consistently
    continue could crime crimes develop does doesnt effective effectively effectiveness enough ensure every force
    for from further good has have hmic how identify immediate immediately improve improvement improves
    including into introduce isnt issues its make makes many more most must need needs not number officer officers
    often only other out over own people place plan plans police policies policy procedures process processes provide
    provides put quality relation response review reviews routine routinely service services should some specific
    specifically staff standard standards steps such sure take taken takes that the their them there these they this
    those through time timely understand understanding use used uses victim victims was way ways well were what when
    where whether which while who will with within work working would
    """.split()  # noqa: SIM905 - a list of two hundred quoted words would be unreadable
)


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return word[:_STEM]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a finding: its topics, and its stems with the first word that each stands for."""

    topics: frozenset[str]
    stems: dict[str, str]


def profile(finding: Finding) -> Profile:
    """What is compared of a finding, of its words only the part that asks for something."""
    asking = topics.asking_part(topics.fold(finding.words))
    own_name = finding.force.split("-")
    stems: dict[str, str] = {}
    for word in _WORD.findall(asking):
        if word not in _COMMON and word not in own_name:
            stems.setdefault(_stem(word), word)
    return Profile(frozenset(finding.topics), stems)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score between 0 and 1, with the topics and words that it comes from, the weightiest first."""

    score: float
    topics: tuple[str, ...]
    words: tuple[str, ...]


class Measure:
    """Compares profiles of one force's findings."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        profiles = list(profiles)
        self._count = len(profiles)
        self._with_topic = Counter(topic for p in profiles for topic in p.topics)
        self._with_stem = Counter(stem for p in profiles for stem in p.stems)

    def _weight(self, having: int) -> float:
        return log(1 + self._count / having)

    def compare(self, one: Profile, other: Profile) -> Likeness:
        """How alike two of the profiles given at the start are. The order of the two makes no difference."""
        shared_topics = one.topics & other.topics
        shared_stems = one.stems.keys() & other.stems.keys()
        by_topic = self._overlap(self._with_topic, shared_topics, one.topics, other.topics)
        by_word = self._overlap(self._with_stem, shared_stems, one.stems, other.stems)
        return Likeness(
            score=round(TOPIC_SHARE * by_topic + (1 - TOPIC_SHARE) * by_word, 4),
            topics=tuple(sorted(shared_topics, key=lambda topic: (self._with_topic[topic], topic))),
            words=tuple(
                min(one.stems[stem], other.stems[stem])
                for stem in sorted(shared_stems, key=lambda stem: (self._with_stem[stem], stem))
            ),
        )

    def _overlap(self, having: Counter[str], shared: Iterable[str], one: Iterable[str], other: Iterable[str]) -> float:
        """Weight of what is shared against the geometric mean of both sides: 1 for equal sides, 0 for nothing."""
        sides = [sum(self._weight(having[key]) for key in sorted(side)) for side in (one, other)]
        if not all(sides):
            return 0.0
        return sum(self._weight(having[key]) for key in sorted(shared)) / sqrt(sides[0] * sides[1])
