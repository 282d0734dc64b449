"""How forces were graded, by question, with every source, as it was known on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.coverage import cycle_order
from kg.dates import bounds
from kg.queries import find

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
    rows = find("grades-of-a-theme").run(graph, force=force, theme=theme, cycle=cycle)
    known = [told for row in rows if (told := _as_known(row, as_of))]
    return sorted(known, key=lambda row: (row["force"], cycle_order(row["cycle"]), row["question"]))


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
