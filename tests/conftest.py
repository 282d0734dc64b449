"""The graphs that tests ask: real engines only.

The JVM starts once a process with settings that no test can change; several databases live in it side by side. Tests
on Neo4j need NEO4J_URI and skip without it; they never touch a database that holds anything but this program's graph.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg import cli, loading
from kg.engine import Graph
from kg.settings import Settings

MADE_UP = Path(__file__).parent / "made_up"
"""Two short reports on Wiltshire that nobody published."""


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A KG_HOME of this run, so that no test reads or writes the user's own."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_HOME", str(folder))
        for name in ("KG_DOCUMENTS", "KG_DECISIONS"):
            patch.delenv(name, raising=False)
        yield folder


@pytest.fixture(scope="session")
def cli_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A KG_HOME for commands, which open and close the graph themselves."""
    folder = tmp_path_factory.mktemp("cli")
    loading.ensure_loaded(Settings(home=folder))
    return folder


@pytest.fixture
def on_the_embedded_engine(cli_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of a user who has set nothing, with a terminal of 80 columns."""
    monkeypatch.setenv("KG_HOME", str(cli_home))
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def kg(on_the_embedded_engine: None, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs the command in process; gives exit code, stdout and stderr."""

    def run(*arguments: object) -> tuple[int, str, str]:
        code = cli.run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture(scope="session")
def embedded_graph(home: Path) -> Iterator[Graph]:
    """The shipped facts, in the embedded engine."""
    with loading.open_graph(Settings(home=home)) as graph:
        yield graph


@pytest.fixture
def filled(home: Path, embedded_graph: Graph, tmp_path: Path) -> Settings:
    """Settings of an embedded graph of its own that holds the shipped facts."""
    shutil.copytree(home, tmp_path / "filled")
    return Settings(home=tmp_path / "filled")


@pytest.fixture(scope="session")
def neo4j_settings(home: Path) -> Settings:
    """The Neo4j under test, emptied of what an earlier run left."""
    if not os.environ.get("NEO4J_URI"):
        pytest.skip("needs a Neo4j server: set NEO4J_URI")
    settings = replace(Settings.read(), home=home)
    empty_neo4j(settings)
    return settings


@pytest.fixture(scope="session")
def neo4j_graph(neo4j_settings: Settings) -> Iterator[Graph]:
    """The shipped facts, in Neo4j."""
    loading.load(neo4j_settings)
    with loading.open_graph(neo4j_settings) as graph:
        yield graph


@pytest.fixture(scope="session", params=["embedded", "neo4j"])
def graph(request: pytest.FixtureRequest) -> Graph:
    """The shipped facts, in each engine."""
    opened: Graph = request.getfixturevalue(f"{request.param}_graph")
    return opened


@pytest.fixture(scope="module")
def restored_neo4j(neo4j_settings: Settings) -> Iterator[Settings]:
    """The Neo4j under test, for a module that fills it anew: the shipped facts are back when the module is done."""
    yield neo4j_settings
    empty_neo4j(neo4j_settings)
    loading.load(neo4j_settings)


@pytest.fixture(params=["embedded", "neo4j"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of an engine that holds nothing yet."""
    if request.param == "embedded":
        return Settings(home=tmp_path / "home")
    settings: Settings = request.getfixturevalue("restored_neo4j")
    empty_neo4j(settings)
    return settings


@pytest.fixture(scope="session")
def made_up_graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The shipped facts and the made-up reports with their text, in the embedded engine."""
    settings = Settings(home=tmp_path_factory.mktemp("made_up"))
    loading.load(settings, MADE_UP)
    with loading.open_graph(settings) as graph:
        yield graph


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the three reports of `three_reports` lie."""
    return tmp_path_factory.mktemp("reports") / "wiltshire"


@pytest.fixture(scope="session")
def three_reports(tmp_path_factory: pytest.TempPathFactory, reports: Path) -> Path:
    """A KG_HOME with the shipped facts and three made-up reports on Wiltshire; read it, or work on a copy."""
    from wiltshire import filled_home

    return filled_home(tmp_path_factory.mktemp("three_reports"), reports)


def empty_neo4j(settings: Settings) -> None:
    """Delete this program's graph; fails where the database holds anything else."""
    from kg.engine.neo4j import Neo4jGraph

    with Neo4jGraph(settings) as graph:
        if graph.rows("MATCH (n) RETURN 1 AS one LIMIT 1") and not graph.rows("MATCH (g:Graph {id: 'graph'}) RETURN g"):
            pytest.exit(f"{settings.uri} holds data of another program: tests need a database of their own", 4)
        while graph.write(
            lambda transaction: transaction.run(
                "MATCH (n) WITH n LIMIT 2000 DETACH DELETE n RETURN count(*) AS deleted"
            )
        )[0]["deleted"]:
            pass


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What needs the one Neo4j under test stays in one process; the rest may be spread over all (`-n`).

    KG_ONLY names a file with the tests to run: those that an earlier run skipped, for want of a server or documents.
    """
    if only := os.environ.get("KG_ONLY"):
        wanted = set(Path(only).read_text(encoding="utf-8").splitlines())
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in wanted])
        items[:] = [item for item in items if item.nodeid in wanted]
    for item in items:
        asked_of = [*getattr(item, "fixturenames", ()), item.name, item.path.stem]
        if any("neo4j" in name or name == "test_browser" for name in asked_of):
            item.add_marker(pytest.mark.xdist_group("neo4j"))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI nothing may skip in the end.

    KG_SKIPPED names a file to list the skipped tests in, for a second run with what they want; KG_NO_SKIPS turns a run
    that skipped any into a failed one.
    """
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput"):
        return
    skipped = [report.nodeid.rpartition("@neo4j")[0] or report.nodeid for report in reporter.stats.get("skipped", [])]
    if listed := os.environ.get("KG_SKIPPED"):
        Path(listed).write_text("\n".join(skipped), encoding="utf-8")
    if os.environ.get("KG_NO_SKIPS") and skipped:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
