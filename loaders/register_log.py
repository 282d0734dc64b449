"""The log of a register entry: dated notes with a status or a comment, as shortcodes or as the page showed them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.records import Says
from loaders.blocks import Block, Sentence, Source, sentences
from loaders.pieces import part
from loaders.words import dates, first, folded

_SHORTCODE = re.compile(r"\[/?(?:on|status|comment)\]", re.IGNORECASE)
_COMMENT = re.compile(r"\[comment\]", re.IGNORECASE)


class Note(NamedTuple):
    """One dated note of a log that says what the entry has come to, and what of it is printed."""

    date: str
    says: Says
    parts: list[Block | Sentence]


def is_note(block: Block) -> bool:
    """Whether a piece of a page is a dated note: a shortcode, or a line that begins with a date."""
    return block.text.casefold().startswith("[on]") or first("register", "dated", block.text) is not None


def last(source: Source, log: Sequence[Block]) -> Note | None:
    """The note that counts: that of the latest day, and of one day the one written last.

    A log may run from the newest note down; notes that say nothing of the outcome count for nothing.
    """
    notes = [note for block in log if (note := _note(source, block))]
    if not notes:
        return None
    days = [note.date for note in notes]
    runs_down = len(days) > 1 and days == sorted(days, reverse=True) and days[0] != days[-1]
    ordered = reversed(notes) if runs_down else notes
    return max(enumerate(ordered), key=lambda pair: (pair[1].date, pair[0]))[1]


def _note(source: Source, block: Block) -> Note | None:
    """What one dated note says; None where it says nothing of the outcome."""
    date = dates.printed_date(block.text)
    if date is None:
        return None
    head, comment = block, None
    raw = source.text[block.start : block.end]
    if mark := _COMMENT.search(raw):
        head = part(source, block, block.start, block.start + mark.start()) or block
        comment = part(source, block, block.start + mark.end())
    elif not (status := first("register", "status", block.text)) or not _is_bare(block.text, status[1]):
        head, comment = block, block
    if head is not comment and (status := first("register", "status", head.text)):
        return Note(date, status[0]["says"], _printed(source, head))
    for sentence in sentences(comment, source.text) if comment else []:
        if said := first("register", "comment", sentence.text):
            return Note(date, said[0]["says"], [sentence])
    return None


def _is_bare(text: str, status: re.Match[str]) -> bool:
    """Whether a status stands right behind the date, and not in a comment's running words."""
    dated = first("register", "dated", text)
    return dated is None or not folded(text)[dated[1].start("rest") : status.start()].strip(" :|-")


def _printed(source: Source, note: Block) -> list[Block | Sentence]:
    """Date and status without the shortcodes between them."""
    found: list[Block | Sentence] = []
    begin = note.start
    marks = [*(match.span() for match in _SHORTCODE.finditer(source.text, note.start, note.end)), (note.end, note.end)]
    for start, end in marks:
        piece = part(source, note, begin, start) if begin < start else None
        if piece:
            found.append(piece)
        begin = end
    return found
