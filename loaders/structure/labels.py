"""Lines of the form "Sent on: 20 September 2023", at the head of letters and landing pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.structure.blocks import Block
from loaders.words import dates, first

_LONGEST_VALUE = 200
_MOST_LINES = 4  # under one label: name, office, force


@dataclass(slots=True)
class Label:
    """One label and its value, which may stand behind it or on the lines under it."""

    name: str
    blocks: list[Block]
    values: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Labels:
    """The labelled head of a document, and what stands before and behind it."""

    before: list[Block]
    found: list[Label]
    behind: list[Block]

    def values(self, *names: str) -> list[str]:
        """The lines under the labels of these names."""
        return [value for label in self.found if label.name in names for value in label.values]

    def date(self, name: str) -> str | None:
        """The first date under a label."""
        return next((date for value in self.values(name) if (date := dates.printed_date(value))), None)

    @property
    def blocks(self) -> list[Block]:
        """All lines that belong to labels."""
        return [block for label in self.found for block in label.blocks]


def labelled(blocks: Sequence[Block], head: int) -> Labels:
    """The labels among the first `head` blocks; all others of the document are before or behind them."""
    found: list[Label] = []
    before: list[Block] = []
    at = 0
    behind = 0
    while at < min(head, len(blocks)):
        row = first("letter", "label", blocks[at].text) if len(blocks[at].text) <= _LONGEST_VALUE else None
        if row is None:
            before.append(blocks[at])
            at += 1
            continue
        label = Label(row[0]["label"], [blocks[at]])
        value = row[1].groupdict().get("value") or row[1].groupdict().get("rest")
        at += 1
        if value:
            label.values.append(value)
        else:
            while at < len(blocks) and len(label.values) < _MOST_LINES and _is_value(blocks[at], label):
                label.values.append(blocks[at].text)
                label.blocks.append(blocks[at])
                at += 1
        found.append(label)
        behind = at
    first_label = found[0].blocks[0] if found else None
    top = blocks.index(first_label) if first_label else 0
    between = [block for block in before if found and blocks.index(block) >= top and blocks.index(block) < behind]
    if found:
        found[-1].blocks.extend(between)
    return Labels(list(blocks[:top]), found, list(blocks[behind:]))


def _is_value(block: Block, label: Label) -> bool:
    """Whether a line is a value of the label above it: short, no label, and for a date one date."""
    if block.kind == "bullet" or len(block.text) > _LONGEST_VALUE or first("letter", "label", block.text):
        return False
    if first("letter", "heading", block.text) or first("letter", "box", block.text) or block.text[-1:] in ".:":
        return False
    if label.name in ("sent", "published"):
        return not label.values and dates.printed_date(block.text) is not None
    return label.name in ("from", "to", "cc") or not label.values
