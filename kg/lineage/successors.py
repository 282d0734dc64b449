"""Which themes of a later cycle could have raised a finding again: themes split and merge between cycles.

`data/theme_successors.csv` has a row for each move: findings that stood under `theme` in cycles up to `until` belong,
from the cycle `since` on, under `successor`; only those on the `topics` named, all of them where none is. Each row
gives its reason.
"""

from __future__ import annotations

import csv
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
    if finding.theme is None:
        return frozenset()
    themes = {finding.theme}
    raised, later = cycle_year(finding.cycle), cycle_year(cycle)
    if raised is not None and later is not None:
        themes |= {
            move.successor
            for move in load()
            if move.theme == finding.theme
            and raised <= move.until
            and later >= move.since
            and (not move.topics or not move.topics.isdisjoint(finding.topics))
        }
    return frozenset(themes)
