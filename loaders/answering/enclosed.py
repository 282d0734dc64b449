"""Another's words that an answer prints in quotation marks under a label: "The Chief Constable's response was:"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders import words
from loaders.answering.correspondence import Letter
from loaders.structure.blocks import Block

_OPENS = ("“", '"')
_CLOSES = ("”", '"')


def parted(letter: Letter) -> Iterator[Letter]:
    """The letter without what it quotes so, and the quoted words as a letter of their own, by whom the label names."""
    for at, block in enumerate(letter.body):
        found = words.first("response_letter", "quotes", block.text)
        quoted = _quoted(letter.body[at + 1 :]) if found else []
        if not found or not quoted or (at == 0 and len(letter.body) == 1 + len(quoted)):
            continue
        rest = [other for other in letter.body if other is not block and other not in quoted]
        yield Letter(letter.head, rest, letter.foot, letter.margin, role=letter.role, subject=letter.subject)
        yield Letter(head=[block], body=quoted, role=found[0]["role"])
        return
    yield letter


def _quoted(below: Sequence[Block]) -> list[Block]:
    """The paragraphs up to the closing mark; where none closes, those that open with one."""
    if not below or not below[0].text.startswith(_OPENS):
        return []
    end = next((at for at, block in enumerate(below) if block.text.rstrip(".").endswith(_CLOSES)), None)
    if end is None:
        end = next((at for at, block in enumerate(below) if not block.text.startswith(_OPENS)), len(below)) - 1
    return list(below[: end + 1])
