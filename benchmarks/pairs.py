"""Two ways of doing the same thing, timed in turn: the machine's moods meet both, and the median ratio is told."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


class Skipped(Exception):
    """A benchmark that cannot run here; the message says what it needs."""


@dataclass(frozen=True)
class Size:
    """How much of everything: rounds, rows to write, and times that a document is repeated."""

    rounds: int = 5
    rows: int = 10_000
    repeats: int = 100

    @classmethod
    def smoke(cls) -> Size:
        return cls(rounds=1, rows=300, repeats=3)


@dataclass(frozen=True)
class Ratio:
    """A ratio of each pair of one run, and the bound that their median is to keep."""

    what: str
    pairs: list[float]
    at_most: float | None = None
    at_least: float | None = None
    unit: str = "×"

    @property
    def met(self) -> bool:
        """Whether the median keeps the bound."""
        middle = median(self.pairs)
        return (self.at_most is None or middle <= self.at_most) and (self.at_least is None or middle >= self.at_least)

    def __str__(self) -> str:
        target = f"≤ {self.at_most:g}" if self.at_most is not None else f"≥ {self.at_least:g}"
        spread = f"{min(self.pairs):.2f} to {max(self.pairs):.2f}"
        return (
            f"{median(self.pairs):7.2f} {self.unit:2} {self.what} "
            f"({spread}; target {target} {self.unit}: {'met' if self.met else 'missed'})"
        )


def seconds(work: Work) -> float:
    """Wall time of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def pairs(ours: Work, other: Work, rounds: int, *, before: Work = lambda: None) -> list[tuple[float, float]]:
    """Seconds of both in each of so many rounds; the one that goes first changes from round to round.

    `before` is done before each of them and not timed.
    """
    result = []
    for number in range(rounds):
        times = {}
        for work in (other, ours) if number % 2 else (ours, other):
            before()
            times[work] = seconds(work)
        result.append((times[ours], times[other]))
    return result
