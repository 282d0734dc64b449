"""Responses to a report: letters and statements by forces, chief officers and policing bodies.

Section 55 of the Police Act 1996 has a policing body invite the chief officer's comments and publish its own. Both come
as free letters or as answers under numbered headings, and often the one encloses the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg import clock, facts
from kg.errors import KgError
from kg.ids import distinct
from kg.records import AnsweredReport, AuthorRole, Document, Extract, Programme, Response, Warning_
from loaders import words
from loaders.answers import answers
from loaders.blocks import Block, Source
from loaders.correspondence import Letter, letters
from loaders.disputes import disputes
from loaders.document import Supplied
from loaders.ledger import Ledger
from loaders.places import place
from loaders.quoted import Answered
from loaders.redaction import without_private
from loaders.words.dates import printed_date
from loaders.words.forces import force_named, forces_in

_PILLAR = re.compile(r"\b(effectiveness|efficiency|legitimacy|leadership)\b", re.IGNORECASE)
_CYCLE = re.compile(r"\b(20\d\d)(?:\s*[/-]\s*(?:20)?(\d\d))?\b")
_FILE = "response_letter"


def read(source: Source, supplied: Supplied) -> Extract:
    """The responses that a document holds, what each answers, promises and disputes, and the findings that they quote.

    Raises KgError where no prose is in it, or nobody says which force or body responds.
    """
    source = without_private(source)
    found = [letter for letter in letters(source.body()) if letter.body]
    if not found:
        raise KgError("a response without any text", source.file, "get the whole document")
    force = supplied.force or _force(found)
    if force is None:
        raise KgError("does not say which force it is about", source.file, "name it with --force")
    extract = Extract(document=_document(source, found, force, supplied))
    ledger = Ledger(source.blocks)
    for letter in found:
        _read_letter(source, letter, extract, ledger)
    for finding, one_id in zip(extract.findings, distinct(finding.id for finding in extract.findings), strict=True):
        finding.id = one_id
    for letter in found:
        _book_the_rest(letter, ledger)
    extract.accounting = ledger.accounting()
    named = force_named(found[0].subject.text) if found[0].subject else None
    if supplied.force and named and named != supplied.force:
        extract.warnings.append(Warning_(line=1, message=f"names {named}, read as {supplied.force}"))
    return extract


def _read_letter(source: Source, letter: Letter, extract: Extract, ledger: Ledger) -> None:
    """Adds one letter's response and findings to the extract."""
    document = extract.document
    role = letter.author_role or document.author_role
    assert role is not None, "the document's role is that of its first letter"
    to = _answered_report(letter, document)
    due, basis = clock.due(to.published, role)
    answer = answers(source, letter, Answered(document.force, to.programme, to.cycle, to.published))
    contested = disputes(source, letter.body)
    extract.findings += answer.findings
    extract.responses.append(
        Response(
            author_role=role,
            body=_body(role, document.force, letter.date or document.sent),
            date=letter.date,
            to=to,
            due=due,
            due_basis=basis,
            days=clock.days_between(to.published, letter.date),
            late=clock.is_late(due, letter.date),
            items=answer.items,
            disputes=contested.disputes,
            where=place(source, [letter.subject or letter.body[0]]),
        )
    )
    ledger.use(*answer.used, *contested.used, *(block for block in (letter.dated, letter.subject) if block))


def _book_the_rest(letter: Letter, ledger: Ledger) -> None:
    """Says of all blocks of a letter that made no record why they made none."""
    ledger.ignore("narrative", *letter.body)
    ledger.ignore("contact", *letter.head, *letter.foot, *letter.margin)


def _document(source: Source, found: Sequence[Letter], force: str, supplied: Supplied) -> Document:
    first = found[0]
    role: AuthorRole = next((letter.author_role for letter in found if letter.author_role), "force")
    title = first.subject.text.rstrip(".") if first.subject else first.body[0].text
    programme = _programme(first)
    body = _body(role, force, first.date)
    return Document(
        id=f"{force}.response.{first.date or f'undated-{source.sha256[:8]}'}",
        file=source.file,
        sha256=source.sha256,
        title=title,
        family="response",
        force=force,
        forces=[force],
        body=body if role in clock.POLICING_BODIES else None,
        programme=programme,
        cycle=_cycle(first, programme) or supplied.cycle,
        pillar=_pillar(title),
        published=supplied.published,
        published_basis="supplied" if supplied.published else None,
        sent=first.date,
        author_role=role,
        supplied=[
            name
            for name, given in (
                ("force", supplied.force),
                ("cycle", supplied.cycle and not _cycle(first, programme)),
                ("published", supplied.published),
            )
            if given
        ],
    )


def _force(found: Sequence[Letter]) -> str | None:
    """The one force that heads and signatures name; where they name none or several, the one named most in the text."""
    for blocks in (
        [block for letter in found for block in [*letter.head, *letter.foot]],
        [block for letter in found for block in letter.body],
    ):
        named = [force for block in blocks for force, _ in forces_in(block.text)]
        counted = sorted(set(named), key=named.count, reverse=True)
        if len(counted) == 1 or (len(counted) > 1 and named.count(counted[0]) > named.count(counted[1])):
            return counted[0]
    return None


def _body(role: AuthorRole, force: str | None, on: str | None) -> str | None:
    """The policing body that held the force to account at a date, for whoever speaks for one; else the force itself."""
    if role not in clock.POLICING_BODIES or force is None:
        return force
    overseers = facts.vocabulary().overseers(force, on) if on else []
    return overseers[0].id if len(overseers) == 1 else None


def _answered_report(letter: Letter, document: Document) -> AnsweredReport:
    """The report that a letter answers, as far as it says which."""
    opening = [block.text for block in letter.body[:2]]
    published = next((match[1]["date"] for text in opening if (match := words.first(_FILE, "published", text))), None)
    programme = _programme(letter) or document.programme
    return AnsweredReport(
        title=_title(letter) or document.title,
        programme=programme,
        cycle=_cycle(letter, programme) or document.cycle,
        published=printed_date(published) if published else None,
    )


def _title(letter: Letter) -> str | None:
    if letter.subject is None:
        return None
    text = letter.subject.text
    found = words.first(_FILE, "subject", text)
    return text[slice(*found[1].span("title"))] if found else text.rstrip(".")


def _programme(letter: Letter) -> Programme | None:
    blocks: list[Block] = [*([letter.subject] if letter.subject else []), *letter.body[:2]]
    for block in blocks:
        if found := words.first(_FILE, "programme", block.text):
            programme: Programme = found[0]["programme"]
            return programme
    return None


def _cycle(letter: Letter, programme: Programme | None) -> str | None:
    """The cycle whose years stand in the subject line; a year in the text may be anything."""
    if programme != "PEEL" or letter.subject is None:
        return None
    for year, to in _CYCLE.findall(words.folded(letter.subject.text)):
        for cycle in (f"{year}/{to}", f"{year}-{to}") if to else (year,):
            if cycle in facts.vocabulary().cycle_by_id:
                return str(cycle)
    return None


def _pillar(title: str) -> str | None:
    named = {pillar.casefold() for pillar in _PILLAR.findall(title)}
    return named.pop() if len(named) == 1 else None
