"""Dates exactly as precise as they are printed, and the days they may mean."""

from __future__ import annotations

import calendar
import re
from datetime import date

_PARTIAL = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


def bounds(partial: str) -> tuple[date, date]:
    """The first and the last day that a partial date can mean.

    `partial` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; "2021-10" gives 1 and 31 October 2021.
    Raises ValueError for anything else, an impossible day included.
    """
    match = _PARTIAL.fullmatch(partial)
    if not match:
        raise ValueError(f"{partial!r} is no date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = int(match["year"]), match["month"], match["day"]
    try:
        if day:
            exact = date(year, int(month), int(day))
            return exact, exact
        if month:
            return date(year, int(month), 1), date(year, int(month), calendar.monthrange(year, int(month))[1])
        return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(f"{partial!r} is no date: {error}") from None


def is_exact(partial: str | None) -> bool:
    """Whether a partial date is known to the day."""
    return partial is not None and len(partial) == len("YYYY-MM-DD")


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day where it has none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
