"""Re-inspections and post-inspection reviews of child protection: what was asked, and what has become of it.

Under each area the recommendations of the earlier report stand first, then what was found of them; a review prints
each recommendation by its number, with what was found below it. Grades of case files are none of the force's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.facts.tables import folded
from kg.records import Extract, Restated
from loaders import inspection, programmes
from loaders.blocks import Block, Source
from loaders.contents import without_contents
from loaders.document import Supplied
from loaders.inspection import Part
from loaders.words import first


def read(source: Source, supplied: Supplied) -> Extract:
    """The records of a re-inspection or review.

    Raises KgError where the force is said neither by the document nor by what was supplied.
    """
    source = without_contents(source)
    source = replace(source, blocks=_with_headings(source.blocks))
    cover = programmes.cover(source, supplied, "NCPI", has_cycle=False, about_a_force=True)
    cover.about = Restated(programme="NCPI")
    part = Part(cover, source.body(), areas=_areas(source.body()))
    result = inspection.extract_parts(source, cover, "reinspection", [part])
    result.document.id = f"{result.document.id}.{cover.published or source.sha256[:8]}"
    return result


def _with_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, numbered headings as paragraphs."""
    return [
        replace(block, kind="paragraph", number=None, level=0) if programmes.numbered_heading(blocks, at) else block
        for at, block in enumerate(blocks)
    ]


def _areas(blocks: Sequence[Block]) -> frozenset[str]:
    """The areas that the paired headings name before their colon."""
    pairs = (
        first("headings", group, block.text)
        for block in blocks
        for group in ("told_again", "found_again")
        if block.kind == "paragraph" and ":" in block.text
    )
    return frozenset(folded(found[1]["area"]) for found in pairs if found and found[1]["area"])
