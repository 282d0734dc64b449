"""A query over one force, in the graph of all forces and in one of ten times as many: it is to touch only its part."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import made_up, spare_neo4j
from benchmarks.pairs import Ratio, Size, pairs, seconds
from benchmarks.processes import warm
from kg.engine import Graph, embedded
from kg.queries import SavedQuery, load

_TIMES = 10
_FORCE = "gloucestershire"
_AT_MOST = 1.5
_OF_OTHERS = ("forces-sharing-a-known-concern",)
"""Asked of one force, it answers with others, of which there are ten times as many."""


def run(size: Size) -> Iterator[Ratio]:
    """Each saved query on one force, on both engines; copies are forces with all that is theirs."""
    queries = asked_of_one_force()
    with TemporaryDirectory() as name:
        home = Path(name)
        shipped = warm(home)
        yield from _embedded(shipped, shutil.copytree(shipped, home / "more"), queries, size)
        with spare_neo4j.graph(home) as graph:
            yield from _neo4j(graph, queries, size)


def asked_of_one_force() -> list[SavedQuery]:
    """The saved queries that can be asked of one force and answer with what belongs to it."""
    return [
        query
        for query in load().values()
        if "force" in [param.name for param in query.params] and query.name not in _OF_OTHERS
    ]


def _embedded(shipped: Path, copy: Path, queries: list[SavedQuery], size: Size) -> Iterator[Ratio]:
    """Both graphs are open, and are asked in turn."""
    with embedded.open_to_write(shipped) as few, embedded.open_to_write(copy) as many:
        made_up.more_forces(many, _times(size))
        for query in queries:
            ours, other = partial(_ask, many, query, size), partial(_ask, few, query, size)
            ours(), other()  # the engine plans the query and warms to it
            ratios = [more / fewer for more, fewer in pairs(ours, other, 2 * size.rounds)]
            yield Ratio(f"{query.name}, embedded", ratios, at_most=_AT_MOST)


def _neo4j(graph: Graph, queries: list[SavedQuery], size: Size) -> Iterator[Ratio]:
    """The server has one database, which is given more forces and fewer in turn; all queries are asked of each.

    Neo4j plans by counts that it takes in the background now and then. It is told to take them, lest a query run by a
    plan that was made for the other graph.
    """
    rounds: list[dict[int, dict[str, float]]] = []
    now, most = 1, _times(size)
    _middles(graph, queries, size)  # the server warms to them
    for number in range(size.rounds):
        taken = {}
        for times in (most, 1) if number % 2 else (1, most):
            if times > now:
                made_up.more_forces(graph, times)
            elif times < now:
                made_up.fewer_forces(graph)
            now = times
            graph.rows("CALL db.prepareForReplanning(60)")
            taken[times] = _middles(graph, queries, size)
        rounds.append(taken)
    for query in queries:
        ratios = [taken[most][query.name] / taken[1][query.name] for taken in rounds]
        yield Ratio(f"{query.name}, Neo4j", ratios, at_most=_AT_MOST)


def _middles(graph: Graph, queries: list[SavedQuery], size: Size) -> dict[str, float]:
    """Seconds of one asking of each query, the middle of several; between two of them all others are asked.

    So a bad moment of the machine meets each query once, not one of them every time. The first asking has it planned.
    """
    taken: dict[str, list[float]] = {query.name: [] for query in queries}
    for _ in range(1 + 4 * size.rounds):
        for query in queries:
            taken[query.name].append(seconds(partial(query.run, graph, force=_FORCE)))
    return {name: median(times[1:]) for name, times in taken.items()}


def _ask(graph: Graph, query: SavedQuery, size: Size) -> None:
    for _ in range(size.rounds):
        query.run(graph, force=_FORCE)


def _times(size: Size) -> int:
    return min(_TIMES, size.repeats)
