"""The headings of letters and of causes of concern published ahead of a report, and what stands under each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.facts.rows import Question
from loaders.meaning import themes
from loaders.structure.blocks import Block, Source
from loaders.structure.outline import Section
from loaders.words import first, headings, stems

_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})?[.)]? (?=[A-Z])(?![A-Z][a-z]+ 20\d\d)")  # of a heading, not of a day
_LONGEST_HEADING = 14  # words
_LONGEST_AREA = 6  # words of a heading that words a theme; a longer one is a sentence
_NUMBERED_THROUGH = 5  # paragraphs
_EVIDENCE = 8  # paragraphs of a cause of concern before its recommendations


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
        if headings.may_be_heading(block) and stems.time_alone(block.text):
            opened = None
        elif _heads_nothing_known(block) and _is_next_cause(blocks, at, found, cycle):
            opened = replace(found[-1], box="cause_of_concern", blocks=[block])
            found.append(opened)
            continue
        else:
            opened = _opened_by(block, blocks[at + 1] if at + 1 < len(blocks) else None, found[-1], cycle)
        if opened:
            opened.opened_by = block
            found.append(opened)
        else:
            found[-1].blocks.append(block)
    return found


def _without_numbers(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, paragraphs or headings that are numbered through the whole document being no items of a list."""
    numbered = [at for at, block in enumerate(blocks) if block.number and block.number.isdecimal()]
    numbers = [int(blocks[at].number or 0) for at in numbered]
    are_short = all(headings.may_be_heading(replace(blocks[at], kind="paragraph")) for at in numbered)
    are_parted = all(after > before + 1 for before, after in pairwise(numbered))
    if are_short and are_parted and numbers[:1] == [1] and numbers == sorted(set(numbers)):
        return [replace(block, kind="paragraph") if block.number else block for block in blocks]
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
    text = _NUMBER.sub("", block.text.rstrip(":"))
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
    ends_in_list = bool(current.blocks) and current.blocks[-1].kind == "bullet"
    if area and (ends_in_list or len(current.path) > 1):  # answers what the area's list asks, point by point
        return replace(current, role="detail", path=(*area, text), box=None, blocks=[])
    return Section("detail", (text,))


def _area(text: str, question: Question | None, theme: str | None) -> Section:
    return Section("detail", (text,), text, question, worded_theme=theme)


def _heads_nothing_known(block: Block) -> bool:
    """Whether a line can be a headline, and is no heading that letters have."""
    known = any(first("letter", group, block.text.rstrip(":")) for group in ("box", "heading"))
    return headings.may_be_heading(block) and not known


def _is_next_cause(blocks: Sequence[Block], at: int, found: Sequence[Section], cycle: str | None) -> bool:
    """Whether a headline behind recommendations begins the next cause of concern, without a heading of its own.

    It stands where a cause was raised last, with its evidence below it and recommendations below that.
    """
    raised = next((section for section in reversed(found) if section.box != "recommendation"), None)
    if not raised or raised.box != "cause_of_concern" or found[-1].box is None or not found[-1].blocks:
        return False
    block, below = blocks[at], blocks[at + 1 : at + 1 + _EVIDENCE]
    text = block.text
    if headings.question(cycle, text) or (themes.theme_of(text) and len(text.split()) <= _LONGEST_AREA):
        return False
    if not below or headings.may_be_heading(below[0]) or stems.asks(below[0].text):
        return False
    for one in below:
        box = first("letter", "box", one.text.rstrip(":"))
        if box or stems.asks(one.text):
            return box is None or bool(box[0]["kind"] == "recommendation")
        if first("letter", "heading", one.text):
            return False
    return False
