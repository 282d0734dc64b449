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
from loaders.answering import position
from loaders.answering.answer_units import Unit
from loaders.meaning.themes import theme_of
from loaders.privacy.redaction import said_in
from loaders.structure.blocks import Block, Sentence, Source
from loaders.structure.places import place, text_of, without_closing
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
    if unit.stem:
        said[0] = f"{unit.stem.text} {said[0]}"
    force, addressed_to = addressee(said[0], answered.force)
    if unit.kind == "cause_of_concern" and not addressed_to:
        force = answered.force
    finding = _restated(unit.kind, text, answered, force, place(source, unit.ask, unit.section, text))
    finding.addressed_to = addressed_to
    finding.stem = unit.stem.text if unit.stem else None
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
                finding = _told(source, sentence, match["ask"], row["kind"], answered, section)
                finding.theme = theme_of(heading.text) if heading else None
                finding.heading = heading.text if heading and finding.theme else None
                yield finding


def told(source: Source, said: Sequence[Sentence], heading: Block | None, answered: Answered) -> Iterator[Finding]:
    """The findings that a paragraph tells in its own words before it answers them: "The report asks us to ...".

    The kind is that of the verb, else the one that the answer names.
    """
    for at, sentence in enumerate(said):
        found = words.first(_FILE, "told", sentence.text)
        answer = said[at + 1 :]
        if not found or (position.stance(answer) == position.progress(answer) == "not stated"):
            continue
        kind = kind_named(" ".join(one.text for one in answer)) or found[0].fields.get("kind")
        if kind:
            ask = sentence.text[slice(*found[1].span("ask"))]
            finding = _told(source, sentence, ask, kind, answered, [heading.text] if heading else [])
            finding.theme = theme_of(heading.text) if heading else None
            finding.heading = heading.text if heading and finding.theme else None
            yield finding


def asked_in_turn(source: Source, sentence: Sentence, kind: FindingKind, answered: Answered) -> list[Finding]:
    """The finding whose words stand in a sentence that takes the findings in turn: "The first is that ..."."""
    found = words.first(_FILE, "asked", sentence.text)
    if not found:
        return []
    ask = sentence.text[slice(*found[1].span("ask"))]
    return [_told(source, sentence, ask, kind, answered, [])]


def kind_named(text: str) -> FindingKind | None:
    """The kind of finding that a paragraph speaks of last."""
    found = [
        (match.end(), row["kind"])
        for row in words.patterns(_FILE, "kind_named")
        for match in row.regex.finditer(words.folded(text))
    ]
    return max(found)[1] if found else None


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


def _told(
    source: Source, sentence: Sentence, words_of_ask: str, kind: FindingKind, answered: Answered, section: list[str]
) -> Finding:
    """A finding of which a sentence of prose gives the words."""
    ask = _part(source, sentence, words_of_ask)
    finding = _restated(kind, ask.text, answered, answered.force, place(source, [ask], section))
    finding.deadline = stems.deadline([ask.text], answered.published, answered.force)
    finding.boxed = False
    return finding


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
    pattern = re.compile(r"\s+".join(map(re.escape, printed.split())))  # a line may end within it
    for low, high in sentence.spans:
        if found := pattern.search(source.text, low, high):
            return Sentence(without_closing(printed), (found.span(),), source.line_at(found.start()))
    return sentence._replace(text=printed)
