"""The graph database behind the commands, embedded or a Neo4j: both take the same Cypher and give plain rows."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, Protocol, Self, TypeVar

Row = dict[str, Any]
T = TypeVar("T")

_PLAIN = frozenset({str, int, float, bool, type(None)})  # what most values are, told without a call for each


class Transaction(Protocol):
    """An open write transaction."""

    def run(self, cypher: str, /, **params: Any) -> list[Row]:
        """Run one statement and return its rows."""

    def run_batches(self, cypher: str, batches: Iterable[Sequence[Any]], /) -> list[Row]:
        """Run one statement on each batch, as `$rows`, and return the rows of all."""


class Graph(ABC):
    """A graph that is open. Close it, or use it as a context manager."""

    kind: Literal["embedded", "neo4j"]

    @abstractmethod
    def rows(self, cypher: str, /, **params: Any) -> list[Row]:
        """The rows of a reading query, as plain Python values; KgError where it fails or would write.

        A node is {labels, properties}, a relationship {type, start, end, properties} with the ids of its nodes (None
        where a server's rows do not hold these), a path the list of its nodes and relationships in order, a date made
        by Cypher its ISO text.
        """

    @abstractmethod
    def write(self, work: Callable[[Transaction], T], /) -> T:
        """Do `work` in one transaction: all of it or nothing. It may be called again where the server asks to retry."""

    @abstractmethod
    def define(self, statements: list[str], /) -> None:
        """Run statements that declare constraints and indexes, each in a transaction of its own."""

    def settle(self) -> None:  # noqa: B027  (an engine that needs nothing does nothing)
        """Call it after a load: queries are planned by what the graph holds now, not by what it held before."""

    @abstractmethod
    def close(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


class Traced(Graph):
    """A graph that prints every query on stderr before it runs (`--show-cypher`)."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.kind = graph.kind

    def rows(self, cypher: str, /, **params: Any) -> list[Row]:
        print(cypher.strip(), *(f"// {name} = {value!r}" for name, value in params.items()), sep="\n", file=sys.stderr)
        return self._graph.rows(cypher, **params)

    def write(self, work: Callable[[Transaction], T], /) -> T:
        return self._graph.write(work)

    def define(self, statements: list[str], /) -> None:
        self._graph.define(statements)

    def close(self) -> None:
        self._graph.close()


def plain(value: Any, of_engine: Callable[[Any], Any]) -> Any:
    """A value without objects of an engine, which `of_engine` turns into what `Graph.rows` promises."""
    if isinstance(value, (str, int, float, bool, type(None))):
        return value
    if isinstance(value, list):
        return [item if type(item) in _PLAIN else plain(item, of_engine) for item in value]
    if isinstance(value, dict):
        return {name: item if type(item) in _PLAIN else plain(item, of_engine) for name, item in value.items()}
    return of_engine(value)
