"""Pages and reports on one pillar of one force, 2014 to 2018/19: a headline question and its core questions.

The grade of a question stands on a line of its own, or in its prose where the page has lost its grade words. Boxes come
after the prose, in 2018/19 before it: cause of concern, recommendations under a heading of their own, areas for
improvement, each bullet one finding. A page headed alike that names no one pillar is an overview.
"""

from __future__ import annotations

from dataclasses import replace

from kg.records import Extract
from loaders import identity, inspection, peel_report
from loaders.blocks import Source
from loaders.document import Supplied, cover


def read(source: Source, supplied: Supplied) -> Extract:
    """The records of the page of one pillar, or of an overview.

    Raises KgError where force or cycle stand neither in address, title or text nor in what was supplied.
    """
    title = inspection.title_of(source)
    own = cover(source, title, supplied)
    pillar = identity.pillar_of(source, title, own.cycle)
    if pillar is None:
        return peel_report.read(source, supplied)
    return inspection.extract(source, replace(own, pillar=pillar), "pillar_report")
