"""Letters by the inspectorate about one force: revisits, closures of causes of concern, decisions on its monitoring.

A head of labels (From, To, Cc, Sent on) or an ordinary head with a greeting, then sections under headings. What a
letter tells of an earlier report is restated; what it says has become of that, and where it moves the force, is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg import facts
from kg.errors import KgError
from kg.ids import slug, undated
from kg.records import Extract, Programme, Restated
from loaders.answering.correspondence import letters
from loaders.meaning import collaborations, concern_sections, concerns, continuity, document, monitoring
from loaders.meaning.document import Cover, Supplied, Told, known_cycle, known_date, published_of
from loaders.meaning.findings import Reader
from loaders.privacy import contact
from loaders.privacy.redaction import without_private
from loaders.structure.blocks import Block, Source
from loaders.structure.contents import without_contents
from loaders.structure.labels import Labels, labelled
from loaders.structure.ledger import Ledger
from loaders.structure.outline import Section
from loaders.structure.places import numbered
from loaders.words import first, folded, patterns
from loaders.words.cycles import cycle_named
from loaders.words.forces import force_named, forces_in
from loaders.words.headings import may_be_heading

_HEAD = 20  # blocks among which the labels stand
_FIVE_GRADES_SINCE = "2021"


def read(source: Source, supplied: Supplied) -> Extract:
    """The records of one letter.

    Raises KgError where nobody says which force it is about, UsageError where an unknown one was supplied.
    """
    source = without_contents(without_private(source))
    body = [block for block in source.body() if block.text]
    head = labelled(body, _HEAD)
    parts = letters(head.behind)
    prose = [block for letter in parts for block in (*_headings(letter.head), *letter.body)]
    sent = head.date("sent") or next((letter.date for letter in parts if letter.date), None)
    cover = particulars(source, head, prose, sent, supplied)
    ledger = Ledger(source.blocks)
    ledger.use(*cover.lines, *cover.imprint, *(label.blocks[0] for label in head.found if label.name == "sent"))
    one = document.record(source, cover, "letter").model_copy(update={"sent": sent})
    extract = Extract(document=one, warnings=cover.warnings)
    about = Restated(programme=cover.programme, cycle=cover.cycle)
    found = concern_sections.sections(source, prose, cover.cycle)
    _read_sections(source, cover, found, about, extract, ledger)
    extract.document.id = f"{cover.force}.letter.{_told_apart(extract, cover, sent)}"
    assert cover.force
    extract.monitoring = monitoring.read(source, cover.force, sent or cover.published, found, ledger)
    ledger.ignore("narrative", *(block for section in found for block in section.blocks))
    ledger.ignore("contact", *head.blocks, *(block for letter in parts for block in (*letter.head, *letter.foot)))
    ledger.ignore("contact", *(block for letter in parts for block in letter.margin))
    ledger.ignore("navigation", *head.before)
    ledger.ignore("contact", *(block for block in source.body() if not block.text))
    extract.accounting = ledger.accounting()
    return numbered(extract)


def _told_apart(extract: Extract, cover: Cover, sent: str | None) -> str:
    """What tells letters to one force apart: the day and, of one day, the title, without a line above that names none.

    A letter without a day is told apart by what it says.
    """
    title = next((line.text for line in cover.lines if force_named(line.text)), cover.title)
    if day := sent or cover.published:
        return f"{day}.{slug(title)[:40]}"
    texts = [one.text for one in extract.findings] + [one.text for one in extract.continuity]
    return undated(title, (text for text in texts if text))


def _read_sections(
    source: Source, cover: Cover, found: Sequence[Section], about: Restated, extract: Extract, ledger: Ledger
) -> None:
    """Adds the findings and what is said of earlier ones."""
    reader = Reader(source, cover, ledger)
    concerns.Telling(reader, about).read(found)
    extract.findings = reader.records()
    extract.continuity = continuity.read(source, cover, found, extract.findings, ledger, about)
    extract.collaborations = collaborations.read(source, cover.force, found, ledger)


def _headings(head: Sequence[Block]) -> list[Block]:
    """The headings that stand between a letter's head and its first sentence."""
    at = next((at for at, block in enumerate(head) if first("letter", "heading", block.text)), None)
    if at is None:
        last = head[-1:]
        return [one for one in last if may_be_heading(one) and not contact.is_contact(one.text) and len(head) == 1]
    return list(head[at:])


def particulars(source: Source, head: Labels, prose: Sequence[Block], sent: str | None, supplied: Supplied) -> Cover:
    """The particulars that title, labels and text give, and the user where they do not."""
    title = [block for block in head.before if not first("letter", "head", block.text)]
    passed_over = (("boilerplate", "line"), ("contents", "list"))
    title = [block for block in title if not any(first(file, group, block.text) for file, group in passed_over)][:2]
    if not title and not prose:
        raise KgError("a letter without any text", source.file, "get the whole document")
    told = Told(title[0].line if title else 1)
    given = facts.force(supplied.force).id if supplied.force else None
    force = told.settle("force", _force(title, head, prose), given)
    if force is None:
        raise KgError("it does not say which force it is about", source.file, "name the force with --force")
    printed = _cycle(title, prose, sent or head.date("published"))
    cycle = told.settle("cycle", printed, known_cycle(supplied.cycle) if supplied.cycle else None)
    published, basis, imprint = published_of(source)
    if any(block in head.blocks for block in imprint):
        published, basis, imprint = None, None, []  # the day under "Sent on" is no cover's
    if day := head.date("published"):
        published, basis = day, "printed"
    if supplied.published and basis != "printed":
        published, basis = told.settle("published", None, known_date(supplied.published)), "supplied"
    known = facts.vocabulary().cycle_by_id.get(cycle or "")
    return Cover(
        programme=_programme([*title, *prose]),
        force=force,
        forces=[force],
        cycle=cycle,
        scale=known.scale if known else (5 if not sent or sent >= _FIVE_GRADES_SINCE else 4),
        title=": ".join(block.text for block in title) or prose[0].text,
        published=published,
        published_basis=basis,
        supplied=told.supplied,
        lines=title,
        imprint=[*imprint, *(label.blocks[0] for label in head.found if label.name == "published")],
        warnings=told.warnings,
    )


def _force(title: Sequence[Block], head: Labels, prose: Sequence[Block]) -> str | None:
    """The force that the title names, else the addressee's, else the one that the text names most."""
    for block in title:
        if named := force_named(block.text):
            return named
    for names in (("to",), ("forces",), ("cc",)):
        named_there = Counter(force for value in head.values(*names) for force, _ in forces_in(value)).most_common(2)
        if len(named_there) == 1:
            return named_there[0][0]
    counted = Counter(force for block in prose for force, _ in forces_in(block.text)).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        return None
    return counted[0][0]


def _cycle(title: Sequence[Block], prose: Sequence[Block], on: str | None) -> str | None:
    """The cycle that the title names, else that of the inspection named first which a text of that day can be about.

    "In 2017 we raised a concern" in a text of 2021 tells of the past: since then there are five grades.
    """
    named = [cycle for block in title if (cycle := cycle_named(block.text))]
    named += [
        cycle
        for block in prose
        if (found := first("continuity", "reference", block.text)) and (cycle := cycle_named(found[1][0]))
    ]
    named += [cycle for block in prose if "PEEL" in block.text and (cycle := cycle_named(block.text))]
    known = facts.vocabulary().cycle_by_id
    return next((one for one in named if not on or on < _FIVE_GRADES_SINCE or known[one].scale == 5), None)


def _programme(blocks: Sequence[Block]) -> Programme | None:
    """The programme that is named first; None where none is."""
    for block in blocks:
        text = folded(block.text)
        named = [(found.start(), row) for row in patterns("continuity", "programme") if (found := row.search(text))]
        if named:
            programme: Programme = min(named, key=lambda one: one[0])[1]["programme"]
            return programme
    return None
