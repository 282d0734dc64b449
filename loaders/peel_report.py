"""Whole PEEL reports on one force: 2018/19 (pillars with areas, then detailed prose) and since 2021/22 (areas only).

A report of 2018/19 has, for each area, grade, summary, "Areas for improvement" with bullets, and prose under
sub-headings that is read for recommendations and for what became of earlier findings. Since 2021/22 an area has grade,
verdict and boxes, in which headlines begin the findings, and "Main findings". Both print a summary table.
"""

from __future__ import annotations

from kg.records import Extract
from loaders.meaning import inspection
from loaders.meaning.document import Supplied, cover
from loaders.structure.blocks import Source


def read(source: Source, supplied: Supplied) -> Extract:
    """The records of a whole report.

    Raises KgError where force or cycle stand neither on the cover nor in what was supplied.
    """
    return inspection.extract(source, cover(source, inspection.title_of(source), supplied), "peel_report")
