"""The rows of a web page's table, each cell in its column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from loaders.formats.table import WIDEST

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_PARTS = ("thead", "tbody", "tfoot")


def is_for_layout(table: LexborNode, attributes: Mapping[str, str | None]) -> bool:
    """Whether a table only arranges paragraphs: a box drawn as one cell, or one that holds headings or tables."""
    if attributes.get("role") in ("presentation", "none"):
        return True
    held = table.css("table, td h1, td h2, td h3, td h4")
    if any(node.mem_id != table.mem_id for node in held[:2]):
        return True
    return all(len(list(_cells(row))) <= 1 for row in _own_rows(table))


def rows(table: LexborNode, paragraphs: Callable[[LexborNode], list[str]]) -> Iterator[list[list[str]]]:
    """The rows of a table as cells of paragraphs; a cell that spans columns or rows is followed by empty ones."""
    below: dict[int, int] = {}  # rows that a cell above still covers, by column
    for row in _own_rows(table):
        cells: list[list[str]] = []
        for node in _cells(row):
            while below.get(len(cells), 0) > 0:
                below[len(cells)] -= 1
                cells.append([])
            attributes = node.attributes
            wide, tall = _number(attributes.get("colspan")), _number(attributes.get("rowspan"))
            found = paragraphs(node)
            for column in range(wide):
                if tall > 1:
                    below[len(cells)] = tall - 1
                cells.append(found if column == 0 else [])
            if len(cells) > WIDEST:
                break
        yield cells


def _own_rows(table: LexborNode) -> Iterator[LexborNode]:
    """The rows of a table, those of its parts among them."""
    child = table.child
    while child is not None:
        if child.tag == "tr":
            yield child
        elif child.tag in _PARTS:
            row = child.child
            while row is not None:
                if row.tag == "tr":
                    yield row
                row = row.next
        child = child.next


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    cell = row.child
    while cell is not None:
        if cell.tag in ("td", "th"):
            yield cell
        cell = cell.next


def _number(told: str | None) -> int:
    return min(int(told), WIDEST) if told and told.isdecimal() and len(told) < 5 and int(told) else 1
