"""Copies of one report that differ: the page and its detailed page, two versions, or two files of which one errs.

All of them stand side by side in the graph, each finding once with its place in each copy, so that nothing is lost and
no order of loading decides. Whether one of them is out of date no program can tell: what differs is told.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from pydantic import BaseModel

from kg.engine import Graph, Row

_FINDINGS = ("Finding", "Practice", "Observation")
_NOUNS = {**dict.fromkeys(_FINDINGS, "finding"), "Judgment": "grade"}
_Fact = tuple[str, str]  # what it is called, and its id
_STATED = """
UNWIND $documents AS document
MATCH (d:Document {id: document})
WHERE size(d.copies) > 1
WITH d
MATCH (n)-[s:STATED_IN]->(d)
WHERE s.quoted IS NULL AND s.also IS NULL AND s.copy IN d.copies
RETURN d.id AS document, d.copies AS copies, d.files AS files, s.copy AS copy, labels(n) AS labels, n.id AS fact,
       s.grade AS grade, s.value AS value
"""


class DifferingCopies(BaseModel):
    """Two files that say of themselves that they are the same report, and do not say the same.

    They contradict each other where both say something of one fact and not the same, or each says what the other lacks;
    else the one is the longer version of the other.
    """

    document: str
    files: list[str]
    differences: list[str]
    contradict: bool

    def __str__(self) -> str:
        remedy = "where one corrects the other, give it the other's name and load it again"
        told = "; ".join([*self.differences, "both are kept" + (f": {remedy}" if self.contradict else "")])
        return f"{self.files[0]} and {self.files[1]} are copies of one report ({self.document}) and differ: {told}"


def differing(graph: Graph, documents: Iterable[str]) -> list[DifferingCopies]:
    """The pairs of copies of these documents that differ, by document and name of the file."""
    said: dict[str, dict[str, dict[_Fact, Row]]] = defaultdict(lambda: defaultdict(dict))
    for row in graph.rows(_STATED, documents=sorted(documents)):
        noun = next((_NOUNS[label] for label in row["labels"] if label in _NOUNS), None)
        if noun:
            file = min(file for copy, file in zip(row["copies"], row["files"], strict=True) if copy == row["copy"])
            said[row["document"]][file][noun, row["fact"]] = row
    found = []
    for document, by_file in sorted(said.items()):
        for first, second in combinations(sorted(by_file), 2):
            if pair := _compared(document, first, by_file[first], second, by_file[second]):
                found.append(pair)
    return found


def _compared(
    document: str, first: str, one: Mapping[_Fact, Row], second: str, other: Mapping[_Fact, Row]
) -> DifferingCopies | None:
    only = [(first, one.keys() - other.keys()), (second, other.keys() - one.keys())]
    shared = sorted(one.keys() & other.keys())
    told = [f"only {file} has {_counted(facts)}" for file, facts in only if facts]
    unlike = [
        f"{fact} is {one[noun, fact]['grade']} in {first} and {other[noun, fact]['grade']} in {second}"
        for noun, fact in shared
        if one[noun, fact]["grade"] != other[noun, fact]["grade"]
    ]
    reworded = {fact for fact in shared if _text(one[fact]) != _text(other[fact])}
    if reworded:
        unlike.append(f"{_counted(reworded)} worded differently")
    if not told and not unlike:
        return None
    contradict = bool(unlike) or len(told) > 1
    return DifferingCopies(document=document, files=[first, second], differences=told + unlike, contradict=contradict)


def _text(row: Row) -> str | None:
    text: str | None = json.loads(row["value"]).get("text")
    return text


def _counted(facts: Iterable[_Fact]) -> str:
    """Findings and grades in words: "2 findings and 1 grade"."""
    counts = Counter(noun for noun, _ in facts)
    return " and ".join(
        f"{counts[noun]} {noun}{'s' * (counts[noun] > 1)}" for noun in ("finding", "grade") if counts[noun]
    )
