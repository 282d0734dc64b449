"""The Neo4j that NEO4J_URI names, for benchmarks: it must be empty, and is empty again afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import neo4j

from benchmarks.pairs import Skipped
from kg import loading, schema
from kg.engine.neo4j import Neo4jGraph
from kg.settings import Settings


@contextmanager
def empty() -> Iterator[Neo4jGraph]:
    """The database with this program's constraints and nothing in it. Raises Skipped where there is none to use."""
    if not os.environ.get("NEO4J_URI"):
        raise Skipped("set NEO4J_URI to an empty Neo4j")
    with Neo4jGraph(Settings.read()) as graph:
        if graph.rows("MATCH (n) RETURN 1 AS one LIMIT 1"):
            raise Skipped("the Neo4j at NEO4J_URI is not empty")
        graph.define(schema.constraints())
        try:
            yield graph
        finally:
            clear(graph)


@contextmanager
def graph(home: Path) -> Iterator[Neo4jGraph]:
    """The database filled with the shipped facts."""
    with empty() as opened:
        loading.load(replace(Settings.read(), home=home, documents=None))
        yield opened


@contextmanager
def session() -> Iterator[neo4j.Session]:
    """A session of the driver itself on that database."""
    settings = Settings.read()
    assert settings.uri
    with (
        neo4j.GraphDatabase.driver(settings.uri, auth=(settings.username, settings.password or "")) as driver,
        driver.session(database=settings.database) as opened,
    ):
        yield opened


def clear(graph: Neo4jGraph) -> None:
    """Delete everything, some thousand nodes a transaction."""
    while graph.write(
        lambda transaction: transaction.run("MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS gone")
    )[0]["gone"]:
        pass
