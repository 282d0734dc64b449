"""Linking: what a hundred times as many findings cost, and the memory that they take."""

from __future__ import annotations

import random
import resource
from collections.abc import Iterator
from functools import cache
from math import log

from benchmarks.pairs import Ratio, Size, seconds
from kg.lineage import derive, topics
from kg.lineage.model import Finding, Inspection

_COUNTS = (1_000, 10_000, 100_000)
_FORCES = 43
_A_FORCE = 250  # findings of one force; more forces are added from there on, as a country with more would have
_CYCLES = ("2014", "2015", "2016", "2017", "2018/19", "2021/22", "2023-25")
_EXPONENT = 1.15
_MEGABYTES = 1_500
_AS_OF = "2026-11-23"


def run(size: Size) -> Iterator[Ratio]:
    """The exponent of cost from each size to ten times as many, and memory at the largest."""
    counts = _COUNTS if size.repeats >= 100 else (300, 1_000)
    _link(_FORCES, "warm")  # patterns and tables are read once
    taken = []
    for count in counts:
        taken.append(seconds(lambda count=count: _link(count, f"of-{count}")))  # type: ignore[misc]
        yield Ratio(f"seconds for {count:,} findings", [taken[-1]], at_most=count / 100, unit="s")
    for (few, fast), (many, slow) in zip(
        zip(counts, taken, strict=True), zip(counts[1:], taken[1:], strict=True), strict=False
    ):
        exponent = log(slow / fast) / log(many / few)
        yield Ratio(f"exponent from {few:,} to {many:,} findings", [exponent], at_most=_EXPONENT, unit="")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    yield Ratio(f"megabytes of the process at the most, {counts[-1]:,} findings", [peak], at_most=_MEGABYTES, unit="MB")


def _link(count: int, series: str) -> int:
    """Link so many findings, spread over at least 43 forces; how many links there are.

    No two series share a sentence, since sentences that were looked at are remembered.
    """
    forces = max(_FORCES, count // _A_FORCE)
    return sum(len(_one(f"{series}-{number}", count // forces)) for number in range(forces))


def _one(number: str, count: int) -> tuple[object, ...]:
    force, chance = f"force-{number}", random.Random(number)
    inspections = [
        Inspection(
            f"{force}.PEEL-{cycle.replace('/', '-')}", force, "PEEL", cycle, f"20{14 + place}-06-01",
            f"20{14 + place}-06-01", f"20{14 + place}-06-01", holds="findings",
        )
        for place, cycle in enumerate(_CYCLES)
    ]  # fmt: skip
    findings = []
    for place in range(count):
        where = inspections[place % len(inspections)]
        one, other = chance.choice(_sentences()), chance.choice(_sentences()).lower()
        text = f"In district {number} team {place} found this: {one}. Office {place} of {number} should act: {other}."
        findings.append(
            Finding(f"{where.id}.area_for_improvement.{place:08x}", force, where.id, "PEEL", where.cycle,
                    "area_for_improvement", theme="investigating-crime", text=text)
        )  # fmt: skip
    return derive(force, findings, (), inspections, (), as_of=_AS_OF).links


@cache
def _sentences() -> list[str]:
    return [text for topic in topics.load() for text in topic.examples]
