"""Earlier findings that a response quotes in full or names in a sentence; it is the first source of none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import facts
from kg.ids import finding_id
from kg.lineage.topics import topics_of
from kg.records import Finding, FindingKind, Programme, Restated, Where
from loaders import words
from loaders.answer_units import Unit
from loaders.blocks import Block, Sentence, Source
from loaders.places import place, text_of, without_closing
from loaders.redaction import said_in
from loaders.themes import theme_of
from loaders.words import stems
from loaders.words.forces import force_named, in_general_words

_FILE = "response_ask"


@dataclass(frozen=True)
class Answered:
    """The report that a letter answers, and the force that answers."""

    force: str | None
    programme: Programme | None
    cycle: str | None
    published: str | None


def quoted(source: Source, unit: Unit, answered: Answered) -> Finding:
    """The finding whose words an answer prints before it answers."""
    text = text_of(unit.ask)
    said = [sentence.text for block in unit.ask for sentence in said_in(source, block)]
    force, addressed_to = addressee(said[0], answered.force)
    if unit.kind == "cause_of_concern" and not addressed_to:
        force = answered.force
    finding = _restated(unit.kind, text, answered, force, place(source, unit.ask, unit.section, text))
    finding.addressed_to = addressed_to
    finding.deadline = stems.deadline(said, answered.published, answered.force)
    finding.theme = theme_of(unit.area.text) if unit.area else None
    finding.heading = unit.area.text if unit.area and finding.theme else None
    return finding


def named(source: Source, said: Sequence[Sentence], heading: Block | None, answered: Answered) -> Iterator[Finding]:
    """The findings that sentences name by what they ask."""
    section = [heading.text] if heading else []
    for sentence in said:
        for row in words.patterns(_FILE, "named"):
            for match in row.regex.finditer(words.folded(sentence.text)):
                ask = _part(source, sentence, match["ask"])
                finding = _restated(row["kind"], ask.text, answered, answered.force, place(source, [ask], section))
                finding.theme = theme_of(heading.text) if heading else None
                finding.heading = heading.text if heading and finding.theme else None
                finding.boxed = False
                yield finding


def addressee(sentence: str, own: str | None) -> tuple[str | None, list[str]]:
    """Whom a recommendation addresses: the one force, or the bodies named before the asking verb."""
    found = words.first(_FILE, "addressee", in_general_words(sentence, own))
    if not found:
        return None, []
    who = found[1]["who"]
    if row := words.first("stems", "addressee", who):
        return None, list(row[0]["ids"])
    if re.fullmatch(r"(?:all |the )?(?:force|chief constable)", who, re.IGNORECASE):
        return own, []
    if force := force_named(who):
        return force, []
    named = [
        body.id
        for body in facts.vocabulary().bodies
        if any(re.search(rf"\b{re.escape(name)}\b", who, re.IGNORECASE) for name in (body.name, *body.aliases))
    ]
    return None, named


def _restated(kind: FindingKind, text: str, answered: Answered, force: str | None, where: Where) -> Finding:
    """A finding of the answered report, of which the letter is no first source."""
    return Finding(
        id=finding_id(force, answered.programme or "unknown", answered.cycle, kind, text),
        force=force,
        kind=kind,
        topics=topics_of(text),
        text=text,
        restated=Restated(programme=answered.programme, cycle=answered.cycle),
        where=where,
    )


def _part(source: Source, sentence: Sentence, text: str) -> Sentence:
    """Some words of a sentence, with their own place."""
    start = sentence.text.index(text) if text in sentence.text else 0
    printed = sentence.text[start : start + len(text)]
    for low, high in sentence.spans:
        at = source.text.find(printed, low, high)
        if at >= 0:
            return Sentence(without_closing(printed), ((at, at + len(printed)),), source.line_at(at))
    return sentence._replace(text=printed)
