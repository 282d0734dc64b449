"""From blocks to sections: which heading, question and box each block stands under."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from kg.facts.rows import Question
from kg.facts.tables import folded
from kg.records import Kind, Programme, Restated
from loaders.structure.blocks import Block
from loaders.words import first, headings, stems
from loaders.words.cycles import of_programme
from loaders.words.grades import lone_grade, says_ungraded

_LONGEST_CLOSING = 250  # letters
_LONGEST_SUB_HEADING = 12  # words
_NUMBERING = ("NCPI", "integrity", "custody", "thematic")  # programmes whose reports number what they ask


@dataclass(slots=True)
class Section:
    """The blocks under one heading, up to the next.

    `area` is what stands straight under a question or area, `box` under "Areas for improvement" and the like, `detail`
    the prose after those, `aside` what is no inspection of a question: method, figures, the inspector's summary.
    """

    role: Literal["cover", "area", "box", "detail", "aside"]
    path: tuple[str, ...] = ()
    heading: str | None = None  # of the question or area, as printed
    question: Question | None = None
    box: Kind | None = None
    number: str | None = None  # of the one finding that a box holds
    reason: str | None = None  # why nothing is to be taken from an aside
    opened_by: Block | None = None
    blocks: list[Block] = field(default_factory=list)
    worded_theme: str | None = None  # where the heading words a theme without naming a question of the cycle
    told_of: Restated | None = None  # the earlier inspection whose findings a re-inspection prints here
    answers: bool = False  # says what has become of the findings printed above under the same heading

    @property
    def theme(self) -> str | None:
        """The theme of the heading it stands under."""
        return (self.question.theme if self.question else self.worded_theme) or None


def outline(
    blocks: Sequence[Block],
    cycle: str | None,
    *,
    sub_headings: bool,
    begin: Section | None = None,
    programme: Programme | None = "PEEL",
    areas: Mapping[str, Question | None] | None = None,
    follows_up: bool = False,
    listed: Container[int] = (),
) -> list[Section]:
    """The sections of a document in their order, the first being what stands before any heading, or `begin`.

    `sub_headings` says that a short line without a full stop heads prose, as it does to 2018/19; from 2021 on such a
    line is the headline of a finding. `areas` are further headings of areas, folded, with the question that each means;
    `listed` are the lines of a table that read like headings and are none. `follows_up` says that the report is about
    an earlier one, whose recommendations it prints under their numbers.
    """
    walk = _Walk(cycle, sub_headings, begin, programme, areas or {}, follows_up=follows_up)
    for at, block in enumerate(blocks):
        if block.line in listed:
            walk.sections[-1].blocks.append(block)
            continue
        walk.take(block, blocks[at + 1] if at + 1 < len(blocks) else None)
    return walk.sections


def number_of(match: re.Match[str]) -> str | None:
    """The number that a heading gives its finding."""
    return next((number for number in match.groups() if number), None)


def _opens_an_area(block: Block) -> bool:
    """Whether a block is what stands first under the heading of an area: its grade, the verdict, or its findings."""
    return bool(
        lone_grade(block.text)
        or headings.box_kind(block.text)
        or says_ungraded(block.text, None)
        or first("headings", "verdict_below", block.text)
    )


class _Walk:
    """Where the walk through the document has got to: the part (pillar), the area, and the open section."""

    def __init__(
        self,
        cycle: str | None,
        sub_headings: bool,
        begin: Section | None,
        programme: Programme | None,
        areas: Mapping[str, Question | None],
        *,
        follows_up: bool,
    ) -> None:
        self.follows_up = follows_up
        self.programme = programme
        self.areas = areas
        self.cycle = cycle
        self.sub_headings = sub_headings
        self.part: tuple[str, ...] = ()
        self.area = begin or Section("cover")
        self.begun_as = begin.heading if begin else None
        self.sections = [self.area]

    def take(self, block: Block, following: Block | None) -> None:
        section = self._opened_by(block, following)
        if section:
            section.opened_by = block
            self.sections.append(section)
        else:
            self.sections[-1].blocks.append(block)

    def _opened_by(self, block: Block, following: Block | None) -> Section | None:
        """The section that a block opens as its heading; None where it is no heading."""
        if len(block.text) <= _LONGEST_CLOSING and first("boilerplate", "closing", block.text):
            return self._under("detail", self.area.path)
        if not headings.may_be_heading(block) or stems.time_alone(block.text):
            return None
        known = self._known_heading(block.text, following)
        if not known and self._is_sub_heading(block, following):
            return self._under("detail", (*self.area.path, block.text))
        return known

    def _known_heading(self, text: str, following: Block | None) -> Section | None:
        """The section that a heading of the inspectorate's vocabulary opens."""
        if folded(text) in self.areas:
            return self._new_area(Section("area", (text,), text, self.areas[folded(text)]))
        if self.begun_as and folded(text) == folded(self.begun_as):
            return self._new_area(replace(self.sections[0], opened_by=None, blocks=[]))
        if box := headings.box_kind(text):
            section = self._under("box", (*self.area.path, text))
            section.box = box
            return section
        if told := self._of_reinspection(text):
            return told
        if self.programme == "CDI" and self.area.role == "area" and first("headings", "crime_data_theme", text):
            return self._under("detail", (*self.area.path, text))
        if self._heads_its_summary(text):
            return self._under("area", (*self.area.path, text))
        if reason := headings.landmark(text):
            return self._aside(text, reason)
        question = headings.question(self.cycle, text)
        if self.area.role == "area" and not question and first("headings", "again", text):
            return self._under("area", self.area.path)
        if question:
            in_other_words = question == self.area.question and self.sections[-1] is self.area and not self.area.blocks
            return None if in_other_words else self._question(question, text, following)
        if following and _opens_an_area(following) and (nearly := headings.nearly(self.cycle, text)):
            return self._question(nearly, text, following)
        if not self.sub_headings and self.area.role == "area" and following and lone_grade(following.text):
            return self._new_area(Section("area", (*self.part, text), text))  # graded, though no list holds it
        asked = first("headings", "asked", text) if self.sub_headings else None
        return self._asked(text, opens=asked[0]["opens"]) if asked else None

    def _heads_its_summary(self, text: str) -> bool:
        """Whether a "Summary" stands right under the heading or the grade of an area, and so is the area's own."""
        is_area = self.area.role == "area" and self.area.question is not None and self.area.question.level != "pillar"
        is_first = self.sections[-1] is self.area and all(lone_grade(block.text) for block in self.area.blocks)
        return is_area and is_first and first("headings", "summary_of_area", text) is not None

    def _asked(self, text: str, *, opens: bool) -> Section:
        """A question that no list holds: an area of its own, or a sub-heading below a question that is known."""
        if self.area.question and self.area.question.level == "question" and not opens:
            return self._under("detail", (*self.area.path, text))
        return self._new_area(Section("area", (*self.part, text), text))

    def _of_reinspection(self, text: str) -> Section | None:
        """What an earlier report asked, or what was found of it since; its heading may name the area before a colon."""
        if (one := first("headings", "numbered", text)) and self.programme in _NUMBERING:
            section = self._under("box", (*self.area.path, text))
            section.box, section.number = one[0]["kind"], number_of(one[1])
            section.told_of = Restated(programme=self.programme) if self.follows_up else None
            return section
        told = first("headings", "told_again", text)
        found = told or first("headings", "found_again", text)
        if not found or (found[0].fields.get("only_paired") and not self.follows_up):
            return None
        if area := found[1]["area"]:
            self._new_area(Section("area", (*self.part, area), area))
        if told:
            section = self._under("box", self.area.path)
            section.box = headings.box_kind(told[1]["kind"])
            cycle = of_programme(self.programme, told[1]["year"]) if self.programme else None
            section.told_of = Restated(programme=self.programme, cycle=cycle)
            return section
        section = self._under("detail" if self.sub_headings else "box", self.area.path)
        section.box = None if self.sub_headings else "observation"
        section.answers = True
        return section

    def _question(self, question: Question, text: str, following: Block | None) -> Section:
        """A question or area; the bare name of a pillar only opens its part of the report, unless its grade follows."""
        if headings.is_pillar_name(question, text):
            self.part = (text,)
            if following and lone_grade(following.text):
                return self._new_area(Section("area", self.part, text, question))
            return self._new_area(Section("aside", self.part, reason="navigation"))
        above = headings.area_above(text)
        if above and self.area.question and headings.question(self.cycle, above) == self.area.question:
            # a part with a grade of its own: the boxes after it are those of the whole area
            self.area = replace(self.area, path=(*self.area.path, text))
            return Section("area", self.area.path, text, question)
        return self._new_area(Section("area", (*self.part, text), text, question))

    def _under(self, role: Literal["area", "box", "detail"], path: tuple[str, ...]) -> Section:
        return Section(role, path, self.area.heading, self.area.question)

    def _new_area(self, section: Section) -> Section:
        self.area = section
        return section

    def _aside(self, text: str, reason: str) -> Section:
        """A landmark; within a pillar ("Summary") it stands under the pillar's question, elsewhere by itself."""
        of_pillar = self.area.question is not None and self.area.question.level == "pillar"
        section = Section("aside", ((*self.area.path, text) if of_pillar else (*self.part, text)), reason=reason)
        if of_pillar:
            section.question = self.area.question
            return section
        return self._new_area(section)

    def _is_sub_heading(self, block: Block, following: Block | None) -> bool:
        open_section = self.sections[-1]
        return (
            self.sub_headings
            and self.area.role == "area"
            and (open_section.role != "box" or (bool(open_section.blocks) and open_section.blocks[-1].kind == "bullet"))
            and len(block.text.split()) <= _LONGEST_SUB_HEADING
            and not block.text.endswith("?")
            and not lone_grade(block.text)
            and following is not None
            and following.kind == "paragraph"
            and not headings.may_be_heading(following)
        )
