"""Pairs of findings that wait for a person's word: what the machine holds to be possible, and what somebody doubted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.engine import Graph
from kg.errors import UsageError
from kg.history import Source
from kg.lineage import decisions
from kg.lineage.model import Decision
from kg.queries.cypher import near


@dataclass(frozen=True)
class Side:
    """One finding of a pair. `text` is the printed text where it is held (`printed`), else our summary."""

    id: str
    kind: str
    cycle: str | None
    raised: str | None
    text: str
    printed: bool
    document: Source
    where: dict[str, Any]

    @property
    def fingerprint(self) -> str | None:
        """As a decision keeps it; None where the text is not held."""
        return decisions.fingerprint(self.text) if self.printed else None


@dataclass(frozen=True)
class Proposal:
    """Two findings of one force that may be about the same thing; `doubt` is the decision of one who was unsure."""

    force: str
    earlier: Side
    later: Side
    relation: str
    confidence: str
    score: float | None
    words: str
    doubt: Decision | None

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.earlier.id, self.later.id))


def waiting(
    graph: Graph, decided: Mapping[frozenset[str], Decision], force: str | None = None, *, likely: bool = False
) -> list[Proposal]:
    """The proposals of one force, or of all, that nobody has settled: the most alike first, doubted ones last.

    `decided` are the decisions in force by pair; `likely` adds the links that are good enough to make threads.
    Raises UsageError, with near matches, for a force that the graph does not hold.
    """
    forces = [row["id"] for row in graph.rows("MATCH (f:Force) RETURN f.id AS id ORDER BY id")]
    if force is not None and force not in forces:
        raise UsageError(f"no force called {force!r}", "", near(force, forces) or "kg forces lists all")
    rows = [
        row
        for row in graph.rows(_PROPOSED, forces=forces if force is None else [force])
        if likely or row["confidence"] == "possible"
    ]
    sides = _sides(graph, sorted({row[end] for row in rows for end in ("earlier", "later")}))
    found = []
    for row in rows:
        doubt = decided.get(frozenset((row["earlier"], row["later"])))
        if doubt is None or doubt.verdict == "unsure":
            found.append(
                Proposal(**{**row, "earlier": sides[row["earlier"]], "later": sides[row["later"]]}, doubt=doubt)
            )
    return sorted(found, key=lambda one: (one.doubt is not None, -(one.score or 0), one.later.id, one.earlier.id))


_PROPOSED = """
UNWIND $forces AS force
MATCH (later:Finding {force: force})-[l:FOLLOWS {basis: 'proposed'}]->(earlier:Finding)
RETURN force, later.id AS later, earlier.id AS earlier, l.relation AS relation, l.confidence AS confidence,
       l.score AS score, l.words AS words
"""
_SIDES = """
UNWIND $ids AS id
MATCH (x:Finding {id: id})
CALL (x) {
  MATCH (x)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(x)
  RETURN d, s ORDER BY d.id, s.line, s.key LIMIT 1
}
RETURN x.id AS id, x.kind AS kind, x.cycle AS cycle, x.raised AS raised, coalesce(x.text, x.summary) AS text,
       x.text IS NOT NULL AS printed, d {.id, .title, .url, .published} AS document,
       s {.line, .start, .end, .section, .quote} AS where
"""


def _sides(graph: Graph, ids: Sequence[str]) -> dict[str, Side]:
    return {row["id"]: Side(**{**row, "document": Source(**row["document"])}) for row in graph.rows(_SIDES, ids=ids)}
