"""Reports on one force's crime data integrity: those of 2014 in three parts, those of 2016 to 2020 by questions.

The later ones have an overall grade and three graded questions, and are laid out as reports on one pillar are: grade or
judging prose under each question, boxes behind it. Rates of recording stand between heading and grade. A re-inspection
prints what the earlier report asked, and what it found. Those of 2014 grade nothing: part A sums up by three themes and
recommends, under lines that say by when; part B gives figures, part C the details.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.facts.rows import Question
from kg.facts.tables import folded
from kg.ids import question_id
from kg.records import Extract
from loaders.meaning import inspection, programmes
from loaders.meaning.document import Cover, Supplied
from loaders.meaning.inspection import Part
from loaders.structure.blocks import Block, Source
from loaders.structure.contents import without_contents
from loaders.words import first, headings

_SUBJECT = "Crime data integrity"
_FIRST_GRADED = "cdi-2016"


def read(source: Source, supplied: Supplied) -> Extract:
    """The records of a report on crime data integrity.

    Raises KgError where force or year are said neither by the document nor by what was supplied.
    """
    source = without_contents(source)
    cover = programmes.cover(source, supplied, "CDI", has_cycle=True, about_a_force=True, scale=4)
    source = replace(source, blocks=list(_apart(source.blocks)))
    parts = [block for block in source.body() if first("headings", "lettered_part", block.text)]
    areas = {folded(block.text): _subject(cover) for block in parts}
    part = Part(cover, source.body(), areas=areas, graded_as=headings.question(cover.cycle, _SUBJECT))
    return inspection.extract_parts(source, cover, "crime_data_report", [part])


def _subject(cover: Cover) -> Question | None:
    """What the whole of a report of 2014 is about, as an area without a grade."""
    asked = headings.question(_FIRST_GRADED, _SUBJECT)
    if asked is None or cover.cycle is None:
        return None
    own = question_id(cover.cycle, None, None, asked.short_label)
    return asked.model_copy(update={"id": own, "cycle": cover.cycle, "graded": False})


def _apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, a heading that holds its grade ("Overall judgment: good") parted from it."""
    for block in blocks:
        found = first("grades", "with_heading", block.text)
        if not found or block.cut or len(block.spans) > 1:
            yield block
            continue
        (start, end), match = block.spans[0], found[1]
        begin = end - len(match["grade"])
        yield replace(block, text=match["heading"], spans=((start, start + len(match["heading"])),))
        yield Block("paragraph", block.text[match.start("grade") :], ((begin, end),), block.line)
