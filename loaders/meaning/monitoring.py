"""Moves of a force between the stages of the inspectorate's monitoring."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from kg.records import Monitoring
from loaders.structure.blocks import Source, sentences
from loaders.structure.ledger import Ledger
from loaders.structure.outline import Section
from loaders.structure.places import place
from loaders.words import dates, first

Stage = Literal["Scan", "Engage"]

_AND = re.compile(r"\band\b|;|, but\b")


def read(source: Source, force: str, on: str | None, parts: Sequence[Section], ledger: Ledger) -> list[Monitoring]:
    """One record for each move, with the date of the decision, else that of the document (`on`).

    A move told of the past without its date is left out, and so is staying where one is. A move told twice is one.
    """
    found: dict[tuple[str, str | None], Monitoring] = {}
    last: Stage | None = None
    for section in parts:
        for block in section.blocks:
            if not first("monitoring", "needed", block.text):
                continue
            for sentence in sentences(block, source.text):
                where = place(source, [sentence], section.path, sentence.text)
                for stage, dated in _moves(sentence.text):
                    ledger.use(block)
                    when = dated or on
                    if dated or (on and stage != last):  # else it is told again, or nobody knows when it was
                        found.setdefault((stage, when), Monitoring(force=force, stage=stage, on=when, where=where))
                    last = stage
    return list(found.values())


def _moves(text: str) -> list[tuple[Stage, str | None]]:
    """The moves that a sentence tells, each with its date: of two in one sentence each has a clause of its own."""
    clauses = [move for clause in _AND.split(text) if (move := _move(clause))]
    whole = _move(text)
    return clauses if len(clauses) > 1 else [whole] if whole else []


def _move(text: str) -> tuple[Stage, str | None] | None:
    """The move that a text tells, and its date where it prints one; None for what is undecided or past and undated."""
    move = first("monitoring", "move", text)
    if not move or first("monitoring", "conditional", text):
        return None
    if first("monitoring", "undecided", text[: move[1].end()]) and not first("monitoring", "told", text):
        return None
    dated = first("monitoring", "dated", text)
    if not dated and first("monitoring", "past", text) and not first("monitoring", "today", text):
        return None
    return move[0]["stage"], dates.printed_date(dated[1]["date"]) if dated else None
