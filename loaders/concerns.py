"""Causes of concern and what is recommended, as letters and early publications print them.

They stand under headings of their own, after a lead-in that tells of an earlier report ("We made the following
recommendations"), or quoted. What is told of an earlier report is restated; what the document raises itself is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.facts.rows import Question
from kg.records import Kind, Restated
from loaders import themes
from loaders.blocks import Block, Sentence, Source, sentences
from loaders.boxes import asks
from loaders.findings import Draft, Reader
from loaders.outline import Section
from loaders.words import first, folded, headings, patterns, stems
from loaders.words.forces import forces_in, in_general_words

_LONGEST_HEADING = 14  # words
_NUMBERED_THROUGH = 5  # paragraphs
_MOST_QUOTED = 4  # paragraphs of one quotation
_OPENS, _CLOSES = ("'", '"'), ("'", '"', "'.", '".')


def sections(source: Source, blocks: Sequence[Block], cycle: str | None) -> list[Section]:
    """The blocks under their headings: those of boxes and areas, and any short line that heads a paragraph.

    What stands behind a menu ("Get the report") belongs to nothing before it.
    """
    found = [Section("detail")]
    behind_menus = _behind_menus(source)
    blocks = _without_numbers(blocks)
    for at, block in enumerate(blocks):
        if block.line in behind_menus and found[-1].blocks:
            found.append(Section("detail"))
        opened = _opened_by(block, blocks[at + 1] if at + 1 < len(blocks) else None, found[-1], cycle)
        if opened:
            opened.opened_by = block
            found.append(opened)
        else:
            found[-1].blocks.append(block)
    return found


def _without_numbers(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, paragraphs that are numbered through the whole document being no items of a list."""
    numbers = [int(block.number) for block in blocks if block.number and block.number.isdecimal()]
    if len(numbers) < _NUMBERED_THROUGH or numbers != list(range(1, len(numbers) + 1)):
        return list(blocks)
    return [
        replace(block, kind="paragraph") if block.number else replace(block, level=max(block.level - 1, 1))
        if block.kind == "bullet" else block
        for block in blocks
    ]  # fmt: skip


def _behind_menus(source: Source) -> set[int]:
    """The lines of the blocks before which a menu stands."""
    pairs = pairwise(block for block in source.blocks if block.cut in (None, "navigation"))
    return {after.line for before, after in pairs if before.cut and not after.cut}


def _opened_by(block: Block, following: Block | None, current: Section, cycle: str | None) -> Section | None:
    """The section that a block opens as its heading; None where it is no heading."""
    if block.kind != "paragraph" or not block.text or block.text[-1] in ".;!,?":
        return None
    text = block.text.rstrip(":")
    area = current.path[:1] if current.theme else ()
    if box := first("letter", "box", text):
        about = box[1].groupdict().get("about")
        theme = themes.theme_of(about) if about else None
        opened = Section("box", (*area, text) if not about else (text,), current.heading, current.question)
        opened.box, opened.worded_theme = box[0]["kind"], theme or current.worded_theme
        return opened
    if not headings.may_be_heading(block):
        return None
    if heading := first("letter", "heading", text):
        if heading[0]["keeps"]:
            return replace(current, role="detail", path=(*area, text), box=None, blocks=[])
        return Section("detail", (text,))
    question = headings.question(cycle, text)
    theme = None if question else themes.theme_of(text)
    if question or theme:
        return _area(text, question, theme)
    is_open = current.box in ("cause_of_concern", "area_of_concern")
    if is_open or following is None or headings.may_be_heading(following) or len(text.split()) > _LONGEST_HEADING:
        return None
    return Section("detail", (text,))


def _area(text: str, question: Question | None, theme: str | None) -> Section:
    return Section("detail", (text,), text, question, worded_theme=theme)


class Telling:
    """Reads the findings that a document raises or tells again, section by section."""

    def __init__(self, reader: Reader, about: Restated | None) -> None:
        """`about` is the inspection of which the document tells; without it nothing is restated."""
        self.reader = reader
        self.about = about
        self.causes: list[Draft] = []  # those restated so far
        self._raising: list[Section] = []  # where the document said that it raises a cause of concern itself
        self._areas: list[str] = []  # the headings of areas, in their order

    def read(self, found: Sequence[Section]) -> None:
        """Drafts the findings of all sections."""
        self._areas = list(dict.fromkeys(section.path[0] for section in found if section.theme and section.path))
        for section in found:
            self.reader.ledger.ignore("heading", *([section.opened_by] if section.opened_by else []))
            if self.about and any(first("letter", "raises", block.text) for block in section.blocks):
                self._raising.append(section)
            if section.box:
                self._read_box(section)
            else:
                self._read_prose(section)

    def _raises(self, section: Section) -> bool:
        """Whether what stands in a section is raised by the document itself."""
        if self.about is None:
            return True
        if section.box == "area_of_concern" or any(stems.recommends(block.text) for block in section.blocks):
            return section.box != "area_of_concern"
        return any(one.path[:1] == section.path[:1] or not one.theme for one in self._raising)

    def _read_box(self, section: Section) -> None:
        """Drafts what stands under the heading of a box; prose behind its list is read as prose."""
        raised = self._raises(section)
        if _is_definition(section, self.reader.cover.force):
            self.reader.ledger.ignore("boilerplate", *section.blocks)
            return
        end = len(section.blocks)
        if section.box == "recommendation":
            end = _end_of_asks(section.blocks, self.reader.cover.force)
        elif not raised and section.box in ("cause_of_concern", "area_of_concern"):
            end = self._end_of_quoted(section.blocks)
        begun = len(self.reader.drafts)
        rest = self.reader.read_box(replace(section, blocks=section.blocks[:end]))
        for draft in self.reader.drafts[begun:]:
            if draft.kind == "recommendation" and draft.cause is None and not raised:
                draft.cause = self._cause_of(section)
            if not raised:
                self._restate(draft)
                if draft.kind in ("cause_of_concern", "area_of_concern"):
                    self.causes.append(draft)
        self._read_prose(replace(section, box=None, opened_by=None, blocks=[*rest, *section.blocks[end:]]))

    def _end_of_quoted(self, blocks: Sequence[Block]) -> int:
        """How many blocks of a restated box are the finding: one, with a list of what was recommended.

        What else follows tells of the time since.
        """
        at = 1
        if at < len(blocks) and stems.is_stem(blocks[at].text, self.reader.cover.force):
            at += 1 + len(_leading(blocks[at + 1 :]))
        return min(at, len(blocks))

    def _read_prose(self, section: Section) -> None:
        rest: list[Block] = []
        cause: Draft | None = None
        at = 0
        while at < len(section.blocks):
            taken, cause = self._read_list(section, at, cause)
            if not taken:
                rest.append(section.blocks[at])
            at += max(taken, 1)
        self._read_sentences(section, rest)

    def _read_list(self, section: Section, at: int, cause: Draft | None) -> tuple[int, Draft | None]:
        """How many blocks a list with its lead-in, or a quotation, takes from `at` on, and the cause told last."""
        lead, behind = section.blocks[at], section.blocks[at + 1 :]
        if lead.kind != "paragraph" or not lead.text.endswith(":"):
            return 0, cause
        bullets = _leading(behind)
        kind = _earlier(lead.text)
        if bullets and kind:
            found = self._add_list(section, kind, lead, bullets, cause or self._cause_of(section))
            if kind in ("cause_of_concern", "area_of_concern"):
                self.causes += found
                cause = found[0] if len(found) == 1 else None
            return 1 + len(bullets), cause
        if bullets and stems.is_stem(lead.text, self.reader.cover.force):
            told = not self._raises(section) and not stems.recommends(lead.text)
            over = cause or self._cause_of(section)
            found = self._add_list(section, "recommendation", lead, bullets, over, told=told)
            return 1 + len(bullets), cause
        quoted = [] if bullets else _quotation(behind, is_named=first("letter", "said", lead.text) is not None)
        if quoted:
            draft = Draft(kind or "cause_of_concern", quoted, section, boxed=False)
            self.reader.add(draft)
            self._restate(draft)
            self.reader.ledger.use(lead)
            self.causes.append(draft)
            return 1 + len(quoted), draft
        return 0, cause

    def _add_list(
        self, section: Section, kind: Kind, lead: Block, bullets: Sequence[Block], cause: Draft | None,
        *, told: bool = True,
    ) -> list[Draft]:  # fmt: skip
        self.reader.ledger.use(lead)
        found = []
        for ask in asks([lead, *bullets], self.reader.cover.force):
            draft = Draft(kind, ask.blocks, section, stem=lead.text if kind == "recommendation" else None)
            draft.cause = cause if kind == "recommendation" else None
            self.reader.add(draft)
            if told and self.about:
                self._restate(draft)
            found.append(draft)
        return found

    def _cause_of(self, section: Section) -> Draft | None:
        """The restated cause of concern that a section is about: the only one, the only one on its theme, or the one at
        its place among as many.
        """
        here = [draft for draft in self.causes if section.path and draft.section.path[:1] == section.path[:1]]
        if len(here) == 1 or len(self.causes) == 1:
            return (here or self.causes)[0]
        same = [draft for draft in self.causes if section.theme and section.theme in _themes_of(draft)]
        if len(same) == 1:
            return same[0]
        if section.theme and len(self.causes) == len(self._areas):  # one section for each cause, in their order
            return self.causes[self._areas.index(section.path[0])]
        return None

    def _restate(self, draft: Draft) -> None:
        """Marks a draft as told again; no period runs from the day of the document that tells it."""
        draft.restated = self.about or Restated()
        if draft.deadline:
            draft.deadline = draft.deadline.model_copy(update={"computed": None})

    def _read_sentences(self, section: Section, rest: Sequence[Block]) -> None:
        """Drafts what single sentences say was recommended, or recommend now."""
        left = []
        for block in rest:
            self._add_inline(section, block)
            told = [
                sentence
                for sentence in sentences(block, self.reader.source.text)
                if first("letter", "recommended", sentence.text) and not sentence.text.endswith(":")
            ]
            for sentence in told if self.about else []:
                draft = Draft("recommendation", [sentence], section, boxed=False, cause=self._cause_of(section))
                self.reader.add(draft)
                self._restate(draft)
                self.reader.ledger.use(block)
            if not told:
                left.append(block)
        self.reader.read_prose(replace(section, blocks=left))

    def _add_inline(self, section: Section, block: Block) -> None:
        """Drafts a cause of concern that a paragraph quotes within itself."""
        found = first("letter", "inline", block.text) if self.about else None
        if not found:
            return
        words = block.text[slice(*found[1].span("said"))]
        at = self.reader.source.text.find(words, block.start, block.end)
        if at >= 0:
            line = self.reader.source.line_at(at)
            draft = Draft("cause_of_concern", [Sentence(words, ((at, at + len(words)),), line)], section, boxed=False)
            self.reader.add(draft)
            self.reader.ledger.use(block)
            self._restate(draft)
            self.causes.append(draft)


def _is_definition(section: Section, force: str | None) -> bool:
    """Whether a box only says what such a finding is: it names no force and asks nothing."""
    texts = [in_general_words(block.text, force) for block in section.blocks]
    names_it = any("the force" in text or forces_in(text) for text in texts)
    return bool(texts) and not names_it and any(first("letter", "definition", text) for text in texts)


def _end_of_asks(blocks: Sequence[Block], force: str | None) -> int:
    """How many blocks under "Recommendations" ask for something; behind a list, what asks nothing is prose."""
    for at, block in enumerate(blocks):
        behind_list = at > 0 and blocks[at - 1].kind == "bullet" and block.kind == "paragraph"
        leads = at + 1 < len(blocks) and blocks[at + 1].kind == "bullet"
        if (
            behind_list
            and not leads
            and not stems.asks(block.text)
            and not stems.is_single_recommendation(block.text, force)
        ):
            return at
    return len(blocks)


def _earlier(lead: str) -> Kind | None:
    """The kind of the earlier findings to which a lead-in leads; None where it tells of none."""
    found = first("letter", "earlier", lead)
    return found[0]["kind"] if found else None


def _leading(blocks: Sequence[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        if block.kind != "bullet":
            break
        found.append(block)
    return found


def _quotation(blocks: Sequence[Block], *, is_named: bool) -> list[Block]:
    """The paragraphs of a quotation; without quotes one paragraph, where the lead-in names what follows."""
    if not blocks or blocks[0].kind != "paragraph" or not blocks[0].text:
        return []
    if not folded(blocks[0].text).startswith(_OPENS):
        return [blocks[0]] if is_named else []
    for count in range(1, _MOST_QUOTED + 1):
        if folded(blocks[count - 1].text).endswith(_CLOSES):
            return list(blocks[:count])
        if count == len(blocks) or blocks[count].kind != "paragraph":
            break
    return [blocks[0]]


def _themes_of(draft: Draft) -> set[str]:
    if draft.section.theme:
        return {draft.section.theme}
    text = folded(draft.text)
    return {str(row["theme"]) for row in patterns("themes", "theme") if row.search(text)}
