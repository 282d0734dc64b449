"""Nodes, edges, forces and a report that nobody published, of any size and the same on every run."""

from __future__ import annotations

from typing import Any

from kg import schema
from kg.engine import Graph
from kg.rows.model import Edge, End, Node
from kg.writer import BATCH, Writer

_GRADES = ("outstanding", "good", "requires improvement", "inadequate")
_JUDGMENTS_A_REPORT = 10
_CHAPTERS = ("Preventing crime", "Investigating and managing offenders", "Vulnerable people and victims")
_CHAPTER = """{heading}
Wiltshire Police is good at this part of its work. Wardens know their villages and act before trouble grows.
{paragraphs}
Areas for improvement
- Wiltshire Police should make sure that sergeants of team {number} look into every case file and write down why.
- Wiltshire Police should reduce the days that devices of team {number} wait for examination.
"""
_PARAGRAPH = (
    "In the month before our visit team {number} worked on {cases} cases. Its sergeants told us how they share them "
    "out, which of them wait for the laboratory, and what they tell victims while they wait."
)
_SHARED = ("Graph", "Theme", "Topic", "Question")
_NAMING = ("id", "force", "document", "status_evidence", "documents")
"""Properties that name a node which has copies."""
_COPY = "~"
_NODES = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS given"
_EDGES = (
    "MATCH (a)-[r]->(b) "
    "RETURN labels(a) AS from, a.id AS start, type(r) AS type, properties(r) AS given, labels(b) AS to, b.id AS end"
)


def nodes(count: int) -> list[Node]:
    """Judgments and the documents that state them, `count` in all."""
    judgments = [
        Node(
            "Judgment",
            f"force-{index % 43}.judgment.{index}",
            {
                "id": f"force-{index % 43}.judgment.{index}",
                "name": f"Judgment {index}",
                "force": f"force-{index % 43}",
                "cycle": "2014",
                "theme": "investigating-crime",
                "heading": "Investigating and managing offenders",
                "grade": _GRADES[index % 4],
                "interim": index % 7 == 0,
            },
        )
        for index in range(count - count // _JUDGMENTS_A_REPORT)
    ]
    documents = [
        Node("Document", _document(index), {"id": _document(index), "name": f"Report {index}", "title": "A report"})
        for index in range(count // _JUDGMENTS_A_REPORT)
    ]
    return judgments + documents


def edges(nodes: list[Node], count: int) -> list[Edge]:
    """Places in these documents that state these judgments, `count` in all."""
    judgments = [node.id for node in nodes if node.label == "Judgment"]
    documents = [node.id for node in nodes if node.label == "Document"]
    return [
        Edge(
            "STATED_IN",
            End("Judgment", judgments[index % len(judgments)]),
            End("Document", documents[index % len(documents)]),
            {"key": f"shipped.{index}", "copy": "shipped", "line": index % 900, "grade": _GRADES[index % 4]},
        )
        for index in range(count)
    ]


def report(characters: int) -> str:
    """The text of a report of at least that length, in the layout of 2014 to 2017."""
    text = "Wiltshire PEEL 2015\nEffectiveness\n"
    number = 0
    while len(text) < characters:
        paragraphs = "\n".join(_PARAGRAPH.format(number=number, cases=number + index) for index in range(20))
        heading = _CHAPTERS[number % len(_CHAPTERS)]
        text += _CHAPTER.format(heading=heading, paragraphs=paragraphs, number=number)
        number += 1
    return text


def more_forces(graph: Graph, times: int) -> None:
    """Write copies of everything but what forces share, until there are so many times as many forces."""
    nodes, edges = graph.rows(_NODES), graph.rows(_EDGES)
    copied = [row for row in edges if {_first(row["from"]), _first(row["to"])} - {*_SHARED}]

    def write(transaction: Any) -> None:
        writer = Writer(transaction, BATCH[graph.kind])
        for number in range(1, times):
            writer.put_nodes(_node(row, number) for row in nodes if _first(row["labels"]) not in _SHARED)
            writer.put_edges(
                Edge(
                    row["type"], _end(row, "from", "start", number), _end(row, "to", "end", number), _copy(row, number)
                )
                for row in copied
            )

    graph.write(write)


def fewer_forces(graph: Graph) -> None:
    """Delete the copies that `more_forces` wrote."""
    deleting = f"MATCH (n) WHERE n.id CONTAINS '{_COPY}' WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS gone"
    while graph.write(lambda transaction: transaction.run(deleting))[0]["gone"]:
        pass


def _node(row: dict[str, Any], number: int) -> Node:
    first = _first(row["labels"])
    label = ":".join([first, *(one for one in row["labels"] if one != first)])
    given = _copy(row, number)
    return Node(label, given["id"], given)


def _end(row: dict[str, Any], labels: str, id_: str, number: int) -> End:
    label = _first(row[labels])
    return End(label, row[id_] if label in _SHARED else _named(row[id_], number))


def _copy(row: dict[str, Any], number: int) -> dict[str, Any]:
    return {name: _named(value, number) if name in _NAMING else value for name, value in row["given"].items()}


def _named(value: Any, number: int) -> Any:
    return [_named(one, number) for one in value] if isinstance(value, list) else f"{value}{_COPY}{number}"


def _first(labels: list[str]) -> str:
    return next(label for label in labels if label in schema.LABELS)


def _document(index: int) -> str:
    return f"made-up.{index}"
