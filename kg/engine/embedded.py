"""ArcadeDB inside the process: no server and no Java to install. The JVM starts once a process and stays silent."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import jpype
from arcadedb_embedded import ArcadeDBError, Database, DatabaseFactory, Edge, Vertex, jvm

from kg.engine import Graph, Row, Transaction
from kg.engine.generations import Generations
from kg.errors import KgError

T = TypeVar("T")

_ENGINE_ERRORS = (ArcadeDBError, jpype.JException)
_QUERY_MILLISECONDS = 120_000
_JVM = (
    "-XX:TieredStopAtLevel=1",  # the process is short: the second compiler never pays
    "-XX:+UseSerialGC",
    "-XX:+UseCompactObjectHeaders",
    "-Xmx1g",
    "-Xlog:disable",
    "-XX:-UsePerfData",
    f"-XX:ErrorFile={os.devnull}",
    "-Dfile.encoding=UTF8",
    "-Djava.awt.headless=true",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    f"-Djava.util.logging.config.file={Path(__file__).with_name('quiet.properties')}",
    "-Darcadedb.polyglotEngineEnabled=false",  # scripting that Cypher does not need, and that warns on stderr
    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",  # a query could read any file of the machine
    "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
    f"-Darcadedb.command.timeout={_QUERY_MILLISECONDS}",
)


class EmbeddedGraph(Graph):
    """One open database folder."""

    kind = "embedded"

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(self, cypher: str, /, **params: Any) -> list[Row]:
        """See `kg.engine.Graph.rows`; the engine refuses queries that would write."""
        try:
            return _plain_rows(self._database.query("opencypher", cypher, params))
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
            return _plain_rows(self._database.command("opencypher", cypher, params))
        except _ENGINE_ERRORS as error:
            raise _query_error(error) from error


def open_current(generations: Generations) -> Graph:
    """The current generation, open read-only, so that several processes read at once.

    Raises KgError where there is none, or where it cannot be opened.
    """
    state = generations.current()
    if state is None:
        raise KgError("no graph yet", str(generations.folder), "run `kg load`")
    try:
        return _open_to_read(generations.path(state.generation))
    except KgError:
        newer = generations.current()  # a load may have swapped and cleared between the two steps
        if newer is None or newer == state:
            raise
        return _open_to_read(generations.path(newer.generation))


def open_to_write(path: Path) -> Graph:
    """The database in `path`, made where it does not exist, open for this process alone."""
    _start_jvm()
    factory = DatabaseFactory(str(path))
    try:
        return EmbeddedGraph(factory.open() if path.exists() else factory.create())
    except _ENGINE_ERRORS as error:
        raise _open_error(path, error) from error


def _open_to_read(path: Path) -> EmbeddedGraph:
    _start_jvm()
    mode = jpype.JClass("com.arcadedb.engine.ComponentFile$MODE").READ_ONLY
    try:
        return EmbeddedGraph(Database(jpype.JClass("com.arcadedb.database.DatabaseFactory")(str(path)).open(mode)))
    except _ENGINE_ERRORS as error:
        raise _open_error(path, error) from error


def _start_jvm() -> None:
    if jpype.isJVMStarted():
        return
    # Not jvm.start_jvm(): it adds an incubator module, which makes the JVM print a warning on every start.
    jars = sorted(str(jar) for jar in Path(jvm.get_jar_path()).glob("*.jar"))
    jpype.startJVM(jvm.get_bundled_jre_lib_path(), *_JVM, classpath=jars, interrupt=False)
    atexit.register(_close_all)


def _close_all() -> None:
    """Close what is still open, since an open database would keep the process from ending."""
    for database in list(jpype.JClass("com.arcadedb.database.DatabaseFactory").getActiveDatabaseInstances()):
        if database.isOpen():
            database.close()


def _plain_rows(result: Any) -> list[Row]:
    return [{name: _plain(value) for name, value in row.items()} for row in result.to_list()]


def _plain(value: Any) -> Any:
    """A value without objects of the engine; see `kg.engine.Graph.rows` for what becomes of nodes and paths."""
    if isinstance(value, (str, int, float, bool, type(None))):
        return value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return _from_java(value)


def _from_java(value: Any) -> Any:
    if isinstance(value, jpype.JClass("com.arcadedb.graph.Vertex")):
        labels = jpype.JClass("com.arcadedb.query.opencypher.Labels").getLabels(value)
        return {"labels": [str(label) for label in labels], "properties": _plain(Vertex(value).to_dict())}
    if isinstance(value, jpype.JClass("com.arcadedb.graph.Edge")):
        return {
            "type": str(value.getTypeName()),
            "start": str(value.getOutVertex().get("id")),
            "end": str(value.getInVertex().get("id")),
            "properties": _plain(Edge(value).to_dict()),
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
