"""The letters and statements in a document: where each begins and ends, who wrote it, when, and about what.

A document may hold several: a commissioner's comments often enclose the chief officer's. A letter is a head (addresses,
date, greeting, subject), a body and a foot (leave-taking, name, office). Nothing of it is required but some prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Literal

from kg.records import AuthorRole
from loaders import words
from loaders.answering import numbered
from loaders.answering.tabled import flattened_head
from loaders.privacy import contact, names
from loaders.structure.blocks import Block

_PROSE = 40  # code points; what is shorter, or no sentence, and begins a letter is its head
_FOOT_LINE = 70
_OPENING = 3  # paragraphs that may say whose response follows
_LONGEST_SUBJECT = 200
_CELLS = 3  # of a row that is no line of a head


DateBasis = Literal["published", "sent", "told"]


@dataclass
class Letter:
    """One letter or statement of a document."""

    head: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    foot: list[Block] = field(default_factory=list)
    margin: list[Block] = field(default_factory=list)  # dates and letterheads inside the body
    date: str | None = None
    dated: Block | None = None
    basis: DateBasis = "told"  # what happened on the date
    of_report: str | None = None  # the day of the answered report, where the line of its title gives it
    role: AuthorRole | None = None  # where it is told apart from head and foot
    subject: Block | None = None

    @property
    def author_role(self) -> AuthorRole | None:
        """The role of whoever signs; without a signature, of whom the head names as author; else None."""
        if self.role:
            return self.role
        for lines in (self.foot, [block for block in self.head if not contact.is_contact(block.text)]):
            for pattern in words.patterns("response_letter", "author"):
                if any(pattern.search(words.folded(block.text)) for block in lines):
                    role: AuthorRole = pattern["role"]
                    if role != "force" or lines is self.foot:
                        return role
                    return self._told_role() or role
        return self._told_role()

    def _told_role(self) -> AuthorRole | None:
        """The role that the first sentences name as author, else a heading of the body, else who says "I"."""
        for block in [*self.head, *self.body[:_OPENING]]:
            if found := words.first("response_letter", "author_told", block.text):
                role: AuthorRole = found[0]["role"]
                return role
        for group in ("author_heading", "author_self"):
            for block in self.body:
                if found := words.first("response_letter", group, block.text):
                    return found[0]["role"]  # type: ignore[no-any-return]
        return None

    @property
    def to_minister(self) -> bool:
        """Whether the head addresses the Home Secretary, as a policing body does with its comments."""
        return any(words.first("response_letter", "to_minister", block.text) for block in self.head)


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
    tabled = next((at for at in range(len(inner)) if flattened_head(inner, at)), len(inner))
    aside = [_is_margin(inner, at) and not (at > tabled and is_date(inner[at].text)) for at in range(len(inner))]
    margin = list(compress(inner, aside))
    letter = Letter(
        head=list(blocks[:begin]),
        body=[block for block, is_aside in zip(inner, aside, strict=True) if not is_aside],
        foot=list(blocks[foot:end]),
        margin=margin,
    )
    letter.subject = max(filter(_can_be_subject, letter.head), key=_subject_rank, default=None)
    return letter, list(blocks[rest:])


def _body_start(blocks: Sequence[Block]) -> int:
    """Where prose begins: the first full sentence, behind the greeting and a subject line where there are any."""
    greeted = next((at for at, block in enumerate(blocks) if contact.is_greeting(block.text)), 0)
    if sum(map(_is_prose, blocks[:greeted])) > 1:  # the greeting of an enclosed letter
        greeted = 0
    begins = (at for at in range(greeted, len(blocks)) if _begins_body(blocks[at]) or flattened_head(blocks, at))
    listed = (at for at in range(greeted, len(blocks)) if _is_item(blocks[at]))  # where nothing but a list is said
    return next(begins, next(listed, len(blocks)))


def _begins_body(block: Block) -> bool:
    return _is_prose(block) or numbered.is_head(block.text) or len(block.cells) >= _CELLS


def _is_prose(block: Block) -> bool:
    """Whether a block is a sentence, and no line of a head or foot and no subject line."""
    text = block.text
    if block.kind != "paragraph" or len(text) < _PROSE or text[-1] not in ".:;!?" or _is_frame(text):
        return False
    return len(text) > _LONGEST_SUBJECT or words.first("response_letter", "subject", text) is None


def _is_item(block: Block) -> bool:
    """Whether a block is a sentence in a list."""
    return block.kind == "bullet" and len(block.text) >= _PROSE and block.text[-1] in ".;!"


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
    if contact.is_office(text) and all(_is_frame(block.text) for block in blocks[at:]):
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


def _subject_rank(block: Block) -> tuple[bool, bool, bool, int]:
    """What is worded as a subject comes first, then what names a report, then what is longest; last what names none."""
    worded, named = (words.first("response_letter", group, block.text) for group in ("subject", "names_report"))
    tells = words.first("response_letter", "names_no_report", block.text) is None
    return tells and worded is not None, tells and named is not None, worded is not None, len(block.text)


def _can_be_subject(block: Block) -> bool:
    if _is_frame(block.text) or is_date(block.text):
        return False
    if names.is_name(block.text) and not words.first("response_letter", "names_report", block.text):
        return False
    return all(words.first("response_report", group, block.text) is None for group in ("response", "label"))
