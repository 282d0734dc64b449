"""Pages and reports on one pillar of one force, 2014 to 2018/19: a headline question and its core questions.

The grade of a question stands on a line of its own, or in its prose where the page has lost its grade words. Boxes come
after the prose, in 2018/19 before it: cause of concern, recommendations under a heading of their own, areas for
improvement, each bullet one finding. A page headed alike that names no one pillar is an overview. Where pages of
several forces were saved into one file, each is read for its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.records import Extract
from loaders import peel_report
from loaders.meaning import identity, inspection
from loaders.meaning.document import Cover, Supplied, cover
from loaders.meaning.inspection import Part
from loaders.structure.blocks import Source
from loaders.structure.navigation import is_title
from loaders.words.forces import force_named


def read(source: Source, supplied: Supplied) -> Extract:
    """The records of the page of one pillar, of several forces' pages in one file, or of an overview.

    Raises KgError where force or cycle stand neither in address, title or text nor in what was supplied.
    """
    pages = list(_pages(source))
    if len(pages) > 1:
        return _read_together(source, pages, supplied)
    own = _cover(source, supplied)
    return inspection.extract(source, own, "pillar_report") if own.pillar else peel_report.read(source, supplied)


def _cover(source: Source, supplied: Supplied) -> Cover:
    title = inspection.title_of(source)
    own = cover(source, title, supplied)
    return replace(own, pillar=identity.pillar_of(source, title, own.cycle))


def _pages(source: Source) -> Iterator[Source]:
    """The parts of a file that begin with the title of another force than the one before."""
    begin, force = 0, None
    for at, block in enumerate(source.blocks):
        named = force_named(block.text) if not block.cut and is_title(block.text) else None
        if named and force and named != force:
            yield replace(source, blocks=source.blocks[begin:at])
            begin = at
        force = named or force
    yield replace(source, blocks=source.blocks[begin:])


def _read_together(source: Source, pages: list[Source], supplied: Supplied) -> Extract:
    covers = [_cover(page, supplied) for page in pages]
    whole = replace(
        covers[0],
        force=None,
        forces=list(dict.fromkeys(own.force for own in covers if own.force)),
        title="; ".join(own.title for own in covers),
        lines=[block for own in covers for block in own.lines],
        imprint=[block for own in covers for block in own.imprint],
    )
    parts = [Part(own, page.body()) for own, page in zip(covers, pages, strict=True)]
    return inspection.extract_parts(source, whole, "pillar_report" if whole.pillar else "peel_report", parts)
