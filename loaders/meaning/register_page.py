"""What a page of the register says around an entry: whose it is, which report raised it, and how much it asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg import facts
from kg.records import Programme
from loaders.structure.blocks import Block
from loaders.structure.boxes import Ask
from loaders.words import first
from loaders.words.cycles import cycle_named
from loaders.words.forces import force_named

_LONGEST = 120  # letters of such a line
_STEP = re.compile(r"\s[>/»›|]\s")  # of a path: "Home > Police forces > Kent"


class Whose(NamedTuple):
    """The force that a line names, and whether the line stands above its entries and never below."""

    force: str
    heads: bool


def whose(text: str) -> Whose | None:
    """Whose entry a line says it is: by a label or heading, in the path to the page, or by a force's name alone."""
    if len(text) > _LONGEST:
        return None
    if label := first("register", "whose", text):
        force = _force(label[1]["force"])
        return Whose(force, heads=False) if force else None
    if heading := first("register", "heading", text):
        force = _force(heading[1]["force"])
    else:
        named = {one.id for part in _STEP.split(text) if (one := facts.vocabulary().find_force(part.strip()))}
        force = named.pop() if len(named) == 1 else None
    return Whose(force, heads=True) if force else None


def force_around(blocks: Sequence[Block]) -> str | None:
    """The one force that lines of the page name, its menu among them; None where they name several."""
    named = {named.force for block in blocks if block.kind == "paragraph" and (named := whose(block.text))}
    return named.pop() if len(named) == 1 else None


def as_one(found: Sequence[Ask]) -> list[Ask]:
    """What stands under the heading of one recommendation: a paragraph without a list goes on with the one before."""
    whole: list[Ask] = []
    for ask in found:
        if whole and not ask.lead_ins and all(one.kind == "paragraph" for one in (*whole[-1].blocks, *ask.blocks)):
            whole[-1].blocks += ask.blocks
        else:
            whole.append(ask)
    return whole


def raised_in(title: Sequence[Block], prose: Sequence[Block], *, headed: bool) -> tuple[Programme | None, str | None]:
    """Programme and cycle of the report that an entry's head names, or its prose as its source.

    `headed` says that the title of a report heads it.
    """
    named = [block.text for block in title]
    for block in prose:
        if raised := first("register", "raised", block.text):
            named.append(next(value for value in raised[1].groupdict().values() if value))
    for text in named:
        if found := first("register", "programme", text):
            programme: Programme = found[0]["programme"]
            return programme, _cycle(programme, text)
    cycle = next((cycle for text in named if (cycle := cycle_named(text))), None)
    if cycle:
        return "PEEL", cycle
    titled = any(first("register", "report_title", block.text) for block in title)
    return ("thematic" if headed or titled else None), None


def _cycle(programme: Programme, title: str) -> str | None:
    """The cycle that a title names: by its years, or its year where the programme has a cycle of it."""
    if programme == "PEEL":
        return cycle_named(title)
    year = re.search(r"\b20\d\d\b", title)
    named = f"{programme.casefold()}-{year[0]}" if year else ""
    return named if named in facts.vocabulary().cycle_by_id else None


def _force(name: str) -> str | None:
    """The force that a label or heading names, alone or among other words."""
    found = facts.vocabulary().find_force(name.strip())
    return found.id if found else force_named(name)
