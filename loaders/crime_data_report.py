"""Reports on one force's crime data integrity, 2016 to 2020: an overall grade and three graded questions.

They are laid out as reports on one pillar are: grade or judging prose under each question, boxes behind it. Rates of
recording stand between heading and grade. A re-inspection prints what the earlier report asked, and what it found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.records import Extract
from loaders.meaning import inspection, programmes
from loaders.meaning.document import Supplied
from loaders.structure.blocks import Block, Source
from loaders.structure.contents import without_contents
from loaders.words import first


def read(source: Source, supplied: Supplied) -> Extract:
    """The records of a report on crime data integrity.

    Raises KgError where force or year are said neither by the document nor by what was supplied.
    """
    source = without_contents(source)
    cover = programmes.cover(source, supplied, "CDI", has_cycle=True, about_a_force=True, scale=4)
    source = replace(source, blocks=list(_apart(source.blocks)))
    return inspection.extract(source, cover, "crime_data_report")


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
