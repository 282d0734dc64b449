"""Another's words that an answer prints in quotation marks under a label: "The Chief Constable's response was:"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.records import AuthorRole
from loaders import words
from loaders.answering.correspondence import Letter
from loaders.structure.blocks import Block

_OPENS = ("“", '"')
_CLOSES = ("”", '"')


def parted(letter: Letter) -> Iterator[Letter]:
    """The letter without what it quotes so, and the quoted words as a letter of their own, by whom the label names."""
    for at, block in enumerate(letter.body):
        found = words.first("response_letter", "quotes", block.text)
        if found and (signed := _signed(letter, at, found[0]["role"])):
            rest = [other for other in letter.body if other is not block and other not in signed]
            yield Letter(letter.head, rest, [], letter.margin, subject=letter.subject)
            yield Letter(head=[block], body=signed, foot=letter.foot, role=found[0]["role"])
            return
        quoted = _quoted(letter.body[at + 1 :]) if found else []
        if not found or not quoted or (at == 0 and len(letter.body) == 1 + len(quoted)):
            continue
        rest = [other for other in letter.body if other is not block and other not in quoted]
        yield Letter(letter.head, rest, letter.foot, letter.margin, role=letter.role, subject=letter.subject)
        yield Letter(head=[block], body=quoted, role=found[0]["role"])
        return
    yield letter


def _signed(letter: Letter, at: int, role: AuthorRole) -> list[Block]:
    """The paragraphs from a label on to the signature of whom it names, where the page goes on behind that."""
    signs = [one for block in letter.foot if (one := words.first("response_letter", "author", block.text))]
    goes_on = bool(letter.foot) and any(block.start > letter.foot[-1].start for block in letter.body)
    if not goes_on or not any(one[0]["role"] == role for one in signs):
        return []
    return [block for block in letter.body[at + 1 :] if block.start < letter.foot[0].start]


def _quoted(below: Sequence[Block]) -> list[Block]:
    """The paragraphs up to the closing mark; where none closes, those that open with one."""
    if not below or not below[0].text.startswith(_OPENS):
        return []
    end = next((at for at, block in enumerate(below) if block.text.rstrip(".").endswith(_CLOSES)), None)
    if end is None:
        end = next((at for at, block in enumerate(below) if not block.text.startswith(_OPENS)), len(below)) - 1
    return list(below[: end + 1])
