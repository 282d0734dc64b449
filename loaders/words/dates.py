"""Dates and periods as printed, read no more precisely than they are."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.dates import add_months, is_exact

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NAMES = "|".join([*_MONTHS, "sept", *(month[:3] for month in _MONTHS)])
_WORDS = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?\b(?P<month>{_NAMES})\.?"
    r"(?: (?P<behind>\d{1,2})(?:st|nd|rd|th)?(?=, | 20))?,? (?P<year>20\d\d)",
    re.I,
)
_FIGURES = re.compile(r"\b(?P<day>\d{1,2})(?P<stop>[/.])(?P<month>\d{1,2})(?P=stop)(?P<year>20\d\d)\b")


def printed_date(text: str) -> str | None:
    """The first date in a text: "31 March 2019" is 2019-03-31, "July 9, 2018" and "9th of Jul 2018" are 2018-07-09,
    "Jul 2018" is 2018-07; None without one.

    A day that no calendar has ("31 June 2019") is left out.
    """
    found = _WORDS.search(text)
    if found:
        month = [name[:3] for name in _MONTHS].index(found["month"].lower()[:3]) + 1
        day = found["day"] or found["behind"]
        return _iso(int(found["year"]), month, int(day) if day else None)
    found = _FIGURES.search(text)
    return _iso(int(found["year"]), int(found["month"]), int(found["day"])) if found else None


def number(word: str) -> int | None:
    """The number that a figure, "a" or a word up to twenty says; None for anything else."""
    if word.isdecimal():
        return int(word)
    if word.lower() in ("a", "an"):
        return 1
    return _NUMBERS.index(word.lower()) if word.lower() in _NUMBERS else None


def after(published: str | None, count: int, unit: str) -> str | None:
    """The day so many days, weeks, months or years after a publication known to the day; None where it is not."""
    if published is None or not is_exact(published):
        return None
    start = date.fromisoformat(published)
    if unit.startswith(("month", "year")):
        return add_months(start, count * (12 if unit.startswith("year") else 1)).isoformat()
    return (start + timedelta(days=count * (7 if unit.startswith("week") else 1))).isoformat()


def _iso(year: int, month: int, day: int | None) -> str | None:
    if day is None:
        return f"{year}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year}-{month:02}" if 1 <= month <= 12 else None
