"""A page of a PDF as pieces of text with their places and type."""

from __future__ import annotations

import ctypes
import re
from functools import cache
from typing import Any, NamedTuple

_END = re.compile(r"\r\n|\r|\n|[\ufffe\x02]")  # of a printed line; the last two stand for a hyphen at it
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_BOLD = re.compile(rb"(?i)bold|black|heavy|demi")
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


def pieces_of(page: Any) -> list[Piece]:
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
