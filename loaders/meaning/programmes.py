"""Particulars of the reports of other programmes than PEEL: cycles named after programme and year, and their covers.

Such a report prints its programme in the title and the year there or in its date. A re-inspection of child protection,
as a national report, belongs to no cycle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from kg import facts
from kg.errors import KgError, UsageError
from kg.records import Programme
from loaders.meaning import identity
from loaders.meaning.document import Cover, Supplied, Told, known_date, published_of
from loaders.structure.blocks import Block, Source
from loaders.structure.navigation import running_heads
from loaders.words import first, grades, headings
from loaders.words.cycles import cycle_named

_YEAR = re.compile(r"\b20[12]\d\b")
_FIVE_GRADES_SINCE = "2021"
_LINES_OF_TITLE = 4
_LONGEST_LINE = 200  # letters


def title_of(source: Source) -> list[Block]:
    """The lines above date, contents list, headings and prose; else the line that comes back on every page."""
    found: list[Block] = []
    for block in source.body():
        is_line = block.kind == "paragraph" and len(block.text) <= _LONGEST_LINE and block.text[-1] not in ".?"
        if not is_line or _begins_the_text(block.text):
            break
        if not block.text.isdecimal() and not any(
            first(file, group, block.text)
            for file, group in (("boilerplate", "cover"), ("boilerplate", "line"), ("families", "publisher"))
        ):
            found.append(block)
    return found[:_LINES_OF_TITLE] or running_heads(source)[:1]


def cover(
    source: Source,
    supplied: Supplied,
    programme: Programme,
    *,
    has_cycle: bool,
    about_a_force: bool,
    scale: Literal[4, 5] | None = None,
) -> Cover:
    """The particulars that title, imprint and the user give.

    `scale` is given where all reports of the programme had as many grades. Raises KgError where nobody says which force
    the report is about, or of which year it is, and it is `about_a_force` or `has_cycle`.
    """
    title = title_of(source)
    told = Told(title[0].line if title else 1)
    force = None
    if about_a_force:
        named, told.warnings = identity.force_of(source, title, known=supplied.force is not None)
        force = told.settle("force", named, facts.force(supplied.force).id if supplied.force else None)
        if not force:
            raise KgError("it does not say which force it is about", source.file, "name the force with --force")
    published, basis, imprint = published_of(source)
    title = title or imprint[:1]  # transcripts run both together
    if supplied.published:
        vague = basis != "printed" or supplied.published.startswith(f"{published}-")
        published = told.settle("published", None if vague else published, known_date(supplied.published))
        basis = "supplied" if vague else basis
    year = next((found[0] for block in title if (found := _YEAR.search(block.text))), None) or (published or "")[:4]
    cycle = None
    if has_cycle:
        wanted = _known_cycle(programme, supplied.cycle) if supplied.cycle else None
        cycle = told.settle("cycle", f"{programme.lower()}-{year}" if year else None, wanted)
        if not cycle:
            raise KgError("it does not say of which year it is", source.file, "name the year with --published")
    return Cover(
        programme=programme,
        force=force,
        forces=[force] if force else [],
        cycle=cycle,
        scale=scale or (5 if year >= _FIVE_GRADES_SINCE else 4),
        title=" ".join(block.text if block.text.endswith(":") else f"{block.text}:" for block in title).rstrip(":"),
        published=published,
        published_basis=basis,
        supplied=told.supplied,
        lines=title,
        imprint=imprint,
        warnings=told.warnings,
    )


def numbered_heading(blocks: Sequence[Block], at: int) -> bool:
    """Whether a numbered item is the heading of a part: short, without a stop, and no list goes on below it."""
    block = blocks[at]
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    return (
        block.kind == "bullet"
        and block.number is not None
        and block.number.isdecimal()
        and len(block.text) <= _LONGEST_LINE
        and block.text[-1] not in ".:;!,"
        and not (following and following.number and following.number != "1")
    )


def _begins_the_text(text: str) -> bool:
    return bool(
        any(first("boilerplate", group, text) for group in ("imprint", "cover_date", "stamp"))
        or first("contents", "list", text)
        or first("headings", "numbered", text)
        or first("boilerplate", "published_on", text)
        or headings.landmark(text)
        or headings.box_kind(text)
        or grades.lone_grade(text)
        or first("regional", "regional", text)
    )


def _known_cycle(programme: Programme, cycle: str) -> str | None:
    """The cycle that a user names by its id or its year; None where it is one of another programme.

    Raises UsageError where there is none of that name.
    """
    year = cycle.removeprefix(f"{programme.lower()}-")
    if _YEAR.fullmatch(year):
        return f"{programme.lower()}-{year}"
    if cycle_named(cycle) or cycle in facts.vocabulary().cycle_by_id:
        return None
    known = ", ".join(row.id for row in facts.vocabulary().cycles if row.programme == programme)
    raise UsageError(f"no cycle called {cycle!r}", remedy=f"cycles are {known}")
