"""Which themes of a later cycle could have raised a finding again: themes split and merge between cycles.

`data/theme_successors.csv` has a row for each move: findings that stood under `theme` in cycles up to `until` belong,
from the cycle `since` on, under `successor`; only those on the `topics` named, all of them where none is. Each row
gives its reason.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg import resources
from kg.errors import KgError
from kg.lineage.model import Finding
from kg.lineage.timeline import cycle_year

FILE = "theme_successors.csv"


@dataclass(frozen=True, slots=True)
class Move:
    """One row: `until` and `since` are the first years of the cycles `last` and `first`."""

    theme: str
    last: str
    until: int
    successor: str
    first: str
    since: int
    topics: frozenset[str]
    reason: str


def _year(cycle: str, line: int) -> int:
    year = cycle_year(cycle)
    if year is None:
        raise KgError(f"{cycle!r} is no cycle", f"data/{FILE}:{line}", "write a cycle such as 2018/19")
    return year


@cache
def load() -> tuple[Move, ...]:
    """All moves, in the order of the file.

    Raises KgError, with file and line, for a cycle without a year.
    """
    with (resources.folder("data") / FILE).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return tuple(
            Move(
                theme=row["theme"],
                last=row["until"],
                until=_year(row["until"], rows.line_num),
                successor=row["successor"],
                first=row["since"],
                since=_year(row["since"], rows.line_num),
                topics=frozenset(row["topics"].split()),
                reason=row["reason"],
            )
            for row in rows
        )


def homes(finding: Finding, cycle: str | None) -> frozenset[str]:
    """Themes under which an inspection of `cycle` would print this finding if it raised it again.

    Empty where the finding stands under no theme. An inspection or finding without a cycle moves nothing.
    """
    return frozenset() if finding.theme is None else homes_of(finding.theme, finding.cycle, finding.topics, cycle)


def homes_of(theme: str, raised: str | None, topics: Iterable[str], cycle: str | None) -> frozenset[str]:
    """As `homes`, of a finding on these topics that a report of the cycle `raised` printed under `theme`."""
    themes, moves = {theme}, _moves(theme, raised, cycle)
    themes.update(move.successor for move in moves if not move.topics or not move.topics.isdisjoint(topics))
    return frozenset(themes)


@cache
def _moves(theme: str, raised: str | None, cycle: str | None) -> tuple[Move, ...]:
    """The moves that a finding under `theme` may have made from the one cycle to the other."""
    first, later = cycle_year(raised), cycle_year(cycle)
    if first is None or later is None:
        return ()
    return tuple(move for move in load() if move.theme == theme and first <= move.until and later >= move.since)
