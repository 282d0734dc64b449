"""A query over one force, in the graph of all forces and in one of ten times as many: it is to touch only its part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import spare_neo4j
from benchmarks.pairs import Ratio, Size, seconds
from benchmarks.processes import warm
from kg import schema
from kg.engine import Graph, embedded
from kg.queries import SavedQuery, load
from kg.rows.model import Edge, End, Node
from kg.writer import BATCH, Writer

_TIMES = 10
_FORCE = "gloucestershire"
_SHARED = ("Graph", "Theme", "Topic", "Question")
_NAMING = ("id", "force", "document", "status_evidence", "documents")
"""Properties that name a node which has copies."""
_NODES = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS given"
_EDGES = (
    "MATCH (a)-[r]->(b) "
    "RETURN labels(a) AS from, a.id AS start, type(r) AS type, properties(r) AS given, labels(b) AS to, b.id AS end"
)


def run(size: Size) -> Iterator[Ratio]:
    """Each saved query that is asked of one force, on both engines; copies are forces with all that belongs to them.

    Lists of all forces that can be narrowed to one (their default is none) are not among them.
    """
    with TemporaryDirectory() as name:
        home = Path(name)
        with embedded.open_to_write(warm(home)) as graph:
            yield from _ratios("embedded", graph, size)
        with spare_neo4j.graph(home) as graph:
            yield from _ratios("Neo4j", graph, size)


def _ratios(engine: str, graph: Graph, size: Size) -> Iterator[Ratio]:
    queries = [
        query
        for query in load().values()
        if any(param.name == "force" and param.default is not None for param in query.params)
    ]
    few = {query.name: _times(graph, query, size) for query in queries}
    _grow(graph, min(_TIMES, size.repeats))
    for query in queries:
        pairs = zip(_times(graph, query, size), few[query.name], strict=True)
        yield Ratio(f"{query.name}, {engine}", [many / fewer for many, fewer in pairs], at_most=1.5)


def _times(graph: Graph, query: SavedQuery, size: Size) -> list[float]:
    """Seconds of each round, once the engine has planned the query and warmed to it."""

    def ask() -> None:
        for _ in range(size.rounds):
            query.run(graph, force=_FORCE)

    ask()
    return [seconds(ask) for _ in range(size.rounds)]


def _grow(graph: Graph, times: int) -> None:
    """Write copies of everything but what forces share, until there are so many times as many forces."""
    nodes, edges = graph.rows(_NODES), graph.rows(_EDGES)

    def write(transaction: Any) -> None:
        writer = Writer(transaction, BATCH[graph.kind])
        for number in range(1, times):
            writer.put_nodes(_node(row, number) for row in nodes if _first(row["labels"]) not in _SHARED)
            copied = [row for row in edges if {_first(row["from"]), _first(row["to"])} - {*_SHARED}]
            writer.put_edges(
                Edge(
                    row["type"], _end(row, "from", "start", number), _end(row, "to", "end", number), _copy(row, number)
                )
                for row in copied
            )

    graph.write(write)


def _node(row: dict[str, Any], number: int) -> Node:
    first = _first(row["labels"])
    label = ":".join([first, *(one for one in row["labels"] if one != first)])
    given = _copy(row, number)
    return Node(label, given["id"], given)


def _end(row: dict[str, Any], labels: str, id_: str, number: int) -> End:
    label = _first(row[labels])
    return End(label, row[id_] if label in _SHARED else _named(row[id_], number))


def _copy(row: dict[str, Any], number: int) -> dict[str, Any]:
    return {name: _named(value, number) if name in _NAMING else value for name, value in row["given"].items()}


def _named(value: Any, number: int) -> Any:
    return [_named(one, number) for one in value] if isinstance(value, list) else f"{value}~{number}"


def _first(labels: list[str]) -> str:
    return next(label for label in labels if label in schema.LABELS)
