"""What a report says of itself: force, cycle, title and day of publication, and what the user says instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg import facts
from kg.dates import bounds
from kg.errors import KgError, UsageError
from kg.ids import inspection_id
from kg.records import Document, Family, Programme, PublishedBasis, Restated, Warning_
from loaders.meaning import identity
from loaders.structure.blocks import Block, Source
from loaders.words import dates, first
from loaders.words.cycles import cycle_named

_LONGEST_LINE = 120  # of cover or imprint
_LINES_OF_COVER = 10
_LAST_LINES = 5


@dataclass(frozen=True, slots=True)
class Supplied:
    """What the person who loads a document knows and the document may not say."""

    force: str | None = None
    cycle: str | None = None
    published: str | None = None


@dataclass(slots=True)
class Cover:
    """A report's own particulars, the lines they were read from, and which of them the user supplied."""

    programme: Programme | None  # None where the document names none
    force: str | None  # None for a report on several forces or on none
    cycle: str | None
    scale: Literal[4, 5]  # how many grades its inspection has
    title: str
    published: str | None
    published_basis: PublishedBasis | None
    supplied: list[str]
    lines: list[Block]  # of the title
    imprint: list[Block]
    pillar: str | None = None  # where pillars are published apart
    forces: list[str] = field(default_factory=list)  # all that it is about
    about: Restated | None = None  # the earlier inspection that it follows up
    body: str | None = None  # the regional unit or region that a part is about instead of a force
    warnings: list[Warning_] = field(default_factory=list)

    @property
    def whose(self) -> str | None:
        """The force or body whose part it is."""
        return self.force or self.body

    @property
    def headlines(self) -> bool:
        """Whether a line without a full stop is the headline of a finding, as it is since the five grades."""
        return self.scale == 5


@dataclass(slots=True)
class Told:
    """Sets what the document prints against what the user says."""

    line: int
    supplied: list[str] = field(default_factory=list)
    warnings: list[Warning_] = field(default_factory=list)

    def settle(self, what: str, printed: str | None, supplied: str | None) -> str | None:
        """What is printed stands; what is supplied fills a gap."""
        if printed is None and supplied is not None:
            self.supplied.append(what)
        if printed and supplied and printed != supplied:
            message = f"{what}: it prints {printed}; {supplied} was supplied and is left aside"
            self.warnings.append(Warning_(line=self.line, message=message))
        return printed or supplied


def cover(source: Source, title: Sequence[Block], supplied: Supplied) -> Cover:
    """The particulars that the lines of the cover, the imprint and the user give.

    Raises KgError where the force or the cycle is said by nobody, UsageError where the user names an unknown one.
    """
    told = Told(title[0].line if title else 1)
    named, differing = identity.force_of(source, title, known=supplied.force is not None)
    told.warnings += differing
    force = told.settle("force", named, facts.force(supplied.force).id if supplied.force else None)
    if not force:
        raise KgError("it does not say which force it is about", source.file, "name the force with --force")
    printed, differing = identity.cycle_of_report(source, title)
    told.warnings += differing
    cycle = told.settle("cycle", printed, known_cycle(supplied.cycle) if supplied.cycle else None)
    if not cycle and (cycle := identity.cycle_by_its_change(source)):
        told.supplied.append("cycle")  # the text tells a change, the table of cycles its years
    if not cycle:
        raise KgError("it does not say of which cycle it is", source.file, "name the cycle with --cycle")
    published, basis, imprint = published_of(source)
    if supplied.published:
        # a stamp tells when a page was changed, and a printed month lacks the day: who knows the day knows better
        vague = basis != "printed" or supplied.published.startswith(f"{published}-")
        published = told.settle("published", None if vague else published, known_date(supplied.published))
        basis = "supplied" if vague else basis
    return Cover(
        programme="PEEL",
        force=force,
        forces=[force],
        cycle=cycle,
        scale=facts.vocabulary().cycle_by_id[cycle].scale,
        title=": ".join(block.text for block in title),
        published=published,
        published_basis=basis,
        supplied=told.supplied,
        lines=list(title),
        imprint=imprint,
        warnings=told.warnings,
    )


def record(source: Source, cover: Cover, family: Family) -> Document:
    """The document record of a report by the inspectorate."""
    return Document(
        id=inspection_id(cover.force, cover.programme or "unknown", cover.cycle, cover.pillar),
        file=source.file,
        sha256=source.sha256,
        title=cover.title or page_title(source),
        family=family,
        force=cover.force,
        forces=cover.forces,
        body=cover.body,
        programme=cover.programme,
        cycle=cover.cycle,
        pillar=cover.pillar,
        published=cover.published,
        published_basis=cover.published_basis,
        author_role="inspectorate",
        supplied=cover.supplied,
    )


def page_title(source: Source) -> str:
    """What a page without a cover is called: its first heading of the highest level, else its title element.

    The heading may stand outside of the text; of the title element the name of the site is left out. Empty for a text
    file, which has neither.
    """
    heading = next((block.text for block in source.blocks if block.heading == 1), None)
    if heading or not source.page_title:
        return heading or ""
    site = first("boilerplate", "site_name", source.page_title)
    return source.page_title[: site[1].start()] if site else source.page_title


def known_cycle(cycle: str) -> str:
    """The cycle that a user names; raises UsageError where there is none of that name."""
    found = cycle_named(cycle)
    if not found:
        known = ", ".join(row.id for row in facts.vocabulary().cycles if row.programme == "PEEL")
        raise UsageError(f"no cycle called {cycle!r}", remedy=f"cycles are {known}")
    return found


def known_date(published: str) -> str:
    """The date that a user gives; raises UsageError where it is none."""
    try:
        bounds(published)
    except ValueError as error:
        raise UsageError(str(error)) from None
    return published


def published_of(source: Source) -> tuple[str | None, PublishedBasis | None, list[Block]]:
    """The date of publication, on what it rests, and the blocks that give it.

    What a sentence says of the document itself comes first: a page that was moved may bear the day of that. Of several
    stamps the first is taken, and all of them belong to the imprint. What a web page tells of itself beside its text is
    such a stamp too, of when it was put there.
    """
    for block in source.body():
        if stated := first("boilerplate", "stated", block.text):
            return dates.printed_date(stated[1]["published"] or stated[1]["by_us"]), "printed", []
    body = [block for block in source.body() if len(block.text) <= _LONGEST_LINE]
    stamped = next((at for at, block in enumerate(body) if first("boilerplate", "stamp", block.text)), len(body))
    for block in body[:stamped]:  # below a page's own stamp stand the days of other reports
        if imprint := first("boilerplate", "imprint", block.text):
            return dates.printed_date(imprint[1]["published"]), "printed", [block]
    for block in [*body[:_LINES_OF_COVER], *body[-_LAST_LINES:]]:
        if dated := first("boilerplate", "cover_date", block.text):
            return dates.printed_date(dated[1]["published"]), "printed", [block]
    for block in source.body()[:_LINES_OF_COVER]:
        if run_in := first("boilerplate", "run_in_cover", block.text):
            return dates.printed_date(run_in[1]["published"]), "printed", []
    stamps = [(block, stamp[1]["published"]) for block in body if (stamp := first("boilerplate", "stamp", block.text))]
    if stamps:
        return dates.printed_date(stamps[0][1]), "stamp", [block for block, _ in stamps]
    return (source.page_date, "stamp", []) if source.page_date else (None, None, [])
