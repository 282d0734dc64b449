"""A query on one force touches only that force's part: both engines count what they read, so no clock is needed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import made_up
from benchmarks.one_force import asked_of_one_force
from kg.engine import Graph, embedded
from kg.engine.generations import Generations
from kg.queries import SavedQuery

ASKED = {query.name: query for query in asked_of_one_force()}
FORCE = "gloucestershire"
TIMES = 3
SHARED = {"Question", "Theme", "Topic"}
"""Labels of which there are no more where there are more forces, so that reading them all is no harm."""


@pytest.fixture(scope="module")
def more_forces(home: Path, embedded_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The embedded graph with three times as many forces."""
    generations = Generations(home)
    state = generations.current()
    assert state
    path = shutil.copytree(generations.path(state.generation), tmp_path_factory.mktemp("more") / "graph")
    with embedded.open_to_write(path) as graph:
        made_up.more_forces(graph, TIMES)
        yield graph


@pytest.mark.parametrize("name", ASKED)
def test_the_embedded_engine_reads_the_same_records_among_more_forces(
    embedded_graph: Graph, more_forces: Graph, name: str
) -> None:
    assert records(more_forces, ASKED[name]) == records(embedded_graph, ASKED[name])


def records(graph: Any, query: SavedQuery) -> int:
    """How many records are read for an answer; now and then the engine reads some besides, to plan by."""
    counts = graph._database.get_java_database().getStats
    read = []
    for _ in range(4):
        before = int(counts()["readRecord"])
        query.run(graph, force=FORCE)
        read.append(int(counts()["readRecord"]) - before)
    return min(read)


@pytest.fixture(scope="module")
def plans(neo4j_graph: Graph, neo4j_settings) -> Iterator[dict[int, dict[str, Any]]]:
    """For each number of times as many forces, the plan by which Neo4j answered each query, with what it read."""
    import neo4j

    def profiles() -> dict[str, Any]:
        neo4j_graph.rows("CALL db.prepareForReplanning(60)")  # plan by what is there now, not by earlier counts
        return {
            name: driver.execute_query(f"PROFILE {query.text}", query.values(force=FORCE)).summary.profile
            for name, query in ASKED.items()
        }

    auth = (neo4j_settings.username, neo4j_settings.password)
    with neo4j.GraphDatabase.driver(neo4j_settings.uri, auth=auth, notifications_min_severity="OFF") as driver:
        few = profiles()
        try:
            made_up.more_forces(neo4j_graph, TIMES)
            yield {1: few, TIMES: profiles()}
        finally:
            made_up.fewer_forces(neo4j_graph)


@pytest.mark.parametrize("name", ASKED)
def test_neo4j_finds_what_belongs_to_a_force_by_an_index(plans, name: str) -> None:
    for by_name in plans.values():
        scans = [step["args"]["Details"] for step in steps(by_name[name]) if "Scan" in step["operatorType"]]
        assert [scan for scan in scans if scan.rpartition(":")[2] not in SHARED] == []


@pytest.mark.parametrize("name", ASKED)
def test_neo4j_reads_no_more_among_more_forces(plans, name: str) -> None:
    """With other counts the plan may be another, as good as the first."""
    few, many = (sum(step["args"]["DbHits"] for step in steps(plans[times][name])) for times in (1, TIMES))
    assert many <= 1.5 * few


def steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", []):
        yield from steps(child)
