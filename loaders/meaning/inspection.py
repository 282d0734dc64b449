"""What all reports of an inspection have in common: from sections to records, each paragraph accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.facts.rows import Question
from kg.records import Extract, Family
from loaders.meaning import (
    collaborations,
    continuity,
    counts,
    document,
    earlier_lists,
    findings,
    grade_columns,
    judgments,
    monitoring,
)
from loaders.meaning.disagreements import disagreements
from loaders.meaning.document import Cover
from loaders.privacy import names
from loaders.structure.blocks import Block, Source, sentences
from loaders.structure.boxes import is_headline
from loaders.structure.ledger import Ledger
from loaders.structure.navigation import is_title, running_heads
from loaders.structure.outline import Section, outline
from loaders.structure.places import numbered
from loaders.words import first, grades, headings, stems
from loaders.words.forces import force_named

_LINES_OF_COVER = 5
_NO_MOVES = ("boilerplate", "navigation")  # what monitoring is, in every report
_LONGEST_NAME = 9  # words of a line that begins a title
_LONGEST_LINE = 250  # letters; what comes back in every report is short
_ON_EVERY_PAGE = 3  # times; a short line that comes back so often and is no heading is the page's
_LONGEST_PAGE_LINE = 8  # words
_SENTENCES_OF_PROSE = 4  # of a paragraph that is no finding


def title_of(source: Source) -> list[Block]:
    """The lines of the cover: up to "An inspection of ...", or what stands before contents list, question and prose.

    What a web page prints above and between them is passed over, and so is the imprint. Where a transcript has lost its
    cover, the line that comes back on every page stands for it.
    """
    found: list[Block] = []
    for block in source.blocks:
        if block.cut:
            if block.cut == "contents":
                break
            continue
        if first("contents", "list", block.text):
            break
        is_line = block.kind == "paragraph" and len(block.text) <= 120 and block.text[-1] not in ".:?"
        landmark = first("headings", "landmark", block.text)
        if _is_imprint(block.text) and not found:
            continue  # a stamp above the title
        if not is_line or (landmark and (found or not landmark[0].fields.get("on_cover"))) or _is_imprint(block.text):
            break
        found.append(block)
        if first("families", "cover_ends", block.text):
            break
    if len(found) > _LINES_OF_COVER:
        named = next((at for at, block in enumerate(found) if _names_the_report(block.text)), 0)
        found = found[named : named + _LINES_OF_COVER]
    return found or running_heads(source)[:1]


def _names_the_report(text: str) -> bool:
    """Whether a line among those at the head of a page is, or begins, its title: a force, or a PEEL report by year."""
    if is_title(text) or first("headings", "names_peel", text):
        return True
    return force_named(text) is not None and len(text.split()) <= _LONGEST_NAME


def _is_imprint(text: str) -> bool:
    return any(first("boilerplate", group, text) for group in ("imprint", "cover_date", "stamp", "cover"))


@dataclass(frozen=True, slots=True)
class Part:
    """The blocks of a report that are about one force, region or unit, and the particulars that hold for them."""

    cover: Cover
    blocks: Sequence[Block]
    begin: Section | None = None  # the area that its own heading opens
    areas: Mapping[str, Question | None] | None = None  # headings of areas that no table lists, folded; what each means
    graded_as: Question | None = None  # what a grade above all headings is said of


def extract(source: Source, cover: Cover, family: Family) -> Extract:
    """The records of a report on one force, whose particulars are known."""
    return extract_parts(source, cover, family, [Part(cover, source.body())])


def extract_parts(source: Source, cover: Cover, family: Family, parts: Sequence[Part]) -> Extract:
    """The records of a report in several parts, each read as if it were a report of its own."""
    ledger = Ledger(source.blocks)
    ledger.use(*cover.lines, *cover.imprint)
    result = Extract(document=document.record(source, cover, family), warnings=list(cover.warnings))
    for part in parts:
        _add(result, source, part, ledger)
    result.accounting = ledger.accounting()
    return numbered(result)


def _add(result: Extract, source: Source, part: Part, ledger: Ledger) -> None:
    """Adds what one part says."""
    cover = part.cover
    body = [block for block in part.blocks if block not in cover.imprint]
    body = without_standing_lines(body, ledger, cover.cycle, _titles(cover))
    listed = [columns for columns in grade_columns.find(body, cover.cycle) if cover.programme == "PEEL"]
    sections = outline(
        body,
        cover.cycle,
        sub_headings=not cover.headlines,
        begin=part.begin,
        programme=cover.programme,
        areas=part.areas,
        follows_up=cover.about is not None,
        listed={block.line for columns in listed for block in columns.blocks},
    )
    graded = judgments.Reader(source, cover, ledger, part.areas)
    found = findings.Reader(source, cover, ledger)
    with_detail = {section.question.id for section in sections if section.role == "detail" and section.question}
    if part.graded_as and sections[0].role == "cover":
        graded.read_grade_above(sections[0], part.graded_as)
    for columns in listed:
        graded.read_columns(columns, next(one for one in sections if columns.blocks[0] in one.blocks))
    for section in sections:
        _read(section, bool(section.question and section.question.id in with_detail), graded, found, ledger)
    records = found.records()
    judged = graded.records()
    result.judgments += judged
    result.findings += records
    summary = [block for section in sections if section.reason == "summary" for block in section.blocks]
    result.warnings += counts.check(source, summary, judged, records, ledger)
    result.continuity += continuity.read(source, cover, sections, records, ledger, cover.about)
    result.collaborations += collaborations.read(source, cover.force, sections, ledger)
    if cover.force:
        told = [section for section in sections if section.reason not in _NO_MOVES]
        result.monitoring += monitoring.read(source, cover.force, cover.published, told, ledger)
    result.warnings += [*graded.warnings, *disagreements(judged)]


def _read(section: Section, has_detail: bool, graded: judgments.Reader, found: findings.Reader, ledger: Ledger) -> None:
    """Reads one section for grades and findings, and books what is left of it under its reason."""
    if section.opened_by:
        if section.role == "area":
            ledger.use(section.opened_by)
        closing = first("boilerplate", "closing", section.opened_by.text)
        ledger.ignore("boilerplate" if closing else "heading", section.opened_by)
    if found.cover.about and section.role != "box":
        earlier_lists.read_told(found, section)
    if section.role == "area":
        graded.read_area(section)
        earlier_lists.read_remaining(found, section)
        rest = [block for block in section.blocks if not ledger.is_booked(block)]
        if found.cover.headlines:
            rest = found.read_observations(replace(section, blocks=rest))
        if not has_detail:
            found.read_prose(replace(section, blocks=rest))
        has_boxes = found.cover.headlines and section.question is not None and section.question.graded
        ledger.ignore("summary" if has_detail or has_boxes else "narrative", *_without_grades(rest))
    elif section.role == "box":
        _read_box(section, graded, found, ledger)
    elif section.role == "detail":
        graded.read_detail(section)
        found.read_prose(section)
        ledger.ignore("narrative", *_without_grades(section.blocks))
    elif section.role == "aside":
        _read_aside(section, graded)
        ledger.ignore(section.reason or "navigation", *section.blocks)
    else:
        graded.read_verdicts(section)
        graded.read_notes(section)
        ledger.ignore("cover", *section.blocks)


def _read_box(section: Section, graded: judgments.Reader, found: findings.Reader, ledger: Ledger) -> None:
    """Reads a box, with what it says remains of an earlier report, and the prose behind its findings."""
    remains = earlier_lists.begins(section.blocks)
    left = earlier_lists.read_remaining(found, replace(section, blocks=section.blocks[remains:]), boxed=True)
    rest = [*found.read_box(replace(section, blocks=section.blocks[:remains])), *left]
    if section.box == "observation":
        graded.read_lead(section, rest)
        found.read_prose(replace(section, blocks=rest))
        ledger.ignore("summary", *rest)
    else:
        graded.read_detail(replace(section, blocks=rest))
        found.read_prose(replace(section, blocks=rest))
        # what asks for something in a box and is no finding is left for a reader to see
        told = (
            block for block in rest if section.number or not stems.asks(block.text) or _is_prose(block, found.source)
        )
        ledger.ignore("narrative", *told)


def _read_aside(section: Section, graded: judgments.Reader) -> None:
    """Reads what a summary says of the grades, and the table of what was inspected in a part that is no summary."""
    if section.reason in ("summary", "boilerplate"):
        graded.read_table(section)
    if section.reason == "summary":
        graded.read_notes(section)


def _is_prose(block: Block, source: Source) -> bool:
    """Whether a paragraph below the list of a box is the prose of its question, which may ask in passing."""
    return block.kind == "paragraph" and len(sentences(block, source.text)) >= _SENTENCES_OF_PROSE


def _without_grades(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks but for a grade alone on its line: where none was made of it, a reader is to see it."""
    return (block for block in blocks if grades.lone_grade(block.text) in (None, "ungraded", "not yet graded"))


def _titles(cover: Cover) -> frozenset[str]:
    """The lines of a cover by which a page names itself, and which it may print again at its foot."""
    return frozenset(block.text for block in cover.lines if force_named(block.text) or is_title(block.text))


def without_standing_lines(
    blocks: Sequence[Block], ledger: Ledger, cycle: str | None, titles: frozenset[str] = frozenset()
) -> list[Block]:
    """The blocks without what comes back in every report or on every page, its `titles` too, and without signatures."""
    short = (block.text for block in blocks if is_headline(block) and len(block.text.split()) <= _LONGEST_PAGE_LINE)
    repeated = Counter(short)
    kept: list[Block] = []
    for block in blocks:
        reason = _standing(block, repeated[block.text], cycle)
        if not reason and block.text in titles and not ledger.is_booked(block):
            reason = "furniture"
        if not reason:
            kept.append(block)
            continue
        ledger.ignore(reason, block)
        if reason == "contact" and kept and names.is_name(kept[-1].text):
            ledger.ignore("contact", kept.pop())
    return kept


def _standing(block: Block, times: int, cycle: str | None) -> str | None:
    """Why a line is no part of the report's own text; None where it is."""
    if block.kind != "paragraph" or len(block.text) > _LONGEST_LINE:
        return None
    if block.text.isdecimal():
        return "page number"
    if found := first("boilerplate", "line", block.text):
        return str(found[0]["reason"])
    if times >= _ON_EVERY_PAGE and not grades.lone_grade(block.text) and not headings.is_known(block.text, cycle):
        return "furniture"
    return None
