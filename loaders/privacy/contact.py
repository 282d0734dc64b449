"""Lines that serve to reach somebody or to frame a letter: addresses, greetings, offices, letterheads."""

from __future__ import annotations

from loaders import words

_LONGEST_LINE = 300  # no contact line is longer


def is_contact(text: str) -> bool:
    """Whether a line only serves to reach somebody, to greet, or to mark the head or foot of a letter."""
    return _line(text) is not None


def is_greeting(text: str) -> bool:
    """Whether a line greets the addressee: what follows is the letter."""
    row = _line(text)
    return row is not None and row.fields.get("part") == "greeting"


def is_close(text: str) -> bool:
    """Whether a line takes leave of the addressee: what follows is the signature."""
    row = _line(text)
    return row is not None and row.fields.get("part") == "close"


def is_office(text: str) -> bool:
    """Whether a line holds an office and nothing else, as under a signature: "Chief Constable"."""
    return len(text) <= _LONGEST_LINE and words.first("contact", "office_line", text) is not None


def is_letterhead(text: str) -> bool:
    """Whether a line names a force or a body's office and nothing else."""
    return len(text) <= _LONGEST_LINE and words.first("contact", "letterhead", text) is not None


def _line(text: str) -> words.Pattern | None:
    """The row that tells a contact line."""
    found = words.first("contact", "line", text) if len(text) <= _LONGEST_LINE else None
    return found[0] if found else None
