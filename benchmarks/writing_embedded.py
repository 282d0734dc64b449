"""The writer into the embedded engine, against `UNWIND … MERGE` of the same rows through the engine's own binding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from arcadedb_embedded import Database, DatabaseFactory

from benchmarks import made_up
from benchmarks.pairs import Ratio, Size, pairs
from kg import schema
from kg.engine import Transaction, embedded
from kg.rows.model import Edge, Node
from kg.writer import BATCH, Writer

_BATCH = BATCH["embedded"]


def run(size: Size) -> Iterator[Ratio]:
    """Each round fills two new databases; the first round warms the JVM and does not count."""
    nodes = made_up.nodes(size.rows)
    edges = made_up.edges(nodes, 3 * size.rows)
    with TemporaryDirectory() as name:
        folders = (Path(name) / str(number) for number in count())
        both = pairs(
            lambda: _writer(next(folders), nodes, edges),
            lambda: _plain(next(folders), nodes, edges),
            size.rounds + 1,
        )
    ratios = [theirs / ours for ours, theirs in both[1:] or both]
    yield Ratio(f"as fast as UNWIND … MERGE, {len(nodes):,} nodes and {len(edges):,} edges", ratios, at_least=1.0)


def _writer(folder: Path, nodes: list[Node], edges: list[Edge]) -> None:
    with embedded.open_to_write(folder) as graph:
        graph.define(schema.constraints())
        graph.write(partial(_put, nodes=nodes, edges=edges))


def _put(transaction: Transaction, nodes: list[Node], edges: list[Edge]) -> None:
    writer = Writer(transaction, _BATCH)
    writer.put_nodes(nodes)
    writer.put_edges(edges)


def _plain(folder: Path, nodes: list[Node], edges: list[Edge]) -> None:
    database = DatabaseFactory(str(folder)).create()
    for statement in schema.constraints():
        database.command("opencypher", statement)
    with database.transaction():
        for label in sorted({node.label for node in nodes}):
            rows = [{"id": node.id, "properties": node.properties} for node in nodes if node.label == label]
            _send(database, f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row.properties", rows)
        rows = [
            {"start": e.start.id, "end": e.end.id, "key": e.properties["key"], "properties": e.properties}
            for e in edges
        ]
        _send(
            database,
            "UNWIND $rows AS row MATCH (a:Judgment {id: row.start}) MATCH (b:Document {id: row.end}) "
            "MERGE (a)-[r:STATED_IN {key: row.key}]->(b) SET r = row.properties",
            rows,
        )
    database.close()


def _send(database: Database, statement: str, rows: Sequence[Any]) -> None:
    for start in range(0, len(rows), _BATCH):
        database.command("opencypher", statement, {"rows": rows[start : start + _BATCH]})
