"""Tables of grades: which label has which grade, in rows with cells and in lines where the cells were lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from kg.records import Grade
from loaders.structure.blocks import Block, Cell, Sentence
from loaders.words import first, grades
from loaders.words.cycles import cycle_of


class Entry(NamedTuple):
    """A label with its grade, and the year of the inspection where one stands beside it."""

    label: str
    place: Sentence
    grade: Grade
    year: str | None
    row: Block


@dataclass(slots=True)
class Table:
    """What a summary lists, and the rows that name the columns."""

    entries: list[Entry] = field(default_factory=list)
    heads: list[Block] = field(default_factory=list)


def read(blocks: Sequence[Block]) -> Table:
    """The labels and grades of a summary: a column for each grade, or a row or line for each label with its grade."""
    table = Table()
    columns: list[Grade | None] = []
    years: list[str | None] = []
    rows = [block for block in blocks if block.kind == "row"]
    for row, following in zip_longest(rows, rows[1:]):
        if row in table.heads:
            continue
        if found := _years(row):
            table.heads.append(row)
            years = found
            continue
        words = [grades.lone_grade(cell.text) for cell in row.cells]
        if years and any(cell.text and not word for cell, word in zip(row.cells, words, strict=True)):
            table.entries += _of_year(row, words, years)
            continue
        if sum(word is not None for word in words) > 1:
            years = []
            table.heads.append(row)
            columns = words
            if following and (goes_on := _broken_head(row, following)):
                table.heads.append(following)
                columns = goes_on
            continue
        table.entries += _graded_cells(row, words, columns)
    table.entries += [entry for block in blocks if block.kind == "paragraph" and (entry := _labelled(block))]
    return table


def entry_below(grade: Grade, block: Block) -> Entry:
    """A label on a line of its own below its grade."""
    return Entry(block.text, Sentence(block.text, block.spans, block.line), grade, None, block)


def _years(row: Block) -> list[str | None]:
    """The year whose grades each column holds, where the head of a table says so; empty where it is no such head.

    A year alone heads a column only beside another: elsewhere it is that of the area's inspection.
    """
    if not first("grades", "year_inside", row.text) or any(grades.lone_grade(cell.text) for cell in row.cells):
        return []
    found = [first("grades", "column_of_year", cell.text) for cell in row.cells]
    named = [match[1]["year"] or match[1]["of"] if match else None for match in found]
    worded = any(match and not cell.text.strip().isdecimal() for match, cell in zip(found, row.cells, strict=True))
    return named if worded or len(set(filter(None, named))) > 1 else []


def _of_year(row: Block, words: Sequence[Grade | None], years: Sequence[str | None]) -> Iterator[Entry]:
    """The grade of a row with the year of its column, the last where there are several.

    One of an earlier year counts only where the row says that the area was not inspected again.
    """
    graded = [(year, word) for year, word in zip(years, words, strict=False) if year and word]
    label = next((cell for cell, word in zip(row.cells, words, strict=True) if cell.text and not word), None)
    again = any(first("grades", "not_again", cell.text) for cell in row.cells if cell is not label)
    if graded and label:
        year, grade = max(graded)
        of_several = sorted(set(filter(None, years)))
        if again or (len(of_several) > 1 and year == of_several[-1]):
            yield _entry(row, label, grade, year)


def _broken_head(row: Block, following: Block) -> list[Grade | None] | None:
    """The columns of a head whose last cell goes on in the first of the next row: "Requires", "improvement"."""
    joined = f"{row.cells[-1].text} {following.cells[0].text}"
    texts = [*(cell.text for cell in row.cells[:-1]), joined, *(cell.text for cell in following.cells[1:])]
    columns = [grades.lone_grade(text) for text in texts]
    return columns if all(grade or not text for grade, text in zip(columns, texts, strict=True)) else None


def _graded_cells(row: Block, words: Sequence[Grade | None], columns: Sequence[Grade | None]) -> Iterator[Entry]:
    """The cells of a table row that name a question, with their grade and the year beside it."""
    lone = next((word for word in words if word), None)
    if lone:
        year = next((cell.text for cell in row.cells if cycle_of(cell.text)), None)
        label = next((cell for cell, word in zip(row.cells, words, strict=True) if cell.text and not word), None)
        if label:
            yield _entry(row, label, lone, year)
        return
    for cell, grade in zip(row.cells, columns, strict=False):
        if grade and cell.text:
            yield _entry(row, cell, grade, None)


def _entry(row: Block, cell: Cell, grade: Grade, year: str | None) -> Entry:
    return Entry(cell.text, Sentence(cell.text, (cell.span,), row.line), grade, year, row)


def _labelled(block: Block) -> Entry | None:
    """A line that holds a label and, as its last or first words, the grade."""
    found = first("grades", "labelled", block.text)
    if not found:
        return None
    match = found[1]
    label = block.text[match.start("label") : match.end("label")]
    place = Sentence(block.text, block.spans, block.line)
    return Entry(label, place, grades.normal(match["grade"]), match.groupdict().get("year"), block)
