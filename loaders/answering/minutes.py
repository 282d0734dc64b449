"""Minutes of a panel or board: the item on a report of the inspectorate, and what the policing body said in it."""

from __future__ import annotations

from collections.abc import Sequence

from loaders import words
from loaders.answering.correspondence import Letter
from loaders.structure.blocks import Block

_FILE = "response_minutes"
_HEAD = 12


def letter(blocks: Sequence[Block]) -> Letter | None:
    """The comments that minutes report, as a letter whose subject is the item; None where these are no minutes.

    What others at the table said is none of it.
    """
    if not any(words.first(_FILE, "minutes", block.text) for block in blocks[:_HEAD]):
        return None
    items = [at for at, block in enumerate(blocks) if block.number and _is_head(block)]
    for at, end in zip(items, [*items[1:], len(blocks)], strict=True):
        if not words.first(_FILE, "report", blocks[at].text):
            continue
        said = blocks[at + 1 : end]
        others = [block for block in said if words.first(_FILE, "other_voice", block.text)]
        body = [block for block in said if block not in others]
        return Letter(head=[blocks[at]], body=body, subject=blocks[at], margin=others)
    return None


def _is_head(block: Block) -> bool:
    """Whether a numbered line heads an item of the agenda."""
    return len(block.text) <= 120 and block.text[-1:] not in ".;:"
