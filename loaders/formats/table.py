"""Rows of a table whose cells hold paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from loaders.words import first

WIDEST = 50  # columns; more are an attack or a spreadsheet
_FEWEST_GRADES = 2  # in the head of a table whose columns are grades


def rows_of(table: Iterable[list[list[str]]]) -> Iterator[list[str]]:
    """The rows of a table given as rows of cells of paragraphs.

    The paragraphs of a cell are one text; only under a head of grades each is in a row of its own, since it names an
    area of its own there.
    """
    grades_above = False
    for cells in table:
        if grades_above:
            yield from (list(line) for line in zip_longest(*cells, fillvalue=""))
        else:
            yield [" ".join(cell) for cell in cells]
        grades_above = grades_above or _heads_grades(cells)


def _heads_grades(cells: list[list[str]]) -> bool:
    return sum(len(cell) == 1 and first("grades", "word", cell[0]) is not None for cell in cells) >= _FEWEST_GRADES
