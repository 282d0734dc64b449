"""The log of a register entry: dated notes with a status or a comment, as shortcodes or as the page showed them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.records import Says
from loaders.structure.blocks import Block, Sentence, Source, sentences
from loaders.structure.pieces import part
from loaders.words import dates, first

_SHORTCODE = re.compile(r"\[/?(?:on|status|comment)\]", re.IGNORECASE)
_DATE_ALONE = re.compile(r"\d{1,2}(?:st|nd|rd|th)? \w+,? \d{4}|\d{1,2}/\d{1,2}/\d{4}")
_SIGNED = re.compile(r"(?:\bby|[-–—]|\bsigned:?)\s+[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){1,3}\W*$")
_COMMENT = re.compile(r"\[comment\]", re.IGNORECASE)


class Note(NamedTuple):
    """One dated note of a log that says what the entry has come to, and what of it is printed."""

    date: str
    says: Says
    parts: list[Block | Sentence]


def is_note(block: Block, *, begun: bool) -> bool:
    """Whether a piece of a page begins a dated note: a shortcode, or a date with a status or nothing behind it.

    Once a log has `begun`, every line that begins with a date is a note.
    """
    if block.text.casefold().startswith("[on]"):
        return True
    dated = first("register", "dated", block.text)
    if dated is None:
        return False
    rest = dated[1]["rest"]
    status = first("register", "status", rest)
    return begun or not rest or (status is not None and status[1].start() == 0)


def last(source: Source, log: Sequence[Block]) -> Note | None:
    """The note that counts: that of the latest day, and of one day the one written last.

    A log may run from the newest note down; notes that say nothing of the outcome count for nothing.
    """
    notes = [note for blocks in _notes(log) if (note := _note(source, blocks))]
    if not notes:
        return None
    days = [note.date for note in notes]
    runs_down = days == sorted(days, reverse=True) and days[0] != days[-1]
    ordered = reversed(notes) if runs_down else notes
    return max(enumerate(ordered), key=lambda pair: (pair[1].date, pair[0]))[1]


def _notes(log: Sequence[Block]) -> list[list[Block]]:
    """The pieces of a log, those of each note together: its status and comment may stand on lines of their own."""
    found: list[list[Block]] = []
    for block in log:
        if is_note(block, begun=True) or not found:
            found.append([block])
        else:
            found[-1].append(block)
    return found


def _note(source: Source, blocks: Sequence[Block]) -> Note | None:
    """What one dated note says; None where it says nothing of the outcome."""
    block, behind = blocks[0], list(blocks[1:])
    date = dates.printed_date(block.text)
    if date is None:
        return None
    heads: list[Block] = [block]
    if mark := _COMMENT.search(source.text, block.start, block.end):
        heads = [one for one in [part(source, block, block.start, mark.start())] if one]
        end = _SHORTCODE.search(source.text, mark.end(), block.end)
        comment = part(source, block, mark.end(), end.start() if end else None)
        after = part(source, block, end.end(), block.end) if end else None
        if heads and after and first("register", "status", after.text) and not _has_status(heads[0]):
            heads.append(after)  # the status may stand behind the comment
        behind = [*([comment] if comment else []), *behind]
    elif behind and _DATE_ALONE.fullmatch(block.text) and first("register", "status", behind[0].text):
        heads, behind = [block, behind[0]], behind[1:]
    elif not _has_status(block):
        behind = [block, *behind]
    for head in reversed(heads):
        status = first("register", "status", head.text)
        if status and (len(heads) > 1 or _has_status(head)):
            return Note(date, status[0]["says"], [piece for one in heads for piece in _printed(source, one)])
    for sentence in (one for comment in behind for one in sentences(comment, source.text)):
        if said := first("register", "comment", sentence.text):
            return Note(date, said[0]["says"], [_unsigned(source, sentence)])
    return None


def _unsigned(source: Source, sentence: Sentence) -> Sentence:
    """A sentence of a comment without the name of whoever signs it."""
    signed = _SIGNED.search(sentence.text)
    low, high = sentence.spans[-1]
    end = source.text.rfind(signed[0].split()[0], low, high) if signed else -1
    if signed is None or end <= low:
        return sentence
    spans = (*sentence.spans[:-1], (low, low + len(source.text[low:end].rstrip())))
    return sentence._replace(text=sentence.text[: signed.start()].rstrip(), spans=spans)


def _has_status(block: Block) -> bool:
    """Whether a status stands right behind the date, and not in a comment's running words."""
    plain = _SHORTCODE.sub(" ", block.text).strip()
    dated = first("register", "dated", plain)
    status = first("register", "status", dated[1]["rest"]) if dated else None
    return status is not None and status[1].start() == 0


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
