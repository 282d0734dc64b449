"""Reports on one force by programmes whose areas no table of questions lists, such as child protection and integrity.

An area is known by the grade right under its heading, or by the table of grades; boxes and main findings stand under it
as in the reports of PEEL since 2021. Earlier ones grade nothing, and only recommend.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.facts.rows import Question
from kg.facts.tables import folded
from kg.ids import question_id, undated
from kg.records import Extract, Family, Programme
from loaders.meaning import inspection, programmes
from loaders.meaning.document import Cover, Supplied
from loaders.meaning.inspection import Part
from loaders.meaning.themes import theme_of
from loaders.structure.blocks import Block, Source
from loaders.words import grades, headings

_THEMES: dict[Programme, str] = {  # of all areas of a programme, whatever they are called
    "NCPI": "protecting-vulnerable-people",
    "integrity": "ethics-and-integrity",
    "SOC": "serious-organised-crime",
    "custody": "public-treatment",
}
_BY_YEAR: tuple[Programme, ...] = ("integrity", "SOC")  # whose cycles are called after the year


def read(source: Source, supplied: Supplied, family: Family, programme: Programme) -> Extract:
    """The records of a report on one force, whose contents list is cut.

    Raises KgError where nobody says which force it is about, or of which year where the programme has cycles.
    """
    has_cycle = programme in _BY_YEAR
    cover = programmes.cover(source, supplied, programme, has_cycle=has_cycle, about_a_force=True)
    body = source.body()
    graded = _graded(body)
    areas = {folded(name): _question(cover, name) for name in graded}
    result = inspection.extract_parts(source, cover, family, [Part(cover, body, areas=areas)])
    if not has_cycle:
        texts = [one.text for one in result.findings] + [one.text for one in result.continuity]
        result.document.id += f".{cover.published or undated(cover.title, (text for text in texts if text))}"
    return result


def _graded(blocks: Sequence[Block]) -> list[str]:
    """The headings that have a grade right under them, and the labels beside the grades of a table."""
    found = [
        cells[0] for block in blocks if len(cells := [cell.text for cell in block.cells]) == 2 and _is_grade(cells[1])
    ]
    for block, below in pairwise(blocks):
        is_grade = below.kind == "paragraph" and _is_grade(below.text)
        if is_grade and headings.may_be_heading(block) and not _is_grade(block.text):
            found.append(block.text)
    return [name for name in dict.fromkeys(found) if not headings.box_kind(name) and not headings.landmark(name)]


def _is_grade(text: str) -> bool:
    return grades.lone_grade(text) is not None


def _question(cover: Cover, name: str) -> Question:
    """What an area asks: the question that the tables have of the cycle, else one called after its heading."""
    known = headings.question(cover.cycle, name)
    if known:
        return known
    year = (cover.published or "")[:4]
    programme = (cover.programme or "").lower()
    cycle = cover.cycle or f"{programme}-{year}".rstrip("-")
    return Question(
        id=question_id(cycle, None, None, name), cycle=cover.cycle or "", wording=name, short_label=name,
        theme=_THEMES.get(cover.programme or "thematic") or theme_of(name) or "", graded=True,
    )  # fmt: skip
