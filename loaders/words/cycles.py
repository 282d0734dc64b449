"""Cycles of the PEEL programme by the years that texts print."""

from __future__ import annotations

import re

from kg import facts
from kg.records import Programme
from loaders.words import first, folded

_YEARS = re.compile(r"\b20\d\d(?:[/-](?:20)?\d\d)?\b")


def cycle_of(year: str) -> str | None:
    """The cycle that a printed year, or pair of years, means; None where it means none."""
    found = first("cycles", "cycle", year)
    return str(found[0]["id"]) if found else None


def cycle_named(text: str) -> str | None:
    """The first cycle whose year stands in a text."""
    for match in _YEARS.finditer(folded(text)):
        if cycle := cycle_of(match[0]):
            return cycle
    return None


def of_programme(programme: Programme, year: str) -> str | None:
    """The cycle that a year means in a programme: `cdi-2016` of crime data integrity; None where none is known."""
    if programme == "PEEL":
        return cycle_of(year)
    cycle = f"{programme.lower()}-{year}"
    return cycle if cycle in facts.vocabulary().cycle_by_id else None
