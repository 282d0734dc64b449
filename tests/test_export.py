"""What leaves the graph for other tools: favourites and a style for Neo4j Browser, networkx, pandas."""

from __future__ import annotations

import re
import shutil
import sys
import zipfile
from pathlib import Path

import networkx
import pytest

import kg
from kg import export, queries, schema
from kg.errors import KgError

QUERY = """\
// Deadlines
//
// Findings with a deadline.
// Answers: by when?
//
// param force: string = null -- force id
// param theme: string = "O'Brien \\"quoted\\"" -- any text
// param most: integer = 3 -- how many
// param as_of: date = today -- the day
// returns: finding
// tags: deadlines

MATCH (x:Finding {force: $force, theme: $theme})
WHERE x.deadline_by_max < $as_of
RETURN x.id AS finding
ORDER BY finding LIMIT $most
"""


def test_a_favourite_begins_with_its_name_and_sets_every_parameter(tmp_path: Path) -> None:
    (tmp_path / "deadlines.cypher").write_text(QUERY, encoding="utf-8")
    lines = export.favourite(queries.read(tmp_path / "deadlines.cypher")).splitlines()
    assert lines[0] == "// Deadlines"
    # the Browser parts commands by semicolons, evaluates what stands after the arrow, and drops comments
    assert [line for line in lines if not line.startswith("//")] == [
        ":param force => null;",
        ':param theme => "O\'Brien \\"quoted\\"";',
        ":param most => 3;",
        ":param as_of => toString(date());",
        "MATCH (x:Finding {force: $force, theme: $theme})",
        "WHERE x.deadline_by_max < $as_of",
        "RETURN x.id AS finding",
        "ORDER BY finding LIMIT $most",
    ]


def test_the_zip_holds_every_query_in_one_folder_and_is_the_same_each_time(tmp_path: Path) -> None:
    saved = queries.load()
    favourites, _ = export.write_for_browser(saved, tmp_path / "new" / "first")
    again, _ = export.write_for_browser(saved, tmp_path / "second")
    assert favourites.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(favourites) as archive:
        assert archive.namelist() == [f"police-findings/{name}.cypher" for name in saved]
        for name, query in saved.items():
            assert archive.read(f"police-findings/{name}.cypher").decode().startswith(f"// {query.title}\n")


def test_every_label_and_relationship_has_a_style() -> None:
    rules = dict(re.findall(r"(\S+) \{\n(.*?)\n\}", export.style(), re.DOTALL))
    labels = [name for label, declared in schema.LABELS.items() for name in (label, *declared.sub)]
    assert {f"node.{label}" for label in labels} | {f"relationship.{type_}" for type_ in schema.RELATIONSHIPS} == set(
        rules
    )
    assert all('caption: "{name}"' in rules[f"node.{label}"] for label in labels)
    # the Browser applies rules in their order: what stands beside a label must come after it
    for label, declared in schema.LABELS.items():
        for sub in declared.sub:
            assert list(rules).index(f"node.{sub}") > list(rules).index(f"node.{label}")


def test_captions_of_relationships_are_properties_that_they_have() -> None:
    for type_, caption in re.findall(r'relationship\.(\w+) \{[^}]*?caption: "\{(\w+)\}"', export.style()):
        assert caption in schema.RELATIONSHIPS[type_].properties


def test_the_graph_in_networkx_is_the_graph(graph) -> None:
    told = export.to_networkx(graph)
    assert isinstance(told, networkx.MultiDiGraph)
    (nodes,) = graph.rows("MATCH (n) RETURN count(n) AS count")
    (edges,) = graph.rows("MATCH ()-[r]->() RETURN count(r) AS count")
    assert (told.number_of_nodes(), told.number_of_edges()) == (nodes["count"], edges["count"])
    # a report and its inspection share an id and stay two nodes
    report = "gloucestershire.PEEL-2021-22"
    assert told.nodes["Document", report]["family"] == "peel_report"
    assert told.nodes["Inspection", report]["cycle"] == "2021/22"
    assert told.has_edge(("Inspection", report), ("Document", report), key="PUBLISHED_IN")
    raised = [end for _, end, type_ in told.out_edges([("Inspection", report)], data="type") if type_ == "RAISED"]
    assert {label for label, _ in raised} <= {"Finding", "Practice", "Observation"}
    assert ["CauseOfConcern", "Finding"] in [told.nodes[end]["labels"] for end in raised]


def test_the_package_gives_the_graph_that_the_command_works_on(
    embedded_graph, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(home, tmp_path / "home")  # one process opens a database once
    monkeypatch.setenv("KG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    (nodes,) = embedded_graph.rows("MATCH (n) RETURN count(n) AS count")
    assert kg.graph().number_of_nodes() == nodes["count"]


def test_a_frame_without_pandas_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match="needs pandas: install pandas"):
        kg.frame("forces")
