"""Tables of a PDF, told by pieces of text that stand side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from loaders.formats.pdf_page import Piece
from loaders.formats.table import rows_of

# What may stand before an item of a list, apart from its text
MARK = re.compile(r"([•◦▪●■‣·∙○–*\uf0b7\uf0a7\uf0d8-]|o(?=\s|$))(?:\s+|$)")
NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?:\s+|$)")
_TALLEST_CELL = 6  # lines, where nothing else tells a table from columns of prose
_RAISED = 1.5  # lines by which a cell of more lines begins above its neighbours
_NEAR = 3.0  # points
_SHARED = 3.0  # points of height that cells of one row have in common at least
_LOOK_BACK = 12  # rows that a tall cell may hold together


class _Cell(NamedTuple):
    """A paragraph of a cell, and how high it reaches on the page."""

    column: int
    text: str
    top: float
    bottom: float


@dataclass
class _Row:
    """A row: the paragraphs of each cell, and how high it reaches."""

    cells: list[list[str]]
    top: float
    bottom: float


def regions(pieces: Sequence[Piece], leading: float) -> Iterator[tuple[int, int]]:
    """Where tables begin and end among the pieces of a page."""
    jumps = Counter(
        round(after.left / _NEAR)
        for before, after in pairwise(pieces)
        if after.base > before.base + leading / 2 and after.left > before.left
    )
    at = 0
    while at < len(pieces):
        end = _end_of_table(pieces, at, leading, jumps)
        if end is None:
            at += 1
        else:
            yield at, end
            at = end


def _end_of_table(pieces: Sequence[Piece], begin: int, leading: float, jumps: Counter[int]) -> int | None:
    """Where the table ends that a piece begins; None where it begins none."""
    second = _side_by_side(pieces, begin, leading, jumps)
    if second is None or MARK.fullmatch(pieces[begin].text) or NUMBER.fullmatch(pieces[begin].text):
        return None
    end = second + 1
    gap = 0.0
    while end < len(pieces):
        piece, last = pieces[end], pieces[end - 1]
        lowest = min(other.base for other in pieces[max(begin, end - 8) : end])
        beside = abs(piece.base - last.base) < leading / 2 or (piece.base > last.base and piece.left > last.left)
        if MARK.fullmatch(piece.text) and not beside:
            break  # beside other cells it is one that says nothing
        down = lowest - piece.base
        if not beside:
            opens = _side_by_side(pieces, end, leading, jumps)
            columns = _columns(pieces[begin:end])
            spanned = sum(left < piece.right and piece.left < right for left, right in columns)
            alone_fits = spanned <= 1 and (gap == 0 or down <= gap * 1.15) and not _stands_out(piece, pieces[begin:end])
            if down > 6 * leading or not (opens is not None or alone_fits) or (spanned > 1 and opens is None):
                break
            if opens is None and down > 2.2 * leading:
                break
            gap = max(gap, down) if down > leading / 2 else gap
        end += 1
    return end


def _side_by_side(pieces: Sequence[Piece], at: int, leading: float, jumps: Counter[int]) -> int | None:
    """The piece that stands beside another, right of it, with at most a few lines of the same cell between."""
    first = pieces[at]
    right, lowest = first.right, first.base
    for index in range(at + 1, len(pieces)):
        piece = pieces[index]
        # set level with any line of the cell, or a little higher where it has more lines itself
        if piece.left > right and lowest - leading / 2 < piece.base < first.base + _RAISED * leading:
            tall = index - at
            return index if tall <= _TALLEST_CELL or jumps[round(piece.left / _NEAR)] > 1 else None
        if piece.base > first.base or abs(piece.left - first.left) > _NEAR * 4 or lowest - piece.base > 1.3 * leading:
            return None
        right, lowest = max(right, piece.right), piece.base
    return None


def _stands_out(piece: Piece, table: Sequence[Piece]) -> bool:
    """Whether a piece is set in type that a table's last rows are not."""
    return (piece.bold and not table[-1].bold) or abs(piece.size - table[-1].size) > 1


def table_rows(pieces: Sequence[Piece]) -> Iterator[list[str]]:
    """The rows of a table's pieces, each cell in its column, empty ones included."""
    columns = _columns(pieces)
    rows: list[_Row] = []
    for cell in _cells(pieces, columns):
        beside = [
            row for row in rows[-_LOOK_BACK:] if row.bottom < cell.top - _SHARED and cell.bottom < row.top - _SHARED
        ]
        if not beside:
            beside = [_Row([[] for _ in columns], cell.top, cell.bottom)]
            rows.extend(beside)
        row = beside[0]
        for other in beside[1:]:  # a tall cell holds together what looked like several rows
            row.cells = [[*mine, *theirs] for mine, theirs in zip(row.cells, other.cells, strict=True)]
            row.top, row.bottom = max(row.top, other.top), min(row.bottom, other.bottom)
            rows.remove(other)
        row.cells[cell.column].append(cell.text)
        row.top, row.bottom = max(row.top, cell.top), min(row.bottom, cell.bottom)
    yield from rows_of(row.cells for row in rows)


def _cells(pieces: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> Iterator[_Cell]:
    """The paragraphs of the cells, in the order in which they are drawn."""
    current: _Cell | None = None
    for piece in pieces:
        column = next(at for at, (left, right) in enumerate(columns) if left <= piece.left < right)
        if current and current.column == column and 0 < current.bottom - piece.base < 1.3 * piece.size:
            text = f"{current.text} {piece.text}"
            current = _Cell(column, text, current.top, piece.base)
            continue
        if current:
            yield current
        current = _Cell(column, piece.text, piece.base + piece.size, piece.base)
    if current:
        yield current


def _columns(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    """The columns in which the pieces stand, from left to right."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((piece.left, piece.right) for piece in pieces):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
        else:
            columns.append((left, right))
    return columns
