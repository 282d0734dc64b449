"""Cycles of the PEEL programme by the years that texts print."""

from __future__ import annotations

import re

from kg import facts
from kg.records import Programme
from loaders.words import first, folded

_A_YEAR = re.compile(r"20\d\d")
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
    """The cycle that a year means in a programme: `cdi-2014` of crime data integrity.

    None for a programme without cycles. Those of the others are named by their year, as their reports are, whether or
    not the tables hold that year's framework.
    """
    if programme == "PEEL":
        return cycle_of(year)
    prefix = f"{programme.lower()}-"
    has_cycles = any(row.id.startswith(prefix) for row in facts.vocabulary().cycles)
    return prefix + year if has_cycles and _A_YEAR.fullmatch(year) else None
