"""The writer on both engines: what is written is exactly what was given, and nothing else goes or stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kg import schema
from kg.engine import Graph
from kg.engine.embedded import open_to_write
from kg.engine.neo4j import Neo4jGraph
from kg.rows.model import TABLE, Edge, End, Node, Reference, Rows, Spoken, Statement
from kg.settings import Settings
from kg.writer import Writer


@pytest.fixture
def blank(empty: Settings) -> Iterator[Graph]:
    """A graph with constraints and nothing in it."""
    with Neo4jGraph(empty) if empty.uri else open_to_write(empty.home) as graph:
        graph.define(schema.constraints())
        ours = Node("Graph", "graph", {"id": "graph", "name": "under test", "schema": schema.VERSION})
        write(graph, "put_nodes", [ours])  # by which tests know that they may delete what is here
        yield graph


def write(graph: Graph, method: str, *arguments: Any) -> Any:
    """Call a method of the writer in a transaction of its own, with batches small enough to need several."""
    return graph.write(lambda transaction: getattr(Writer(transaction, 2), method)(*arguments))


def theme(id_: str, **properties: str) -> Node:
    return Node("Theme", id_, {"id": id_, "name": id_, **properties})


def stored(graph: Graph, label: str) -> list[dict[str, Any]]:
    return [row["n"] for row in graph.rows(f"MATCH (n:{label}) RETURN properties(n) AS n ORDER BY n.id")]


def test_nodes_hold_exactly_what_was_given_last(blank: Graph) -> None:
    many = [theme(f"theme-{number}") for number in range(7)]
    assert write(blank, "put_nodes", [*many, theme("a", description="old")]) == {"Theme": []}
    again = write(blank, "put_nodes", [theme("a"), theme("b", description="new")])
    assert again == {"Theme": ["a"]}
    assert stored(blank, "Theme") == [
        {"id": "a", "name": "a"},
        {"id": "b", "name": "b", "description": "new"},
        *({"id": one.id, "name": one.id} for one in many),
    ]


def test_a_sub_label_is_found_by_the_first(blank: Graph) -> None:
    finding = Node("Finding:CauseOfConcern", "x", {"id": "x", "name": "CoC"})
    write(blank, "put_nodes", [finding])
    assert write(blank, "put_nodes", [finding]) == {"Finding": ["x"]}
    rows = blank.rows("MATCH (n:CauseOfConcern) RETURN n.id AS id, 'Finding' IN labels(n) AS both")
    assert rows == [{"id": "x", "both": True}]


def test_what_another_source_describes_better_is_left_alone(blank: Graph) -> None:
    write(blank, "put_nodes", [theme("a", description="known")])
    write(blank, "put_missing", [theme("a"), theme("b")])
    assert stored(blank, "Theme") == [{"id": "a", "name": "a", "description": "known"}, {"id": "b", "name": "b"}]


def test_edges_are_written_once_and_parallel_ones_by_key(blank: Graph) -> None:
    write(blank, "put_nodes", [Node("Force", "kent", {"id": "kent", "name": "Kent"})])
    write(blank, "put_nodes", [Node("Collaboration", "c", {"id": "c", "name": "C"})])
    ends = End("Force", "kent"), End("Collaboration", "c")
    dogs = Edge("MEMBER_OF", *ends, {"key": "dogs 1", "function": "dogs", "note": "gone"})
    roads = Edge("MEMBER_OF", *ends, {"key": "roads 1", "function": "roads"})
    write(blank, "put_edges", [dogs, roads])
    write(blank, "put_edges", [Edge("MEMBER_OF", *ends, {"key": "dogs 1", "function": "dogs"}), roads])
    assert [row["m"] for row in blank.rows("MATCH ()-[m:MEMBER_OF]->() RETURN properties(m) AS m ORDER BY m.key")] == [
        {"key": "dogs 1", "function": "dogs"},
        {"key": "roads 1", "function": "roads"},
    ]


def test_an_edge_to_nowhere_is_an_error(blank: Graph) -> None:
    write(blank, "put_nodes", [Node("Question", "q", {"id": "q", "name": "q"})])
    with pytest.raises(ValueError, match="1 ABOUT edges lead to a Question or Theme that is not there"):
        write(blank, "put_edges", [Edge("ABOUT", End("Question", "q"), End("Theme", "gone"))])


def page(id_: str) -> Node:
    return Node("Document", id_, {"id": id_, "name": "page", "title": id_})


def stay(document: str, copy: str, **dates: str) -> Statement:
    """What a document says of Kent's stay in Engage."""
    claim = {"source_kind": "press", "copy": copy, "key": f"{copy}.1"}
    return Statement("Monitoring", "kent.Engage.2022", document, claim, {"force": "kent", "stage": "Engage", **dates})


def source(document: str, copy: str, **dates: str) -> Rows:
    known = [Node("Force", "kent", {"id": "kent", "name": "Kent"})]
    return Rows(owned=[page(document)], known=known, statements=[stay(document, copy, **dates)])


def test_a_fact_is_drawn_from_all_that_is_said_of_it(blank: Graph) -> None:
    write(blank, "put_source", source("a", "aa", **{"from": "2022-06"}), "a", [])
    assert write(blank, "put_source", source("b", "bb", **{"to": "2024"}), "b", []) == {"kent"}
    (drawn,) = stored(blank, "Monitoring")
    assert (drawn["from"], drawn["to_min"]) == ("2022-06", "2024-01-01")
    # the first source says something else now; the other is not asked again
    write(blank, "put_source", source("a", "cc", **{"from": "2022-07"}), "a", ["aa"])
    (drawn,) = stored(blank, "Monitoring")
    assert (drawn["from"], drawn["to_min"]) == ("2022-07", "2024-01-01")
    assert blank.rows("MATCH (:Monitoring)-[s:STATED_IN]->(d) RETURN d.id AS d, s.copy AS copy ORDER BY d") == [
        {"d": "a", "copy": "cc"},
        {"d": "b", "copy": "bb"},
    ]


def test_a_fact_that_nothing_states_goes_and_shared_nodes_stay(blank: Graph) -> None:
    write(blank, "put_source", source("a", "aa"), "a", [])
    nothing = Rows(owned=[page("a")])
    assert write(blank, "put_source", nothing, "a", ["aa"]) == {"kent"}
    assert stored(blank, "Monitoring") == []
    assert [one["id"] for one in [*stored(blank, "Force"), *stored(blank, "Document")]] == ["kent", "a"]


def test_only_the_copies_named_are_taken_back(blank: Graph) -> None:
    write(blank, "put_source", source("a", "aa"), "a", [])
    write(blank, "put_source", source("b", "aa"), "b", [])
    write(blank, "put_source", Rows(), "a", ["aa"])
    assert blank.rows("MATCH (:Monitoring)-[:STATED_IN]->(d) RETURN d.id AS d") == [{"d": "b"}]
    write(blank, "put_source", Rows(), None, [TABLE, "aa"])
    assert stored(blank, "Monitoring") == []


def test_a_reference_leads_to_a_mention_until_it_is_led_on(blank: Graph) -> None:
    claim = {"copy": "aa", "key": "aa.1", "says": "resolved"}
    spoken = Spoken("finding", "kent", kind="recommendation", programme="PEEL", cycle="2016")
    rows = Rows(owned=[page("a")], references=[Reference("REPORTS_ON", End("Document", "a"), spoken, claim)])
    assert write(blank, "put_source", rows, "a", []) == {"kent"}
    (row,) = blank.rows("MATCH (:Document)-[s:REPORTS_ON]->(m:Mention) RETURN m.force AS force, s.value AS value")
    assert (row["force"], Spoken.from_json(row["value"])) == ("kent", spoken)
