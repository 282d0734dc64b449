"""From the text of a file to its blocks: paragraphs, bullets and table rows with their places, and no meaning.

A line of the file is a paragraph unless it carries on the one before: extracted PDF text breaks paragraphs at the foot
of a page, and some files break every line. What belongs to the page and not to the text (contents list, page numbers,
lines that come back on every page) is kept as a block, marked `cut`, so that every line can be accounted for.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Literal, NamedTuple

from kg.errors import KgError

Span = tuple[int, int]
Cut = Literal["contents", "furniture", "page number"]

_MARK = re.compile(r"(?:[-*•◦▪●■‣·\uf0b7–]|#{1,6})\s+")
_SUB_MARKS = "◦▪‣"
_NUMBER = re.compile(r"\(?(?P<number>\d{1,2}|[a-z](?=\))|[ivx]{1,4}(?=\)))[.)]\s+(?=\S)")
_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*\)")
_ESCAPED = re.compile(r"\\([\[\]()*_#.\\-])")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_SPACE = re.compile(r"\s+")
_HYPHENATED = re.compile(r"[a-z]-$")
_PAGE = re.compile(r"page \d{1,3}(?: of \d{1,3})?:?", re.IGNORECASE)
_SPELT = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": None, "\u200b": None}
)
_ADDRESS = re.compile(r"(?:www\.|https?://|\S+@)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]['\"’”)\]]*\s+(?=['\"‘“(\[]*[A-Z0-9])")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|No|St|Mr|Mrs|Ms|Dr|vs|[A-Z])\.$")

# A line that ends in one of these goes on, whatever the next one begins with.
_DANGLING = frozenset(
    ["a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "our", "the", "their", "to", "with"]
)
_HALF_LINE = 40  # a shorter line is a heading or label, never the first half of a paragraph that a page breaks
_WRAPPED_AT = 130  # no line is longer in a file whose every line is broken
_MAGIC = {b"%PDF": "a PDF", b"PK\x03\x04": "a zip or Word file", b"\xd0\xcf\x11\xe0": "an old Word file"}


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
    """A file that was read."""

    file: str
    sha256: str
    text: str
    blocks: list[Block]

    def body(self) -> list[Block]:
        """The blocks that belong to the text and not to the page."""
        return [block for block in self.blocks if block.cut is None]

    def line_at(self, offset: int) -> int:
        """The line, counted from 1, in which a code point stands."""
        return self.text.count("\n", 0, offset) + 1


def read_file(path: Path) -> Source:
    """The blocks of a text file.

    Raises KgError for a file that is missing, empty, binary or not in UTF-8.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KgError(error.strerror or "cannot be read", str(path), "name a text file that can be read") from None
    text = _decoded(content, str(path))
    return Source(path.name, hashlib.sha256(content).hexdigest(), text, parse(text))


def parse(text: str) -> list[Block]:
    """The blocks of a text whose lines end in `\\n`, in their order, the cut ones among them."""
    lines = list(_lines(text))
    cuts = _contents(lines) | _furniture(lines)
    wrapped = _is_wrapped(lines)
    blocks: list[Block] = []
    open_at: int | None = None  # the block that the next line may carry on
    before: _Line | None = None
    for line in lines:
        cut = cuts.get(line.number)
        if cut:
            blocks.append(Block("paragraph", clean(line.text), ((line.start, line.end),), line.number, cut=cut))
            continue
        if before and open_at is not None and _carries_on(before, len(blocks[open_at].text), line, wrapped):
            blocks[open_at] = _joined(blocks[open_at], line, text)
        else:
            block = _block(line)
            if block is None:
                continue
            blocks.append(block)
            open_at = len(blocks) - 1
        before = line
    return blocks


def clean(raw: str) -> str:
    """Text as a reader sees it: links and emphasis reduced to words, ligatures spelt out, white space squeezed."""
    if "](" in raw:
        raw = _LINK.sub(r"\1", raw)
    if "\\" in raw:
        raw = _ESCAPED.sub(r"\1", raw)
    if "*" in raw:
        raw = raw.replace("**", "")
        if raw.count("*") % 2 == 0:
            raw = _EMPHASIS.sub("", raw)
    return _SPACE.sub(" ", raw.translate(_SPELT)).strip()


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


def _decoded(content: bytes, where: str) -> str:
    """The text of the bytes, with `\\n` line ends."""
    for magic, name in _MAGIC.items():
        if content.startswith(magic):
            raise KgError(f"{name}, not text", where, "save it as plain text (UTF-8) and name that file")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise KgError("text in UTF-16, not UTF-8", where, "save it as UTF-8")
    if b"\0" in content:
        raise KgError("a binary file, not text", where, "save it as plain text (UTF-8) and name that file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end == len(content):
            raise KgError("cut short in the middle of a character", where, "get the whole file again") from None
        raise KgError(f"not UTF-8 (byte {error.start})", where, "save it as UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not any(character.isalpha() for character in text):
        raise KgError("no text in the file", where, "name a document with text")
    return text


class _Line(NamedTuple):
    """A line that is not blank: what stands on it, without its bullet mark."""

    number: int
    text: str
    start: int
    end: int
    gap: int  # blank lines before it
    indent: int
    mark: str
    item: str | None  # its number where it is numbered
    is_row: bool  # of a table, whose cells tabs part
    empty_cells: int  # of a table row, before its first text


def _lines(text: str) -> Iterator[_Line]:
    offset = gap = 0
    in_table = False
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip()
        if not stripped:
            gap += 1
            in_table = False
        else:
            indent = len(raw) - len(raw.lstrip())
            # the last rows of a table may have text in one column only
            in_table = "\t" in stripped or raw.startswith("\t\t") or (raw.startswith("\t") and in_table)
            mark = _MARK.match(stripped)
            item = None if mark else _NUMBER.match(stripped)
            skip = len((mark or item or [""])[0])
            start = offset + indent + skip
            yield _Line(
                number, stripped[skip:], start, start + len(stripped) - skip, gap, indent,
                mark[0].strip() if mark else "", item["number"] if item else None,
                in_table, raw[:indent].count("\t"),
            )  # fmt: skip
            gap = 0
        offset += len(raw) + 1


def _contents(lines: list[_Line]) -> dict[int, Cut]:
    """The lines of a contents list: the heading, and entries that end in page numbers that never go down."""
    for at, line in enumerate(lines):
        if line.text.casefold() not in ("contents", "table of contents"):
            continue
        found: list[int] = []
        page = 0
        index = at + 1
        while index < len(lines):
            entry = _page_of(lines[index].text)
            if entry is None and index + 1 < len(lines) and lines[index + 1].gap == 0:
                entry = _page_of(lines[index + 1].text)  # a long heading takes two lines
                if entry is not None and entry >= page:
                    found.append(lines[index].number)
                    index += 1
            if entry is None or entry < page:
                break
            found.append(lines[index].number)
            page = entry
            index += 1
        if len(found) >= 3:
            return dict.fromkeys([line.number, *found], "contents")
    return {}


def _page_of(text: str) -> int | None:
    """The page number at the end of a contents entry."""
    head = text.rstrip("0123456789")
    digits = text[len(head) :]
    if 0 < len(digits) <= 3 and head and (head[-1].isspace() or head[-1] in ".…") and any(c.isalpha() for c in head):
        return int(digits)
    return None


def _furniture(lines: list[_Line]) -> dict[int, Cut]:
    """Lines of the page: numbered pages, and a line that comes back and at least once stands inside a sentence."""
    cuts: dict[int, Cut] = {line.number: "page number" for line in lines if _PAGE.fullmatch(line.text)}
    keys = [re.sub(r"\d+", "#", line.text) for line in lines]
    again = {key for key, count in Counter(keys).items() if count >= 3 or key == "#"}
    suspect = [line.number in cuts or (key in again and not line.is_row) for line, key in zip(lines, keys, strict=True)]
    page_lines: set[str] = set()
    at = 0
    while at < len(lines):
        if not suspect[at]:
            at += 1
            continue
        run = at
        while run < len(lines) and suspect[run]:
            run += 1
        inside = (
            at > 0
            and run < len(lines)
            and _carries_on(lines[at - 1], len(lines[at - 1].text), lines[run]._replace(gap=1), False)
        )
        if inside:
            page_lines.update(key for key in keys[at:run] if key != "#")
            cuts.update(
                {
                    line.number: "page number"
                    for line, key in zip(lines[at:run], keys[at:run], strict=True)
                    if key == "#"
                }
            )
        at = run
    cuts.update({line.number: "furniture" for line, key in zip(lines, keys, strict=True) if key in page_lines})
    return cuts


def _is_wrapped(lines: list[_Line]) -> bool:
    """Whether every line of the file is broken, so that only blank lines part paragraphs."""
    long = [line for line in lines if len(line.text) > 50]
    if not long or max(len(line.text) for line in long) > _WRAPPED_AT:
        return False
    apart = sum(line.gap > 0 for line in lines)
    return apart >= len(lines) / 10 and apart <= len(lines) / 2


def _carries_on(before: _Line, length: int, line: _Line, wrapped: bool) -> bool:
    """Whether a line is the rest of what the line before, and `length` letters up to its end, began."""
    if line.mark or line.item or before.is_row or line.is_row or _ADDRESS.match(line.text):
        return False
    if wrapped and line.gap == 0 and len(before.text) > 50:
        return True
    ending = before.text.rstrip("'\"’”)]*")
    if not ending or ending[-1] in ".!?:;":
        return False
    if line.gap and length < _HALF_LINE:
        return False
    first = line.text.lstrip("[('\"‘“*")[:1]
    if first.islower():
        return True
    return length >= _HALF_LINE and ending.rsplit(None, 1)[-1] in _DANGLING


def _block(line: _Line) -> Block | None:
    """The block that a line begins; None where nothing is left of it, as of a picture."""
    text = clean(line.text)
    if not text:
        return None
    span = (line.start, line.end)
    if line.is_row:
        return Block("row", text, (span,), line.number, cells=tuple(_cells(line)))
    if line.mark and not line.mark.startswith("#"):
        level = 2 if line.mark in _SUB_MARKS or line.indent >= 4 else 1
        return Block("bullet", text, (span,), line.number, level=level)
    if line.item:
        return Block("bullet", text, (span,), line.number, number=line.item, level=1)
    bold = len(line.text) > 4 and line.text.startswith("**") and line.text.find("**", 2) == len(line.text) - 2
    return Block("paragraph", text, (span,), line.number, bold=bold)


def _cells(line: _Line) -> Iterator[Cell]:
    for at in range(line.start - line.empty_cells, line.start):
        yield Cell("", (at, at))
    offset = line.start
    for raw in line.text.split("\t"):
        lead = len(raw) - len(raw.lstrip())
        stripped = raw.strip()
        yield Cell(clean(stripped), (offset + lead, offset + lead + len(stripped)))
        offset += len(raw) + 1


def _joined(block: Block, line: _Line, text: str) -> Block:
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
