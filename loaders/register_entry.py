"""Entries of the public register of recommendations: what one force was told, and a log of what came of it.

The register is no first source of any finding: all are restated. A page holds one entry, under an address that names
the force, or is the view of a theme, where each entry is headed with its report and number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg import facts
from kg.errors import KgError
from kg.ids import NATIONAL, content_hash
from kg.records import Continuity, Document, Extract, Kind, Programme, Restated, Warning_
from loaders.answering.quoted import addressee
from loaders.meaning import continuity, register_log, register_page
from loaders.meaning.document import Cover, Supplied, Told, known_cycle
from loaders.meaning.drafts import Draft
from loaders.meaning.findings import Reader
from loaders.meaning.themes import theme_of
from loaders.privacy.redaction import without_private
from loaders.structure.blocks import Block, Source
from loaders.structure.boxes import Ask, asks
from loaders.structure.ledger import Ledger
from loaders.structure.outline import Section
from loaders.structure.pieces import part, pieces
from loaders.structure.places import numbered, place
from loaders.words import first, stems
from loaders.words.forces import force_named, forces_in
from loaders.words.headings import may_be_heading

_FEW_WORDS = 5


@dataclass(slots=True)
class _Entry:
    """One entry: its particulars and the pieces of its text."""

    id: str | None = None
    force: str | None = None
    under: Kind | None = None  # the box in which the walk has got to
    title: list[Block] = field(default_factory=list)
    context: list[Block] = field(default_factory=list)
    causes: list[Block] = field(default_factory=list)
    asked: list[Block] = field(default_factory=list)
    headings: list[Block] = field(default_factory=list)
    log: list[Block] = field(default_factory=list)

    @property
    def is_begun(self) -> bool:
        """Whether anything but a head was read."""
        return bool(self.causes or self.asked or self.context or self.log)

    asks: list[Ask] = field(default_factory=list)
    addressees: list[tuple[str, ...]] = field(default_factory=list)  # of each ask; empty for the one force
    headed: bool = False  # by the title of a report

    @property
    def is_national(self) -> bool:
        """Whether all that it asks, it asks of every force or of bodies that it names."""
        return bool(self.addressees) and all(self.addressees)

    @property
    def raised_in(self) -> tuple[Programme | None, str | None]:
        """Programme and cycle of the report that raised it."""
        return register_page.raised_in(self.title, [*self.context, *self.causes], headed=self.headed)

    @property
    def pieces(self) -> list[Block]:
        """What its findings are made of."""
        return [*self.causes, *(block for ask in self.asks for block in ask.blocks)]


def read(source: Source, supplied: Supplied) -> Extract:
    """The findings that a page of the register tells again, and what its log says of them.

    Raises KgError where an entry for one force does not say for which, and nobody else does.
    """
    source = without_private(source)
    ledger = Ledger(source.blocks)
    found = _entries(source, ledger)
    if not found:
        raise KgError("a page of the register without an entry", source.file, "get the whole page")
    told = Told(found[0].title[0].line if found[0].title else 1)
    given = facts.force(supplied.force).id if supplied.force else None
    around = register_page.force_around(source.blocks)
    for entry in found:
        entry.force = entry.force or around
        if not entry.is_national or entry.force:
            entry.force = told.settle("force", entry.force, given)
    if not any(entry.force or entry.is_national for entry in found):
        raise KgError("it does not say which force it is about", source.file, "name the force with --force")
    cycle = known_cycle(supplied.cycle) if supplied.cycle else None
    extract = Extract(document=_document(source, found), warnings=told.warnings)
    for entry in found:
        _read_entry(source, entry, cycle, extract, ledger)
    extract.document.supplied = list(dict.fromkeys(told.supplied))
    if cycle and extract.document.cycle is None:
        extract.document.cycle = cycle
        extract.document.supplied.append("cycle")
    number = found[0].id if len(found) == 1 else None
    number = number or content_hash(finding.text or "" for finding in extract.findings)
    extract.document.id = f"{extract.document.force or NATIONAL}.register.{number}"
    extract.accounting = ledger.accounting()
    return numbered(extract)


def _entries(source: Source, ledger: Ledger) -> list[_Entry]:
    """The entries of a page; what is left of the page around them is booked."""
    found: list[_Entry] = []
    for block in source.body():
        address = first("register", "address", block.text)
        if address:
            if not found or found[-1].is_begun:
                found.append(_Entry())
            row = facts.vocabulary().force_by_id.get(address[1]["force"])
            found[-1].id, found[-1].force = address[1]["id"], row.id if row else None
        if address or _names_its_force(found, block) or not block.text or first("register", "shell", block.text):
            ledger.ignore("navigation", block)
            continue
        for piece in pieces(source, block):
            _begin(found, piece)
            _take(source, found[-1], piece)
    for entry in found:
        _settle(entry)
    return [entry for entry in found if entry.pieces]


def _names_its_force(found: list[_Entry], block: Block) -> bool:
    """Whether a line only says whose the entry is around which it stands, which is then noted."""
    named = register_page.whose(block.text) if block.kind == "paragraph" else None
    if named is None:
        return False
    if not found or (named.heads and found[-1].log):
        found.append(_Entry())
    if named.heads and found[-1].is_begun:
        return False
    found[-1].force = found[-1].force or named.force
    return True


def _begin(found: list[_Entry], piece: Block) -> None:
    """Begins the next entry where a piece heads one with its report and number, or with its number alone."""
    headed = first("register", "entry", piece.text)
    titled = headed is not None and "title" in headed[1].groupdict()
    if not found or (headed and found[-1].is_begun) or (titled and found[-1].headed):
        found.append(_Entry())
    if headed:
        found[-1].id, found[-1].headed = headed[1]["id"], titled


def _take(source: Source, entry: _Entry, piece: Block) -> None:
    """Adds one piece to what it is a part of."""
    box = first("register", "box", piece.text) if piece.kind == "paragraph" else None
    if register_log.is_note(piece, begun=bool(entry.log)) or (entry.log and not box):
        entry.log.append(piece)
    elif box:
        entry.under = box[0]["kind"]
        entry.headings.append(piece)
        rest = piece.text[box[1].end() :].split()
        behind = source.text.find(rest[0], piece.start, piece.end) if rest else -1
        if behind >= 0 and (run_in := part(source, piece, behind)):
            _under(entry).append(run_in)
    elif (headed := first("register", "entry", piece.text)) and "title" not in headed[1].groupdict():
        entry.headings.append(piece)
    elif entry.under is None and not entry.context and may_be_heading(piece):
        entry.title.append(piece)
    else:
        _under(entry).append(piece)


def _under(entry: _Entry) -> list[Block]:
    """The part of an entry in which the walk has got to."""
    if entry.under == "cause_of_concern":
        return entry.causes
    return entry.asked if entry.under == "recommendation" else entry.context


def _settle(entry: _Entry) -> None:
    """Fills in what an entry without headings leaves open: what it asks, and the force that it names."""
    if not entry.asked:
        leads = [block.text.endswith(":") and stems.asks(block.text) for block in entry.causes]
        at = leads.index(True, 1) if True in leads[1:] else len(leads)
        entry.causes, entry.asked = entry.causes[:at], entry.causes[at:]
    if not entry.asked and not entry.causes:
        at = next((at for at, block in enumerate(entry.context) if stems.asks(block.text)), len(entry.context))
        entry.asked, entry.context = entry.context[at:], entry.context[:at]
    if entry.force is None:
        named = {force for block in entry.title if (force := force_named(block.text))}
        prose = (*entry.causes, *entry.context, *entry.asked)
        named = named or {force for block in prose for force, match in forces_in(block.text) if " " in match[0]}
        entry.force = named.pop() if len(named) == 1 else None
    entry.asks = asks([block for block in entry.asked if _is_ask(block)], entry.force)
    if sum(first("register", "single", block.text) is not None for block in entry.headings) == 1:
        entry.asks = register_page.as_one(entry.asks)
    for ask in entry.asks:
        text = ask.lead_in or ask.blocks[0].text
        entry.addressees.append(tuple(addressee(text, entry.force)[1]))


def _is_ask(block: Block) -> bool:
    """Whether a block under "Recommendations" is more than what is left of the page ("Yes No") or help offered."""
    if block.kind != "bullet" and first("register", "offered", block.text):
        return False
    return block.kind == "bullet" or len(block.text.split()) >= _FEW_WORDS or block.text[-1] in ".:;"


def _read_entry(source: Source, entry: _Entry, supplied: str | None, extract: Extract, ledger: Ledger) -> None:
    """Adds the findings of one entry and the outcome that its log gives."""
    if entry.force is None and not entry.is_national:
        message = "an entry that does not say which force it is about"
        extract.warnings.append(Warning_(line=entry.pieces[0].line, message=message))
        return
    programme, cycle = entry.raised_in
    restated = Restated(programme=programme, cycle=cycle or supplied)
    cover = Cover(
        programme=programme, force=entry.force, cycle=restated.cycle, scale=4, title="", published=None,
        published_basis=None, supplied=[], lines=[], imprint=[],
    )  # fmt: skip
    heading = entry.title[-1].text if entry.title else None
    theme = theme_of(heading) if heading else None
    path = tuple(block.text for block in entry.title[-1:])
    section = Section("box", path, heading if theme else None, worded_theme=theme)
    reader = Reader(source, cover, ledger)
    cause = Draft("cause_of_concern", entry.causes, section, restated=restated) if entry.causes else None
    drafts = [cause] if cause else []
    for ask, addressed_to in zip(entry.asks, entry.addressees, strict=True):
        draft = Draft("recommendation", ask.blocks, section, stem=ask.lead_in, cause=cause, restated=restated)
        draft.time = ask.time
        draft.addressed_to = addressed_to
        drafts.append(draft)
    for draft in drafts:
        reader.add(draft)
    extract.findings += reader.records()
    prose = Section("detail", path, blocks=[*entry.context, *entry.causes])
    extract.continuity += continuity.read(source, cover, [prose], [], ledger)
    note = register_log.last(source, entry.log)
    if note:
        extract.continuity.append(
            Continuity(
                says=note.says,
                force=entry.force,
                kind="cause_of_concern" if cause else "recommendation",
                programme=restated.programme,
                cycle=restated.cycle,
                theme=theme,
                addressed_to=list(entry.addressees[0]) if entry.is_national else [],
                on=note.date,
                text=" ".join(one.text for one in note.parts),
                where=place(source, note.parts, path),
            )
        )
    stems_used = [block for ask in entry.asks for block in ask.lead_ins]
    used = [*entry.title, *stems_used, *entry.pieces, *(note.parts if note else [])]
    _book(source, entry, [one.spans[0][0] for one in used], ledger)


def _book(source: Source, entry: _Entry, used: Sequence[int], ledger: Ledger) -> None:
    """Books the blocks of an entry, of which the pieces are parts."""
    for block in source.body():
        if any(block.start <= start < block.end for start in used):
            ledger.use(block)
    for reason, parts in (
        ("heading", entry.headings),
        ("narrative", [*entry.context, *entry.asked]),
        ("log", entry.log),
    ):
        starts = [piece.start for piece in parts]
        ledger.ignore(
            reason, *(block for block in source.body() if any(block.start <= start < block.end for start in starts))
        )


def _document(source: Source, found: Sequence[_Entry]) -> Document:
    """The page's record: of one force where all its entries are."""
    forces = list(dict.fromkeys(entry.force for entry in found if entry.force))
    raised = {entry.raised_in for entry in found}
    programme, cycle = raised.pop() if len(raised) == 1 else (None, None)
    force = forces[0] if len(forces) == 1 and all(entry.force for entry in found) else None
    title = next((block.text for entry in found for block in (*entry.title, *entry.headings)), source.file)
    return Document(
        id="",  # rests on the findings, see `read`
        file=source.file,
        sha256=source.sha256,
        title=title,
        family="register_entry",
        force=force,
        forces=forces,
        programme=programme,
        cycle=cycle,
        author_role="inspectorate",
    )
