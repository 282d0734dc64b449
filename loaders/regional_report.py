"""Reports on a region's response to serious and organised crime: the region, its unit, and each of its forces.

What holds for the region stands first, without a grade; then the regional unit and each force under its own name, with
its grade. Every part is read as a report of its own: of a force, or of a body that is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg import facts
from kg.facts.tables import folded
from kg.ids import inspection_id, slug
from kg.records import Extract
from loaders.meaning import inspection, programmes
from loaders.meaning.document import Cover, Supplied
from loaders.meaning.inspection import Part
from loaders.structure.blocks import Block, Source
from loaders.structure.contents import without_contents
from loaders.structure.outline import Section
from loaders.structure.places import numbered
from loaders.words import first, grades, headings

_AREA = "Tackling serious and organised crime"


@dataclass(slots=True)
class _Subject:
    """The region, its unit or a force, and the blocks that are about it."""

    force: str | None = None
    body: str | None = None
    heading: Block | None = None
    blocks: list[Block] = field(default_factory=list)


def read(source: Source, supplied: Supplied) -> Extract:
    """The records of a regional report.

    Raises KgError where nobody says of which year it is.
    """
    source = without_contents(source)
    own = programmes.cover(source, supplied, "SOC", has_cycle=True, about_a_force=False, scale=5)
    region = _region(own)
    subjects = list(_subjects(source.body(), region))
    own.forces = sorted({one.force for one in subjects if one.force})
    own.body = next((one.body for one in subjects if one.body and one.body != region), region)
    result = inspection.extract_parts(source, own, "regional_report", [_part(own, one) for one in subjects])
    result.document.id = inspection_id(region, "SOC", own.cycle)
    for found in (result.judgments, result.findings, result.continuity):
        found.sort(key=lambda one: one.where.start)  # the parts that a summary opens stand in its order
    return numbered(result)


def _region(own: Cover) -> str:
    """The id of the region that the title names; of the title itself where it names none."""
    found = first("regional", "title", own.title)
    return f"{slug(found[1]['region'])}-region" if found else slug(own.title)[:40]


def _subjects(blocks: Sequence[Block], region: str) -> Iterator[_Subject]:
    """Whose part each block is in; a name that comes back opens its part again, as in a summary of grades.

    Where an introduction explains the report's sections under their headings, those open nothing yet.
    """
    front = current = _Subject()
    subjects: dict[str, _Subject] = {}
    explained: set[str] | None = None
    for block in (cell for row in blocks for cell in _cells(row)):
        if current is front and first("regional", "sections_told", block.text):
            explained = set()
        named = _named(block, region)
        key = (named.force or named.body or "") if named else ""
        if named is None or (explained is not None and key not in explained and not named.force):
            current.blocks.append(block)
            if named and explained is not None:
                explained.add(key)
            continue
        if key in subjects:
            current = subjects[key]
            current.blocks.append(block)
        else:
            current = subjects[key] = named
    yield front
    yield from subjects.values()


def _cells(block: Block) -> list[Block]:
    """A row of a summary of grades as what it stands for, a name with its grade below; other blocks as they are."""
    if block.kind != "row" or len(block.cells) != 2 or not grades.lone_grade(block.cells[1].text):
        return [block]
    return [Block("paragraph", cell.text, (cell.span,), block.line) for cell in block.cells if cell.text]


def _named(block: Block, region: str) -> _Subject | None:
    """The part that a block opens as its heading; None where it is no heading."""
    if not headings.may_be_heading(block):
        return None
    if first("regional", "regional", block.text):
        return _Subject(body=region, heading=block)
    if force := facts.vocabulary().find_force(block.text.removeprefix("The ")):
        return _Subject(force=force.id, heading=block)
    if body := _unit(block.text):
        return _Subject(body=body, heading=block)
    return None


def _unit(text: str) -> str | None:
    """The id of the regional unit that a heading names: of the table, or its name as a slug."""
    found = first("regional", "unit", text)
    words = folded(found[1]["unit"] if found else text).removeprefix("the ")
    for body in facts.vocabulary().bodies:
        names = [folded(name) for name in (body.id, body.name, *body.aliases)]
        if body.kind == "regional unit" and any(
            words in (name, f"{name} regional organised crime unit") for name in names
        ):
            return body.id
    return slug(words) if found else None


def _part(own: Cover, subject: _Subject) -> Part:
    of_part = replace(own, force=subject.force, body=subject.body, lines=[], warnings=[])
    if subject.heading is None:
        return Part(of_part, subject.blocks)
    heading = subject.heading.text
    is_graded = subject.force is not None or (first("regional", "regional", heading) is None)
    question = headings.question(own.cycle, _AREA)
    begin = Section("area", (heading,), heading, question if is_graded else None, opened_by=subject.heading)
    begin.worded_theme = "serious-organised-crime"
    return Part(of_part, subject.blocks, begin)
