"""Saved queries on threads that the shipped facts do not hold: made-up reports on one force, and an answer.

Which of their findings are the same is decided in tests/queries/pairs.csv; of every other pair a person is unsure, so
that it changes nothing and no score matters.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from conftest import empty_neo4j
from test_queries import SHIPPED, SILENT, hashable

import loaders
from kg import loading
from kg.engine import Graph
from kg.lineage import decisions
from kg.settings import Settings

FOLDER = Path(__file__).parent / "queries"
DOCUMENTS = FOLDER / "documents"
FORCE = "nottinghamshire"
DAY = "2026-11-23"


@pytest.fixture(scope="module")
def findings() -> dict[str, str]:
    """The id of each finding by the report and line that pairs.csv names: "2016-effectiveness:7"."""
    return {
        f"{path.stem.removeprefix(f'{FORCE}-')}:{finding.where.line}": finding.id
        for path in sorted(DOCUMENTS.glob("*.txt"))
        for finding in loaders.read(path).findings
        if not finding.restated
    }


@pytest.fixture(scope="module")
def decided(findings: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of decisions on every pair of two reports."""
    with (FOLDER / "pairs.csv").open(encoding="utf-8", newline="") as opened:
        same = {frozenset((row["earlier"], row["later"])): row["why"] for row in csv.DictReader(opened)}
    own = tmp_path_factory.mktemp("decided") / "own.csv"
    with own.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(decisions.COLUMNS)
        for pair in combinations(findings, 2):
            if len({place.partition(":")[0] for place in pair}) == 2:
                why = same.pop(frozenset(pair), None)
                ids = sorted(findings[place] for place in pair)
                writer.writerow([*ids, "same" if why else "unsure", why or "not listed", "reader", DAY, "", ""])
    assert not same, "pairs.csv names findings that no report has"
    return own


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def threads(request: pytest.FixtureRequest, decided: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The shipped facts with these documents, in each engine."""
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    if request.param == "neo4j":
        settings = request.getfixturevalue("restored_neo4j")
        empty_neo4j(settings)
    settings = replace(settings, documents=DOCUMENTS, decisions=str(decided))
    assert loading.load(settings, as_of=DAY).refused == []
    with loading.open_graph(settings) as graph:
        yield graph


def cases() -> list[Any]:
    """The cases of tests/queries/threads/: NAME.toml holds those of cypher/NAME.cypher."""
    return [
        pytest.param(file.stem, case, id=f"{file.stem}: {case['why']}")
        for file in sorted((FOLDER / "threads").glob("*.toml"))
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
    ]


@pytest.mark.parametrize(("name", "case"), cases())
def test_a_query_gives_the_expected_rows(
    threads: Graph, findings: dict[str, str], name: str, case: dict[str, Any]
) -> None:
    """A cell that is the place of a finding, as in pairs.csv, stands for its id."""
    rows = SHIPPED[name].run(threads, **{"force": FORCE, "as_of": DAY, **case.get("params", {})})
    assert all(tuple(row) == SHIPPED[name].returns for row in rows)
    told = [tuple(hashable(row[column]) for column in case["columns"]) for row in rows]
    assert told == [tuple(findings.get(cell, cell) for cell in hashable(row)) for row in case["rows"]]
    assert all(row["source"] and row["line"] for row in rows)


@pytest.mark.parametrize("name", SILENT)
def test_a_query_answers_by_its_own_defaults(threads: Graph, name: str) -> None:
    assert SHIPPED[name].run(threads)
