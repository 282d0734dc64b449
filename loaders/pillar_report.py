"""Pages on one pillar of one force, as published from 2015 to 2017: a headline question and its core questions.

The grade of a question stands in its prose where the page has lost its grade words. Boxes come after the prose: cause
of concern, recommendations under a heading of their own, areas for improvement, each bullet one finding.
"""

from __future__ import annotations

from dataclasses import replace

from kg.errors import KgError
from kg.records import Extract
from loaders import inspection
from loaders.blocks import Source
from loaders.document import Supplied, cover
from loaders.words import first


def read(source: Source, supplied: Supplied) -> Extract:
    """The records of the page of one pillar.

    Raises KgError where force, cycle or pillar stand neither in its title nor in what was supplied.
    """
    title = inspection.title_of(source)
    pillar = next(
        (found[1]["pillar"].lower() for block in title if (found := first("headings", "pillar", block.text))), None
    )
    if pillar is None:
        raise KgError(
            "its title names no pillar", source.file, "name a page on effectiveness, efficiency or legitimacy"
        )
    return inspection.extract(source, replace(cover(source, title, supplied), pillar=pillar), "pillar_report")
