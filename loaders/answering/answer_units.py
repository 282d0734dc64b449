"""One answer as it is printed: what is asked, in whose words, and what is said to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.records import FindingKind
from loaders import words
from loaders.privacy.redaction import said_in
from loaders.structure.blocks import Block, Source, part_of

_FILE = "response_ask"


@dataclass
class Unit:
    """What is asked and what is answered, told apart; `number` is None where the ask is known by its words alone."""

    kind: FindingKind
    number: str | None
    section: list[str]
    ask: list[Block]
    answer: list[Block]
    used: list[Block] = field(default_factory=list)  # heading or row that holds it
    area: Block | None = None  # the heading of the area or question over it
    by: str | None = None  # what a column "By when" says
    status: str | None = None  # what a column "Status" says
    stance: str | None = None  # what a column "Accepted?" says
    stem: Block | None = None  # the line that brings in the bullet that asks

    @property
    def refers_to(self) -> str:
        """The number, else the words."""
        return self.number or (self.ask[0].text if self.ask else self.section[-1])


def asks(text: str) -> bool:
    """Whether a text is the inspectorate's ask, and nobody's answer."""
    return words.first(_FILE, "asks", text) is not None and words.first(_FILE, "answers", text) is None


def told_apart(source: Source, under: Sequence[Block], kind: FindingKind) -> tuple[list[Block], list[Block]]:
    """What is asked and what is answered: parted by a label such as "Response:", else where the text stops asking."""
    for at, block in enumerate(under):
        label = words.first(_FILE, "answer", block.text)
        if label and label[1].end() < len(block.text):
            return list(under[:at]), list(under[at:])
        if label:
            return list(under[:at]), list(under[at + 1 :])
    at = 0
    while at < len(under) and _asks(under, at, kind):
        at += 1
    ask, answer = list(under[:at]), list(under[at:])
    if answer and not ask:
        begins = _end_of_ask(source, answer[0])
        if begins:
            first = answer.pop(0)
            ask, answer = [part_of(first, source.text, 0, begins)], [part_of(first, source.text, begins), *answer]
    return ask, answer


def _asks(under: Sequence[Block], at: int, kind: FindingKind) -> bool:
    """Whether a block still belongs to what is asked: it asks, or is a bullet of a list that the ask opens."""
    block = under[at]
    if at and block.kind == "bullet" and (under[at - 1].kind == "bullet" or under[at - 1].text.endswith(":")):
        return True
    if not at and kind == "cause_of_concern":  # it states and does not ask
        return words.first(_FILE, "answers", block.text) is None and words.first(_FILE, "label", block.text) is None
    return asks(block.text)


def _end_of_ask(source: Source, block: Block) -> int:
    """Where an answer begins that follows the ask in the same paragraph; 0 where it holds no ask or no answer."""
    at = 0
    for sentence in said_in(source, block):
        if not asks(sentence.text):
            return at
        at = block.text.find(sentence.text, at) + len(sentence.text)
    return 0
