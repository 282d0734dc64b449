"""The first command on an empty KG_HOME, which fills it, against engine start and a plain load of the same rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.pairs import Ratio, Size, pairs
from benchmarks.processes import command, script, wait_for_record
from kg import loading, schema
from kg.engine import Graph
from kg.settings import Settings

_PLAIN = """
import json, sys
from arcadedb_embedded import DatabaseFactory
from kg.engine import jvm
jvm.start()
rows = json.load(open(sys.argv[1], encoding="utf-8"))
database = DatabaseFactory(sys.argv[2]).create()
for statement in rows["constraints"]:
    database.command("opencypher", statement)
with database.transaction():
    for statement, batch in rows["load"]:
        database.command("opencypher", statement, {"rows": batch})
database.close()
"""
_BATCH = 1_000
_ENDS = "labels(a) AS a, type(r) AS type, labels(b) AS b"


def run(size: Size) -> Iterator[Ratio]:
    """The rows are those that the command itself wrote, read back from its graph."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with loading.open_graph(Settings(home=folder / "filled")) as graph:
            load = [
                (statement, rows[start : start + _BATCH])
                for statement, rows in [*_nodes(graph), *_edges(graph)]
                for start in range(0, len(rows), _BATCH)
            ]
        dump = folder / "rows.json"
        dump.write_text(json.dumps({"constraints": schema.constraints(), "load": load}), encoding="utf-8")
        homes = [folder / f"home{number}" for number in range(size.rounds)]
        new_home, new_plain = iter(homes), count()

        def first_command() -> None:
            command(next(new_home), "history", "gloucestershire")()

        def plain_load() -> None:
            script(_PLAIN, str(dump), str(folder / f"plain{next(new_plain)}"))()

        def settle() -> None:
            for home in homes:
                wait_for_record(home)

        both = pairs(first_command, plain_load, size.rounds, before=settle)
        settle()
    total = sum(len(rows) for _, rows in load)
    yield Ratio(f"engine start and a plain load of the same {total:,} rows", [a / b for a, b in both], at_most=1.3)


def _nodes(graph: Graph) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """For every kind of node in the graph the statement that makes it, and its rows."""
    for (label,) in _kinds(graph, "MATCH (n) RETURN DISTINCT labels(n) AS kind"):
        yield (
            f"UNWIND $rows AS row CREATE (n:{label}) SET n = row.properties",
            graph.rows(f"MATCH (n:{label}) RETURN properties(n) AS properties"),
        )


def _edges(graph: Graph) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for start, type_, end in _kinds(graph, f"MATCH (a)-[r]->(b) RETURN DISTINCT {_ENDS}"):
        first, last = start.partition(":")[0], end.partition(":")[0]
        yield (
            f"UNWIND $rows AS row MATCH (a:{first} {{id: row.start}}) MATCH (b:{last} {{id: row.end}}) "
            f"CREATE (a)-[r:{type_}]->(b) SET r = row.properties",
            graph.rows(
                f"MATCH (a:{start})-[r:{type_}]->(b:{end}) "
                "RETURN a.id AS start, b.id AS end, properties(r) AS properties"
            ),
        )


def _kinds(graph: Graph, cypher: str) -> Iterator[list[str]]:
    """Kinds as text, a label that the schema knows before its sub-label."""
    for row in graph.rows(cypher):
        yield [
            kind if isinstance(kind, str) else ":".join(sorted(kind, key=lambda label: label not in schema.LABELS))
            for kind in row.values()
        ]
