"""The summary table of a report whose cells were lost: a line for each grade and for each area, one below the other.

Printed column by column, each grade stands above its areas. Printed row by row, all grades stand above all areas, and
no line tells which area had which: then nothing is taken, and the names of the areas are no headings either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.records import Grade
from loaders.structure.blocks import Block
from loaders.words import first, grades, headings

_HEAD = 80  # blocks, within which a report has its summary
_AREAS = _GRADES = 2  # at least
_MOST = 4  # grades
_ORDER: tuple[Grade, ...] = grades.SCALES[5]


@dataclass(slots=True)
class Columns:
    """The lines of one such table, and what can be told of them."""

    blocks: list[Block] = field(default_factory=list)
    printed: list[Grade] = field(default_factory=list)
    above_all: bool = True  # no area stands between the grades
    areas: int = 0  # that stand there without their grade
    entries: list[tuple[Grade, Block]] = field(default_factory=list)


def find(blocks: Sequence[Block], cycle: str | None) -> Iterator[Columns]:
    """The tables among the first blocks of a report."""
    at = 0
    while cycle and at < min(_HEAD, len(blocks)):
        grade, taken = _grade_at(blocks, at)
        if not grade or (at and _names_an_area(blocks[at - 1], cycle)):  # the grade of the heading above it
            at += max(taken, 1)
            continue
        found = _columns(blocks, at, cycle)
        if _is_table(found):
            yield found
        at += len(found.blocks)


def _columns(blocks: Sequence[Block], begin: int, cycle: str) -> Columns:
    """The grades from one on, each with the areas below it, as far as nothing else stands between."""
    found = Columns()
    at = begin
    while at < len(blocks):
        grade, taken = _grade_at(blocks, at)
        if grade:
            found.printed.append(grade)
            found.above_all = not found.entries
        elif _says_none(blocks[at]):
            taken = 1
        elif _names_an_area(blocks[at], cycle):
            found.entries.append((found.printed[-1], blocks[at]))
            taken = 1
        else:
            break
        found.blocks += blocks[at : at + taken]
        at += taken
    if len(found.printed) > 1 and found.above_all and not any(_says_none(block) for block in found.blocks):
        found.areas, found.entries = len(found.entries), []
    return found


def _is_table(found: Columns) -> bool:
    """Whether each grade stands there once and in their order, as at the head of columns.

    Where a grade comes last and few stand above it, they may be those of the headings right above them.
    """
    in_order = [grade for grade in _ORDER if grade in found.printed]
    ends_in_grade = grades.lone_grade(found.blocks[-1].text) is not None
    return (
        len(found.printed) >= (_MOST if ends_in_grade else _GRADES)
        and max(found.areas, len(found.entries)) >= _AREAS
        and found.printed in (in_order, in_order[::-1])
    )


def _names_an_area(block: Block, cycle: str) -> bool:
    return headings.may_be_heading(block) and headings.question(cycle, block.text) is not None


def _says_none(block: Block) -> bool:
    """Whether a line says of the grade above it that no area has it."""
    return block.kind == "paragraph" and first("grades", "no_area", block.text) is not None


def _grade_at(blocks: Sequence[Block], at: int) -> tuple[Grade | None, int]:
    """The grade that stands at a place, and how many lines it takes."""
    block = blocks[at]
    if block.kind != "paragraph":
        return None, 0
    if grade := grades.lone_grade(block.text):
        return grade, 1
    if at + 1 < len(blocks) and block.text.casefold() == "requires":
        return grades.lone_grade(f"{block.text} {blocks[at + 1].text}"), 2
    return None, 0
