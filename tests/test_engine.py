"""Two engines, one interface: plain rows, refused writes, one-line errors; generations of the embedded graph."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import MADE_UP, empty_neo4j

from kg import loading
from kg.engine import Graph, Traced
from kg.engine.generations import Generations, State
from kg.engine.neo4j import Neo4jGraph
from kg.errors import KgError
from kg.settings import Settings


def node(labels: list[str], id: str) -> dict[str, Any]:
    return {"labels": labels, "id": id}


def told(value: Any) -> Any:
    """A node or path without the properties that do not matter here."""
    if isinstance(value, list):
        return [told(item) for item in value]
    if isinstance(value, dict) and "labels" in value:
        return node(sorted(value["labels"]), value["properties"]["id"])
    if isinstance(value, dict):
        return {name: told(item) for name, item in value.items()}
    return value


PLAIN: list[tuple[str, Any]] = [
    ("RETURN 1 AS value", 1),
    ("RETURN [1, 2.5, null, 'a', true] AS value", [1, 2.5, None, "a", True]),
    ("RETURN {a: {b: [1]}} AS value", {"a": {"b": [1]}}),
    # a date made by Cypher is text, as every date of the graph is
    ("RETURN date('2016-02-18') AS value", "2016-02-18"),
    ("MATCH (n:Force {id: 'kent'}) RETURN n AS value", node(["Force"], "kent")),
    ("MATCH (n:Force {id: 'kent'}) RETURN {in: [n]} AS value", {"in": [node(["Force"], "kent")]}),
    (
        # a server tells the ends of a relationship only where they are asked for too
        "MATCH (q:Question {id: '2015.effectiveness.1'})-[r:ABOUT]->(t:Theme) RETURN r AS value, q, t",
        {"type": "ABOUT", "start": "2015.effectiveness.1", "end": "preventing-crime", "properties": {}},
    ),
    (
        "MATCH p = (:Question {id: '2015.effectiveness.1'})-[:ABOUT]->(:Theme) RETURN p AS value",
        [
            node(["Question"], "2015.effectiveness.1"),
            {"type": "ABOUT", "start": "2015.effectiveness.1", "end": "preventing-crime", "properties": {}},
            node(["Theme"], "preventing-crime"),
        ],
    ),
]


@pytest.mark.parametrize(("query", "value"), PLAIN)
def test_rows_are_plain_values(graph: Graph, query: str, value: Any) -> None:
    assert [told(row["value"]) for row in graph.rows(query)] == [value]


def test_parameters_are_values_and_never_cypher(graph: Graph) -> None:
    given = "x' OR 1=1 // ünï"
    assert graph.rows("RETURN $given AS back, $many AS many", given=given, many=[1, "a"]) == [
        {"back": given, "many": [1, "a"]}
    ]


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (n:Force {id: 'atlantis'}) RETURN n",
        "MATCH (n:Force) DETACH DELETE n",
        "MATCH (n:Force {id: 'kent'}) SET n.name = 'x'",
    ],
)
def test_a_reading_query_cannot_write(graph: Graph, query: str) -> None:
    with pytest.raises(KgError, match=r"^the graph refuses the query: [^\n]+$"):
        graph.rows(query)
    assert graph.rows("MATCH (n:Force {id: 'kent'}) RETURN n.name AS name") == [{"name": "Kent"}]


def test_a_wrong_query_is_one_line(graph: Graph) -> None:
    with pytest.raises(KgError, match=r"^the graph refuses the query: [^\n]+$"):
        graph.rows("MATCH (n) RETRUN n")


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:9/x"])
def test_no_query_reads_files_or_addresses(embedded_graph: Graph, address: str) -> None:
    with pytest.raises(KgError, match="refuses the query"):
        embedded_graph.rows(f"LOAD CSV FROM '{address}' AS line RETURN line")


def test_a_failed_write_leaves_nothing(empty: Settings) -> None:
    loading.load(empty)

    def fail(transaction: Any) -> None:
        transaction.run("CREATE (:Theme {id: 'half-done'})")
        raise ValueError("on purpose")

    with loading.writable(empty) as (graph, _):
        with pytest.raises(ValueError, match="on purpose"):
            graph.write(fail)
        assert graph.rows("MATCH (n:Theme {id: 'half-done'}) RETURN n") == []


def test_show_cypher_prints_the_query_and_its_values(embedded_graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    assert Traced(embedded_graph).rows("RETURN $a AS a", a="x") == [{"a": "x"}]
    assert capsys.readouterr() == ("", "RETURN $a AS a\n// a = 'x'\n")


ASK = """
import sys
from pathlib import Path
from kg import loading
from kg.settings import Settings
with loading.open_graph(Settings(home=Path(sys.argv[1]))) as graph:
    print(graph.rows("MATCH (n:Force) RETURN count(n) AS forces")[0]["forces"])
"""


def python(code: str, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own, where it finds this checkout."""
    root = str(Path(__file__).parent.parent)
    code = f"import sys; sys.path.insert(0, {root!r})\n{code}"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_the_first_reader_fills_the_graph_and_the_engine_says_nothing(tmp_path: Path) -> None:
    home, cwd = tmp_path / "home", tmp_path / "cwd"
    cwd.mkdir()
    first = python(ASK, home, cwd=cwd)
    assert (first.stdout, first.returncode) == ("43\n", 0)
    assert first.stderr == "kg: loading the facts that come with this program (some seconds, once)\n"
    later = python(ASK, home, cwd=cwd)
    assert (later.stdout, later.stderr, later.returncode) == ("43\n", "", 0)
    assert list(cwd.iterdir()) == [], "the engine writes a log where it runs"


def test_processes_read_at_once(home: Path, embedded_graph: Graph, tmp_path: Path) -> None:
    other = python(ASK, home, cwd=tmp_path)
    assert (other.stdout, other.stderr) == ("43\n", "")
    assert embedded_graph.rows("RETURN 1 AS one") == [{"one": 1}]


LOAD = """
import sys
from pathlib import Path
from kg import loading
from kg.settings import Settings
loading.load(Settings(home=Path(sys.argv[1])), Path(sys.argv[2]), tell=lambda line: print(line, flush=True))
"""


def test_a_killed_load_leaves_the_old_state(filled: Settings) -> None:
    settings, generations = filled, Generations(filled.home)
    before = generations.current()
    root = str(Path(__file__).parent.parent)
    with subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {root!r})\n{LOAD}", settings.home, MADE_UP],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        while "2016" not in process.stdout.readline():
            pass  # shipped facts, then the report on 2015, are written by now
        process.send_signal(signal.SIGKILL)
    assert generations.current() == before
    assert len(_folders(generations)) == 2, "what the killed load wrote"
    with loading.open_graph(settings) as graph:
        assert graph.rows("MATCH (n:Finding {force: 'wiltshire'}) RETURN n") == []
    loading.load(settings, MADE_UP)
    with loading.open_graph(settings) as graph:
        assert graph.rows("MATCH (n:Finding {force: 'wiltshire'}) RETURN count(n) AS n") == [{"n": 5}]
    loading.load(settings)
    assert len(_folders(generations)) <= 2, "leftovers are cleared away by the next load"


def _folders(generations: Generations) -> list[str]:
    return sorted(entry.name for entry in generations.folder.iterdir() if entry.is_dir())


def test_a_reader_keeps_its_state_while_a_load_swaps(filled: Settings) -> None:
    with loading.open_graph(filled) as reader:
        loading.load(filled, MADE_UP)
        loading.load(filled)
        assert reader.rows("MATCH (n:Finding {force: 'wiltshire'}) RETURN count(n) AS n") == [{"n": 0}]
    with loading.open_graph(filled) as graph:
        assert graph.rows("MATCH (n:Finding {force: 'wiltshire'}) RETURN count(n) AS n") == [{"n": 5}]


def test_a_second_load_waits_and_is_then_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kg.engine.generations._WAIT_SECONDS", 0.1)
    settings = Settings(home=tmp_path)
    with (
        Generations(tmp_path).loading(),
        pytest.raises(KgError, match=r"^the graph is being loaded by another process: .*: wait until it is done$"),
    ):
        loading.load(settings)
    assert capsys.readouterr() == ("", f"kg: another load is writing to {tmp_path / 'graph'}: waiting\n")
    assert Generations(tmp_path).current() is None


def test_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    home = tmp_path / "a file"
    home.touch()
    with pytest.raises(KgError, match=r"^cannot write the embedded graph \(.*\): .*: set KG_HOME to a folder that can"):
        loading.load(Settings(home=home))


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"schema": 99}, "the graph was written by a newer version of kg: .*: upgrade kg, or use another KG_HOME"),
        # documents cannot be read from the graph again, so nothing is thrown away unasked
        ({"schema": 0, "documents": 1}, "the graph was written by an older version of kg: .*: run `kg load --doc"),
        (None, "cannot read the pointer to the graph \\(JSONDecodeError\\): .*/current: delete .* and load again"),
    ],
)
def test_a_graph_of_another_version(tmp_path: Path, state: dict[str, Any] | None, message: str) -> None:
    folder = Generations(tmp_path).folder
    folder.mkdir()
    known = {"generation": "000001", "schema": 1, "facts": "x", "documents": 0}
    (folder / "current").write_text(json.dumps(known | state) if state else "{")
    with pytest.raises(KgError, match=message):
        loading.open_graph(Settings(home=tmp_path))


def test_a_graph_of_another_version_without_documents_is_filled_anew(tmp_path: Path) -> None:
    Generations(tmp_path).folder.mkdir()
    Generations(tmp_path).publish(State("000001", 0, "x", 0))
    with loading.open_graph(Settings(home=tmp_path)) as graph:
        assert graph.rows("MATCH (n:Force) RETURN count(n) AS n") == [{"n": 43}]


def test_without_a_wheel_for_this_platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "arcadedb_embedded", None)
    monkeypatch.delitem(sys.modules, "kg.engine.embedded", raising=False)
    monkeypatch.delattr("kg.engine.embedded", raising=False)
    with pytest.raises(
        KgError, match=r"^the embedded graph is not available here: .*: set NEO4J_URI to a Neo4j server"
    ):
        loading.open_graph(Settings(home=tmp_path))


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("bolt://127.0.0.1:1", "no answer from Neo4j \\(.*\\): bolt://127.0.0.1:1: start it, or correct NEO4J_URI"),
        ("neo4j://127.0.0.1:1", "no answer from Neo4j \\(.*\\): neo4j://127.0.0.1:1: start it, or correct NEO4J_URI"),
    ],
)
def test_a_neo4j_that_is_down(tmp_path: Path, uri: str, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KgError, match=f"^{message}$"):
        loading.open_graph(Settings(home=tmp_path, uri=uri, password="x"))
    assert capfd.readouterr() == ("", ""), "the driver logs nothing"


def test_a_password_is_never_guessed(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"^no password for Neo4j: bolt://127.0.0.1:1: set NEO4J_PASSWORD"):
        loading.open_graph(Settings(home=tmp_path, uri="bolt://127.0.0.1:1"))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"password": "not-the-password"}, "Neo4j refuses the user name or password"),
        ({"database": "nowhere"}, "no database called 'nowhere'"),
    ],
)
def test_a_neo4j_that_refuses(neo4j_settings: Settings, changed: dict[str, str], message: str) -> None:
    with pytest.raises(KgError, match=f"^{message}: {neo4j_settings.uri}: correct NEO4J_"):
        loading.open_graph(replace(neo4j_settings, **changed))


def test_a_neo4j_without_the_graph_is_not_filled_unasked(restored_neo4j: Settings) -> None:
    empty_neo4j(restored_neo4j)
    with pytest.raises(KgError, match=r"^this Neo4j holds no graph yet: .*: run `kg load`$"):
        loading.open_graph(restored_neo4j)
    with Neo4jGraph(restored_neo4j) as graph:
        graph.write(lambda transaction: transaction.run("CREATE (:Customer {name: 'somebody'})"))
        try:
            with pytest.raises(KgError, match=r"^this Neo4j holds another program's data: .*: name another database"):
                loading.open_graph(restored_neo4j)
            with pytest.raises(KgError, match=r"^this Neo4j holds another program's data: .*: name an empty database"):
                loading.load(restored_neo4j)
            assert graph.rows("MATCH (n) RETURN labels(n) AS labels") == [{"labels": ["Customer"]}]
        finally:
            graph.write(lambda transaction: transaction.run("MATCH (n:Customer) DELETE n"))
