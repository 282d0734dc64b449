"""Nodes, edges and a report that nobody published, of any size and the same on every run."""

from __future__ import annotations

from kg.rows.model import Edge, End, Node

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


def _document(index: int) -> str:
    return f"made-up.{index}"
