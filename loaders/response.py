"""Responses to a report: letters and statements by forces, chief officers and policing bodies.

Section 55 of the Police Act 1996 has a policing body invite the chief officer's comments and publish its own. Both come
as free letters or as answers under numbered headings, and often the one encloses the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg import clock, facts
from kg.errors import KgError, UsageError
from kg.ids import distinct, undated
from kg.records import AnsweredReport, AuthorRole, Document, Extract, Programme, Response, Warning_
from loaders import words
from loaders.answering import enclosed, index_page, minutes, particulars
from loaders.answering.answers import answers
from loaders.answering.correspondence import Letter, letters
from loaders.answering.disputes import disputes
from loaders.answering.quoted import Answered
from loaders.meaning import collaborations
from loaders.meaning.document import Supplied
from loaders.privacy.redaction import without_private
from loaders.structure.blocks import Source
from loaders.structure.ledger import Ledger
from loaders.structure.outline import Section
from loaders.structure.places import place
from loaders.words.cycles import cycle_named
from loaders.words.dates import printed_date
from loaders.words.forces import forces_in

_LISTS = ("navigation", "summary")  # what stands around the answers of an index, and of a page on one report
_OVERSEERS: dict[str, AuthorRole] = {
    "commissioner": "police and crime commissioner",
    "mayor": "mayor",
    "police authority": "police authority board",
}
_REGION = re.compile(r"\s+(?:region|ROCU)", re.IGNORECASE)
_PILLAR = re.compile(r"\b(effectiveness|efficiency|legitimacy|leadership)\b", re.IGNORECASE)


def read(source: Source, supplied: Supplied) -> Extract:
    """The responses that a document holds, what each answers, promises and disputes, and the findings that they quote.

    What is printed stands, what is supplied fills a gap. Raises KgError where no prose is in the document or nobody
    says which force responds, UsageError where an unknown force or cycle was supplied.
    """
    source = without_private(source)
    found, around = _told(source)
    if not found:
        raise KgError("a response without any text", source.file, "get the whole document")
    document, warnings = _document(source, found, supplied)
    if around in _LISTS:
        _stamped(document, source)
    several = len(found) > 1 and around is not None
    if several:
        _of_several(document, source)
    extract = Extract(document=document, warnings=warnings)
    ledger = Ledger(source.blocks)
    for letter in found:
        before = extract.responses[-1].to if extract.responses and not several else None
        _read_letter(source, letter, extract, ledger, before)
    for finding, one_id in zip(extract.findings, distinct(finding.id for finding in extract.findings), strict=True):
        finding.id = one_id
    if found[0].date is None:
        document.id = f"{document.force}.response.{_undated(extract)}"
    for letter in found:  # a block of one letter is never another's
        ledger.ignore("narrative", *letter.body)
        ledger.ignore("contact", *letter.head, *letter.foot, *letter.margin)
    if around:
        ledger.ignore(around, *source.body())
    extract.accounting = ledger.accounting()
    return extract


def _told(source: Source) -> tuple[list[Letter], str | None]:
    """The letters of a document, with their days, and what it prints around them; None where nothing else is."""
    if listed := index_page.entries(source):
        for entry in listed:
            entry.letter.role = entry.role
        return [entry.letter for entry in listed], _LISTS[len(listed) == 1]
    recorded = minutes.letters(source.body()) or None  # minutes in which nobody comments are read as they stand
    found = recorded
    if found is None:
        found = [part for letter in letters(source.body()) if letter.body for part in enclosed.parted(letter)]
    for letter in found:
        told = particulars.response_date(letter)
        letter.date, letter.dated, letter.basis = told.date, told.block, told.basis
        if recorded and letter.date is None:
            letter.date = _by_the_meeting(letter, minutes.day_of(source.body()))
    return found, None if recorded is None else "other business"


def _by_the_meeting(letter: Letter, held: str | None) -> str | None:
    """The day of the meeting for an answer without a day of its own, given there at the latest.

    Where the meeting came too late it does not show that the answer did.
    """
    published = particulars.report_published(letter, held)
    late = clock.is_late(clock.due(published, letter.author_role or "force")[0], held)
    return None if late else held


def _read_letter(
    source: Source, letter: Letter, extract: Extract, ledger: Ledger, before: AnsweredReport | None
) -> None:
    """Adds one letter's response and findings to the extract; `before` is the report of the letter that encloses it."""
    document = extract.document
    published = particulars.report_published(letter, letter.date) or (before.published if before else None)
    role = letter.author_role or _to_minister(letter, document.force, letter.date) or document.author_role
    assert role is not None, "the document's role is that of its first letter"
    to = AnsweredReport(
        title=particulars.title(letter) or document.title,
        programme=particulars.programme(letter) or document.programme,
        cycle=None,
        published=published,
    )
    to.cycle = particulars.cycle(letter, to.programme, published) or document.cycle
    due, basis = clock.due(to.published, role)
    answer = answers(source, letter, Answered(document.force, to.programme, to.cycle, to.published))
    contested = disputes(source, letter.body)
    extract.findings += answer.findings
    extract.responses.append(
        Response(
            author_role=role,
            body=_body(role, document.force, letter.date or document.sent or published),
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
    told = Section("detail", blocks=[*letter.body])
    extract.collaborations += collaborations.read(source, document.force, [told], ledger)
    ledger.use(*answer.used, *contested.used, *(block for block in (letter.dated, letter.subject) if block))


def _document(source: Source, found: Sequence[Letter], supplied: Supplied) -> tuple[Document, list[Warning_]]:
    """The document's particulars: those of its first letter, which encloses the others."""
    first = found[0]
    told = next(filter(None, map(particulars.title, found)), None)
    title = told or first.body[0].text
    force = _force(source, found, supplied)
    signed = next((letter.author_role for letter in found if letter.author_role), None)
    role: AuthorRole = signed or _to_minister(first, force, first.date) or "force"
    programme: Programme | None = next((named for letter in found if (named := particulars.programme(letter))), None)
    cycle = particulars.cycle(first, programme, particulars.report_published(first, first.date))
    document = Document(
        id=f"{force}.response.{first.date}",
        file=source.file,
        sha256=source.sha256,
        title=title,
        family="response",
        force=force,
        forces=[force],
        body=_body(role, force, first.date) if role in clock.POLICING_BODIES else None,
        programme=programme,
        cycle=cycle,
        pillar=_pillar(told or ""),
        published=first.date if first.basis == "published" else None,
        published_basis="printed" if first.basis == "published" and first.date else None,
        sent=first.date if first.basis == "sent" else None,
        author_role=role,
    )
    warnings = []
    if supplied.force and not _forces_of_frames(found):
        document.supplied.append("force")
    elif supplied.force and supplied.force != force:
        warnings.append(_left_aside(first, "force", force, supplied.force))
    given = cycle_named(supplied.cycle) if supplied.cycle else None
    if supplied.cycle and given is None:
        raise UsageError(f"no cycle called {supplied.cycle!r}", remedy="write it as 2018/19")
    if given and cycle is None:
        document.cycle = given
        document.supplied.append("cycle")
    elif given and cycle != given:
        warnings.append(_left_aside(first, "cycle", cycle, given))
    if supplied.published and not document.published:
        document.published, document.published_basis = supplied.published, "supplied"
        document.supplied.append("published")
    return document, warnings


def _of_several(document: Document, source: Source) -> None:
    """Of a page or paper that answers several reports only who speaks is told."""
    document.programme = document.cycle = document.pillar = document.sent = None
    document.title = source.body()[0].text


def _stamped(document: Document, source: Source) -> None:
    """A stamp says how old an index page is."""
    for block in source.body():
        if not document.published and (stamp := words.first("boilerplate", "stamp", block.text)):
            document.published, document.published_basis = printed_date(stamp[1]["published"]), "stamp"


def _undated(extract: Extract) -> str:
    """What stands for the day of a response: what it answers and quotes, else the reports that it answers."""
    texts = [item.text for response in extract.responses for item in response.items]
    texts += [finding.text for finding in extract.findings]
    return undated(" ".join(response.to.title or "" for response in extract.responses), filter(None, texts))


def _left_aside(letter: Letter, what: str, printed: str | None, supplied: str) -> Warning_:
    line = (letter.subject or letter.body[0]).line
    return Warning_(line=line, message=f"{what}: it prints {printed}; {supplied} was supplied and is left aside")


def _force(source: Source, found: Sequence[Letter], supplied: Supplied) -> str:
    """The force that heads and signatures name, else the one supplied, else the one that the text names most."""
    given = facts.force(supplied.force).id if supplied.force else None
    in_text = [force for letter in found for block in letter.body for force in _forces_named(block.text)]
    on_page = [force for block in source.body() for force in _forces_named(block.text)]
    force = _most_named(_forces_of_frames(found)) or given or _most_named(in_text) or _most_named(on_page)
    force = force or _overseen_by(source)
    if force is None:
        raise KgError("it does not say which force it is about", source.file, "name the force with --force")
    return force


def _overseen_by(source: Source) -> str | None:
    """The force of the policing body that a text names where it names no force: "the Police Authority Board"."""
    text = "\n".join(block.text for block in source.body())
    known = facts.vocabulary()
    named = {
        row.force
        for row in known.oversight
        for name in (known.body_by_id[row.body].name, *known.body_by_id[row.body].aliases)
        if " " in name and name in text
    }
    return named.pop() if len(named) == 1 else None


def _forces_of_frames(found: Sequence[Letter]) -> list[str]:
    """The forces that heads and feet of the letters name, each as often as it is named."""
    frames = [block for letter in found for block in [*letter.head, *letter.foot]]
    return [force for block in frames for force in _forces_named(block.text)]


def _forces_named(text: str) -> list[str]:
    """The forces that a text names, where it does not mean a region that bears the name of one."""
    return [force for force, match in forces_in(text) if not _REGION.match(text, match.end())]


def _most_named(forces: Sequence[str]) -> str | None:
    """The one named more often than any other."""
    counted = Counter(forces).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        return None
    return counted[0][0]


def _body(role: AuthorRole, force: str | None, on: str | None) -> str | None:
    """The policing body that held the force to account at a date, for whoever speaks for one; else the force itself.

    An undated answer is that of the only body there ever was.
    """
    if role not in clock.POLICING_BODIES or force is None:
        return force
    overseers = facts.vocabulary().overseers(force, on)
    return overseers[0].id if len(overseers) == 1 else None


def _to_minister(letter: Letter, force: str | None, on: str | None) -> AuthorRole | None:
    """Who writes a letter to the Home Secretary that nobody signs: the policing body of the day, where it is one."""
    if not letter.to_minister or force is None:
        return None
    kinds = {body.kind for body in facts.vocabulary().overseers(force, on)}
    return _OVERSEERS.get(kinds.pop()) if len(kinds) == 1 else None


def _pillar(title: str) -> str | None:
    named = {pillar.casefold() for pillar in _PILLAR.findall(title)}
    return named.pop() if len(named) == 1 else None
