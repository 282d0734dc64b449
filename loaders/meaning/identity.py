"""Which force, cycle and pillar a report is about: by its address, its title, its cover and its text, in that order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from kg import facts
from kg.errors import KgError
from kg.records import Warning_
from loaders.structure.blocks import Block, Source
from loaders.words import first, headings
from loaders.words.cycles import cycle_named
from loaders.words.forces import force_named, forces_in

_OPENING = 20  # blocks of a report that tell whom and how it assesses
_ENOUGH = 30_000  # letters of a text to tell whom it is about
_NAMED_OFTEN = 3  # times; and so many times as often as the next force


class Told(NamedTuple):
    """What one place says."""

    place: str
    value: str
    line: int


def force_of(source: Source, title: Sequence[Block], *, known: bool) -> tuple[str | None, list[Warning_]]:
    """The force, and a warning for each place that names another.

    Without address, title or cover it is the one that the text names far more often than any other. Raises KgError for
    a cover that names a body which is no force, unless the force is `known` from elsewhere.
    """
    told = list(_places(source, title, force_named, _force_in_address)) or list(_assessed(source))
    told = told or list(_in_path(source, force_named))
    text = "\n".join(block.text for block in source.body())[:_ENOUGH]
    named = Counter(force for force, match in forces_in(text) if " " in match[0]).most_common(2)
    if not told:
        for block in title:
            found = first("families", "about", block.text)
            if found and not known:
                message = f"{found[1]['whom']!r} is no force that this program knows"
                raise KgError(message, source.file, "kg forces lists all 43")
        return (named[0][0] if _stands_out(named) else None), []
    force, warnings = _settled("force", told)
    if named and named[0][0] != force and named[0][1] >= _NAMED_OFTEN:
        own = sum(count for one, count in named if one == force)
        message = (
            f"force: it is about {force}, but its text names {named[0][0]} {named[0][1]} times, {force} {own} times"
        )
        warnings.append(Warning_(line=told[0].line, message=message))
    return force, warnings


def cycle_of_report(source: Source, title: Sequence[Block]) -> tuple[str | None, list[Warning_]]:
    """The cycle, and a warning for each place that names another."""
    told = list(_places(source, title, cycle_named, cycle_named)) or list(_cycles_in_text(source))
    told = told or list(_in_path(source, cycle_named))
    return _settled("cycle", told) if told else (None, [])


def cycle_by_its_change(source: Source) -> str | None:
    """The cycle in which what the text calls a change of this year was made: the five grades."""
    found = (first("families", "changed_in", block.text) for block in source.body()[:_OPENING])
    return next((str(row["cycle"]) for row, _ in filter(None, found)), None)


def pillar_of(source: Source, title: Sequence[Block], cycle: str | None) -> str | None:
    """The one pillar that a page is about; None for a page that speaks of several, or of none.

    An overview names the pillars and their headline questions, the page of one pillar its title, "Questions for" it,
    or questions of no other; a whole report has a list of questions for each.
    """
    told = list(_places(source, title[:1], _titled_pillar, _pillar_in_address))
    if told:
        return told[0].value
    lists = [found for block in source.blocks if (found := first("headings", "questions_for", block.text))]
    if listed := {found[1]["pillar"].lower() for found in lists}:
        return listed.pop() if len(listed) == 1 else None
    if any(first("headings", "overview_page", block.text) for block in title[:1]):
        return None
    lines = [block.text for block in source.body() if headings.may_be_heading(block)]
    questions = [headings.question(cycle, text) for text in lines]
    asked = {question.pillar for question in questions if question and question.pillar and question.level == "question"}
    named: set[str] = {found[1]["pillar"].lower() for text in lines if (found := first("headings", "pillar", text))}
    pillars = asked or named or _headlines(source, title, cycle)
    return pillars.pop() if len(pillars) == 1 else None


def _places(
    source: Source,
    title: Sequence[Block],
    in_words: Callable[[str], str | None],
    in_address: Callable[[str], str | None],
) -> Iterator[Told]:
    line = title[0].line if title else 1
    if source.url and (value := in_address(urlsplit(source.url).path)):
        yield Told("address", value, line)
    if source.page_title and (value := in_words(source.page_title)):
        yield Told("page title", value, line)
    for at, block in enumerate(title):
        if value := in_words(block.text):
            yield Told("cover" if at else "title", value, block.line)


def _headlines(source: Source, title: Sequence[Block], cycle: str | None) -> set[str]:
    """The pillars whose headline questions stand on a page with the title of a single pillar's: "Kent PEEL 2015"."""
    if not any(first("headings", "pillar_page", block.text) for block in title):
        return set()
    questions = [headings.question(cycle, block.text) for block in source.body() if headings.may_be_heading(block)]
    return {one.pillar for one in questions if one and one.pillar and one.level == "pillar"}


def _assessed(source: Source) -> Iterator[Told]:
    """What the opening sentence of a report on all areas says of whom it assessed."""
    for block in source.body()[:_OPENING]:
        found = first("families", "assessed", block.text)
        if found and (force := force_named(found[1]["force"])):
            yield Told("opening", force, block.line)


def _in_path(source: Source, in_words: Callable[[str], str | None]) -> Iterator[Told]:
    """What the path to the page says that a site prints above it ("Home > PEEL 2016 > Essex")."""
    for block in source.blocks[:_OPENING]:
        if block.cut and first("navigation", "path", block.text) and (value := in_words(block.text)):
            yield Told("path", value, block.line)


def _cycles_in_text(source: Source) -> Iterator[Told]:
    """What the heading on the programme, or the sentence on its framework, says of the cycle."""
    for block in source.body()[:_OPENING]:
        found = first("families", "cycle_of_text", block.text)
        if found and (cycle := cycle_named(found[1]["years"] or found[1]["framework"])):
            yield Told("text", cycle, block.line)


def _settled(what: str, told: Sequence[Told]) -> tuple[str, list[Warning_]]:
    """What the first place says, and a warning for each that differs."""
    stands = told[0]
    message = f"{what}: its {stands.place} says {stands.value}, its {{}} {{}}; {stands.value} is taken"
    return stands.value, [
        Warning_(line=other.line, message=message.format(other.place, other.value))
        for other in told[1:]
        if other.value != stands.value
    ]


def _stands_out(named: Sequence[tuple[str, int]]) -> bool:
    """Whether one force is named often, and far more often than the next."""
    if not named or named[0][1] < _NAMED_OFTEN:
        return False
    return len(named) == 1 or named[0][1] >= _NAMED_OFTEN * named[1][1]


def _force_in_address(path: str) -> str | None:
    """The force that a part of an address names: `/peel-2015/kent/`, `/peel-reports/kent-2021-22/`."""
    slugs = {name: force.id for force in facts.vocabulary().forces for name in (force.id, *force.aliases)}
    for part in reversed(path.lower().split("/")):
        known = [slug for slug in slugs if part == slug or part.startswith(f"{slug}-")]
        if known:
            return slugs[max(known, key=len)]
    return None


def _pillar_in_address(path: str) -> str | None:
    pillars = {question.pillar for question in facts.vocabulary().questions if question.pillar}
    return next((part for part in path.lower().split("/") if part in pillars), None)


def _titled_pillar(text: str) -> str | None:
    found = first("headings", "pillar_title", text)
    return found[1]["pillar"].lower() if found else None
