"""A Neo4j server, or whatever speaks Bolt, through the official driver."""

from __future__ import annotations

import getpass
import logging
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import neo4j
from neo4j import exceptions
from neo4j.graph import Node, Path, Relationship

from kg.engine import Graph, Row, Transaction, plain
from kg.errors import KgError
from kg.settings import Settings

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # errors are told once, by us

T = TypeVar("T")

_QUERY_SECONDS = 120.0
_CONNECT_SECONDS = 15.0


class Neo4jGraph(Graph):
    """One database of one server, spoken to when it is first asked.

    Every method raises KgError in one line where the server is down or refuses.
    """

    kind = "neo4j"

    def __init__(self, settings: Settings) -> None:
        assert settings.uri
        self._address = settings.uri
        self._database = settings.database
        self._driver = neo4j.GraphDatabase.driver(
            settings.uri,
            auth=(settings.username, settings.password if settings.password is not None else _ask_password(settings)),
            connection_timeout=_CONNECT_SECONDS,
            max_transaction_retry_time=_CONNECT_SECONDS,
            notifications_min_severity="OFF",
            user_agent="police-findings-kg",
        )

    def rows(self, cypher: str, /, **params: Any) -> list[Row]:
        """See `kg.engine.Graph.rows`; Neo4j refuses queries that would write, since they run with read access.

        In one round trip, and one attempt: a managed transaction takes three, and tries a server that is down for long.
        """
        query = neo4j.Query(cypher, timeout=_QUERY_SECONDS)
        with self._session(neo4j.READ_ACCESS) as session:
            return self._said_plainly(lambda: _plain_rows(session.run(query, params)))

    def write(self, work: Callable[[Transaction], T], /) -> T:
        """See `kg.engine.Graph.write`."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            return self._said_plainly(lambda: session.execute_write(lambda tx: work(_Neo4jTransaction(tx))))

    def define(self, statements: list[str], /) -> None:
        """See `kg.engine.Graph.define`; waits until new indexes can be used."""
        for statement in [*statements, "CALL db.awaitIndexes(60)"]:
            self.write(partial(_run, statement))

    def settle(self) -> None:
        """See `kg.engine.Graph.settle`; a server that refuses it refreshes its statistics by and by."""
        with suppress(KgError):
            self.write(partial(_run, "CALL db.prepareForReplanning(60)"))

    def close(self) -> None:
        self._driver.close()

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(database=self._database, default_access_mode=access)

    def _said_plainly(self, call: Callable[[], T]) -> T:
        try:
            return call()
        except (exceptions.ServiceUnavailable, exceptions.SessionExpired) as error:
            raise KgError(
                f"no answer from Neo4j ({_first_line(error)})", self._address, "start it, or correct NEO4J_URI"
            ) from error
        except exceptions.AuthError as error:
            raise KgError(
                "Neo4j refuses the user name or password",
                self._address,
                "correct NEO4J_USERNAME and NEO4J_PASSWORD",
            ) from error
        except exceptions.ClientError as error:
            if error.code == "Neo.ClientError.Database.DatabaseNotFound":
                raise KgError(
                    f"no database called {self._database!r}", self._address, "correct NEO4J_DATABASE"
                ) from error
            raise KgError(f"the graph refuses the query: {_first_line(error)}", self._address) from error
        except exceptions.Neo4jError as error:
            raise KgError(f"Neo4j failed: {_first_line(error)}", self._address) from error


def _run(statement: str, transaction: Transaction) -> list[Row]:
    return transaction.run(statement)


class _Neo4jTransaction:
    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = transaction

    def run(self, cypher: str, /, **params: Any) -> list[Row]:
        return _plain_rows(self._transaction.run(cypher, params))

    def run_batches(self, cypher: str, batches: Iterable[Sequence[Any]], /) -> list[Row]:
        """The server works on one batch while the next is being encoded, so no result is read before all are sent."""
        results = [self._transaction.run(cypher, rows=batch) for batch in batches]
        return [row for result in results for row in _plain_rows(result)]


def _ask_password(settings: Settings) -> str:
    if not sys.stdin.isatty():
        raise KgError(
            "no password for Neo4j",
            settings.uri or "",
            "set NEO4J_PASSWORD, in the environment or a file for --env-file",
        )
    return getpass.getpass(f"Password of {settings.username} at {settings.uri}: ")


def _plain_rows(result: neo4j.Result) -> list[Row]:
    names = result.keys()
    return [{name: plain(record[name], _from_driver) for name in names} for record in result]


def _from_driver(value: Any) -> Any:
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": plain(dict(value), _from_driver)}
    if isinstance(value, Relationship):
        start, end = value.nodes
        return {
            "type": value.type,
            "start": start.get("id") if start else None,
            "end": end.get("id") if end else None,
            "properties": plain(dict(value), _from_driver),
        }
    if isinstance(value, Path):
        return [_from_driver(step) for step in _steps(value)]
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _steps(path: Path) -> list[Node | Relationship]:
    steps: list[Node | Relationship] = [path.nodes[0]]
    for relationship, node in zip(path.relationships, path.nodes[1:], strict=True):
        steps += [relationship, node]
    return steps


def _first_line(error: Exception) -> str:
    text = error.message if isinstance(error, exceptions.Neo4jError) else str(error)
    return (text or type(error).__name__).splitlines()[0].partition(" (resolved")[0]
