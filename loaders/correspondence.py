"""The letters and statements in a document: where each begins and ends, who wrote it, when, and about what.

A document may hold several: a commissioner's comments often enclose the chief officer's. A letter is a head (addresses,
date, greeting, subject), a body and a foot (leave-taking, name, office). Nothing of it is required but some prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress

from kg.records import AuthorRole
from loaders import contact, names, words
from loaders.blocks import Block
from loaders.words import dates

_PROSE = 40  # code points; what is shorter, or no sentence, and begins a letter is its head
_FOOT_LINE = 70
_LONGEST_SUBJECT = 200


@dataclass
class Letter:
    """One letter or statement of a document."""

    head: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    foot: list[Block] = field(default_factory=list)
    margin: list[Block] = field(default_factory=list)  # dates and letterheads inside the body
    date: str | None = None
    dated: Block | None = None
    subject: Block | None = None

    @property
    def author_role(self) -> AuthorRole | None:
        """The role of whoever signs; without a signature, of whom the head names as author; else None."""
        for lines in (self.foot, [block for block in self.head if not contact.is_contact(block.text)]):
            for pattern in words.patterns("response_letter", "author"):
                if any(pattern.search(words.folded(block.text)) for block in lines):
                    role: AuthorRole = pattern["role"]
                    return role
        return None


def letters(blocks: Sequence[Block]) -> list[Letter]:
    """The letters of a document, from its blocks without those of the page."""
    found = []
    rest = list(blocks)
    while rest:
        letter, rest = _first_letter(rest)
        found.append(letter)
    return found


def is_date(text: str) -> bool:
    """Whether a line holds a date and nothing else."""
    return words.first("response_letter", "date", text) is not None


def _first_letter(blocks: Sequence[Block]) -> tuple[Letter, list[Block]]:
    """The first letter, its blocks told apart, and the blocks of those after it."""
    begin = _body_start(blocks)
    foot = next((at for at in range(begin, len(blocks)) if _begins_foot(blocks, at)), len(blocks))
    end = _foot_end(blocks, foot) if foot < len(blocks) else foot
    rest = end if _another_begins(blocks, end) else len(blocks)
    inner = [*blocks[begin:foot], *blocks[end:rest]]
    aside = [_is_margin(inner, at) for at in range(len(inner))]
    margin = list(compress(inner, aside))
    letter = Letter(
        head=list(blocks[:begin]),
        body=[block for block, is_aside in zip(inner, aside, strict=True) if not is_aside],
        foot=list(blocks[foot:end]),
        margin=margin,
    )
    letter.dated = next((block for block in [*letter.head, *letter.foot, *margin] if is_date(block.text)), None)
    letter.date = dates.printed_date(letter.dated.text) if letter.dated else None
    letter.subject = max(filter(_can_be_subject, letter.head), key=_subject_rank, default=None)
    return letter, list(blocks[rest:])


def _body_start(blocks: Sequence[Block]) -> int:
    """Where prose begins: the first full sentence, behind the greeting and a subject line where there are any."""
    greeted = next((at for at, block in enumerate(blocks) if contact.is_greeting(block.text)), 0)
    if sum(map(_is_prose, blocks[:greeted])) > 1:  # the greeting of an enclosed letter
        greeted = 0
    return next((at for at in range(greeted, len(blocks)) if _begins_body(blocks[at])), len(blocks))


def _begins_body(block: Block) -> bool:
    return _is_prose(block) or words.first("response_ask", "numbered", block.text) is not None


def _is_prose(block: Block) -> bool:
    """Whether a block is a sentence, and no line of a head or foot and no subject line."""
    text = block.text
    if block.kind != "paragraph" or len(text) < _PROSE or text[-1] not in ".:;!?" or _is_frame(text):
        return False
    return len(text) > _LONGEST_SUBJECT or words.first("response_letter", "subject", text) is None


def _is_margin(inner: Sequence[Block], at: int) -> bool:
    """Whether a line inside the prose is a date, a contact line, or a letterhead beside one."""
    if contact.is_letterhead(inner[at].text):
        return any(contact.is_contact(other.text) for other in inner[max(at - 1, 0) : at + 2])
    return not inner[at].text or contact.is_contact(inner[at].text) or is_date(inner[at].text)


def _begins_foot(blocks: Sequence[Block], at: int) -> bool:
    """Whether a foot begins behind the prose: a leave-taking, or an office under or beside a name that was cut."""
    text = blocks[at].text
    if contact.is_close(text):
        return True
    if text.startswith(",") and contact.is_office(text.lstrip(", ")):
        return True
    is_person = len(text) <= _FOOT_LINE and (not text or names.is_name(text))
    return is_person and at + 1 < len(blocks) and contact.is_office(blocks[at + 1].text)


def _foot_end(blocks: Sequence[Block], at: int) -> int:
    """Where a foot ends: behind the office that signs where another letter follows, else behind the last line of it."""
    end = at + 1
    for index in range(at, len(blocks)):
        text = blocks[index].text
        if len(text) > _FOOT_LINE and not contact.is_contact(text):
            break
        if _is_frame(text) or is_date(text) or names.is_name(text):
            end = index + 1
        if contact.is_office(text) and _another_begins(blocks, index + 1):
            break
    return end


def _another_begins(blocks: Sequence[Block], at: int) -> bool:
    """Whether a greeting or a date comes before the next prose: then it is another letter's, not an annex."""
    for block in blocks[at:]:
        if contact.is_greeting(block.text) or is_date(block.text):
            return any(_is_prose(later) for later in blocks[at:])
        if _is_prose(block):
            return False
    return False


def _is_frame(text: str) -> bool:
    """Whether a line belongs to the head or the foot and says nothing."""
    return not text or contact.is_contact(text) or contact.is_letterhead(text) or contact.is_office(text)


def _subject_rank(block: Block) -> tuple[bool, int]:
    """What is worded as a subject comes first, then what is longest."""
    return words.first("response_letter", "subject", block.text) is not None, len(block.text)


def _can_be_subject(block: Block) -> bool:
    return not (_is_frame(block.text) or is_date(block.text) or names.is_name(block.text))
