"""How alike two findings are: the topics they share and the words they ask with, rare ones counting most.

The machine compares the printed text where it is held and the summary elsewhere, so a score changes when a document
is loaded; whoever wants it settled decides the pair. How rare a topic or word is, is counted over the findings of the
force at hand.

A score is no probability. `POSSIBLE` is where a proposal becomes worth a person's look: of the pairs decided in
`data/decisions.csv` it keeps four in five of those that are the same, and two in five of what it keeps are the same
(tests/test_lineage_gloucestershire.py). From which score on a proposal may be called likely is not known: that takes
labelled pairs of forces that were not looked at when the measure was made, of which at least 85 in 100 are the same
above it. Until there are such pairs no proposal is likely.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum, log, sqrt

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
            stems.setdefault(word[:_STEM], word)
    return Profile(frozenset(finding.topics), stems)


class Measure:
    """Compares findings of one force by their profiles, which are given by finding id."""

    def __init__(self, profiles: Mapping[str, Profile]) -> None:
        self._profiles = profiles
        self._topic_weight = _weights(profile.topics for profile in profiles.values())
        self._stem_weight = _weights(profile.stems for profile in profiles.values())
        self._totals = {
            finding: (_total(self._topic_weight, profile.topics), _total(self._stem_weight, profile.stems))
            for finding, profile in profiles.items()
        }

    def score(self, one: str, other: str) -> float:
        """How alike two findings are, 0 to 1, whichever is named first: what they share against what each has."""
        first, second = self._profiles[one], self._profiles[other]
        by_topic = _overlap(
            self._topic_weight, first.topics & second.topics, self._totals[one][0], self._totals[other][0]
        )
        shared = first.stems.keys() & second.stems.keys()
        by_word = _overlap(self._stem_weight, shared, self._totals[one][1], self._totals[other][1])
        return round(TOPIC_SHARE * by_topic + (1 - TOPIC_SHARE) * by_word, 4)

    def shared(self, one: str, other: str) -> tuple[list[str], list[str]]:
        """The topics and the words that two findings share, the rarest first."""
        first, second = self._profiles[one], self._profiles[other]
        return (
            _rarest_first(self._topic_weight, first.topics & second.topics),
            [
                min(first.stems[stem], second.stems[stem])
                for stem in _rarest_first(self._stem_weight, first.stems.keys() & second.stems.keys())
            ],
        )


def _weights(having: Iterable[Iterable[str]]) -> dict[str, float]:
    """For each key how much it tells: the more findings have it, the less."""
    lists = [list(keys) for keys in having]
    count = Counter(key for keys in lists for key in keys)
    return {key: log(1 + len(lists) / found) for key, found in count.items()}


def _total(weights: Mapping[str, float], keys: Iterable[str]) -> float:
    return fsum(weights[key] for key in keys)


def _overlap(weights: Mapping[str, float], shared: Iterable[str], one: float, other: float) -> float:
    """Weight of what is shared against the geometric mean of both sides: 1 for equal sides, 0 for nothing."""
    return _total(weights, shared) / sqrt(one * other) if one and other else 0.0


def _rarest_first(weights: Mapping[str, float], keys: Iterable[str]) -> list[str]:
    return sorted(keys, key=lambda key: (-weights[key], key))
