"""A block cut into pieces, each with its own place: lists and logs that were run together on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from loaders.structure.blocks import Block, Source, Span, clean

_BULLETS = {"•": 1, "●": 1, "■": 1, "◦": 2, "▪": 2, "‣": 2, "○": 2}
_MARK = re.compile(r"[•●■◦▪‣○]\s*")
_RUN = re.compile(r"(?:[:;,.]|\b(?:and|or|to|should|must|that))\s[•●■◦▪‣○]\s")
_LAST = re.compile(r"\b(?:and|or)\s*\Z")
# "the force should: (a) stop it; and (b) start again"
_COUNTED = re.compile(r"(?:(?<=[:;,.]\s)|(?<=\band\s)|(?<=\bor\s))\(?(?P<at>\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s+(?=\w)")
_COUNT = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s+")
_COUNTS = (
    [str(number) for number in range(1, 21)],
    list("abcdefghijklmnopqrst"),
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"],
)
# items of a list whose line breaks were lost: "stop it;start again", "start again; andask why"
_GLUED = re.compile(r";(?!and\b|or\b|nbsp)(?=[a-z]{2})|; and(?=[a-z]{3})")
# the next item of a list, behind the one that ends on its line: "... of investigations. - The force should ..."
_DASHED = re.compile(r"(?<=[.;]\s)[-–—*]\s+(?=[A-Z])")
_NOTE = re.compile(r"\[on\]", re.IGNORECASE)
_NOTE_END = re.compile(r"\[/on\]\s*(?=[^\s\[])", re.IGNORECASE)


def pieces(source: Source, block: Block) -> list[Block]:
    """The pieces of a block, cut at each bullet mark and where a dated note begins or ends; the block where none is."""
    raw = (source.text, block.start, block.end)
    begins = {match.start(): _BULLETS.get(match[0][0], 0) for at in (_MARK, _NOTE) for match in at.finditer(*raw)}
    above = 0
    without_first = 1 not in begins.values()
    for at, level in sorted(begins.items()):
        # a list under that mark alone, or its last item under another mark than those before
        is_last = above == 1 and _LAST.search(source.text, max(block.start, at - 5), at)
        if level > 1 and (without_first or is_last):
            begins[at] = 1
        above = level
    begins |= dict.fromkeys(_counted(source, block), 1)
    if block.kind == "bullet":
        begins |= {match.start(): block.level for match in _DASHED.finditer(*raw)}
    glued = [match.end() for match in _GLUED.finditer(*raw)]
    begins |= dict.fromkeys(glued, 1)
    begins |= {match.end(): 0 for match in _NOTE_END.finditer(*raw) if match.end() not in begins}
    if not begins:
        return [block]
    level = block.level if block.kind == "bullet" else 0
    if glued and source.text[: block.start].rstrip().endswith(":"):
        level = 1  # the first of the items
    found: list[tuple[int, list[Span]]] = [(level, [])]
    for start, end in block.spans:
        cuts = [start, *sorted(at for at in begins if start < at < end), end]
        for low, high in pairwise(cuts):
            if low in begins:
                found.append((begins[low], []))
            found[-1][1].append((low, high))
    return list(_blocks(source, found))


def _counted(source: Source, block: Block) -> list[int]:
    """Where the items begin that a paragraph counts behind a colon, from the first on, two at least; else none."""
    found = list(_COUNTED.finditer(source.text, block.start, block.end))
    for first, match in enumerate(found):
        if source.text[: match.start()].rstrip()[-1:] != ":":
            continue
        for counts in _COUNTS:
            items = [one for one, count in zip(found[first:], counts, strict=False) if one["at"] == count]
            if len(items) > 1 and len(items) == len(found) - first:
                return [one.start() for one in items]
    return []


def without_runs(source: Source) -> Source:
    """The source, paragraphs that run a list together cut into lead-in and items."""
    blocks = [one for block in source.blocks for one in (pieces(source, block) if _is_run(source, block) else [block])]
    return replace(source, blocks=blocks)


def _is_run(source: Source, block: Block) -> bool:
    """Whether a paragraph or item runs a list together: marks or counts stand behind a colon or the end of an item."""
    if block.kind == "row" or block.cut is not None:
        return False
    if _GLUED.search(block.text) or (block.kind == "bullet" and _DASHED.search(block.text)):
        return True
    return _RUN.search(block.text) is not None or (":" in block.text and bool(_counted(source, block)))


def part(source: Source, block: Block, begin: int, end: int | None = None) -> Block | None:
    """The piece of a block between two offsets of the file; None where nothing but white space is left."""
    spans = [(max(start, begin), min(stop, block.end if end is None else end)) for start, stop in block.spans]
    kind = 0 if block.kind != "bullet" else block.level
    return next(_blocks(source, [(kind, [span for span in spans if span[0] < span[1]])]), None)


def _blocks(source: Source, parts: list[tuple[int, list[Span]]]) -> Iterator[Block]:
    for level, spans in parts:
        kept = [span for one in spans if (span := _trimmed(source.text, one, is_item=level > 0 and one is spans[0]))]
        if kept:
            text = " ".join(clean(source.text[start:end]) for start, end in kept)
            kind = "bullet" if level else "paragraph"
            yield Block(kind, text, tuple(kept), source.line_at(kept[0][0]), level=level)  # type: ignore[arg-type]


def _trimmed(text: str, span: Span, *, is_item: bool) -> Span | None:
    """A span without its bullet mark and without white space at its ends; None where nothing is left."""
    start, end = span
    mark = _MARK.match(text, start, end)
    if is_item and not mark:
        mark = _COUNT.match(text, start, end) or _DASHED.match(text, start, end)
    start = mark.end() if mark else start
    stripped = text[start:end].strip()
    if not stripped:
        return None
    start += text[start:end].index(stripped)
    return start, start + len(stripped)
