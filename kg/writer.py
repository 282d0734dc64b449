"""The one way into the graph: nodes, edges and statements in batches, the same Cypher on both engines.

Existing nodes are asked for first, then updated or made: a MERGE on a node with several labels finds no index on the
embedded engine and takes time quadratic in the nodes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kg import schema
from kg.engine import Transaction
from kg.rows.model import TABLE, Edge, End, Node, Reference, Rows, Spoken, Statement
from kg.rows.resolve import OWN_EDGES, mention, resolve

BATCH = {"embedded": 1_000, "neo4j": 5_000}

T = TypeVar("T")
Fact = tuple[str, str]  # label and id


@dataclass(frozen=True)
class Made:
    """What has been made of a graph that was empty: of anything else none need ask whether it is there."""

    nodes: set[Fact] = field(default_factory=set)
    edges: set[tuple[str, End, End, str | None]] = field(default_factory=set)  # type, ends, and key where it has one


@dataclass
class Writer:
    """Writes within one transaction, `batch` rows a statement. `made` is None for a graph that may hold more."""

    transaction: Transaction
    batch: int
    made: Made | None = None

    def put_source(self, rows: Rows, document: str | None, copies: Sequence[str]) -> set[str]:
        """Write what one source says in place of what the `copies` of it said before; returns the forces touched.

        `document` is the document whose copy is written, None for the fact tables. Facts that nothing states any more
        go, with their edges; nodes that other sources share never do.
        """
        touched, forces = self._take_back(document, copies)
        self.put_nodes(rows.owned)
        self.put_missing(rows.known)
        forces |= self.put_statements(rows.statements, touched, rows.edges)
        forces |= {edge.start.id for edge in rows.edges if edge.type == "MEMBER_OF"}
        return forces | self._put_references(rows.references)

    def put_statements(
        self, statements: Sequence[Statement], touched: set[Fact], edges: Sequence[Edge] = ()
    ) -> set[str]:
        """Write statements, then the facts that follow from them and from what else is said of them.

        `touched` are further facts to be drawn anew. Returns the forces of all these facts.
        """
        by_fact: dict[Fact, dict[tuple[str, str], Statement]] = defaultdict(dict)
        for fact in touched:
            by_fact[fact] = {}
        for label, ids in _by_label(touched | {(one.label, one.id) for one in statements}).items():
            for one in self.statements_on(label, ids):
                by_fact[label, one.id][one.document, one.claim["key"]] = one
        for one in statements:
            by_fact[one.label, one.id][one.document, one.claim["key"]] = one
        resolved = [resolve(said.values()) for said in by_fact.values() if said]
        forces = self._remove({fact for fact, said in by_fact.items() if not said})
        nodes = [node for node, _ in resolved]
        for label, existing in self.put_nodes(nodes).items():
            self.clear_own_edges(label, existing)
        self.put_edges([edge for _, own in resolved for edge in own])
        self.put_edges([*(one.edge for one in statements), *edges])
        return forces | {node.properties["force"] for node in nodes if "force" in node.properties}

    def put_nodes(self, nodes: Iterable[Node]) -> dict[str, list[str]]:
        """Write nodes with exactly these properties; returns by label the ids of those that were there before."""
        existing: dict[str, list[str]] = defaultdict(list)
        for label, group in _grouped(nodes, lambda node: node.label).items():
            first = label.partition(":")[0]
            there = self._existing(first, [node.id for node in group])
            self.run(
                f"UNWIND $rows AS row MATCH (n:{first} {{id: row.id}}) SET n = row.properties",
                [{"id": node.id, "properties": node.properties} for node in group if node.id in there],
            )
            self.run(
                f"UNWIND $rows AS row CREATE (n:{label}) SET n = row.properties",
                [{"properties": node.properties} for node in group if node.id not in there],
            )
            existing[first] += sorted(there)
            if self.made is not None:
                self.made.nodes.update((first, node.id) for node in group)
        return existing

    def put_missing(self, nodes: Iterable[Node]) -> None:
        """Make the nodes that are not there yet; another source describes them better."""
        for label, group in _grouped(nodes, lambda node: node.label).items():
            there = self._existing(label.partition(":")[0], [node.id for node in group])
            self.put_nodes(node for node in group if node.id not in there)

    def put_edges(self, edges: Iterable[Edge]) -> None:
        """Write edges with exactly these properties.

        Raises ValueError where an edge leads to a node that is not there, since MATCH would drop it silently.
        """
        for (type_, start, end), group in _grouped(
            edges, lambda edge: (edge.type, edge.start.label, edge.end.label)
        ).items():
            ends = f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}})"
            key = " {key: row.key}" if "key" in schema.RELATIONSHIPS[type_].properties else ""
            written = 0
            for new, drawn in self._new_and_old(group):
                clause = f"CREATE (a)-[r:{type_}]->(b)" if new else f"MERGE (a)-[r:{type_}{key}]->(b)"
                rows = [
                    {
                        "start": edge.start.id,
                        "end": edge.end.id,
                        "key": edge.properties.get("key"),
                        "properties": edge.properties,
                    }
                    for edge in drawn
                ]
                counted = self.run(f"{ends} {clause} SET r = row.properties RETURN count(*) AS written", rows)
                written += sum(row["written"] for row in counted)
            if written != len(group):
                raise ValueError(f"{len(group) - written} {type_} edges lead to a {start} or {end} that is not there")

    def _new_and_old(self, edges: Sequence[Edge]) -> Iterator[tuple[bool, Sequence[Edge]]]:
        """The edges that are known not to be there yet, then those that may be; a MERGE asks all edges of a node."""
        if self.made is None:
            yield False, edges
            return
        new: list[Edge] = []
        old: list[Edge] = []
        for edge in edges:
            one = (edge.type, edge.start, edge.end, edge.properties.get("key"))
            (old if one in self.made.edges else new).append(edge)
            self.made.edges.add(one)
        yield True, new
        yield False, old

    def statements_on(self, label: str, ids: Iterable[str]) -> list[Statement]:
        """All that the graph's documents say themselves of these facts; quotations of them are not among it."""
        rows = self.run(
            f"UNWIND $rows AS row MATCH (n:{label} {{id: row}})-[s:STATED_IN]->(d:Document) WHERE s.quoted IS NULL "
            "RETURN n.id AS id, d.id AS document, properties(s) AS claim",
            self._perhaps_there(label, sorted(ids)),
        )
        return [
            Statement(label, row["id"], row["document"], claim, json.loads(claim.pop("value")))
            for row in rows
            for claim in [row["claim"]]
        ]

    def take_back(self, statements: Sequence[Statement]) -> set[str]:
        """Delete single statements, and the facts that nothing states any more; returns the forces of these facts."""
        for label, group in _grouped(statements, lambda one: one.label).items():
            self.run(
                f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}})-[s:STATED_IN {{key: row.key}}]->"
                "(d:Document {id: row.document}) DELETE s",
                [{"id": one.id, "key": one.claim["key"], "document": one.document} for one in group],
            )
        return self.put_statements([], {(one.label, one.id) for one in statements})

    def remove_nodes(self, label: str, ids: Iterable[str]) -> None:
        """Delete nodes with all their edges."""
        self.run(f"UNWIND $rows AS row MATCH (n:{label} {{id: row}}) DETACH DELETE n", sorted(ids))

    def _put_references(self, references: Sequence[Reference]) -> set[str]:
        """Write references as if nothing they speak of were held; `kg.derivation` leads them on. Returns forces."""
        targets = [mention(one.spoken)[0] for one in references]
        self.put_missing({node.id: node for node in targets}.values())
        self.put_edges(one.edge(End("Mention", node.id)) for one, node in zip(references, targets, strict=True))
        return {one.spoken.force for one in references}

    def _take_back(self, document: str | None, copies: Sequence[str]) -> tuple[set[Fact], set[str]]:
        """Delete the claims of these copies; returns the facts and forces that they spoke of."""
        if not copies:
            return set(), set()
        where = {"document": document, "copies": list(copies)}
        run = self.transaction.run
        stated = run(
            "MATCH (d:Document) WHERE $document IS NULL OR d.id = $document "
            "MATCH (n)-[s:STATED_IN]->(d) WHERE s.copy IN $copies "
            "RETURN DISTINCT labels(n) AS labels, n.id AS id, n.force AS force, s.quoted AS quoted",
            **where,
        )
        reported = run(
            "MATCH (d:Document) WHERE $document IS NULL OR d.id = $document "
            "MATCH (d)-[s:REPORTS_ON]->(n) WHERE s.copy IN $copies RETURN DISTINCT n.force AS force",
            **where,
        )
        shared = run(
            "MATCH (f:Force)-[s:MEMBER_OF]->() WHERE ($document IS NULL OR $document IN s.documents) "
            "AND s.copy IN $copies RETURN DISTINCT f.id AS force",
            **where,
        )
        for pattern in (
            "MATCH (d:Document) WHERE $document IS NULL OR d.id = $document MATCH ()-[s:STATED_IN]->(d)",
            "MATCH (d:Document) WHERE $document IS NULL OR d.id = $document MATCH (d)-[s:REPORTS_ON]->()",
            "MATCH (:Response)-[s:RESPONDS_TO]->() WHERE $document IS NULL OR s.document = $document WITH s",
            "MATCH (:Force)-[s:MEMBER_OF]->() WHERE $document IS NULL OR $document IN s.documents WITH s",
        ):
            run(f"{pattern} WHERE s.copy IN $copies DELETE s", **where)
        if TABLE in copies:
            run("MATCH (:Body)-[r:OVERSEES]->(:Force) DELETE r")
            run("MATCH (:Question)-[r:ABOUT]->(:Theme) DELETE r")
        forces = {row["force"] for row in [*stated, *reported, *shared] if row["force"]}
        return {(_first_label(row["labels"]), row["id"]) for row in stated if not row["quoted"]}, forces

    def _remove(self, facts: set[Fact]) -> set[str]:
        """Delete facts that nothing states any more; returns their forces.

        What other sources say of them leads to mentions again, as before the facts were held.
        """
        forces: set[str] = set()
        for label, ids in _by_label(facts).items():
            if "force" in schema.LABELS[label].properties:
                found = self.run(f"UNWIND $rows AS row MATCH (n:{label} {{id: row}}) RETURN n.force AS force", ids)
                forces |= {row["force"] for row in found if row["force"]}
            spoken_of = self._references_to(label, ids)
            self.remove_nodes(label, ids)
            forces |= self._put_references(spoken_of)
        return forces

    def _references_to(self, label: str, ids: Sequence[str]) -> list[Reference]:
        """What sources say of these facts without stating them."""
        found = []
        for type_, source, pattern in (
            ("STATED_IN", "Document", "-[s:STATED_IN {quoted: true}]->(source:Document)"),
            ("REPORTS_ON", "Document", "<-[s:REPORTS_ON]-(source:Document)"),
            ("RESPONDS_TO", "Response", "<-[s:RESPONDS_TO]-(source:Response)"),
        ):
            if not any(label in ends for ends in schema.RELATIONSHIPS[type_].ends):
                continue
            rows = self.run(
                f"UNWIND $rows AS row MATCH (n:{label} {{id: row}}){pattern} "
                "RETURN source.id AS source, properties(s) AS claim",
                ids,
            )
            for row in rows:
                claim = {name: value for name, value in row["claim"].items() if name not in ("value", "quoted")}
                spoken = Spoken.from_json(row["claim"]["value"])
                found.append(Reference(type_, End(source, row["source"]), spoken, claim))
        return found

    def clear_own_edges(self, label: str, ids: list[str]) -> None:
        """Delete the edges of facts that follow from what is said of them, before they are drawn anew."""
        for direction, type_ in OWN_EDGES.get(label, ()) if ids else ():
            arrow = f"-[r:{type_}]->()" if direction == "->" else f"<-[r:{type_}]-()"
            self.run(f"UNWIND $rows AS row MATCH (n:{label} {{id: row}}){arrow} DELETE r", ids)

    def _existing(self, label: str, ids: list[str]) -> set[str]:
        asked = self._perhaps_there(label, ids)
        rows = self.run(f"UNWIND $rows AS row MATCH (n:{label} {{id: row}}) RETURN n.id AS id", asked)
        return {row["id"] for row in rows}

    def _perhaps_there(self, label: str, ids: list[str]) -> list[str]:
        return ids if self.made is None else [id_ for id_ in ids if (label, id_) in self.made.nodes]

    def run(self, cypher: str, rows: Sequence[Any]) -> list[dict[str, Any]]:
        """Run a statement on all rows, a batch at a time, and return what it returned."""
        return self.transaction.run_batches(cypher, _batches(rows, self.batch))


def _first_label(labels: list[str]) -> str:
    return next(label for label in labels if label in schema.LABELS)


def _by_label(facts: Iterable[Fact]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for label, fact in sorted(facts):
        groups[label].append(fact)
    return groups


def _grouped(items: Iterable[T], key: Any) -> dict[Any, list[T]]:
    groups: dict[Any, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def _batches(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
