"""Child protection inspections, and above all what followed them: what was asked, and what has become of it.

A first inspection is read as any report on one force. In a re-inspection or post-inspection review, under each area the
recommendations of the earlier report stand first, then what was found of them; a review prints each recommendation by
its number, with what was found below it. Grades of case files are none of the force's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.facts.tables import folded
from kg.ids import undated
from kg.records import Extract, Restated
from loaders.meaning import force_report, inspection, programmes
from loaders.meaning.document import Supplied
from loaders.meaning.inspection import Part
from loaders.structure.blocks import Block, Source
from loaders.structure.contents import without_contents
from loaders.words import first
from loaders.words.headings import may_be_heading


def read(source: Source, supplied: Supplied) -> Extract:
    """The records of a re-inspection or review.

    Raises KgError where the force is said neither by the document nor by what was supplied.
    """
    source = without_contents(source)
    source = replace(source, blocks=_with_headings(source.blocks))
    if not _is_second(source):
        return force_report.read(source, supplied, "reinspection", "NCPI")
    cover = programmes.cover(source, supplied, "NCPI", has_cycle=False, about_a_force=True)
    cover.about = Restated(programme="NCPI")
    part = Part(cover, source.body(), areas=dict.fromkeys(_areas(source.body())))
    result = inspection.extract_parts(source, cover, "reinspection", [part])
    texts = [one.text for one in result.findings] + [one.text for one in result.continuity]
    day = cover.published or undated(cover.title, (text for text in texts if text))
    result.document.id = f"{result.document.id}.{day}"
    return result


def _is_second(source: Source) -> bool:
    """Whether a report follows up an earlier one: its title says so, or it prints what that one asked."""
    title = programmes.title_of(source)
    told = any(first("families", "second", block.text) for block in (title or source.body()[:1]))
    return told or any(_paired(block) for block in source.body())


def _with_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, numbered headings as paragraphs."""
    return [
        replace(block, kind="paragraph", number=None, level=0) if programmes.numbered_heading(blocks, at) else block
        for at, block in enumerate(blocks)
    ]


def _areas(blocks: Sequence[Block]) -> frozenset[str]:
    """The areas that the paired headings name before their colon, or that stand as headings right above them."""
    found: set[str] = set()
    for at, block in enumerate(blocks):
        pair, above = _paired(block), blocks[at - 1] if at else None
        if pair and (area := pair["area"]):
            found.add(folded(area))
        elif pair and above and may_be_heading(above) and not _paired(above):
            found.add(folded(above.text))
    return frozenset(found)


def _paired(block: Block) -> re.Match[str] | None:
    """The match of a heading of what was asked, or of what was found since."""
    if block.kind != "paragraph":
        return None
    found = first("headings", "told_again", block.text) or first("headings", "found_again", block.text)
    return found[1] if found and not found[0].fields.get("only_paired") else None
