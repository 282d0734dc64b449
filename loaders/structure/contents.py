"""Contents lists that give no page numbers, as web pages have them, or dots before them, as transcripts do.

Those in extracted PDF text, whose entries end in numbers that go up, are told from the lines alone (`page.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.facts.tables import folded
from loaders.structure.blocks import Block, Source
from loaders.words import first

_LEADERS = re.compile(r"\s*(?:\.{3,}|…)[\s.…]*\d{0,3}$")
_MOST = 60  # entries


def without_contents(source: Source) -> Source:
    """The document with the first contents list cut: its heading, and all that stands below again as a heading."""
    blocks = source.blocks
    at = next((at for at, block in enumerate(blocks) if not block.cut and first("contents", "list", block.text)), None)
    if at is None:
        return source
    end = at + 1
    while end < min(len(blocks), at + 1 + _MOST) and (blocks[end].cut or _is_entry(blocks, end)):
        end += 1
    cut: list[Block] = [block if block.cut else replace(block, cut="contents") for block in blocks[at:end]]
    return replace(source, blocks=[*blocks[:at], *cut, *blocks[end:]])


def _is_entry(blocks: list[Block], at: int) -> bool:
    """Whether a line is printed again below, has the dots of an entry, or is a link beside the list."""
    block = blocks[at]
    if _LEADERS.search(block.text) or first("boilerplate", "line", block.text):
        return True
    same = folded(block.text)
    return any(one.text and folded(one.text) == same for one in blocks[at + 1 :] if not one.cut)
