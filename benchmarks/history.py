"""`kg history gloucestershire` as a whole process on a warm KG_HOME, against the least that any program must do.

On the embedded engine that is to start it, to open the database read-only and to run one query, on a Neo4j to import
its driver.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import spare_neo4j
from benchmarks.pairs import Ratio, Size, pairs
from benchmarks.processes import command, script, warm
from kg.queries import find

_ASKED = ("history", "gloucestershire")
_SMALLEST = "MATCH (f:Force {id: $force}) RETURN f.name AS name"
_UNTIL_COMPILED = 30
_BARE = """
import sys
import jpype
from arcadedb_embedded import Database
from kg.engine import jvm
jvm.start()
mode = jpype.JClass("com.arcadedb.engine.ComponentFile$MODE").READ_ONLY
database = Database(jpype.JClass("com.arcadedb.database.DatabaseFactory")(sys.argv[1]).open(mode))
database.query("opencypher", sys.argv[2], {"force": "gloucestershire", "theme": None}).to_list()
database.close()
"""


def run(size: Size) -> Iterator[Ratio]:
    """Against the query that the command itself runs, against the smallest one, and on Neo4j where there is one.

    The first round compiles modules and does not count. A server that has just been started plans and compiles what it
    is asked for some twenty times, which says nothing of the command: it is asked as often before.
    """
    with TemporaryDirectory() as name:
        home = Path(name)
        database = warm(home)
        for what, query in (("the same query", find("history-of-a-force").text), ("the smallest query", _SMALLEST)):
            both = pairs(command(home, *_ASKED), script(_BARE, str(database), query), size.rounds + 1)
            yield Ratio(f"engine start, read-only open and {what}", [a / b for a, b in both[1:]], at_most=1.15)
        with spare_neo4j.graph(home) as graph:
            for _ in range(_UNTIL_COMPILED if size.rounds > 1 else 0):
                find("history-of-a-force").run(graph, force="gloucestershire")
            both = pairs(command(home, *_ASKED, neo4j=True), script("import neo4j"), size.rounds + 1)
            yield Ratio("`import neo4j`, with Neo4j up", [a / b for a, b in both[1:]], at_most=1.5)
