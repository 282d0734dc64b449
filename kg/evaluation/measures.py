"""How good links and threads are, in figures: precision and recall of pairs, extended B-cubed, a share's interval."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import fsum, sqrt

_Z = 1.959964  # of a normal distribution, for 95 in 100


@dataclass(frozen=True)
class Rates:
    """Precision and recall with their harmonic mean; None where there was nothing to be right or wrong about."""

    precision: float | None
    recall: float | None
    f1: float | None

    @classmethod
    def of(cls, precision: float | None, recall: float | None) -> Rates:
        both = precision is not None and recall is not None
        f1 = 2 * precision * recall / (precision + recall) if both and precision + recall else 0.0 if both else None  # type: ignore[operator]
        return cls(precision, recall, f1)


@dataclass(frozen=True)
class Share:
    """How many of a number are right, and between which shares the truth lies, 95 times in 100 (Wilson's interval)."""

    right: int
    number: int
    share: float | None
    low: float
    high: float

    @classmethod
    def of(cls, right: int, number: int) -> Share:
        low, high = wilson(right, number)
        return cls(right, number, right / number if number else None, low, high)


def wilson(right: int, number: int) -> tuple[float, float]:
    """Wilson's score interval for a share, 95 in 100: honest for few cases and for shares near 0 or 1."""
    if number == 0:
        return 0.0, 1.0
    share, square = right / number, _Z * _Z
    middle = share + square / (2 * number)
    half = _Z * sqrt(share * (1 - share) / number + square / (4 * number * number))
    scale = 1 + square / number
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def pairwise(found: AbstractSet[Hashable], true: AbstractSet[Hashable], judged: AbstractSet[Hashable]) -> Rates:
    """Of the pairs that are judged, those found against those that are true."""
    found, true = found & judged, true & judged
    right = len(found & true)
    return Rates.of(right / len(found) if found else None, right / len(true) if true else None)


def extended_b_cubed(found: Collection[AbstractSet[str]], true: Collection[AbstractSet[str]]) -> Rates:
    """B-cubed for clusters that overlap, as threads do, since a later finding may follow two.

    Amigó, Gonzalo, Artiles and Verdejo, "A comparison of extrinsic clustering evaluation metrics based on formal
    constraints" (2009), section 6: for two items that share clusters it counts how many they share, so that sharing too
    many or too few is wrong. Without overlap it is plain B-cubed.
    """
    in_found, in_true = _clusters_of(found), _clusters_of(true)
    return Rates.of(_multiplicity(in_found, in_true, found), _multiplicity(in_true, in_found, true))


def _clusters_of(clusters: Iterable[AbstractSet[str]]) -> dict[str, set[int]]:
    having: dict[str, set[int]] = {}
    for number, cluster in enumerate(clusters):
        for item in cluster:
            having.setdefault(item, set()).add(number)
    return having


def _multiplicity(
    here: Mapping[str, set[int]], there: Mapping[str, set[int]], clusters: Collection[AbstractSet[str]]
) -> float | None:
    """Averaged over items, and for each over those it shares a cluster with here: what the two share there too."""
    listed, of_items = list(clusters), []
    for item, own in here.items():
        beside = {other for number in own for other in listed[number]}
        of_items.append(
            fsum(
                min(len(own & here[other]), len(there.get(item, set()) & there.get(other, set())))
                / len(own & here[other])
                for other in beside
            )
            / len(beside)
        )
    return fsum(of_items) / len(of_items) if of_items else None
