"""The clock of section 55: until when a policing body had to comment on a report, and whether it did.

Section 55(5A) of the Police Act 1996 gives a local policing body 56 days beginning with the day of publication. It was
inserted by the Policing and Crime Act 2017 and has been in force since 2 May 2017; before that the inspectorate asked
for comments within 30 days.
"""

from __future__ import annotations

from datetime import date, timedelta

from kg.dates import bounds, is_exact
from kg.records import AuthorRole, DueBasis

POLICING_BODIES = frozenset({"police and crime commissioner", "mayor", "deputy mayor", "police authority board"})
IN_FORCE = date(2017, 5, 2)
_STATUTORY = timedelta(days=55)  # the 56th day, the day of publication being the first
_CUSTOMARY = timedelta(days=30)


def due(published: str | None, author_role: AuthorRole) -> tuple[str | None, DueBasis]:
    """The last day for a response by `author_role` to a report published on `published`, and what that rests on.

    There is none for a chief officer or a force, whose comments go to the policing body by a day that the body sets
    (section 55(4)), nor for a report whose publication is not known to the day.
    Raises ValueError where `published` is no date.
    """
    if author_role not in POLICING_BODIES:
        return None, "not a policing body"
    if published is None or not is_exact(published):
        return None, "date unknown"
    day, _ = bounds(published)
    if day >= IN_FORCE:
        return (day + _STATUTORY).isoformat(), "s55(5A)"
    return (day + _CUSTOMARY).isoformat(), "custom"


def days_between(published: str | None, responded: str | None) -> int | None:
    """Days from publication to response; None where either is not known to the day."""
    if published is None or responded is None or not (is_exact(published) and is_exact(responded)):
        return None
    return (bounds(responded)[0] - bounds(published)[0]).days


def is_late(due_on: str | None, responded: str | None) -> bool | None:
    """Whether a response came after its last day; None where there is no such day, or it is not dated to the day.

    A statement of "2022" on a report of October 2021 may be another than the answer that was due, so it has no clock.
    """
    if due_on is None or responded is None or not is_exact(responded):
        return None
    return bounds(responded)[0] > bounds(due_on)[0]
