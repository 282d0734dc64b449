"""What a response says of itself and of the report that it answers: dates, title, programme and cycle.

Letters, pages and papers print them in lines of their own, labelled or not, or in the first sentences.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg import facts
from kg.records import Programme
from loaders import words
from loaders.answering.correspondence import DateBasis, Letter, is_date
from loaders.structure.blocks import Block
from loaders.words.cycles import cycle_named
from loaders.words.dates import printed_date
from loaders.words.forces import forces_in

_FILE = "response_report"
_OPENING = 8  # blocks of the body that may still say which report is meant
_FIRST = 2  # paragraphs in which the title of the report may be told
_LONGEST_LINE = 200


class Dated(NamedTuple):
    """The day of a response, whether it was published or sent on it or a text only tells so, and the line."""

    date: str | None
    basis: DateBasis
    block: Block | None


def response_date(letter: Letter) -> Dated:
    """The day of the response: labelled, alone on a line, or in a sentence that brings in the letter or tells of it."""
    lines = [*letter.head, *letter.foot, *letter.margin, *letter.body]
    for block in lines:
        found = words.first(_FILE, "response", block.text) if len(block.text) <= _LONGEST_LINE else None
        if found and (date := printed_date(found[1]["date"])):
            return Dated(date, found[0]["field"], block)
    for block in [*letter.head, *letter.foot, *letter.margin]:
        if is_date(block.text):
            return Dated(printed_date(block.text), "sent", block)
    for block in [*letter.head, *letter.body[:_FIRST]]:
        if found := words.first(_FILE, "brought_in", block.text):
            return Dated(printed_date(found[1]["date"]), "sent", block)
    for block in letter.body[:_OPENING]:
        if found := words.first(_FILE, "told", block.text):
            return Dated(printed_date(found[1]["date"]), "told", block)
    return Dated(None, "told", None)


def report_published(letter: Letter, responded: str | None) -> str | None:
    """The day of the report's publication, as precise as it is printed."""
    if letter.of_report:
        return letter.of_report
    lines = [*letter.head, *letter.body[:_OPENING]]
    for row in words.patterns(_FILE, "report"):
        for block in lines:
            text = words.folded(block.text)
            for found in row.regex.finditer(text) if row.search(text) else ():
                if not words.first(_FILE, "of_response", text[: found.start()]):
                    said = found.groupdict()
                    return printed_date(said["date"] or said["behind"])
    if any(words.first(_FILE, "today", block.text) for block in lines):
        return responded
    return None


def title(letter: Letter) -> str | None:
    """The title of the answered report, without who answers it, number and date around it.

    A letter without a subject line gives it in its first sentences.
    """
    if letter.subject is None:
        told = ((block.text, words.first(_FILE, "told_title", block.text)) for block in letter.body[:_FIRST])
        return next((text[slice(*found[1].span("title"))] for text, found in told if found), None)
    text = letter.subject.text
    found = words.first("response_letter", "subject", text)
    return _bare(text[slice(*found[1].span("title"))] if found else text)


def programme(letter: Letter) -> Programme | None:
    """The programme that title or first sentences name; a report of no other programme is thematic."""
    blocks: list[Block] = [*([letter.subject] if letter.subject else []), *letter.body[:2]]
    for block in blocks:
        if found := words.first("response_letter", "programme", block.text):
            named: Programme = found[0]["programme"]
            return named
    named_report = any(words.first("response_letter", "report_title", block.text) for block in [*letter.head, *blocks])
    return "thematic" if named_report else None


def cycle(letter: Letter, of: Programme | None, published: str | None) -> str | None:
    """The cycle whose years stand in the subject line, or that is called after the year of a report.

    A year in the text may be anything, but for the one of the programme that the first sentences name.
    """
    if of == "PEEL" and letter.subject is not None and (named := cycle_named(letter.subject.text)):
        return named
    if of == "PEEL":
        told = {
            found[1]["cycle"]
            for block in letter.body[:_FIRST]
            if (found := words.first(_FILE, "told_cycle", block.text))
        }
        return cycle_named(told.pop()) if len(told) == 1 else None
    if of in ("SOC", "CDI", "integrity") and published:
        name = f"{of.lower()}-{published[:4]}"
        return name if name in facts.vocabulary().cycle_by_id else None
    return None


def _bare(text: str) -> str:
    """A title without what stands around it."""
    before = None
    while before != text:
        before = text
        for row in words.patterns(_FILE, "before_title"):
            if found := row.search(words.folded(text)):
                text = text[found.end() :]
        for row in words.patterns(_FILE, "after_title"):
            if found := row.search(words.folded(text)):
                text = text[: found.start()]
        for _, found in forces_in(text)[:1]:
            if found.start() == 0 and (dash := re.match(r"(?: \w+)?\s+[-–:]\s+", text[found.end() :])):
                text = text[found.end() + dash.end() :]
        text = text.strip().rstrip(".")
        if len(text) > 2 and text[0] in "‘“\"'" and text[-1] in "’”\"'":
            text = text[1:-1]
    return text
