"""Answers under headings such as "Recommendation 2.", "AFI 1 The force should ..." or "Cause of concern: ..."."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.records import FindingKind
from loaders import words
from loaders.answering.answer_units import Unit, asks, told_apart
from loaders.answering.listed import announced
from loaders.meaning.themes import theme_of
from loaders.structure.blocks import Block, Source, part_of
from loaders.words.headings import may_be_heading

_FILE = "response_ask"


class _Head(NamedTuple):
    at: int
    kind: FindingKind
    number: str | None
    run_in: list[Block]


def is_head(text: str) -> bool:
    """Whether a line begins a numbered or labelled answer."""
    return words.first(_FILE, "numbered", text) is not None


def parted(source: Source, body: Sequence[Block]) -> tuple[list[Block], list[Unit]]:
    """What stands before the first numbered heading or behind the last answer, and the numbered answers."""
    heads: list[_Head] = []
    for at in range(len(body)):
        if head := _head(source, body, at, heads[-1] if heads else None):
            heads.append(head)
    free = list(body[: heads[0].at] if heads else body)
    units = []
    area = next((block for block in reversed(free) if _is_title(block)), None)
    ends = [*(head.at for head in heads), len(body)][1:]
    for head, end in zip(heads, ends, strict=False):
        under = list(body[head.at + 1 : end])
        closing = next(
            (i for i, block in enumerate(under) if _closes(block, body[head.at]) or _turns(under, i, head)), len(under)
        )
        rest = under[closing:]
        # a heading over the next answers belongs to them
        if not rest and end < len(body) and under and _is_title(under[-1]) and len(under) > 1:
            rest = [under.pop()]
            following: Block | None = rest[0]
        else:
            following = area
        free += rest
        ask, answer = told_apart(source, [*head.run_in, *under[:closing]], head.kind)
        heading = body[head.at]
        units.append(Unit(head.kind, head.number, [heading.text], ask, answer, [heading, *ask, *answer], area))
        area = following
    return free, units


def _closes(block: Block, head: Block) -> bool:
    """Whether a paragraph belongs to the answer no more: it speaks of all, announces others, or is the next point."""
    if words.first(_FILE, "closing", block.text) or announced(block):
        return True
    if not head.number or not block.number:
        return False
    if head.number.isdecimal() and block.number.isdecimal():
        return int(block.number) == int(head.number) + 1
    return len(head.number) == len(block.number) == 1 and ord(block.number) == ord(head.number) + 1


def _turns(under: Sequence[Block], at: int, head: _Head) -> bool:
    """Whether a heading behind an answer turns to an area: prose stands below it, and an answer above."""
    answered = at > 0 if head.run_in else at > 1
    return answered and at + 1 < len(under) and _is_title(under[at]) and not may_be_heading(under[at + 1])


def _is_title(block: Block) -> bool:
    return may_be_heading(block) and theme_of(block.text) is not None


def _head(source: Source, body: Sequence[Block], at: int, above: _Head | None) -> _Head | None:
    """Where an answer begins: the kind and number of what it answers, and words on the same line.

    A head is a heading such as "Recommendation 2.", or a numbered paragraph that asks, with other text behind it or the
    number after that of the head `above`. Its kind is what the words over the list announce.
    """
    block = body[at]
    if found := words.first(_FILE, "numbered", block.text):
        row, match = found
        said = match.groupdict()
        begins = next((match.start(name) for name in ("rest", "run_in") if said.get(name)), None)
        run_in = [part_of(block, source.text, begins)] if begins is not None else []
        return _Head(at, row["kind"], said.get("number"), run_in)
    follows = body[at + 1] if at + 1 < len(body) else None
    labelled = words.first(_FILE, "headed", block.text) if block.kind == "paragraph" else None
    is_asked = follows is not None and follows.kind == "paragraph" and not follows.text.endswith(":")
    if labelled and follows and is_asked and asks(follows.text):
        return _Head(at, labelled[0]["kind"], None, [])
    if not block.number or not block.number.isdecimal() or not asks(block.text):
        return None
    goes_on = above is not None and above.number == str(int(block.number) - 1)
    if goes_on and above:
        return _Head(at, above.kind, block.number, [block])
    in_list = bool(at) and body[at - 1].number is not None and asks(body[at - 1].text)
    if follows and follows.kind == "paragraph" and not in_list:
        return _Head(at, (announced(body[at - 1]) if at else None) or "recommendation", block.number, [block])
    return None
