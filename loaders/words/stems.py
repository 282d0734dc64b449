"""Sentences that ask: lead-ins of lists, single recommendations, and by when."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.records import Deadline
from loaders.words import Pattern, dates, first
from loaders.words.forces import in_general_words


class Quoted(NamedTuple):
    """An earlier recommendation that a text only quotes: its year as printed, and whom it addressed."""

    year: str
    addressed_to: list[str]


def is_stem(text: str, force: str | None) -> bool:
    """Whether a text says who must act and leaves what to do to the list that follows."""
    return text.endswith(":") and first("stems", "stem", in_general_words(text, force)) is not None


def leads_on(text: str) -> bool:
    """Whether a text before a list leaves what to do to it, whether or not its colon is lost."""
    return first("stems", "leads_on", text) is not None


def begins_a_finding(text: str, force: str | None) -> bool:
    """Whether a lead-in names whom it asks, and does not go on from one before."""
    found = first("stems", "stem", in_general_words(text, force)) if text.endswith(":") else None
    return found is not None and not found[0].fields.get("goes_on")


def is_headline_with_stop(text: str, force: str | None) -> bool:
    """Whether a paragraph may be the headline of an area for improvement although a full stop ends it."""
    return first("stems", "headline", in_general_words(text, force)) is not None


def is_single_recommendation(text: str, force: str | None) -> bool:
    """Whether a whole paragraph is one recommendation: its first words say who should act."""
    return first("stems", "single", in_general_words(text, force)) is not None


def raises_concern(text: str) -> bool:
    """Whether a paragraph says of what it tells that it is a cause of concern."""
    return first("stems", "cause", text) is not None


def of_item(text: str, published: str | None) -> Deadline | None:
    """By when an item of a list itself is to be done, whatever its lead-in says: a date, or a time it begins with."""
    if found := first("stems", "own_time", text):
        return _told(*found, published)
    found = first("stems", "deadline", text)
    if not found or found[0]["form"] != "date":
        return None
    return Deadline(text=found[1]["text"], by=dates.printed_date(found[1]["date"]))


def says_none(text: str) -> bool:
    """Whether what stands under the heading of a box only says that there is nothing."""
    return first("stems", "nothing", text) is not None


def points_back(text: str) -> bool:
    """Whether a sentence takes up what stands before it, so that it heads nothing."""
    return first("stems", "points_back", text) is not None


def recommends(sentence: str) -> bool:
    """Whether a sentence of running prose makes a recommendation of its own."""
    return first("stems", "prose", sentence) is not None


def asks(text: str) -> bool:
    """Whether a text asks for anything at all."""
    return first("stems", "asking", text) is not None


def quoted_recommendation(text: str) -> Quoted | None:
    """What a text says of the earlier recommendation that it quotes; None where it quotes none."""
    found = first("stems", "restating", text)
    if not found:
        return None
    addressee = first("stems", "addressee", found[1]["who"])
    return Quoted(found[1]["cycle"], list(addressee[0]["ids"]) if addressee else [])


def names_a_time(text: str) -> bool:
    """Whether a text has a word without which it sets no deadline: a quick look before `deadline`."""
    return first("stems", "timed", text) is not None


def deadline(sentences: list[str], published: str | None, force: str | None) -> Deadline | None:
    """By when what these sentences ask is to be done; None where they do not say.

    A period is counted from a publication date known to the day, and from no other.
    """
    for sentence in sentences:
        text = in_general_words(sentence, force)
        if not asks(text):
            continue
        found = first("stems", "deadline", text)
        if not found:
            continue
        if told := _told(*found, published):
            return told
    return None


def time_alone(text: str, published: str | None = None) -> Deadline | None:
    """By when what stands below is to be done, of a line that says nothing else; None for any other line."""
    found = first("stems", "time_alone", text)
    return _told(*found, published) if found else None


def _told(row: Pattern, match: re.Match[str], published: str | None) -> Deadline | None:
    """The deadline that a wording gives; None for a period of an unknown number."""
    said = match.groupdict()
    text = next((said[name] for name in ("text", "with", "behind", "after") if said.get(name)), "immediately")
    if row["form"] == "date":
        printed = said.get("date") or text
        return Deadline(text=text, by=dates.printed_date(printed) or printed)
    if row["form"] == "period":
        # "in the next year" needs no number
        count = dates.number(match["number"]) if match["number"] else (None if match["unit"].endswith("s") else 1)
        since = said.get("since")
        known = published if not since or first("stems", "since_publication", since) else None
        return Deadline(text=text, computed=dates.after(known, count, match["unit"])) if count else None
    return Deadline(text=text)
