"""From the text of a file to its blocks: paragraphs, bullets and table rows with their places, and no meaning.

A line of the file is a paragraph unless it carries on the one before: extracted PDF text breaks paragraphs at the foot
of a page, and some files break every line. What belongs to the page and not to the text (contents list, page numbers,
lines that come back on every page) is kept as a block, marked `cut`, so that every line can be accounted for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Literal, NamedTuple

from loaders import formats
from loaders.structure.lines import Cut, Hint, Line, carries_on, full_width, is_wrapped, lines_of
from loaders.structure.lists import Lists
from loaders.structure.page import cuts

Span = tuple[int, int]

_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*\)")
_ESCAPED = re.compile(r"\\([\[\]()*_#.\\-])")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_BREAK = re.compile(r"<br ?/?>")
_HYPHENATED = re.compile(r"[a-z]-$")
_SPELT = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": None, "\u200b": None}
)
_SENTENCE_END = re.compile(r"[.!?]['\"’”)\]]*\s+(?=['\"‘“(\[]*[A-Z0-9])")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|No|St|Mr|Mrs|Ms|Dr|vs|[A-Z])\.$")


class Cell(NamedTuple):
    """One cell of a table row."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, bullet or table row: its text cleaned, and where its parts stand in the file."""

    kind: Literal["paragraph", "bullet", "row"]
    text: str
    spans: tuple[Span, ...]
    line: int
    cells: tuple[Cell, ...] = ()
    number: str | None = None  # of a numbered item
    level: int = 0  # of a bullet under a bullet
    bold: bool = False  # marked so from end to end
    heading: int = 0  # its level, where the format marks it as one
    cut: Cut | None = None

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]


class Sentence(NamedTuple):
    """A sentence of a block, cleaned, with its own place."""

    text: str
    spans: tuple[Span, ...]
    line: int


@dataclass(frozen=True)
class Source:
    """A file that was read: its extracted text, the blocks of it, what a web page tells of itself beside it,
    and `notes` on what could not be read."""

    file: str
    sha256: str
    text: str
    blocks: list[Block]
    url: str | None = None
    page_title: str | None = None
    page_date: str | None = None
    notes: tuple[str, ...] = ()

    def body(self) -> list[Block]:
        """The blocks that belong to the text and not to the page."""
        return [block for block in self.blocks if block.cut is None]

    def line_at(self, offset: int) -> int:
        """The line, counted from 1, in which a code point stands."""
        return self.text.count("\n", 0, offset) + 1


def read_file(path: Path) -> Source:
    """The text and blocks of a file of any format in `loaders/formats/`.

    Raises KgError for a file that is missing, without text, damaged, too large or of another format.
    """
    found = formats.extract(path)
    return Source(
        path.name,
        found.sha256,
        found.text,
        parse(found.text, found.hints),
        found.url,
        found.title,
        found.dated,
        found.notes,
    )


def parse(text: str, hints: Mapping[int, Hint] | None = None) -> list[Block]:
    """The blocks of a text whose lines end in `\n`, in their order, the cut ones among them.

    `hints`, by number of the line, are what the format of the file tells beside the text; None where it tells nothing.
    """
    lines = list(lines_of(text, hints))
    cut_lines = cuts(lines, hinted=hints is not None)
    wrapped = hints is None and is_wrapped(lines)
    blocks: list[Block] = []
    open_at: int | None = None  # the block that the next line may carry on
    before: Line | None = None
    full = full_width(lines) if hints is None else None
    lists = Lists(full)
    divided = False  # by what belongs to a page, which the wording told and not the format
    without_mark = False  # the open block is an item of a list that lost its marks
    for line in lines:
        cut = cut_lines.get(line.number)
        if cut:
            blocks.append(Block("paragraph", clean(line.text), ((line.start, line.end),), line.number, cut=cut))
            divided = line.hint.cut is None and cut in ("furniture", "page number")
            continue
        if divided:  # the format took what stands on each page for text, so that it cannot tell what goes on behind it
            line = line._replace(hint=line.hint._replace(carries_on=None))  # noqa: PLW2901
            divided = False
        above = blocks[open_at] if open_at is not None else None
        if before and above and lists.goes_on_without_mark(line, before, of_item=without_mark):
            blocks.append(Block("bullet", clean(line.text), ((line.start, line.end),), line.number, level=1))
            open_at, without_mark = len(blocks) - 1, True
        elif (
            before
            and above
            and open_at is not None
            and (
                (above.kind == "bullet" and lists.is_rest_of_item(line, before, above.text))
                or carries_on(before, len(above.text), line, wrapped=wrapped, full=full)
            )
        ):
            blocks[open_at] = _joined(above, line, text)
        else:
            block = _block(line, lists.level(line, above.text if above and above.kind == "bullet" else None))
            if block is None:
                continue
            blocks.append(block)
            open_at, without_mark = len(blocks) - 1, False
        before = line
    return blocks


def clean(raw: str) -> str:
    """Text as a reader sees it: links and emphasis reduced to words, ligatures spelt out, white space squeezed."""
    if "<br" in raw:
        raw = _BREAK.sub(" ", raw)
    if "](" in raw:
        raw = _LINK.sub(r"\1", raw)
    if "\\" in raw:
        raw = _ESCAPED.sub(r"\1", raw)
    if "*" in raw:
        raw = raw.replace("**", "")
        if raw.count("*") % 2 == 0:
            raw = _EMPHASIS.sub("", raw)
    return " ".join((raw if raw.isascii() else raw.translate(_SPELT)).split())


def sentences(block: Block, source_text: str) -> list[Sentence]:
    """The sentences of a block, each with its own place in the text it was read from."""
    raw = " ".join(source_text[start:end] for start, end in block.spans)
    ends = [
        match.end()
        for match in _SENTENCE_END.finditer(raw)
        if not _ABBREVIATED.search(raw, max(0, match.start() - 5), match.start() + 1)
    ]
    result = []
    begin = 0
    for end in [*ends, len(raw)]:
        spans = _back_to_file(begin, begin + len(raw[begin:end].rstrip()), block.spans)
        begin = end
        if spans:
            text = reduce(lambda left, right: _together(left, right, source_text), (source_text[s:e] for s, e in spans))
            line = block.line + source_text.count("\n", block.start, spans[0][0])
            result.append(Sentence(clean(text), spans, line))
    return result


def part_of(block: Block, source_text: str, begin: int, end: int | None = None) -> Block:
    """Some of a block, by its place in the block's cleaned text, as a block of its own."""
    raw = " ".join(source_text[start:stop] for start, stop in block.spans)
    plain = _LINK.sub(lambda link: link[0][: link.end(1) - link.start() + 1].ljust(len(link[0])), raw)
    text = block.text[begin:end].strip()
    begin += len(block.text[begin:]) - len(block.text[begin:].lstrip())
    low = _raw_place(plain, block.text, begin)
    high = _raw_place(plain, block.text, begin + len(text) - 1) + 1 if text else low
    spans = _back_to_file(low, high, block.spans) or block.spans[:1]
    line = block.line + source_text.count("\n", block.start, spans[0][0])
    return replace(block, text=text, spans=spans, line=line, number=None)


def _raw_place(raw: str, text: str, index: int) -> int:
    """Where a character of the cleaned text stands in the raw one, which lacks none of its letters but ligatures."""
    at = -1
    for character in text[: index + 1]:
        found = -1 if character.isspace() else raw.find(character, at + 1, at + 40)
        at = found if found >= 0 else at
    return max(at, 0)


def _block(line: Line, level: int) -> Block | None:
    """The block that a line begins, with the level it has as a bullet; None where nothing is left, as of a picture."""
    text = clean(line.text)
    if not text or (line.divider == "|" and not any(character.isalnum() for character in text)):
        return None  # a rule between head and body of a table says nothing
    span = (line.start, line.end)
    if line.is_row:
        cells = tuple(_cells(line))
        text = " ".join(cell.text for cell in cells if cell.text)
        return Block("row", text, (span,), line.number, cells=cells)
    if line.mark and not line.mark.startswith("#"):
        return Block("bullet", text, (span,), line.number, level=level)
    if line.item:
        return Block("bullet", text, (span,), line.number, number=line.item, level=1)
    starred = len(line.text) > 4 and line.text.startswith("**") and line.text.find("**", 2) == len(line.text) - 2
    heading = line.hint.heading or len(line.mark)  # a mark that is no bullet's is "##"
    return Block("paragraph", text, (span,), line.number, bold=line.hint.bold or starred, heading=heading)


def _cells(line: Line) -> Iterator[Cell]:
    for at in range(line.start - line.empty_cells, line.start):
        yield Cell("", (at, at))
    offset = line.start
    for raw in line.text.split(line.divider):
        lead = len(raw) - len(raw.lstrip())
        stripped = raw.strip()
        yield Cell(clean(stripped), (offset + lead, offset + lead + len(stripped)))
        offset += len(raw) + 1


def _joined(block: Block, line: Line, text: str) -> Block:
    """A block with the line that carries it on; a word that the line end hyphenates is made whole."""
    spans = (*block.spans, (line.start, line.end))
    return replace(block, text=_together(block.text, clean(line.text), text), spans=spans)


def _together(left: str, right: str, text: str) -> str:
    """Two parts of a paragraph as one."""
    if _HYPHENATED.search(left) and right[:1].islower():
        word = left.rsplit(None, 1)[-1] + right.split(None, 1)[0].rstrip(".,;:")
        # "multi-" and "agency" keep their hyphen where the document writes it so elsewhere
        return left + right if word in text else left[:-1] + right
    return f"{left} {right}"


def _back_to_file(begin: int, end: int, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The file's spans of a stretch of a block's parts joined by one character each."""
    found = []
    offset = 0
    for start, stop in spans:
        length = stop - start
        low, high = max(begin - offset, 0), min(end - offset, length)
        if low < high:
            found.append((start + low, start + high))
        offset += length + 1
    return tuple(found)
