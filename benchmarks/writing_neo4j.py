"""The writer into Neo4j, against `MERGE` row by row and against `LOAD CSV … IN TRANSACTIONS`.

The last needs the server's import folder: NEO4J_IMPORT names it.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import neo4j

from benchmarks import made_up, spare_neo4j
from benchmarks.pairs import Ratio, Size, Skipped, Work, pairs
from kg.engine import Graph, Transaction
from kg.rows.model import Edge, Node
from kg.writer import BATCH, Writer

_ONE_IN = 40  # rows to merge one by one, enough to tell the rate
_TABLES = {
    "Judgment": "MERGE (n:Judgment {id: row.id}) SET n = row",
    "Document": "MERGE (n:Document {id: row.id}) SET n = row",
    "STATED_IN": "MATCH (a:Judgment {id: row.start}) MATCH (b:Document {id: row.end}) "
    "MERGE (a)-[r:STATED_IN {key: row.key}]->(b) SET r = row {.key, .copy, .line, .grade}",
}


def run(size: Size) -> Iterator[Ratio]:
    """Rows a second, nodes and edges together, each time into an empty database; the first round does not count."""
    nodes = made_up.nodes(size.rows)
    edges = made_up.edges(nodes, 3 * size.rows)
    some_nodes = made_up.nodes(max(20, size.rows // _ONE_IN))
    some_edges = made_up.edges(some_nodes, 3 * len(some_nodes))
    with spare_neo4j.empty() as graph, spare_neo4j.session() as session:
        writer: Work = partial(_write, graph, nodes, edges)
        clear = partial(spare_neo4j.clear, graph)
        both = pairs(writer, partial(_one_by_one, session, some_nodes, some_edges), size.rounds + 1, before=clear)
        share = len(some_nodes) / len(nodes)
        ratios = [theirs / share / ours for ours, theirs in both]
        yield Ratio("as fast as one MERGE a row", ratios[1:], at_least=20)
        if not os.environ.get("NEO4J_IMPORT"):
            raise Skipped("LOAD CSV: set NEO4J_IMPORT to the server's import folder")
        folder = Path(os.environ["NEO4J_IMPORT"])
        try:
            _write_csv(folder, nodes, edges)
            both = pairs(writer, partial(_load_csv, session), size.rounds + 1, before=clear)
        finally:
            for table in _TABLES:
                (folder / _file(table)).unlink(missing_ok=True)
        yield Ratio("as fast as LOAD CSV … IN TRANSACTIONS", [b / a for a, b in both[1:]], at_least=0.6)


def _write(graph: Graph, nodes: list[Node], edges: list[Edge]) -> None:
    graph.write(partial(_put, nodes=nodes, edges=edges))


def _put(transaction: Transaction, nodes: list[Node], edges: list[Edge]) -> None:
    writer = Writer(transaction, BATCH["neo4j"])
    writer.put_nodes(nodes)
    writer.put_edges(edges)


def _one_by_one(session: neo4j.Session, nodes: list[Node], edges: list[Edge]) -> None:
    for node in nodes:
        session.run(f"WITH $row AS row {_TABLES[node.label]}", row=node.properties).consume()
    for edge in edges:
        session.run(f"WITH $row AS row {_TABLES['STATED_IN']}", row=_row(edge)).consume()


def _load_csv(session: neo4j.Session) -> None:
    for table, statement in _TABLES.items():
        session.run(
            f"LOAD CSV WITH HEADERS FROM 'file:///{_file(table)}' AS row "
            f"CALL (row) {{ {statement} }} IN TRANSACTIONS OF 10000 ROWS"
        ).consume()


def _write_csv(folder: Path, nodes: list[Node], edges: list[Edge]) -> None:
    for table in _TABLES:
        rows = [node.properties for node in nodes if node.label == table] or [_row(edge) for edge in edges]
        with (folder / _file(table)).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def _file(table: str) -> str:
    return f"police-findings-{table}.csv"


def _row(edge: Edge) -> dict[str, Any]:
    return {"start": edge.start.id, "end": edge.end.id, **edge.properties}
