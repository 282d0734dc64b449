"""What a letter quotes of an earlier report: in quotes, or in a paragraph behind a lead-in that names it."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.structure.blocks import Block
from loaders.structure.outline import Section
from loaders.words import first, folded

_MOST_QUOTED = 4  # paragraphs of one quotation
_OPENS, _CLOSES = ("'", '"'), ("'", '"', "'.", '".')


def is_quoted(section: Section, at: int) -> bool:
    """Whether an earlier cause of concern follows behind a lead-in that names one, in its own words."""
    lead, behind = section.blocks[at], section.blocks[at + 1 : at + 2]
    named = lead.text.endswith(":") and first("letter", "said", lead.text) is not None
    return named and bool(behind) and behind[0].kind == "paragraph"


def quotation(blocks: Sequence[Block], *, is_named: bool) -> list[Block]:
    """The paragraphs of a quotation; without quotes one paragraph, where the lead-in names what follows."""
    if not blocks or blocks[0].kind != "paragraph" or not blocks[0].text:
        return []
    if not folded(blocks[0].text).startswith(_OPENS):
        return [blocks[0]] if is_named else []
    for count in range(1, _MOST_QUOTED + 1):
        if folded(blocks[count - 1].text).endswith(_CLOSES):
            return list(blocks[:count])
        if count == len(blocks) or blocks[count].kind != "paragraph":
            break
    return [blocks[0]]
