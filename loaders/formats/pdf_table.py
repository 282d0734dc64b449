"""Tables of a PDF, told by pieces of text that stand side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from loaders.formats.table import rows_of

if TYPE_CHECKING:
    from loaders.formats.pdf import Piece

# What may stand before an item of a list, apart from its text
MARK = re.compile(r"([•◦▪●■‣·∙○–*\uf0b7\uf0a7\uf0d8-]|o(?=\s|$))(?:\s+|$)")
NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?:\s+|$)")
_TALLEST_CELL = 6  # lines, where nothing else tells a table from columns of prose
_NEAR = 3.0  # points


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
        if MARK.fullmatch(piece.text):
            break
        lowest = min(other.base for other in pieces[max(begin, end - 8) : end])
        beside = abs(piece.base - last.base) < leading / 2 or (piece.base > last.base and piece.left > last.left)
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
            gap = max(gap, down)
        end += 1
    return end


def _side_by_side(pieces: Sequence[Piece], at: int, leading: float, jumps: Counter[int]) -> int | None:
    """The piece that stands beside another, right of it, with at most a few lines of the same cell between."""
    first = pieces[at]
    for index in range(at + 1, len(pieces)):
        piece = pieces[index]
        if abs(piece.base - first.base) < leading / 2 and piece.left > first.right:
            tall = index - at
            return index if tall <= _TALLEST_CELL or jumps[round(piece.left / _NEAR)] > 1 else None
        if piece.base > first.base or first.base - piece.base > 40 * leading:
            return None
        if abs(piece.left - first.left) > _NEAR * 4 or pieces[index - 1].base - piece.base > 1.3 * leading:
            return None
    return None


def _stands_out(piece: Piece, table: Sequence[Piece]) -> bool:
    """Whether a piece is set in type that a table's last rows are not."""
    return (piece.bold and not table[-1].bold) or abs(piece.size - table[-1].size) > 1


def table_rows(pieces: Sequence[Piece]) -> Iterator[list[str]]:
    """The rows of a table's pieces, each cell in its column, empty ones included."""
    columns = _columns(pieces)
    table: list[list[list[str]]] = []
    before: tuple[int, Piece] | None = None
    tops: list[float] = []
    for piece in pieces:
        at = next(
            index for index, (left, right) in enumerate(columns) if left <= piece.left + 1 and piece.right - 1 <= right
        )
        last = before[1] if before else None
        row = next((index for index, top in enumerate(tops) if abs(top - piece.base) < piece.size * 0.6), None)
        is_wrapped = (
            last is not None
            and before is not None
            and before[0] == at
            and 0 < last.base - piece.base < 1.3 * piece.size
            and bool(table)
        )
        if row is not None and not is_wrapped:
            cell = table[row][at]
            cell.append(piece.text)
        elif is_wrapped:
            cell = next(line[at] for line in reversed(table) if line[at])
            cell[-1] = f"{cell[-1]} {piece.text}"
        else:
            table.append([[] for _ in columns])
            tops.append(piece.base)
            table[-1][at].append(piece.text)
        before = (at, piece)
    yield from rows_of(table)


def _columns(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    """The columns in which the pieces stand, from left to right."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((piece.left, piece.right) for piece in pieces):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
        else:
            columns.append((left, right))
    return columns
