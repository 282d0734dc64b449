"""PDF files: opened within limits, and their pages as pieces of text with their places.

Read with pypdfium2, whose text comes with exact boxes and many times faster than that of the readers written in Python.
"""

from __future__ import annotations

import ctypes
import re
import time
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from kg.errors import KgError
from loaders.formats.file import File
from loaders.formats.manuscript import Extracted
from loaders.formats.pdf_layout import written

MOST_PAGES = 2_000
LONGEST = 60  # seconds for one file
LARGEST_STREAM = 60_000_000  # bytes unpacked, of anything but a picture
LARGEST_TOTAL = 300_000_000
_STREAM = re.compile(rb"stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_STEP = 1_000_000  # bytes unpacked at a time
_END = re.compile(r"\r\n|\r|\n|[\ufffe\x02]")  # of a printed line; the last two stand for a hyphen at it
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_BOLD = re.compile(rb"(?i)bold|black|heavy|demi")
_LARGE_PICTURE = 0.25  # of a page's area
_OUTLINES = 200  # drawn lines and shapes; a frame or a chart has fewer
_GAP = 0.95  # of the type size; no space between words is as wide


class Piece(NamedTuple):
    """Text that stands together on one printed line of a page, on a base line counted from the foot of the page."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


class Page(NamedTuple):
    """The pieces of a page in the order in which they are drawn; `is_drawn` where there is none, but a picture."""

    height: float
    pieces: list[Piece]
    is_drawn: bool = False


def extract(file: File) -> Extracted:
    """The text of a PDF, a line a paragraph, with what belongs to the page marked.

    Raises KgError for a file that is cut short, damaged, encrypted, made of pictures only, or larger than the limits.
    """
    pages = list(_pages(file))
    if not any(character.isalpha() for page in pages for piece in page.pieces for character in piece.text):
        raise KgError(
            "has no text: its pages are pictures, as of a scan",
            str(file.path),
            "run text recognition (OCR) on it first",
        )
    text, hints = written(pages)
    drawn = [number for number, page in enumerate(pages, 1) if page.is_drawn]
    return Extracted(file.sha256, text, hints, notes=(_without_text(drawn),) if drawn else ())


def _without_text(numbers: Sequence[int]) -> str:
    """Names pages: "pages 2, 5-7 have no text but pictures, so that what they say is not read"."""
    runs = [list(run) for _, run in groupby(enumerate(numbers), lambda entry: entry[1] - entry[0])]
    named = ", ".join(f"{run[0][1]}-{run[-1][1]}" if len(run) > 1 else f"{run[0][1]}" for run in runs)
    what = "pages {} have" if len(numbers) > 1 else "page {} has"
    return f"{what.format(named)} no text but pictures, so that what they say is not read"


def _pages(file: File) -> Iterator[Page]:
    import pypdfium2

    where = str(file.path)
    if b"%%EOF" not in file.content.rstrip(b"\0 \r\n\t")[-1024:]:
        raise KgError("a PDF that is cut short: its end is missing", where, "get the whole file again")
    _check_size(file.content, where)
    until = time.monotonic() + LONGEST
    try:
        document = pypdfium2.PdfDocument(file.content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise KgError("an encrypted PDF", where, "save it without a password") from None
        raise KgError("a damaged PDF", where, "get the whole file again") from None
    with document:
        if len(document) > MOST_PAGES:
            raise KgError(f"{len(document):,} pages, more than {MOST_PAGES:,}", where, "split it")
        for number in range(len(document)):
            if time.monotonic() > until:
                raise KgError(f"takes longer than {LONGEST} seconds to read", where, "save it again, or split it")
            try:
                page = document[number]
                text = page.get_textpage()
            except pypdfium2.PdfiumError:
                raise KgError(f"a damaged PDF (page {number + 1})", where, "get the whole file again") from None
            pieces = _pieces(text)
            yield Page(page.get_height(), pieces, not pieces and _is_drawn(page))
            text.close()
            page.close()


def _is_drawn(page: Any) -> bool:
    """Whether a page without text shows what may be text: a large picture, as of a scan, or letters as outlines."""
    from pypdfium2 import raw

    area = page.get_width() * page.get_height()
    outlines = 0
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = drawn.get_bounds()
        if drawn.type == raw.FPDF_PAGEOBJ_PATH:
            outlines += 1
        elif (right - left) * (top - bottom) > _LARGE_PICTURE * area:
            return True
    return outlines > _OUTLINES


def _check_size(content: bytes, where: str) -> None:
    """Raises KgError where unpacking the file's streams would take more memory than any report needs."""
    total = 0
    for match in _STREAM.finditer(content):
        if _PICTURE.search(content, content.rfind(b" obj", 0, match.start()), match.start()):
            continue
        size = _unpacked(content, match.end())
        total += size
        if size > LARGEST_STREAM or total > LARGEST_TOTAL:
            raise KgError("a PDF that unpacks to far more than a report", where, "get the file as it was published")


def _unpacked(content: bytes, start: int) -> int:
    """How large a stream is unpacked, counted up to the limit."""
    if content[start : start + 1] not in (b"x", b"H", b"h", b"8"):  # the first byte of zlib's header
        return 0
    unpacker = zlib.decompressobj()
    size = 0
    feed = content[start : start + _STEP]
    at = start + len(feed)
    try:
        while feed and not unpacker.eof and size <= LARGEST_STREAM:
            size += len(unpacker.decompress(feed, _STEP))
            feed = unpacker.unconsumed_tail
            if not feed:
                feed = content[at : at + _STEP]
                at += len(feed)
    except zlib.error:
        return size
    return size


def _pieces(page: Any) -> list[Piece]:
    """The printed lines of a page, those parted by a wide gap in several pieces."""
    count = page.count_chars()
    if count <= 0:
        return []
    text = _ASTRAL.sub("\ufffd\u200b", page.get_text_range())  # places are counted in UTF-16
    reader = _Reader(page.raw, len(text) == count)
    pieces: list[Piece] = []
    start = 0
    for match in _END.finditer(text + "\n"):
        end = match.start()
        line = text[start:end]
        if line and not line.isspace():
            pieces.extend(reader.pieces(line + ("-" if match[0] in "\ufffe\x02" else ""), start, end))
        start = match.end()
    return pieces


@cache
def _is_bold_font(name: bytes) -> bool:
    return _BOLD.search(name) is not None


class _Reader:
    """Asks for the places and the type of a page's characters, with as few calls as will do."""

    def __init__(self, handle: Any, is_even: bool) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._handle = handle
        self._is_even = is_even  # characters and places in the text are counted alike
        self._values = tuple(ctypes.c_double() for _ in range(4))
        self._references = tuple(ctypes.byref(value) for value in self._values)
        self._font = ctypes.create_string_buffer(128)

    def pieces(self, line: str, start: int, end: int) -> list[Piece]:
        """The pieces of a line that stands from a place to another of the page's text."""
        raw, handle = self._raw, self._handle
        first, last = self._character(start), self._character(end - 1)
        left, _, right, _ = values = self._values
        x, y = self._references[:2]
        raw.FPDFText_GetCharOrigin(handle, first, x, y)
        base = values[1].value
        size = raw.FPDFText_GetFontSize(handle, first)
        edges: list[tuple[float, float]] = []
        for at in range(raw.FPDFText_CountRects(handle, first, last - first + 1)):
            raw.FPDFText_GetRect(handle, at, *self._references)
            edges.append((left.value, right.value))
        if not edges:
            return []
        is_bold = self._is_bold(first) and self._is_bold(last)
        if len(edges) == 1:
            return [Piece(line.strip(), *edges[0], base, size, is_bold)]
        begin = 0
        opened = edges[0][0]
        found = []
        for at, (_, stop) in enumerate(edges):
            if at + 1 == len(edges) or edges[at + 1][0] - stop > _GAP * size:
                until = len(line) if at + 1 == len(edges) else self._begins(line, start, begin, edges[at + 1][0])
                text = line[begin:until].strip()
                if text:
                    found.append(Piece(text, opened, stop, base, size, is_bold))
                if at + 1 < len(edges):
                    begin, opened = until, edges[at + 1][0]
        return found

    def _character(self, place: int) -> int:
        return place if self._is_even else self._raw.FPDFText_GetCharIndexFromTextIndex(self._handle, place)

    def _is_bold(self, character: int) -> bool:
        self._raw.FPDFText_GetFontInfo(self._handle, character, self._font, 128, None)
        return _is_bold_font(self._font.value)

    def _begins(self, line: str, start: int, begin: int, left: float) -> int:
        """Where in a line the text begins that is printed from an edge on."""
        for at in range(begin + 1, len(line)):
            if not line[at].isspace() and line[at - 1].isspace():
                self._raw.FPDFText_GetCharBox(self._handle, self._character(start + at), *self._references)
                if self._values[0].value >= left - 1:
                    return at
        return len(line)
