"""What one load does with an open graph: shipped facts, then documents, some at a time in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Self

from kg import deciding, derivation, facts, schema
from kg.engine import Graph, Transaction
from kg.errors import KgError
from kg.facts.tables import Facts
from kg.lineage import decisions, topics
from kg.lineage.model import Decision
from kg.loading import announced
from kg.loading.copies import differing
from kg.loading.report import LoadedDocument, LoadReport, RefusedFile, RepeatedFile, StaleDecision, loaded, total
from kg.records import Accounting, Extract
from kg.rows.document import copy_of, extract_rows, with_summaries
from kg.rows.model import SHIPPED, TABLE, Node, Rows, Statement, said
from kg.rows.tables import table_rows
from kg.writer import BATCH, Made, Writer

_SHARED = ("Force", "Body", "Theme", "Topic", "Question", "Document")


class Filling:
    """One load. `as_of` is the day for which statuses are told."""

    def __init__(self, own_decisions: str | None, as_of: str) -> None:
        self._own_decisions = own_decisions
        self._as_of = as_of
        self._documents: list[LoadedDocument] = []
        self._refused: list[RefusedFile] = []
        self._repeated: list[RepeatedFile] = []
        self._accountings: list[Accounting] = []
        self._files: dict[str, str] = {}  # the first file of each copy
        self._touched: set[str] = set()  # ids of documents of which a copy was loaded

    def read_facts(self) -> Self:
        """Read the shipped facts ahead of `put_facts`, for which no graph need be open yet."""
        _ = self._table_rows, self._shipped_rows, self._decisions
        return self

    def look_ahead(self) -> None:
        """Find the topics of the shipped findings ahead of lineage, for which they are then remembered."""
        for extract in self._shipped.values():
            for finding in extract.findings:
                topics.topics_of(finding.summary or finding.headline or "")

    def put_facts(self, graph: Graph, fingerprint: str) -> None:
        """Load the shipped facts, unless the graph holds just those of this fingerprint already."""
        graph.write(lambda transaction: self._put_facts(self._writer(graph, transaction), fingerprint))

    def refuse(self, file: str, why: Exception) -> None:
        """Note a file that is not loaded."""
        self._refused.append(RefusedFile(file=file, reason=str(why).splitlines()[0]))

    def put_documents(self, graph: Graph, extracts: Sequence[Extract]) -> None:
        """Load documents in one transaction; those that do not fit the graph are refused, and the others loaded."""
        fitting: list[tuple[Extract, Rows]] = []
        for extract in extracts:
            try:
                fitting.append((extract, self._rows(extract)))
            except (ValueError, LookupError) as error:
                file = extract.document.file or ""
                self.refuse(file, KgError(f"this should not happen: {error!r}", file, "please report it"))
        self._put_all(graph, fitting)

    def _put_all(self, graph: Graph, fitting: Sequence[tuple[Extract, Rows]]) -> None:
        if not fitting:
            return
        try:
            graph.write(lambda transaction: self._put_copies(self._writer(graph, transaction), fitting))
        except (KgError, ValueError) as error:
            if len(fitting) > 1:
                for one in fitting:
                    self._put_all(graph, [one])
                return
            graph.rows("RETURN 1 AS one")  # raises where it is the graph that fails, and not the document
            self.refuse(fitting[0][0].document.file or "", error)
        else:
            self._note([extract for extract, _ in fitting])

    def _note(self, extracts: Sequence[Extract]) -> None:
        for extract in extracts:
            file, copy = extract.document.file or "", copy_of(extract)
            self._documents.append(loaded(extract))
            self._accountings.append(extract.accounting)
            self._touched.add(extract.document.id)
            if copy in self._files:
                self._repeated.append(RepeatedFile(file=file, same_as=self._files[copy]))
            self._files.setdefault(copy, file)

    def put_decisions(self, graph: Graph, forces: Iterable[str], was: str, now: str) -> None:
        """Draw anew what follows for these forces from decisions that changed.

        A graph that was filled from just the facts and decisions of the fingerprint `was` then has the fingerprint
        `now`; another keeps its own, since more than these decisions may have changed.
        """
        touched = sorted(forces)

        def draw(transaction: Transaction) -> None:
            transaction.run("MATCH (g:Graph {id: 'graph'}) SET g.name = 'police findings'")  # see _put_facts
            derivation.derive(self._writer(graph, transaction), touched, self._decisions, self._as_of)
            transaction.run("MATCH (g:Graph {id: 'graph'}) WHERE g.facts = $was SET g.facts = $now", was=was, now=now)

        graph.write(draw)

    def report(self, graph: Graph, seconds: float, left_aside: int = 0) -> LoadReport:
        """What was loaded, and what the graph now holds."""
        nodes = graph.rows("MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS number ORDER BY label")
        edges = graph.rows("MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS number ORDER BY type")
        return LoadReport(
            documents=self._documents,
            nodes={row["label"]: row["number"] for row in nodes},
            relationships={row["type"]: row["number"] for row in edges},
            refused=sorted(self._refused, key=lambda one: one.file),
            repeated=self._repeated,
            differing=differing(graph, self._touched),
            accounting=total(self._accountings),
            left_aside=left_aside,
            stale_decisions=[
                StaleDecision(
                    left=one.decision.left,
                    right=one.decision.right,
                    decision=one.decision.verdict,
                    finding=one.finding,
                    why=one.why,
                    where=one.decision.place,
                )
                for one in deciding.stale(graph, self._decisions)
            ],
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
        first = writer if held["facts"] else replace(writer, made=Made())
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

    def _put_copies(self, writer: Writer, fitting: Sequence[tuple[Extract, Rows]]) -> None:
        # See _put_facts
        writer.transaction.run("MATCH (g:Graph {id: 'graph'}) SET g.name = 'police findings'")
        forces = self._forget(writer, {copy_of(extract): extract.document.id for extract, _ in fitting})
        beside = {one.file for one in self._documents} | {extract.document.file for extract, _ in fitting}
        for extract, rows in fitting:
            forces |= self._put_copy(writer, extract, rows, beside)
        derivation.derive(writer, forces, self._decisions, self._as_of)

    def _put_copy(self, writer: Writer, extract: Extract, rows: Rows, beside: set[str | None]) -> set[str]:
        """Write one copy of a document in place of the shipped facts of it and of an earlier file of that name.

        A file that comes with another name than before was renamed, unless that name is of this load too (`beside`).
        """
        one, copy = extract.document, copy_of(extract)
        held = writer.transaction.run("MATCH (d:Document {id: $id}) RETURN properties(d) AS document", id=one.id)
        before: dict[str, Any] = held[0]["document"] if held else {}
        pairs = _copies(before)
        others = {(sha, file) for sha, file in pairs if file != one.file and (sha != copy or file in beside)}
        kept = sorted(others | {(copy, one.file or "")})
        replaced = {sha for sha, _ in pairs} - {sha for sha, _ in kept} | {copy}
        # The least of the copies describes the document, so that the order of loading does not matter
        is_described = pairs and pairs[0][0] == kept[0][0] != copy
        gone = {SHIPPED, *replaced}
        rows, forces = announced.settled(writer, one.id, rows, gone)
        (node,) = rows.owned
        properties = (before if is_described else node.properties) | _as_properties(kept)
        fresh = Rows([Node("Document", one.id, properties)], rows.known, rows.edges, rows.statements, rows.references)
        return forces | writer.put_source(fresh, one.id, sorted(gone))

    def _forget(self, writer: Writer, documents: dict[str, str]) -> set[str]:
        """Take back what files (by their checksum) said when they were read as another document; returns the forces.

        Force or cycle may have been supplied wrongly, or an earlier version of this program read the file otherwise.
        """
        forces: set[str] = set()
        for row in writer.transaction.run(
            "MATCH (d:Document) WHERE any(copy IN d.copies WHERE copy IN $copies) RETURN properties(d) AS document",
            copies=list(documents),
        ):
            before, id_ = row["document"], row["document"]["id"]
            gone = {sha for sha, _ in _copies(before) if documents.get(sha, id_) != id_}
            kept = [(sha, file) for sha, file in _copies(before) if sha not in gone]
            if not gone:
                continue
            if not kept and id_ in self._shipped_rows:
                forces |= writer.put_source(self._shipped_rows[id_], id_, sorted(gone))
                continue
            rest = {name: value for name, value in before.items() if name not in ("copies", "files")}
            forces |= writer.put_source(Rows([Node("Document", id_, rest | _as_properties(kept))]), id_, sorted(gone))
            if not kept:
                self._drop_stray(writer, ["Document"])
        return forces

    def _drop_stray(self, writer: Writer, labels: Sequence[str] = _SHARED) -> None:
        """Remove shared nodes that earlier facts or files knew and nothing speaks of any more."""
        known = {node.id for node in self._table_rows.owned}
        for label in labels:
            stray = writer.transaction.run(f"MATCH (n:{label}) WHERE NOT (n)--() RETURN n.id AS id")
            writer.remove_nodes(label, {row["id"] for row in stray} - known)


def _copies(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Checksum and name of each file of a document that was loaded, in order."""
    return list(zip(document.get("copies", []), document.get("files", []), strict=True))


def _as_properties(copies: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return said(copies=[sha for sha, _ in copies], files=[file for _, file in copies])
