"""How forces were graded, by question, with every source, as it was known on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.coverage import PEEL, cycle_order
from kg.dates import bounds
from kg.lineage import successors
from kg.lineage.timeline import cycle_year
from kg.queries import shipped

if TYPE_CHECKING:
    from kg.engine import Graph

Row = dict[str, Any]


def grades(
    graph: Graph, as_of: str, *, force: str | None = None, theme: str | None = None, cycle: str | None = None
) -> list[Row]:
    """A row for each force, inspection and question with a grade published by `as_of`, in the order of time.

    A theme may hold several questions in a cycle, so that rows are told apart by `question`.
    Raises UsageError, with near matches, for a force or theme that the graph does not hold.
    """
    rows = shipped("grades-of-a-theme").run(graph, force=force, theme=theme, cycle=cycle)
    known = [told for row in rows if (told := _as_known(row, as_of))]
    return sorted(known, key=lambda row: (row["force"], cycle_order(row["cycle"]), row["question"]))


@dataclass(frozen=True)
class Moved:
    """Grades of another theme under which part of a subject stood to a cycle, or stands since one, and why."""

    theme: str
    told: str
    reasons: list[str]
    rows: list[Row]


def moved(graph: Graph, as_of: str, theme: str, forces: Iterable[str | None], cycle: str | None) -> list[Moved]:
    """Where the subject of a theme was graded before it stood there, with the grades of these forces (None: of all).

    For a `cycle` in which the theme has no grade, also where the subject went: see `data/theme_successors.csv`.
    """
    before: dict[tuple[str, str, int], list[str]] = {}
    after: dict[tuple[str, str, int], list[str]] = {}
    for move in successors.load():
        if move.successor == theme:
            before.setdefault((move.theme, move.last, move.until), []).append(move.reason)
        elif move.theme == theme and cycle is not None:
            after.setdefault((move.successor, move.first, move.since), []).append(move.reason)
    asked = list(forces)

    def told_of(other: str) -> list[Row]:
        rows = (row for force in asked for row in grades(graph, as_of, force=force, theme=other, cycle=cycle))
        return [row for row in rows if row["programme"] == PEEL]

    found = [
        Moved(other, f"to {last}", reasons, [row for row in told_of(other) if _year(row) <= until])
        for (other, last, until), reasons in before.items()
    ]
    if after and not any(grades(graph, as_of, force=force, theme=theme, cycle=cycle) for force in asked):
        found += [
            Moved(other, f"since {first}", reasons, [row for row in told_of(other) if _year(row) >= since])
            for (other, first, since), reasons in after.items()
        ]
    return [one for one in found if one.rows]


def stood_under(theme: str) -> dict[str, str]:
    """The themes under which part of a theme's subject stood before, each with the last cycle in which it did."""
    last: dict[str, tuple[int, str]] = {}
    for move in successors.load():
        if move.successor == theme:
            last[move.theme] = max(last.get(move.theme, (0, "")), (move.until, move.last))
    return {other: cycle for other, (_, cycle) in last.items()}


def _year(row: Row) -> int:
    return cycle_year(row["cycle"]) or 0


def _as_known(row: Row, as_of: str) -> Row | None:
    """The row by what its sources had published by a day; None where that is nothing.

    A grade that was changed later shows as it was then.
    """
    sources = [source for source in row["sources"] if _known(source["published"], as_of)]
    if not sources or len(sources) == len(row["sources"]):
        return row if sources else None
    first = sources[0]
    final = [source for source in sources if not source["interim"]]
    return {
        **row,
        **{name: first[name] for name in ("grade", "carried_over_from", "published")},
        "interim": not final,
        "conflict": any(len({source[name] for source in final}) > 1 for name in ("grade", "carried_over_from")),
        "sources": sources,
    }


def _known(day: str | None, as_of: str) -> bool:
    return day is None or bounds(day)[0].isoformat() <= as_of
