"""National reports on one subject: recommendations to forces and national bodies, numbered or under whom they address.

What is asked stands in a list of its own, is repeated in its chapter, or is said in prose. Areas for improvement and
practices may be those of all forces or of one. The report is about no one force, whatever forces it visited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.ids import slug, undated
from kg.records import Extract, Kind, Programme, Restated
from loaders.meaning import addressees, collaborations, continuity, document, force_report, programmes
from loaders.meaning.addressees import Addressees
from loaders.meaning.document import Supplied
from loaders.meaning.drafts import Draft
from loaders.meaning.findings import Reader
from loaders.meaning.inspection import without_standing_lines
from loaders.privacy.contact import is_contact
from loaders.structure.blocks import Block, Source, part_of
from loaders.structure.boxes import is_headline
from loaders.structure.contents import without_contents
from loaders.structure.ledger import Ledger
from loaders.structure.outline import Section, number_of
from loaders.structure.places import numbered
from loaders.words import first, headings, stems
from loaders.words.forces import force_named, forces_in

_LONGEST_HEADING = 14  # words
_LONGEST_TITLE = 40  # letters, in an id


@dataclass(slots=True)
class _Part:
    """A section, and whom the heading above it addresses."""

    section: Section
    addressed: Addressees | None = None


def read(source: Source, supplied: Supplied) -> Extract:
    """The records of a national report. It belongs to no force and no cycle, so that neither is asked for.

    A report of the same kind on one force, which its title names, is read as those of other programmes.
    """
    source = without_contents(source)
    source = replace(source, blocks=list(_apart(source)))
    if programme := _on_one_force(source):
        return force_report.read(source, supplied, "thematic_report", programme)
    cover = programmes.cover(source, supplied, "thematic", has_cycle=False, about_a_force=False)
    cover.title = _title(cover.title)
    ledger = Ledger(source.blocks)
    ledger.use(*cover.lines, *cover.imprint)
    body = [block for block in source.body() if block not in cover.lines and block not in cover.imprint]
    parts = list(_parts(without_standing_lines(body, ledger, None)))
    reader = Reader(source, cover, ledger)
    for part in parts:
        _read(part, reader)
    for draft in reader.drafts:
        if draft.restated:
            draft.restated = Restated(programme="thematic")
    one = document.record(source, cover, "thematic_report")
    findings = reader.records()
    dated = f"{cover.published}.{slug(cover.title)[:_LONGEST_TITLE].rstrip('-')}" if cover.published else None
    one.id = f"{one.id}.{dated or undated(cover.title, (finding.text or '' for finding in findings))}"
    extract = Extract(document=one, findings=findings, warnings=cover.warnings)
    found = [part.section for part in parts]
    extract.continuity = continuity.read(source, cover, found, extract.findings, ledger)
    extract.collaborations = collaborations.read(source, None, found, ledger)
    for section in found:
        ledger.ignore("heading", *([section.opened_by] if section.opened_by else []))
        ledger.ignore("contact", *(block for block in section.blocks if is_contact(block.text)))
        ledger.ignore("cover" if section.role == "cover" else section.reason or "narrative", *section.blocks)
    extract.accounting = ledger.accounting()
    return numbered(extract)


def _apart(source: Source) -> Iterator[Block]:
    """The blocks, a number that stands on one line with what is asked parted from it as its heading."""
    for block in source.blocks:
        run_in = None if block.cut else first("thematic", "run_in", block.text)
        if not run_in:
            yield block
            continue
        begin = run_in[1].start("rest")
        yield replace(part_of(block, source.text, 0, begin), kind="paragraph", level=0)
        yield replace(part_of(block, source.text, begin), kind="paragraph", level=0)


def _on_one_force(source: Source) -> Programme | None:
    """The programme of a report whose title names one force; None for a national one."""
    title = programmes.title_of(source)
    if len({force for block in title for force, _ in forces_in(block.text)}) != 1:
        return None
    named = (first("thematic", "programme", block.text) for block in title)
    return next((found[0]["programme"] for found in named if found), "thematic")


def _title(printed: str) -> str:
    """The title without the page number and the imprint that transcripts run into it."""
    found = first("thematic", "run_together", printed)
    return found[1]["title"] if found else printed


def _parts(blocks: Sequence[Block]) -> Iterator[_Part]:
    """The report's sections; a heading that addresses somebody holds for all that stands in the section it parts."""
    open_part = _Part(Section("cover"))
    chapter: tuple[str, ...] = ()
    for at, block in enumerate(blocks):
        opened = _opened(blocks, at, open_part, chapter)
        if opened is None:
            open_part.section.blocks.append(block)
            continue
        yield open_part
        opened.section.opened_by = block
        if opened.section.role != "box":
            chapter = opened.section.path[:1]
        open_part = opened
    yield open_part


def _opened(blocks: Sequence[Block], at: int, before: _Part, chapter: tuple[str, ...]) -> _Part | None:
    """The part that a block opens as its heading; None where it is no heading."""
    block = blocks[at]
    is_number = programmes.numbered_heading(blocks, at)
    is_stopped = block.text[-1] in ".;!," and not _numbered(block.text) and not first("thematic", "box", block.text)
    if not is_number and (block.kind != "paragraph" or is_stopped):
        return None
    text = block.text.rstrip(":")
    if found := first("headings", "numbered", block.text):
        section = Section("box", (*chapter, block.text.rstrip(".")), block.text.rstrip("."), box=found[0]["kind"])
        section.number = number_of(found[1])
        return _Part(section, before.addressed if before.section.box and not is_number else None)
    if found := first("thematic", "box", text):
        kind: Kind = found[0]["kind"]
        whom = found[1].groupdict().get("whom")
        path = (text,) if is_number or kind == "recommendation" else (*chapter, text)
        return _Part(Section("box", path, text, box=kind), addressees.of_heading(whom) if whom else None)
    if reason := headings.landmark(text) or ("summary" if first("thematic", "summary", text) else None):
        return _Part(Section("aside", (text,), reason=reason))
    if before.section.box and not before.section.number and (whom_to := addressees.of_heading(text)):
        return _Part(replace(before.section, path=(*before.section.path[:1], text), heading=text, blocks=[]), whom_to)
    if before.section.box and before.section.number and (whom_to := _labelled(text)):
        return _Part(Section("box", (*chapter, text), text, box="recommendation"), whom_to)
    if before.section.box == "recommendation" and not is_number and _heads_asks(blocks, at):
        return _Part(replace(before.section, path=(*before.section.path[:1], text), blocks=[]), before.addressed)
    if is_number or _heads_prose(blocks, at, before):
        return _Part(Section("detail", (text,), text))
    return None


def _labelled(text: str) -> Addressees | None:
    """Whom a heading with "to" or "for" addresses."""
    found = first("addressees", "heading", text)
    return addressees.of_heading(text) if found and not found[0]["alone"] else None


def _numbered(text: str) -> bool:
    return first("headings", "numbered", text) is not None


def _heads_prose(blocks: Sequence[Block], at: int, before: _Part) -> bool:
    """Whether a short line heads a chapter; in a box with headlines it is one of those."""
    block = blocks[at]
    if not headings.may_be_heading(block) or len(block.text.split()) > _LONGEST_HEADING or at + 1 == len(blocks):
        return False
    held = before.section.blocks
    without_headlines = bool(held) and not is_headline(held[0])
    return before.section.box is None or block.heading > 0 or without_headlines


def _heads_asks(blocks: Sequence[Block], at: int) -> bool:
    """Whether a short line gives the topic of what is asked right below it, of all forces or of national bodies."""
    return (
        headings.may_be_heading(blocks[at])
        and len(blocks[at].text.split()) <= _LONGEST_HEADING
        and at + 1 < len(blocks)
        and first("families", "national_ask", blocks[at + 1].text) is not None
    )


def _read(part: _Part, reader: Reader) -> None:
    """Drafts the findings of one part."""
    section, begun = part.section, len(reader.drafts)
    rest: Sequence[Block] = section.blocks
    if section.box and not (part.addressed and addressees.is_inspectorate(part.addressed)):
        rest = _read_box(section, reader)
    if section.role not in ("cover", "aside"):
        reader.read_prose(replace(section, blocks=list(rest)))
    for draft in reader.drafts[begun:]:
        _address(draft, part.addressed)


def _read_box(section: Section, reader: Reader) -> Sequence[Block]:
    """Drafts what stands under the heading of a box; gives back the prose in it."""
    if section.number or not section.blocks:
        return reader.read_box(section)
    listed = section.blocks[0].kind == "bullet" or not is_headline(section.blocks[0])
    if section.box == "recommendation":
        return _read_asks(section, reader)
    if section.box == "area_for_improvement" and listed:
        return _read_asks(section, reader)
    end = _end_of_practice(section.blocks) if section.box == "practice" else len(section.blocks)
    told, rest = section.blocks[:end], section.blocks[end:]
    if section.box == "practice" and listed:
        reader.add(Draft("practice", told, section))
        return rest
    return [*reader.read_box(replace(section, blocks=told)), *rest]


def _end_of_practice(blocks: Sequence[Block]) -> int:
    """How many blocks tell of a practice: with what recommends, or was recommended, the report goes on."""
    for at, block in enumerate(blocks):
        is_on = at > 0 and block.kind == "paragraph" and "recommend" in block.text.casefold()
        if is_on and (stems.recommends(block.text) or first("letter", "recommended", block.text)):
            return at
    return len(blocks)


def _read_asks(section: Section, reader: Reader) -> Sequence[Block]:
    """Drafts each paragraph and item that asks; a numbered one with its bullets is one, those of a lead-in are many."""
    rest: list[Block] = []
    stem: Block | None = None
    is_open = False  # bullets belong to the draft above
    time: Block | None = None
    kind = section.box or "recommendation"
    for at, block in enumerate(section.blocks):
        if stems.time_alone(block.text):
            time, stem, is_open = block, None, False
            reader.ledger.use(block)
            continue
        below = section.blocks[at + 1] if at + 1 < len(section.blocks) else None
        leads = below is not None and below.kind == "bullet" and below.number is None and stems.leads_on(block.text)
        if block.kind == "bullet" and block.number is None and (is_open or block.level > 1) and reader.drafts:
            draft = reader.drafts.pop()
            reader.add(replace(draft, parts=[*draft.parts, block]))
        elif block.kind == "bullet" and block.number is None:
            reader.add(Draft(kind, [block], section, stem=stem.text if stem else None, time=time))
            reader.ledger.use(*([stem] if stem else []))
        elif leads and (block.number or kind == "area_for_improvement"):
            reader.add(Draft(kind, [block], section, time=time))
            is_open, stem = True, None
        elif leads:
            stem, is_open = block, False
        elif stems.asks(block.text) or first("thematic", "asks", block.text):
            reader.add(Draft(kind, [block], section, time=time))
            is_open, stem = False, None
        else:
            rest.append(block)
            is_open, stem = False, None
    return rest


def _address(draft: Draft, above: Addressees | None) -> None:
    """Sets whom a draft addresses: as it says itself, else as the heading above it does."""
    if draft.kind == "practice":
        draft.force = force_named(draft.text)
        return
    asking = draft.parts[0].text if draft.time and draft.stem == draft.time.text else draft.stem or draft.parts[0].text
    whom = addressees.of_sentence(asking)
    if not whom.force and not whom.bodies:
        whom = above or Addressees()
    draft.force, draft.addressed_to = whom.force, list(whom.bodies)
