"""What follows for a force from everything that is loaded on it: which held finding each sentence speaks of, threads of
findings, concerns and their status, judgments that were carried over, collaborations whose sources differ.

It is drawn anew, for all forces that a load touches and in the same transaction, so it never depends on the order of
loading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.derivation import known, national
from kg.derivation.known import Held, Known
from kg.derivation.national import National
from kg.ids import NATIONAL
from kg.lineage.model import Concern, Decision, Derived
from kg.rows.model import Edge, End, Node, caption, dated, said
from kg.rows.resolve import mention, topic_or_theme
from kg.writer import Writer

_MEMBERS = """
UNWIND $forces AS force
MATCH (:Force {id: force})-[m:MEMBER_OF]->(c:Collaboration)
RETURN force, c.id AS collaboration, properties(m) AS membership
"""


def derive(writer: Writer, forces: Iterable[str], decisions: Sequence[Decision], as_of: str) -> None:
    """Draw anew everything that follows for these forces."""
    run, touched = writer.transaction.run, set(forces)
    if NATIONAL in touched:
        touched |= national.forces_with_shares(run)
    held = known.read(run, touched)
    _lead_references(writer, held, national.read(run))
    _write_lineage(writer, {force: one.derive(force, decisions, as_of) for force, one in held.items()}, held)
    _write_carried_over(writer, held)
    _mark_disputed_memberships(writer, list(held))


def _lead_references(writer: Writer, held: Mapping[str, Known], nationals: Sequence[National]) -> None:
    """Lead each reference to what is held, else to its mention; mentions that nothing needs go."""
    mentions: dict[str, tuple[Node, list[Edge]]] = {}
    moved: list[tuple[Held, End]] = []
    for one in held.values():
        targets = one.targets()
        for reference in sorted(one.references, key=lambda reference: reference.id):
            target, spoken = targets.get(reference.id), reference.reference.spoken
            told_to_all = national.meant(spoken, nationals) if target is None else None
            if told_to_all and not spoken.instance_of:
                target = End("Finding", told_to_all)
            if target is None:
                node, edges = mention(spoken, told_to_all)
                target = End("Mention", node.id)
                mentions.setdefault(node.id, (node, edges))
            if target != reference.target:
                moved.append((reference, target))
    for type_, pattern in (
        ("REPORTS_ON", "(:Document {id: row.source})-[s:REPORTS_ON {key: row.key}]->"),
        ("RESPONDS_TO", "(:Response {id: row.source})-[s:RESPONDS_TO {key: row.key}]->"),
        ("STATED_IN", "(:Document {id: row.source})<-[s:STATED_IN {key: row.key, quoted: true}]-"),
    ):
        rows = [
            {"source": one.reference.source.id, "key": one.reference.claim["key"], "target": one.target.id}
            for one, _ in moved
            if one.reference.type == type_
        ]
        writer.run(f"UNWIND $rows AS row MATCH {pattern}(n {{id: row.target}}) DELETE s", rows)
    there = writer.transaction.run(
        "UNWIND $forces AS force MATCH (n:Mention {force: force}) RETURN n.id AS id", forces=list(held)
    )
    writer.remove_nodes("Mention", {row["id"] for row in there} - mentions.keys())
    existing = writer.put_nodes(node for node, _ in mentions.values())
    writer.clear_own_edges("Mention", existing.get("Mention", []))
    writer.put_edges(edge for _, edges in mentions.values() for edge in edges)
    writer.put_edges(one.reference.edge(target) for one, target in moved)


def _write_lineage(writer: Writer, derived: Mapping[str, Derived], held: Mapping[str, Known]) -> None:
    run, forces = writer.transaction.run, list(derived)
    run("UNWIND $forces AS force MATCH (:Finding {force: force})-[r:FOLLOWS]->(:Finding) DELETE r", forces=forces)
    run("UNWIND $forces AS force MATCH (n:Concern {force: force}) DETACH DELETE n", forces=forces)
    links = [link for one in derived.values() for link in one.links]
    writer.put_edges(
        Edge(
            "FOLLOWS",
            End("Finding", link.later),
            End("Finding", link.earlier),
            said(
                relation=link.relation,
                basis=link.basis,
                confidence=link.confidence,
                score=None if link.score is None else float(link.score),
                words=link.words,
            ),
        )
        for link in links
    )
    topics = {finding.id: finding.topics for one in held.values() for finding in one.findings}
    concerns = [concern for one in derived.values() for concern in one.concerns]
    writer.put_nodes(_concern(concern, topics.get(concern.id, ())) for concern in concerns)
    writer.put_edges(
        Edge("ABOUT", End("Concern", one.id), End("Theme", one.theme)) for one in concerns if one.theme is not None
    )
    writer.put_edges(
        Edge("PART_OF", End("Finding", member), End("Concern", one.id)) for one in concerns for member in one.members
    )


def _concern(concern: Concern, topics: Sequence[str]) -> Node:
    evidence = concern.status_evidence
    years = caption(*sorted({(concern.first_raised or "")[:4], (concern.last_raised or "")[:4]}))
    properties = said(
        id=concern.id,
        name=caption("Concern", years, topic_or_theme(topics, concern.theme)),
        force=concern.force,
        title=concern.title,
        theme=concern.theme,
        status=concern.status,
        status_basis=concern.status_basis,
        status_evidence=evidence.document if evidence else None,
        status_evidence_line=evidence.line if evidence else None,
        trend=concern.trend,
        times_raised=concern.times_raised,
        as_of=concern.as_of,
    )
    properties |= dated("first_raised", concern.first_raised) | dated("last_raised", concern.last_raised)
    return Node("Concern", concern.id, properties)


def _write_carried_over(writer: Writer, held: Mapping[str, Known]) -> None:
    """Lead a judgment that was kept to the one it was kept from, where only one can be meant."""
    writer.transaction.run(
        "UNWIND $forces AS force MATCH (:Judgment {force: force})-[r:CARRIED_OVER_FROM]->() DELETE r", forces=list(held)
    )
    edges = []
    for one in held.values():
        for judgment in one.judgments:
            if not judgment.get("carried_over_from"):
                continue
            pillar = _pillar(judgment)
            earlier = [
                other["id"]
                for other in one.judgments
                if other.get("cycle") == judgment["carried_over_from"]
                and (other.get("theme"), other["level"], _pillar(other))
                == (judgment.get("theme"), judgment["level"], pillar)
            ]
            if len(earlier) == 1:
                edges.append(Edge("CARRIED_OVER_FROM", End("Judgment", judgment["id"]), End("Judgment", earlier[0])))
    writer.put_edges(edges)


def _pillar(judgment: Mapping[str, Any]) -> str:
    """The pillar in a judgment's id: `…PEEL-2018-19.effectiveness.1` has effectiveness."""
    return str(judgment["id"]).split(".")[-2]


def _mark_disputed_memberships(writer: Writer, forces: list[str]) -> None:
    """Mark the claims on one force, collaboration and function whose dates cannot both be right."""
    claims: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in writer.transaction.run(_MEMBERS, forces=forces):
        claims[row["force"], row["collaboration"], row["membership"]["function"]].append(row["membership"])
    edges = []
    for (force, collaboration, _), same in claims.items():
        disputed = any(_apart(one, other, name) for one in same for other in same for name in ("from", "to"))
        edges += [
            Edge("MEMBER_OF", End("Force", force), End("Collaboration", collaboration), one | {"disputed": disputed})
            for one in same
            if one.get("disputed") != disputed
        ]
    writer.put_edges(edges)


def _apart(one: Mapping[str, Any], other: Mapping[str, Any], name: str) -> bool:
    if name not in one or name not in other:
        return False
    return bool(one[f"{name}_max"] < other[f"{name}_min"])
