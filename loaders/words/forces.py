"""Forces by the names that texts use for them."""

from __future__ import annotations

import re
from functools import cache

from kg import facts
from kg.facts.tables import force_names
from loaders.words import folded, patterns

_THOSE = re.compile(r"\b[Tt]he (?:\w+ )?forces(?: of|(?P<comma>,)| -) the forces\b(?(comma),?)")
# "Force x" is left in some pages of the template that they were made from
_ITSELF = re.compile(r"\b(?:the (?:constabulary|service)|force x)\b", re.IGNORECASE)


def force_named(text: str) -> str | None:
    """The id of the force that a text names; None where it names none, or several."""
    found = {force for force, _ in forces_in(text)}
    return found.pop() if len(found) == 1 else None


def forces_in(text: str) -> list[tuple[str, re.Match[str]]]:
    """The forces that a text names, by id, in their order, a force as often as it is named."""
    plain = folded(text)
    for word in _name_words():
        if word in plain:
            names, pattern = _names()
            return [(names[match[0]], match) for match in pattern.finditer(plain)]
    return []


def in_general_words(text: str, force: str | None) -> str:
    """The text with the names of its own force, and "the constabulary", written as "the force".

    So one pattern reads "Kent Police should", "The constabulary should" and "The force should".
    """
    plain = folded(text)
    if force:
        plain = _own_names(force).sub("the force", plain)
    small = plain.lower()
    if plain.isascii() and not any(word in small for word in ("the constabulary", "the service", "force x")):
        return plain
    return _ITSELF.sub("the force", plain)


def several_as_one(text: str, force: str | None) -> str:
    """The text in general words, with each list of forces ("Kent Police and Essex Police") written as "the forces".

    What says beside the list that these are forces goes with it: "the two forces, Kent and Essex,".
    """
    return _THOSE.sub("the forces", _lists().sub("the forces", in_general_words(text, force)))


@cache
def _lists() -> re.Pattern[str]:
    one = rf"(?:(?:[Tt]he |its neighbours? |neighbouring )?(?:{_names()[1].pattern})|[Tt]he force\b)"
    return re.compile(rf"{one}(?:, {one})*(?:,? and | & ){one}(?: constabularies| police forces| forces)?")


@cache
def _names() -> tuple[dict[str, str], re.Pattern[str]]:
    names = {
        folded(name): force.id for force in facts.vocabulary().forces for name in force_names(force) if name != force.id
    }
    return names, _any_of(list(names))


@cache
def _name_words() -> frozenset[str]:
    """The longest word of each name: a look for them costs a fifth of the search for the names."""
    return frozenset(max(name.split(), key=len) for name in _names()[0])


@cache
def _own_names(force: str) -> re.Pattern[str]:
    row = facts.vocabulary().force_by_id.get(force)
    if row is None:
        return _names_of_body(force)
    # the bare name is the county's too, so that "Kent" alone stays as it is
    names = [name for name in force_names(row) if name not in (row.id, row.name) and (" " in name or name.isupper())]
    spoken = [
        f"{the} {name}"
        for name in (row.name, *row.aliases)
        if name == "Met" or name.isupper()
        for the in ("the", "The")
    ]
    return _any_of([*spoken, *names])


def _names_of_body(body: str) -> re.Pattern[str]:
    """The names of a regional unit, which may be in no table, or of a region: by its id, and in general words."""
    row = facts.vocabulary().body_by_id.get(body)
    names = [body.replace("-", " "), *((row.name, *row.aliases) if row else ())]
    names += [name.replace("regional organised crime unit", "ROCU") for name in names]
    general = [pattern.regex.pattern for pattern in patterns("regional", "itself")]
    own = [r"\W+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True)]
    return re.compile(rf"(?:\b(?:the )?(?:{'|'.join(own)})\b|{'|'.join(general)})", re.IGNORECASE)


def _any_of(names: list[str]) -> re.Pattern[str]:
    # longest first, so that "Kent Police" is not read as "Kent"
    longest_first = sorted((folded(name) for name in names), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
