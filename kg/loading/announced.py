"""Causes of concern that a landing page only names, and the publication itself tells in full: in the graph once.

Both print the same force and day, so that they are copies of one document; the words differ, so that the findings do.
What is told in full stands, whichever copy is loaded first; a landing page alone is believed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.rows.model import Rows, Statement
from kg.writer import Writer

_CONCERNS = ("cause_of_concern", "area_of_concern")


def settled(writer: Writer, document: str, rows: Rows, gone: set[str]) -> tuple[Rows, set[str]]:
    """What one copy of a document says without what another tells in full, and the forces of what is taken back.

    `gone` are the copies whose place it takes. Where this copy tells the concerns in full, those that other copies only
    announce leave the graph.
    """
    own = _of_concerns(rows.statements)
    if not own:
        return rows, set()
    others = _of_concerns(one for one in _held(writer, document) if one.claim["copy"] not in gone)
    in_full = {one.id for one in (*own, *others) if not one.value.get("announced")}
    if not in_full:
        return rows, set()
    kept = [one for one in rows.statements if one not in own or one.id in in_full]
    taken = [one for one in others if one.id not in in_full]
    return replace(rows, statements=kept), writer.take_back(taken)


def _held(writer: Writer, document: str) -> list[Statement]:
    """What the copies of a document that are held say of findings."""
    stated = writer.transaction.run(
        "MATCH (n:Finding)-[s:STATED_IN]->(d:Document {id: $document}) WHERE s.quoted IS NULL "
        "RETURN DISTINCT n.id AS id",
        document=document,
    )
    return [one for one in writer.statements_on("Finding", {row["id"] for row in stated}) if one.document == document]


def _of_concerns(statements: Iterable[Statement]) -> list[Statement]:
    return [one for one in statements if one.value.get("kind") in _CONCERNS]
