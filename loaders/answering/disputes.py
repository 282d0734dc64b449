"""Judgments that the author of a letter contests: the grade, what it is for, and where that is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.records import Dispute, Grade
from loaders import words
from loaders.answering.answers import sections
from loaders.meaning.themes import theme_of
from loaders.privacy.redaction import said_in
from loaders.structure.blocks import Block, Sentence, Source
from loaders.structure.places import place
from loaders.words.grades import normal

_FILE = "response_dispute"


class Disputes(NamedTuple):
    """The disputes of a letter, and the blocks on which they rest."""

    disputes: list[Dispute]
    used: list[Block]


class _Contested(NamedTuple):
    theme: str | None
    grade: Grade | None
    parts: list[Sentence]
    section: list[str]
    block: Block


def disputes(source: Source, body: Sequence[Block]) -> Disputes:
    """The judgments contested in a letter's prose, each once.

    A grade may be named in a summing-up and contested again in the section on its area: the section's sentence, which
    gives the ground, is then the place.
    """
    found: dict[tuple[str | None, Grade | None], _Contested] = {}
    for heading, under in sections(body):
        for block in under:
            for one in _contested(source, block, heading):
                known = found.get((one.theme, one.grade))
                if known is None or (one.theme and not _is_under(known, one.theme) and _is_under(one, one.theme)):
                    found[one.theme, one.grade] = one
    records = [
        Dispute(
            theme=one.theme,
            grade=one.grade,
            text=(text := " ".join(part.text for part in one.parts)),
            where=place(source, one.parts, one.section, text),
        )
        for one in found.values()
    ]
    return Disputes(records, [one.block for one in found.values()])


def _contested(source: Source, block: Block, heading: Block | None) -> list[_Contested]:
    """What a paragraph contests: each grade that it lists with its area, else the judgment of its section."""
    said = said_in(source, block)
    contesting = [sentence for sentence in said if words.first(_FILE, "contest", sentence.text)]
    if not contesting:
        return []
    section = [heading.text] if heading else []
    listing = [sentence for sentence in said if words.first(_FILE, "graded", sentence.text)]
    if listing:
        parts = sorted({*listing, *contesting}, key=lambda sentence: sentence.spans)
        return [
            _Contested(theme_of(match["area"]), normal(match["grade"]), parts, section, block)
            for sentence in listing
            for row in words.patterns(_FILE, "graded")
            for match in row.regex.finditer(words.folded(sentence.text))
        ]
    theme = theme_of(heading.text) if heading else None
    grades = {row[0]["grade"] for sentence in contesting if (row := words.first(_FILE, "grade", sentence.text))}
    return [_Contested(theme, grade, contesting, section, block) for grade in sorted(grades)] or (
        [_Contested(theme, None, contesting, section, block)] if theme else []
    )


def _is_under(one: _Contested, theme: str) -> bool:
    """Whether a dispute stands in the section on its own theme."""
    return any(theme_of(heading) == theme for heading in one.section)
