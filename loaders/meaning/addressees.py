"""Whom a recommendation of a national report addresses: all forces, one force, or national bodies."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg import facts
from kg.ids import slug
from loaders.words import first, folded, patterns, stems
from loaders.words.forces import force_named, forces_in

_LONGEST_NAME = 6  # words; a longer line says something of the body that it names
_JOINS = re.compile(r"(?:,? and |, | & )?(?:(?:the|both|chief constables? of)\b )*", re.IGNORECASE)
_AROUND_FORCES = frozenset(["and", "both", "the", "chief", "constable", "constables", "officers", "of"])


class Addressees(NamedTuple):
    """The one force, or the ids of the bodies, that are to act."""

    force: str | None = None
    bodies: tuple[str, ...] = ()


def of_sentence(text: str) -> Addressees:
    """Whom the sentence names before its asking verb, and beside it as partners ("together with")."""
    if told := first("addressees", "recommended", text):
        forces, bodies = _leading(folded(text)[told[1].start("rest") :])
        if bodies or len(forces) > 1:
            return Addressees(None, (*forces, *bodies))
        if forces:
            return Addressees(forces[0])
    found = first("addressees", "asked", text)
    if not found:
        return Addressees()
    who = folded(text)[found[1].start("who") : found[1].end("who")]
    bodies = _bodies(who)
    if named := _forces_alone(who):
        return Addressees(named[0]) if len(named) == 1 else Addressees(None, tuple(named))
    if not bodies and (force := force_named(who)):
        return Addressees(force)
    if partners := first("addressees", "partners", text):
        bodies = [*bodies, *(one for one in _bodies(partners[1]["with"]) if one not in bodies)]
    return Addressees(None, tuple(bodies))


def of_heading(text: str) -> Addressees | None:
    """Whom a heading such as "To the Home Office" or "All forces" addresses; None where it addresses nobody."""
    if force := facts.vocabulary().find_force(text):
        return Addressees(force.id)
    found = first("addressees", "heading", text)
    if not found:
        return None
    who = found[1]["who"]
    bodies = _bodies(who)
    if found[0]["alone"]:
        return Addressees(None, tuple(bodies)) if bodies and len(who.split()) <= _LONGEST_NAME else None
    if not bodies and (named := force_named(who)):
        return Addressees(named)
    if not bodies:
        return Addressees(None, (slug(re.sub(r"^the ", "", who)),))
    return Addressees(None, tuple(bodies))


def is_inspectorate(one: Addressees) -> bool:
    """Whether only the inspectorate itself is to act."""
    return one.bodies == ("hmicfrs",)


def _leading(text: str) -> tuple[list[str], list[str]]:
    """The forces and the bodies with which a text begins, one after the other."""
    forces: list[str] = []
    bodies: list[str] = []
    named = [(match, force) for force, match in forces_in(text)]
    at = 0
    while True:
        at += len(_JOINS.match(text, at)[0])  # type: ignore[index]  # it may match nothing
        force = next(((match, one) for match, one in named if match.start() == at), None)
        if force:
            forces.append(force[1])
            at = force[0].end()
            continue
        found = [(match.end(), one) for one, regex in _wordings() if (match := regex.match(text, at))]
        if not found:
            return forces, bodies
        at, body = max(found)
        bodies += [body] if body not in bodies else []


def _wordings() -> list[tuple[str, re.Pattern[str]]]:
    """All wordings by which bodies are known, with their ids."""
    return [*_names(), *((row["id"], row.regex) for row in patterns("addressees", "body"))]


def _forces_alone(who: str) -> list[str]:
    """The forces, or those whose chief constables, a text names, where it names nothing else but a time before them."""
    time, _, behind = who.partition(", ")
    text = behind if stems.time_alone(time) else who
    found = forces_in(text)
    around = text
    for _, match in found:
        around = around.replace(match[0], " ")
    left = re.findall(r"[a-z]+", around.casefold())
    return list(dict.fromkeys(force for force, _ in found)) if _AROUND_FORCES.issuperset(left) else []


def _bodies(text: str) -> list[str]:
    """The ids of the bodies that a text names, in its order."""
    plain = folded(text)
    found = [(match.start(), match.end(), body) for body, regex in _names() for match in regex.finditer(plain)]
    found += [(m.start(), m.end(), row["id"]) for row in patterns("addressees", "body") if (m := row.search(plain))]
    found.sort(key=lambda one: (one[0], -one[1]))
    bodies: list[str] = []
    end = 0
    for start, stop, body in found:
        if start >= end and body not in bodies:
            bodies.append(body)
        end = max(end, stop)
    return bodies


@cache
def _names() -> list[tuple[str, re.Pattern[str]]]:
    """The names of the bodies in data/bodies.csv."""
    rows = facts.vocabulary().bodies
    return [
        (
            row.id,
            re.compile("|".join(rf"\b{re.escape(folded(name))}\b" for name in (row.name, *row.aliases)), re.IGNORECASE),
        )
        for row in rows
    ]
