"""The part of a history that somebody asks for: a theme, a status, a kind of finding, what was raised since a cycle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import get_args

from kg.coverage import cycle_order
from kg.errors import UsageError
from kg.history import History, ToldConcern
from kg.ids import slug
from kg.lineage.model import RAISES, Status
from kg.queries.cypher import near


@dataclass(frozen=True)
class Narrowing:
    """What is asked for; None asks for all.

    `kind` leaves the concerns with a finding of that kind, `since` those last raised in that cycle or later, which are
    told from their beginning. Names may be written with spaces, hyphens or underscores.
    """

    theme: str | None = None
    since: str | None = None
    status: str | None = None
    kind: str | None = None

    def of(self, told: History) -> History:
        """The history of which only that is left. `theme` and `since` narrow what is held and graded too.

        Raises UsageError, with near matches, for a name that there is not.
        """
        cycles = {row["cycle"] for row in [*told.coverage, *told.grades] if row["cycle"]}
        theme = _known("theme", self.theme, {row["theme"] for row in told.coverage}, "kg themes lists all")
        status = _known("status", self.status, get_args(Status))
        kind = _known("kind of finding", self.kind, RAISES)
        since = _known("cycle", self.since, cycles)
        first = cycle_order(since)[0] if since else ""

        def is_asked(cycle: str | None, of_theme: str | None) -> bool:
            return theme in (None, of_theme) and (not since or cycle_order(cycle or "")[0] >= first)

        def is_asked_concern(concern: ToldConcern) -> bool:
            return (
                theme in (None, concern.theme)
                and status in (None, concern.status)
                and any(kind in (None, finding.kind) for finding in concern.findings)
                and any(is_asked(finding.cycle or finding.raised, theme) for finding in concern.findings)
            )

        return replace(
            told,
            coverage=[row for row in told.coverage if is_asked(row["cycle"], row["theme"])],
            grades=[row for row in told.grades if is_asked(row["cycle"], row["theme"])],
            concerns=[concern for concern in told.concerns if is_asked_concern(concern)],
            mentioned=[
                one
                for one in told.mentioned
                if is_asked(one["cycle"], one["theme"]) and status is None and kind in (None, "cause_of_concern")
            ],
        )


def _known(what: str, name: str | None, names: Iterable[str], otherwise: str = "") -> str | None:
    """The name that is meant."""
    if name is None:
        return None
    known = {slug(one): one for one in names}
    if slug(name) not in known:
        remedy = near(name, known.values()) or near(slug(name), known)
        raise UsageError(
            f"no {what} called {name!r}", "", remedy or otherwise or f"there are {', '.join(sorted(known.values()))}"
        )
    return known[slug(name)]
