"""PDF files: opened within limits, page by page, and written out as text.

Read with pypdfium2, whose text comes with exact boxes and many times faster than that of the readers written in Python.
"""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from kg.errors import KgError
from loaders.formats.file import File
from loaders.formats.manuscript import Extracted
from loaders.formats.pdf_layout import written
from loaders.formats.pdf_page import Page, pieces_of

MOST_PAGES = 2_000
LONGEST = 60  # seconds for one file
LARGEST_STREAM = 60_000_000  # bytes unpacked, of anything but a picture
LARGEST_TOTAL = 300_000_000
_STREAM = re.compile(rb"stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_STEP = 1_000_000  # bytes unpacked at a time
_LARGE_PICTURE = 0.25  # of a page's area
_OUTLINES = 200  # drawn lines and shapes; a frame or a chart has fewer


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
            pieces = pieces_of(text)
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
