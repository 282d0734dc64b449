"""Causes of concern and what is recommended, as letters and early publications print them.

They stand under headings of their own, after a lead-in that tells of an earlier report ("We made the following
recommendations"), or quoted. What is told of an earlier report is restated; what the document raises itself is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from kg.records import Kind, Restated
from loaders.meaning.concern_wording import counts, earlier, is_definition, leading, narrates
from loaders.meaning.drafts import Draft
from loaders.meaning.findings import Reader
from loaders.meaning.quotation import is_quoted, quotation
from loaders.meaning.stated_causes import in_prose, revisits
from loaders.meaning.themes import themes_in
from loaders.structure.blocks import Block, Sentence, sentences
from loaders.structure.boxes import Ask, asks, end_of_asks
from loaders.structure.outline import Section
from loaders.words import first, stems


class Telling:
    """Reads the findings that a document raises or tells again, section by section."""

    def __init__(self, reader: Reader, about: Restated | None) -> None:
        """`about` is the inspection of which the document tells; without it nothing is restated."""
        self.reader = reader
        self.about = about
        self.causes: list[Draft] = []  # those restated so far
        self._raising: list[Section] = []  # where the document said that it raises a cause of concern itself
        self._areas: list[str] = []  # the headings of areas, in their order
        self._is_replaced = False  # whether what stands above says that the box takes the place of what it closes
        self._stated: dict[int, list[Sentence]] = {}  # the causes that sentences state, by where their paragraph begins
        self._in_full: list[Section] = []  # where an earlier cause of concern is printed in its own words
        self._announces = False  # whether a list in the prose only announces causes that stand in boxes of their own

    def read(self, found: Sequence[Section]) -> None:
        """Drafts the findings of all sections."""
        self._areas = list(dict.fromkeys(section.path[0] for section in found if section.theme and section.path))
        self._announces = self.about is None and any(self._is_raised_in(section) for section in found)
        if self.about:
            self._read_raising(found)
        self._in_full = [section for section in found if self._is_in_full(section)]
        if self.about:
            told = [section for section in found if not self._raises(section)]
            self._stated = in_prose(self.reader.source, told, self._in_full)
            self._in_full += [one for one in told if any(block.start in self._stated for block in one.blocks)]
        for above, section in pairwise([Section("detail"), *found]):
            self.reader.ledger.ignore("heading", *([section.opened_by] if section.opened_by else []))
            new = first("letter", "replaces", above.blocks[-1].text) if above.blocks else None
            self._is_replaced = new is not None and section.box == new[0]["kind"]
            if section.box:
                self._read_box(section)
            else:
                self._read_prose(section)

    def _read_raising(self, found: Sequence[Section]) -> None:
        """Notes where the letter raises a cause itself; in one that comes back to earlier ones, a mere "this is a cause
        of concern" is still theirs.
        """
        comes_back = revisits(self.reader.cover.title, found)
        for section in found:
            rows = (row for block in section.blocks if (row := first("letter", "raises", block.text)))
            if any(not (comes_back and row.fields.get("of_earlier")) for row, _ in rows):
                self._raising.append(section)

    def _raises(self, section: Section) -> bool:
        """Whether what stands in a section is raised by the document itself."""
        if self.about is None or self._is_replaced:
            return True
        if section.box == "area_of_concern" or any(stems.recommends(block.text) for block in section.blocks):
            return section.box != "area_of_concern"
        return any(one.path[:1] == section.path[:1] or not one.theme for one in self._raising)

    def _is_raised_in(self, section: Section) -> bool:
        """Whether a section is a box with a cause or area of concern, and not with what one is."""
        is_cause = section.box in ("cause_of_concern", "area_of_concern") and bool(section.blocks)
        return is_cause and not is_definition(section, self.reader.cover.force)

    def _read_box(self, section: Section) -> None:
        """Drafts what stands under the heading of a box; prose behind its list is read as prose."""
        raised = self._raises(section)
        told = list(takewhile(narrates, section.blocks)) if self.about else []
        if told:
            rest = section.blocks[len(told) :]
            in_box = rest and (rest[0].kind == "bullet" or stems.asks(rest[0].text))
            self._read_prose(replace(section, box=None, opened_by=None, blocks=told if in_box else section.blocks))
            if not in_box:
                return
            section = replace(section, blocks=rest)
        if is_definition(section, self.reader.cover.force):
            self.reader.ledger.ignore("boilerplate", *section.blocks)
            return
        if section.box == "recommendation" and counts(section.blocks):
            self.reader.ledger.ignore("narrative", section.blocks[0])
            section = replace(section, blocks=section.blocks[1:])
        end = len(section.blocks)
        if section.box == "recommendation":
            end = end_of_asks(section.blocks, self.reader.cover.force)
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
            at += 1 + len(leading(blocks[at + 1 :]))
        return min(at, len(blocks))

    def _read_prose(self, section: Section) -> None:
        rest: list[Block] = []
        cause: Draft | None = None
        at = 0
        while at < len(section.blocks):
            if said := self._stated.get(section.blocks[at].start):
                cause = self._add_stated(section, section.blocks[at], said)
            taken, cause = self._read_list(section, at, cause)
            if not taken:
                rest.append(section.blocks[at])
            at += max(taken, 1)
        self._read_sentences(section, rest)

    def _add_stated(self, section: Section, block: Block, said: Sequence[Sentence]) -> Draft:
        alone = len(said) == len(sentences(block, self.reader.source.text))
        draft = Draft("cause_of_concern", said, section, boxed=alone)
        self.reader.add(draft)
        self.reader.ledger.use(block)
        self._restate(draft)
        self.causes.append(draft)
        return draft

    def _read_list(self, section: Section, at: int, cause: Draft | None) -> tuple[int, Draft | None]:
        """How many blocks a list with its lead-in, or a quotation, takes from `at` on, and the cause told last."""
        lead, behind = section.blocks[at], section.blocks[at + 1 :]
        if lead.kind != "paragraph" or not lead.text.endswith(":"):
            return 0, cause
        bullets = leading(behind)
        if (new := first("letter", "replaces", lead.text)) and behind:
            found = self._add_list(section, new[0]["kind"], lead, bullets or behind[:1], None, told=False)
            return 1 + len(bullets or behind[:1]), found[0]
        kind = earlier(lead.text)
        if bullets and not kind and self.about is None and first("letter", "announces", lead.text):
            kind = "cause_of_concern"
        if self._announces and kind in ("cause_of_concern", "area_of_concern"):
            return 0, cause
        left = self._without_full(bullets) if kind in ("cause_of_concern", "area_of_concern") else bullets
        if bullets and not left:
            return 0, cause
        if bullets and kind:
            found = self._add_list(section, kind, lead, left, cause or self._cause_of(section))
            if kind in ("cause_of_concern", "area_of_concern"):
                self.causes += found
                cause = found[0] if len(found) == 1 else None
            return 1 + len(bullets), cause
        if bullets and stems.is_stem(lead.text, self.reader.cover.force):
            told = not self._raises(section) and not stems.recommends(lead.text)
            over = cause or self._cause_of(section)
            found = self._add_list(section, "recommendation", lead, bullets, over, told=told)
            return 1 + len(bullets), cause
        quoted = [] if bullets else quotation(behind, is_named=first("letter", "said", lead.text) is not None)
        if quoted:
            draft = Draft(kind or "cause_of_concern", quoted, section)
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
        is_list = bullets[0].kind == "bullet"
        told_of = asks([lead, *bullets], self.reader.cover.force) if is_list else [Ask([one]) for one in bullets]
        for ask in told_of:
            draft = Draft(
                kind, ask.blocks, section, stem=lead.text if kind == "recommendation" else None, time=ask.time
            )
            draft.cause = cause if kind == "recommendation" else None
            draft.announced = self.about is None and kind in ("cause_of_concern", "area_of_concern")
            self.reader.add(draft)
            if told and self.about:
                self._restate(draft)
            found.append(draft)
        return found

    def _is_in_full(self, section: Section) -> bool:
        """Whether an earlier cause of concern stands in a section in its own words: quoted, or under its heading."""
        if any(is_quoted(section, at) for at in range(len(section.blocks))):
            return True
        if self.about is None or not self._is_raised_in(section) or narrates(section.blocks[0]):
            return False
        return section.blocks[0].kind == "paragraph" and not section.blocks[0].text.endswith(":")

    def _without_full(self, bullets: Sequence[Block]) -> list[Block]:
        """The items of a list that do not only name the subjects of causes of concern printed in full further on."""
        if len(self._in_full) >= len(bullets):
            return []
        left = list(bullets)
        for theme in {section.theme for section in self._in_full if section.theme}:
            named = [block for block in bullets if theme in themes_in(block.text)]
            if len(named) == 1 and named[0] in left:
                left.remove(named[0])
        return left

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
        listed = len({draft.section.path for draft in self.causes}) == 1
        if (
            section.theme and listed and len(self.causes) == len(self._areas)
        ):  # one section for each cause, in their order
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


def _themes_of(draft: Draft) -> set[str]:
    return {draft.section.theme} if draft.section.theme else themes_in(draft.text)
