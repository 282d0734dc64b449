"""Lists of what an earlier report asked, in the prose or a box of a later one: what remains of it, and what it was."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from kg.records import Restated
from loaders.meaning.drafts import Draft
from loaders.meaning.findings import Reader, bullets_after
from loaders.structure.blocks import Block
from loaders.structure.outline import Section
from loaders.words import dates, first, grades, headings, stems
from loaders.words.cycles import cycle_of


def begins(blocks: Sequence[Block]) -> int:
    """Where in a box the first list begins of what remains of an earlier report; their number where none does."""
    found = (at for at, block in enumerate(blocks) if first("stems", "remaining", block.text) and _items(blocks, at))
    return next(found, len(blocks))


def read_remaining(reader: Reader, section: Section, *, boxed: bool = False) -> list[Block]:
    """Drafts the findings of an earlier report that a line says remain; gives back what belongs to none."""
    for at, block in enumerate(section.blocks):
        found = first("stems", "remaining", block.text)
        if not found:
            continue
        said = found[1].groupdict()
        kind = headings.box_kind(said.get("kind") or said["other_kind"])
        items = _items(section.blocks, at)
        counted = dates.number(said["count"]) if said.get("count") else None
        if items and counted:
            items += _asked_further_on(section.blocks, items[-1], counted - len(items))
        if not kind or not items:
            continue
        year = said.get("year") or said.get("other_year") or grades.carried_over_from(block.text)
        restated = Restated(programme=reader.cover.programme, cycle=cycle_of(year) if year else None)
        reader.ledger.use(block)
        for item in items:
            reader.add(Draft(kind, [item], section, boxed=boxed, restated=restated))
    return [block for block in section.blocks if not reader.ledger.is_booked(block)]


def read_told(reader: Reader, section: Section) -> None:
    """Drafts what a follow-up of an earlier inspection lists of it in its prose: "We recommended that the force:"."""
    for at, block in enumerate(section.blocks):
        items = bullets_after(section.blocks, at) if block.text.endswith(":") else []
        found = first("letter", "earlier", block.text) if items else None
        if not found:
            continue
        reader.ledger.use(block)
        for item in items:
            draft = Draft(found[0]["kind"], [item], section, stem=block.text, boxed=False, restated=reader.cover.about)
            reader.add(draft)
            if draft.deadline:  # no period runs from the day of the document that tells it again
                draft.deadline = draft.deadline.model_copy(update={"computed": None})


def _items(blocks: Sequence[Block], at: int) -> list[Block]:
    """What a line leads to: the bullets below it, or behind a colon the one paragraph that asks."""
    items = bullets_after(blocks, at)
    if not items and blocks[at].text.endswith(":"):
        items = [one for one in blocks[at + 1 : at + 2] if stems.asks(one.text)]
    return items


def _asked_further_on(blocks: Sequence[Block], last: Block, wanted: int) -> list[Block]:
    """So many further bullets that ask, where a list is parted by what became of each finding in it."""
    asked = (one for one in blocks[blocks.index(last) + 1 :] if one.kind == "bullet" and stems.asks(one.text))
    return list(islice(asked, max(wanted, 0)))
