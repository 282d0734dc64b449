"""Which held national finding a source speaks of, when it quotes or reports on what all forces were told.

As long as the national report itself is not held, a mention stands for the finding. Once it is, quotations lead to the
real one: by its id, which follows from its first words, else by the report's title and the finding's number in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kg.facts.tables import folded
from kg.rows.model import ALL_CHIEF_CONSTABLES, Spoken

_NUMBER = re.compile(r"(?i)\b(?:recommendation|cause of concern|area for improvement)\s+(?P<number>\d+)\b")

_HELD = """
MATCH (:Body {id: $body})<-[:ADDRESSED_TO]-(x:Finding)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)
RETURN x.id AS id, x.kind AS kind, x.heading AS heading, d.title AS title
"""
_WITH_SHARES = "MATCH (share:Mention)-[:INSTANCE_OF]->() RETURN DISTINCT share.force AS force"


@dataclass(frozen=True)
class National:
    """A national finding whose report is held."""

    id: str
    kind: str
    number: str | None
    title: str


def number_in(headings: Iterable[str]) -> str | None:
    """The number that the innermost numbered heading gives: "Recommendation 2." is "2"."""
    found = [match["number"] for heading in headings if (match := _NUMBER.search(heading))]
    return found[-1] if found else None


def read(run: Callable[..., list[dict[str, Any]]]) -> list[National]:
    """All national findings whose reports are held."""
    rows = run(_HELD, body=ALL_CHIEF_CONSTABLES)
    return [National(row["id"], row["kind"], number_in([row["heading"] or ""]), row["title"]) for row in rows]


def forces_with_shares(run: Callable[..., list[dict[str, Any]]]) -> set[str]:
    """The forces of whose part in a national finding a source speaks."""
    return {row["force"] for row in run(_WITH_SHARES)}


def meant(spoken: Spoken, held: Iterable[National]) -> str | None:
    """The id of the held national finding that a source speaks of, or has one force's share in; None where none is.

    A title may be cut at its subtitle: "Getting a grip" is "Getting a grip: how forces manage performance".
    """
    named = spoken.instance_of or (spoken.finding if spoken.addressed_to else None)
    fitting = []
    for one in held:
        if one.id == named:
            return one.id
        same_title = spoken.title and _begins_alike(folded(spoken.title), folded(one.title))
        if same_title and one.kind == spoken.kind and spoken.number and one.number == spoken.number:
            fitting.append(one.id)
    is_national = spoken.instance_of or spoken.addressed_to
    return fitting[0] if is_national and len(fitting) == 1 else None


def _begins_alike(one: str, other: str) -> bool:
    return f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} ")
