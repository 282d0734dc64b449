"""ArcadeDB inside the process: no server and no Java to install."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import jpype
from arcadedb_embedded import ArcadeDBError, Database, DatabaseFactory, Edge, Vertex

from kg.engine import Graph, Row, Transaction, jvm, plain
from kg.engine.generations import Generations
from kg.errors import KgError

T = TypeVar("T")

_ENGINE_ERRORS = (ArcadeDBError, jpype.JException)


class EmbeddedGraph(Graph):
    """One open database folder."""

    kind = "embedded"

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(self, cypher: str, /, **params: Any) -> list[Row]:
        """See `kg.engine.Graph.rows`; the engine refuses queries that would write."""
        try:
            return _plain_rows(self._database.query("opencypher", cypher, _in_java(params)))
        except _ENGINE_ERRORS as error:
            raise _query_error(error) from error

    def write(self, work: Callable[[Transaction], T], /) -> T:
        """See `kg.engine.Graph.write`; only for a graph of `open_to_write`."""
        try:
            with self._database.transaction():
                return work(_EmbeddedTransaction(self._database))
        except _ENGINE_ERRORS as error:
            raise _query_error(error) from error

    def define(self, statements: list[str], /) -> None:
        """See `kg.engine.Graph.define`."""
        for statement in statements:
            self._database.command("opencypher", statement)

    def close(self) -> None:
        self._database.close()


class _EmbeddedTransaction:
    def __init__(self, database: Database) -> None:
        self._database = database

    def run(self, cypher: str, /, **params: Any) -> list[Row]:
        try:
            return _plain_rows(self._database.command("opencypher", cypher, _in_java(params)))
        except _ENGINE_ERRORS as error:
            raise _query_error(error) from error

    def run_batches(self, cypher: str, batches: Iterable[Sequence[Any]], /) -> list[Row]:
        return [row for batch in batches for row in self.run(cypher, rows=batch)]


def open_current(generations: Generations) -> Graph:
    """The current generation, open read-only, so that several processes read at once.

    Raises KgError where there is none, or where it cannot be opened.
    """
    state = generations.current()
    if state is None:
        raise KgError("no graph yet", str(generations.folder), "run `kg load`")
    jvm.start(jvm.classes_file(generations.home))
    try:
        return _open_to_read(generations.path(state.generation))
    except KgError:
        newer = generations.current()  # a load may have swapped and cleared between the two steps
        if newer is None or newer == state:
            raise
        return _open_to_read(generations.path(newer.generation))


def open_to_write(path: Path) -> Graph:
    """The database in `path`, made where it does not exist, open for this process alone."""
    jvm.start()
    factory = DatabaseFactory(str(path))
    try:
        return EmbeddedGraph(factory.open() if path.exists() else factory.create())
    except _ENGINE_ERRORS as error:
        raise _open_error(path, error) from error


def _open_to_read(path: Path) -> EmbeddedGraph:
    mode = jpype.JClass("com.arcadedb.engine.ComponentFile$MODE").READ_ONLY
    try:
        return EmbeddedGraph(Database(jpype.JClass("com.arcadedb.database.DatabaseFactory")(str(path)).open(mode)))
    except _ENGINE_ERRORS as error:
        raise _open_error(path, error) from error


def _in_java(params: dict[str, Any]) -> dict[str, Any]:
    """The parameters, lists and maps as Java's own: read from JSON there, in a fifth of the time of a call a value."""
    nested = {name: value for name, value in params.items() if isinstance(value, (list, dict))}
    if not nested:
        return params
    read = jpype.JClass("com.arcadedb.serializer.json.JSONObject")(json.dumps(nested, ensure_ascii=False)).toMap()
    return params | {name: read.get(name) for name in nested}


def _plain_rows(result: Any) -> list[Row]:
    return [plain(row, _from_java) for row in result.to_list()]


def _from_java(value: Any) -> Any:
    if isinstance(value, jpype.JClass("com.arcadedb.graph.Vertex")):
        labels = jpype.JClass("com.arcadedb.query.opencypher.Labels").getLabels(value)
        return {"labels": [str(label) for label in labels], "properties": plain(Vertex(value).to_dict(), _from_java)}
    if isinstance(value, jpype.JClass("com.arcadedb.graph.Edge")):
        return {
            "type": str(value.getTypeName()),
            "start": str(value.getOutVertex().get("id")),
            "end": str(value.getInVertex().get("id")),
            "properties": plain(Edge(value).to_dict(), _from_java),
        }
    if isinstance(value, jpype.JClass("com.arcadedb.query.opencypher.traversal.TraversalPath")):
        return [_from_java(step) for step in value.toAlternatingList()]
    return str(value)  # dates and durations made by Cypher functions


def _open_error(path: Path, error: Exception) -> KgError:
    return KgError(f"cannot open the embedded graph ({_first_line(error)})", str(path), "run `kg load`")


def _query_error(error: Exception) -> KgError:
    return KgError(f"the graph refuses the query: {_first_line(error)}")


def _first_line(error: BaseException) -> str:
    text = (str(error.__cause__ or error) or type(error).__name__).splitlines()[0]
    return text.rpartition("Exception: ")[2]
