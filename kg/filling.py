"""What one load does with an open graph: shipped facts, then one document after the other, each in one transaction."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel

import loaders
from kg import derivation, facts, schema
from kg.engine import Graph, Transaction
from kg.errors import KgError
from kg.facts.tables import Facts
from kg.lineage import decisions
from kg.lineage.model import Decision
from kg.records import Extract
from kg.rows.document import copy_of, extract_rows, with_summaries
from kg.rows.model import SHIPPED, TABLE, Node, Rows, Statement
from kg.rows.tables import table_rows
from kg.writer import BATCH, Writer

_SHARED = ("Force", "Body", "Theme", "Topic", "Question", "Document")


class LoadedDocument(BaseModel):
    """A document that was loaded: how many records of each kind it gave."""

    file: str
    family: str
    force: str | None
    cycle: str | None
    findings: int
    judgments: int
    warnings: int


class RefusedFile(BaseModel):
    file: str
    reason: str


class LoadReport(BaseModel):
    """What `kg load --format json` prints: what was loaded, and what the graph now holds."""

    documents: list[LoadedDocument]
    nodes: dict[str, int]
    relationships: dict[str, int]
    refused: list[RefusedFile]
    seconds: float


class Filling:
    """One load. `as_of` is the day for which statuses are told."""

    def __init__(self, own_decisions: str | None, as_of: str) -> None:
        self._own_decisions = own_decisions
        self._as_of = as_of
        self._documents: list[LoadedDocument] = []
        self._refused: list[RefusedFile] = []

    def read_facts(self) -> Self:
        """Read the shipped facts ahead of `put_facts`, for which no graph need be open yet."""
        _ = self._table_rows, self._shipped_rows, self._decisions
        return self

    def put_facts(self, graph: Graph, fingerprint: str) -> None:
        """Load the shipped facts, unless the graph holds just those of this fingerprint already."""
        graph.write(lambda transaction: self._put_facts(self._writer(graph, transaction), fingerprint))

    def put_document(self, graph: Graph, file: Path, name: str, supplied: loaders.Supplied | None = None) -> None:
        """Load one document, or note why it is refused."""
        try:
            extract = loaders.read(file, supplied or loaders.Supplied())
            extract.document.file = name
            rows = self._rows(extract)
            graph.write(lambda transaction: self._put_copy(self._writer(graph, transaction), extract, rows))
        except (KgError, ValueError) as error:
            self._refused.append(RefusedFile(file=name, reason=str(error).splitlines()[0]))
            return
        one = extract.document
        new = [finding for finding in extract.findings if not finding.restated]
        self._documents.append(
            LoadedDocument(
                file=name,
                family=one.family,
                force=one.force,
                cycle=one.cycle,
                findings=len(new),
                judgments=len(extract.judgments),
                warnings=len(extract.warnings),
            )
        )

    def report(self, graph: Graph, seconds: float) -> LoadReport:
        """What was loaded, and what the graph now holds."""
        nodes = graph.rows("MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS number ORDER BY label")
        edges = graph.rows("MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS number ORDER BY type")
        return LoadReport(
            documents=self._documents,
            nodes={row["label"]: row["number"] for row in nodes},
            relationships={row["type"]: row["number"] for row in edges},
            refused=self._refused,
            seconds=round(seconds, 3),
        )

    def state(self, graph: Graph) -> tuple[str, int]:
        """The fingerprint of the shipped facts in the graph, and the number of copies of documents."""
        (row,) = graph.rows(
            "MATCH (g:Graph) RETURN g.facts AS facts, "
            "COUNT { MATCH (d:Document) WHERE d.copies IS NOT NULL UNWIND d.copies AS copy RETURN copy } AS copies"
        )
        return row["facts"], row["copies"]

    @cached_property
    def _tables(self) -> Facts:
        return facts.load()

    @cached_property
    def _shipped(self) -> dict[str, Extract]:
        return {extract.document.id: extract for extract in facts.documents()}

    @cached_property
    def _table_rows(self) -> Rows:
        return table_rows(self._tables)

    @cached_property
    def _shipped_rows(self) -> dict[str, Rows]:
        return {document: self._rows(extract) for document, extract in self._shipped.items()}

    @cached_property
    def _decisions(self) -> list[Decision]:
        return decisions.load(self._own_decisions)

    def _rows(self, extract: Extract) -> Rows:
        return extract_rows(with_summaries(extract, self._shipped.get(extract.document.id)), self._tables)

    def _writer(self, graph: Graph, transaction: Transaction) -> Writer:
        return Writer(transaction, BATCH[graph.kind])

    def _put_facts(self, writer: Writer, fingerprint: str) -> None:
        run = writer.transaction.run
        # Written first, so that of two loads at once the second waits for the first.
        run("MERGE (g:Graph {id: 'graph'}) SET g.name = 'police findings'")
        (held,) = run("MATCH (g:Graph {id: 'graph'}) RETURN g.facts AS facts")
        if held["facts"] == fingerprint:
            return
        first = writer if held["facts"] else replace(writer, made=set())
        forces = first.put_source(self._table_rows, None, [TABLE, SHIPPED] if held["facts"] else [])
        for extract in self._shipped.values():
            forces |= self._put_shipped(first, extract)
        derivation.derive(writer, forces, self._decisions, self._as_of)
        if held["facts"]:
            self._drop_stray(writer)
        graph = {"id": "graph", "name": "police findings", "schema": schema.VERSION, "facts": fingerprint}
        writer.put_nodes([Node("Graph", "graph", graph)])

    def _put_shipped(self, writer: Writer, extract: Extract) -> set[str]:
        """Write a shipped document; where a copy of its text is held, only our summaries of its findings."""
        document = extract.document.id
        held = writer.transaction.run("MATCH (d:Document {id: $id}) RETURN d.copies AS copies", id=document)
        if not held or not held[0]["copies"]:
            return writer.put_source(self._shipped_rows[document], document, [])
        summaries = {finding.id: finding.summary for finding in extract.findings if finding.summary}
        stated = [
            one
            for label in ("Finding", "Practice", "Observation")
            for one in writer.statements_on(label, summaries)
            if one.document == document
        ]
        fresh = [
            Statement(one.label, one.id, one.document, one.claim, one.value | {"summary": summaries[one.id]})
            for one in stated
        ]
        return writer.put_statements(fresh, set())

    def _put_copy(self, writer: Writer, extract: Extract, rows: Rows) -> None:
        """Write one copy of a document in place of the shipped facts of it and of an earlier file of that name."""
        run, one = writer.transaction.run, extract.document
        run("MATCH (g:Graph {id: 'graph'}) SET g.name = 'police findings'")  # see _put_facts
        held = run("MATCH (d:Document {id: $id}) RETURN properties(d) AS document", id=one.id)
        before: dict[str, Any] = held[0]["document"] if held else {}
        pairs = list(zip(before.get("copies", []), before.get("files", []), strict=True))
        copy = copy_of(extract)
        replaced = [sha for sha, file in pairs if copy == sha or file == one.file]
        kept = sorted({(sha, file) for sha, file in pairs if sha not in replaced} | {(copy, one.file or "")})
        (node,) = rows.owned
        described = node.properties if kept[0][0] == copy else before
        properties = described | {"copies": [sha for sha, _ in kept], "files": [file for _, file in kept]}
        fresh = Rows([Node("Document", one.id, properties)], rows.known, rows.edges, rows.statements, rows.references)
        forces = writer.put_source(fresh, one.id, [SHIPPED, *replaced])
        derivation.derive(writer, forces, self._decisions, self._as_of)

    def _drop_stray(self, writer: Writer) -> None:
        """Remove shared nodes that earlier facts knew and nothing speaks of any more."""
        known = {node.id for node in self._table_rows.owned}
        for label in _SHARED:
            stray = writer.transaction.run(f"MATCH (n:{label}) WHERE NOT (n)--() RETURN n.id AS id")
            writer.remove_nodes(label, {row["id"] for row in stray} - known)
