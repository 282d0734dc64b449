"""Minutes of a panel or board: the items on reports of the inspectorate, and what the policing body said in each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.records import AuthorRole
from loaders import words
from loaders.answering.correspondence import Letter
from loaders.structure.blocks import Block
from loaders.words.dates import printed_date
from loaders.words.headings import may_be_heading

_FILE = "response_minutes"
_HEAD = 12


def letters(blocks: Sequence[Block]) -> list[Letter] | None:
    """The comments that minutes report, each as a letter whose subject is its item; None where these are no minutes.

    What others at the table said is none of it, and an item in which nobody comments on the report is none.
    """
    items = _on_item_page(blocks)
    if not items and not any(words.first(_FILE, "minutes", block.text) for block in blocks[:_HEAD]):
        return None
    items = items or [at for at, block in enumerate(blocks) if _is_head(block)]
    items = items or [at for at in range(len(blocks) - 1) if _heads_prose(blocks[at], blocks[at + 1])]
    found: list[Letter] = []
    for at, end in pairwise([*items, len(blocks)]):
        said = blocks[at + 1 : end]
        others = [block for block in said if words.first(_FILE, "other_voice", block.text)]
        body = [block for block in said if block not in others]
        is_answered = any(words.first(_FILE, "comments", block.text) for block in body)
        if is_answered and words.first(_FILE, "report", blocks[at].text):
            role = _who_comments(body) if len(items) == 1 else None
            found.append(Letter(head=[blocks[at]], body=body, subject=blocks[at], margin=others, role=role))
    return found


def day_of(blocks: Sequence[Block]) -> str | None:
    """The day of the meeting, as the head of its minutes gives it."""
    for block in blocks[:_HEAD]:
        if found := words.first(_FILE, "held", block.text):
            return printed_date(found[1]["date"] or found[1]["labelled"])
    return None


def _who_comments(said: Sequence[Block]) -> AuthorRole | None:
    """Whose comments an item reports, by the sentence that says so, wherever in it."""
    comments = (block.text for block in said if words.first(_FILE, "comments", block.text))
    told = (words.first("response_letter", "author_told", text) for text in comments)
    return next((found[0]["role"] for found in told if found), None)


def _on_item_page(blocks: Sequence[Block]) -> list[int]:
    """Where the title of the one item stands, on a page that prints no other; empty for any other page."""
    if not any(words.first(_FILE, "item_page", block.text) for block in blocks[:_HEAD]):
        return []
    begins = next((at for at, block in enumerate(blocks) if words.first(_FILE, "begins", block.text)), len(blocks))
    titles = (at for at, block in enumerate(blocks[:begins]) if words.first(_FILE, "report", block.text))
    return list(titles)[:1] if begins < len(blocks) else []


def _heads_prose(block: Block, below: Block) -> bool:
    """Whether a line heads an item where none is numbered."""
    return may_be_heading(block) and len(block.text) <= 120 and not may_be_heading(below)


def _is_head(block: Block) -> bool:
    """Whether a numbered line heads an item of the agenda."""
    is_numbered = block.number is not None or words.first(_FILE, "item", block.text) is not None
    return is_numbered and len(block.text) <= 120 and block.text[-1:] not in ".;:"
