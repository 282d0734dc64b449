"""Loading: which sources go into the graph, each as a whole or not at all, and what is told of it afterwards.

The shipped facts come first, then the documents that a user names. What follows from them is drawn anew in the same
transaction, for the forces that they touch.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from kg import schema
from kg.engine import Graph
from kg.errors import KgError, UsageError
from kg.ids import force_of
from kg.settings import Settings

_FEW = 40  # documents of which each is told
_AT_ONCE = 20  # documents in one transaction; what follows for a force is then drawn once for all of them

if TYPE_CHECKING:
    from kg.engine.generations import Generations
    from kg.loading.filling import Filling
    from kg.loading.folder import Folder
    from kg.loading.report import LoadReport
    from kg.records import Extract
    from loaders import Supplied


def open_graph(settings: Settings) -> Graph:
    """The graph, open for reading; use it as a context manager.

    An embedded graph that is missing, or that was filled from other shipped facts, is filled first, with a line on
    stderr. A Neo4j is never filled unasked. Raises KgError where there is no graph to read.
    """
    if settings.uri is None:
        ensure_loaded(settings)
        graph: Graph = _embedded().open_current(_generations(settings))
        return graph
    graph = _neo4j(settings)
    try:
        _check_readable(graph, settings.uri)
    except BaseException:
        graph.close()
        raise
    return graph


def ensure_loaded(settings: Settings) -> None:
    """Fill the embedded graph from the shipped facts where it does not hold just these; documents in it stay."""
    generations, fingerprint = _generations(settings), _fingerprint(settings)
    if _is_filled(generations, fingerprint):
        return
    print("kg: loading the facts that come with this program (some seconds, once)", file=sys.stderr)
    with generations.loading():
        if not _is_filled(generations, fingerprint):
            with _next_generation(generations, settings) as (graph, filling):
                filling.put_facts(graph, fingerprint)


def load(
    settings: Settings,
    documents: Path | None = None,
    *,
    supplied: Supplied | None = None,
    as_of: str | None = None,
    strict: bool = False,
    tell: Callable[[str], None] = lambda line: None,
) -> LoadReport:
    """Load the shipped facts, then the documents of a folder (or one file), and report what the graph now holds.

    A document that cannot be read is refused and leaves no trace; the others go on. `strict` refuses those too that
    give a warning or have a paragraph that is not understood. `supplied` says what documents do not print, `as_of`
    (default: today) is the day for which statuses are told, `tell` hears of each step.
    Raises KgError where nothing can be loaded at all, UsageError for what nobody can supply.
    """
    from kg.loading.folder import Folder, look_into
    from loaders import Supplied

    began = time.monotonic()
    place = documents or settings.documents
    folder = look_into(place) if place else Folder()
    with writable(settings, as_of) as (graph, filling):
        tell("shipped facts")
        filling.put_facts(graph, _fingerprint(settings))
        for name, refusal in folder.refused.items():
            filling.refuse(name, refusal)
        for some in _read(folder, supplied or Supplied(), filling, strict, tell):
            filling.put_documents(graph, some)
        graph.settle()
        return filling.report(graph, time.monotonic() - began, folder.aside)


def _read(
    folder: Folder, supplied: Supplied, filling: Filling, strict: bool, tell: Callable[[str], None]
) -> Iterator[list[Extract]]:
    """The documents of a folder, as many at a time as go into one transaction; `filling` hears of those refused."""
    from kg.loading.reading import read_all

    names = [name for name, _ in folder.documents]
    some: list[Extract] = []
    with closing(read_all([path for _, path in folder.documents], supplied)) as all_read:
        for number, (name, read) in enumerate(zip(names, all_read, strict=True), 1):
            if len(names) <= _FEW:
                tell(name)
            elif number % _FEW == 0 or number == len(names):
                tell(f"{number:,} of {len(names):,} documents")
            if isinstance(read, UsageError):
                raise read
            checked = _checked(read, name, strict)
            if isinstance(checked, KgError):
                filling.refuse(name, checked)
                continue
            some.append(checked)
            if len(some) == _AT_ONCE:
                yield some
                some = []
        yield some


def _checked(read: Extract | KgError, name: str, strict: bool) -> Extract | KgError:
    """What was read, under the name of its file; where it is to be `strict`, an error for what leaves a doubt."""
    if isinstance(read, KgError):
        return read
    read.document.file = name
    doubts = [f"{one.line}: {one.message}" for one in read.warnings]
    doubts += [f"{one.line}: not understood: {one.text}" for one in read.accounting.unhandled]
    if not (strict and doubts):
        return read
    more = f" (and {len(doubts) - 1} more)" if len(doubts) > 1 else ""
    return KgError(f"not loaded, as --strict asks: {name}:{doubts[0]}{more}", "", "kg extract lists all")


@contextmanager
def drawing_anew(settings: Settings, own: Path, as_of: str) -> Iterator[None]:
    """For a body that changes `own`, a person's file of decisions: what follows from them is drawn anew after it.

    That is done for the forces whose decisions changed, however the body ends. `settings` are those by which the graph
    was read before; they name no decisions where the file was not there yet.
    """
    from kg.lineage import decisions

    def shown() -> set[tuple[str, str, str, str]]:
        """What the graph shows of each decision."""
        return {(one.left, one.right, one.verdict, one.reason) for one in decisions.load(settings.decisions)}

    was, before = _fingerprint(settings), shown()
    try:
        yield
    finally:
        settings = replace(settings, decisions=str(own)) if own.exists() else settings
        changed = before ^ shown()
        if changed:
            forces = {force_of(left) for left, *_ in changed}
            with writable(settings, as_of) as (graph, filling):
                filling.put_decisions(graph, forces, was, _fingerprint(settings))


@contextmanager
def writable(settings: Settings, as_of: str | None = None) -> Iterator[tuple[Graph, Filling]]:
    """The graph to load into, and what fills it; readers of an embedded graph see the result when all went well."""
    if settings.uri is not None:
        with _neo4j(settings) as graph:
            _check_fillable(graph, settings.uri)
            graph.define(schema.constraints())
            yield graph, _filling(settings, as_of)
    else:
        generations = _generations(settings)
        with generations.loading(), _next_generation(generations, settings, as_of) as (graph, filling):
            yield graph, filling


@contextmanager
def _next_generation(
    generations: Generations, settings: Settings, as_of: str | None = None
) -> Iterator[tuple[Graph, Filling]]:
    """The next generation of the embedded graph, which readers get when all went well."""
    from concurrent.futures import ThreadPoolExecutor

    from kg.engine.generations import State

    state = generations.current()
    keep = state is not None and state.schema == schema.VERSION
    path = generations.prepare(copy=keep)
    engine = _embedded()  # imported before the thread starts, which imports too and would slow it
    try:
        with ThreadPoolExecutor(max_workers=1) as beside:
            reading = beside.submit(lambda: _filling(settings, as_of).read_facts())
            beside.submit(lambda: reading.result().look_ahead())
            with engine.open_to_write(path) as graph:  # a second in the engine, where Python need not wait
                if not keep:
                    graph.define(schema.constraints())
                filling = reading.result()
                yield graph, filling
                facts, copies = filling.state(graph)
        generations.publish(State(path.name, schema.VERSION, facts, copies))
    except BaseException:
        generations.discard(path)
        raise


def _filling(settings: Settings, as_of: str | None) -> Filling:
    from kg.loading.filling import Filling

    return Filling(settings.decisions, as_of or date.today().isoformat())


def _fingerprint(settings: Settings) -> str:
    """What tells one set of shipped facts and decisions from another."""
    from kg import facts

    shipped, own = facts.fingerprint(), settings.decisions
    if own is None:
        return shipped
    try:
        decided = b"none" if own == "none" else Path(own).read_bytes()
    except OSError as error:
        raise KgError(f"decisions cannot be read ({error.strerror})", own, "name a CSV file, or none") from None
    return hashlib.sha256(shipped.encode() + decided).hexdigest()


def _embedded() -> ModuleType:
    try:
        from kg.engine import embedded
    except ModuleNotFoundError as error:
        if error.name not in ("arcadedb_embedded", "jpype"):
            raise
        python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
        raise KgError(
            "the embedded graph is not available here", f"{sys.platform}, {python}", "set NEO4J_URI to a Neo4j server"
        ) from None
    return embedded


def _neo4j(settings: Settings) -> Graph:
    from kg.engine.neo4j import Neo4jGraph

    return Neo4jGraph(settings)


def _generations(settings: Settings) -> Generations:
    from kg.engine.generations import Generations

    return Generations(settings.home)


def _is_filled(generations: Generations, fingerprint: str) -> bool:
    """Whether the current generation holds just the shipped facts of this program, besides documents.

    Raises KgError where another version of the program wrote it and it cannot be filled again without loss.
    """
    state = generations.current()
    if state is None:
        return False
    _check_schema(state.schema, str(generations.folder), bool(state.documents))
    return state.schema == schema.VERSION and state.facts == fingerprint


def _check_schema(version: int, where: str, has_documents: bool) -> None:
    if version > schema.VERSION:
        raise KgError("the graph was written by a newer version of kg", where, "upgrade kg, or use another KG_HOME")
    if version < schema.VERSION and has_documents:
        raise KgError("the graph was written by an older version of kg", where, "run `kg load --documents DIR` again")


def _held(graph: Graph) -> tuple[int, bool]:
    """The schema version of the graph (0 where there is none), and whether the database holds anything else."""
    rows = graph.rows("MATCH (g:Graph {id: 'graph'}) RETURN g.schema AS schema")
    if rows:
        return int(rows[0]["schema"]), False
    return 0, bool(graph.rows("MATCH (n) RETURN 1 AS one LIMIT 1"))


def _check_readable(graph: Graph, uri: str) -> None:
    version, foreign = _held(graph)
    if foreign:
        raise KgError(
            "this Neo4j holds another program's data", uri, "name another database, and run `kg load` to fill it"
        )
    if version == 0:
        raise KgError("this Neo4j holds no graph yet", uri, "run `kg load`")
    _check_schema(version, uri, has_documents=True)


def _check_fillable(graph: Graph, uri: str) -> None:
    version, foreign = _held(graph)
    if foreign:
        raise KgError("this Neo4j holds another program's data", uri, "name an empty database in NEO4J_DATABASE")
    if version > schema.VERSION:
        _check_schema(version, uri, has_documents=True)
    if 0 < version < schema.VERSION:
        raise KgError("the graph was written by an older version of kg", uri, "empty the database and load again")
