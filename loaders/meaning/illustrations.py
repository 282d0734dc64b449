"""Cases that a report tells to illustrate its findings, and that are no findings themselves."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.structure.blocks import Block
from loaders.structure.boxes import is_headline, leads_a_list
from loaders.words import first


def without_illustrations(blocks: Sequence[Block], force: str | None) -> tuple[list[Block], list[Block]]:
    """The blocks of a box without the cases in it, and the blocks of the cases.

    A case begins with a heading that says so, and ends at the next headline or where a list of what to do begins.
    """
    kept: list[Block] = []
    cases: list[Block] = []
    in_case = False
    for at, block in enumerate(blocks):
        if is_headline(block):
            in_case = first("headings", "illustration", block.text) is not None
        elif in_case and leads_a_list(blocks, at, force):
            in_case = False
        (cases if in_case else kept).append(block)
    return kept, cases
