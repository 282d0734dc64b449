"""The inspectorate's wording as data: patterns in TOML, each with examples, counter-examples and its reason.

A row of any of the TOML files here has `pattern`, `examples`, `not` and `why`; what else it holds is for the module
that reads it. `%name%` in a pattern stands for a part of `parts.toml`. `tests/test_words.py` runs every example of
every row.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from loaders.words import literals

_FOLDED = (
    *(("‘", "'"), ("’", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-")),
    *(("\u2010", "-"), ("\u2011", "-"), ("\u00a0", " ")),
)
_PART = re.compile(r"%([a-z_]+)%")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One wording: its regular expression and the fields beside it."""

    regex: re.Pattern[str]
    fields: dict[str, Any]
    examples: tuple[str, ...]
    never: tuple[str, ...]
    why: str
    needed: tuple[str, ...]  # literals of which a match in ASCII holds one; empty where that is unknown
    words: tuple[str, ...]  # the choice of mere words that the wording is; empty where it is more

    def __getitem__(self, field: str) -> Any:
        return self.fields[field]

    def search(self, text: str) -> re.Match[str] | None:
        """The first place of the wording in a text whose quotes and dashes are folded."""
        return self.search_in(text, text.lower() if text.isascii() else None)

    def search_in(self, text: str, small: str | None) -> re.Match[str] | None:
        """As `search`, with the text in small letters too, or None where it is not of ASCII alone."""
        if small is not None and self.needed:
            for literal in self.needed:
                if literal in small:
                    break
            else:
                return None
        return self.regex.search(text)


def folded(text: str) -> str:
    """The text with straight quotes and plain hyphens, of the same length, so that places carry over."""
    if not text.isascii():
        for printed, plain in _FOLDED:  # several times as fast as `translate`
            text = text.replace(printed, plain)
    return text


@cache
def patterns(file: str, group: str) -> tuple[Pattern, ...]:
    """The rows `[[group]]` of `file`.toml, in their order."""
    return tuple(
        Pattern(
            re.compile(_whole(row["pattern"]), re.IGNORECASE),
            {key: value for key, value in row.items() if key not in ("pattern", "examples", "not", "why")},
            tuple(row["examples"]),
            tuple(row["not"]),
            row["why"],
            literals.needed(_whole(row["pattern"])),
            literals.words(row["pattern"]),
        )
        for row in _rows(file)[group]
    )


def first(file: str, group: str, text: str) -> tuple[Pattern, re.Match[str]] | None:
    """The first row of a group whose wording the text holds, with the place."""
    plain = folded(text)
    small = plain.lower() if plain.isascii() else None
    for pattern in patterns(file, group):
        match = pattern.search_in(plain, small)
        if match:
            return pattern, match
    return None


def holds(file: str, group: str, text: str) -> bool:
    """Whether the text holds the wording of a row of a group; rows that are mere words are not searched for."""
    plain = folded(text)
    small = plain.lower() if plain.isascii() else None
    for pattern in patterns(file, group):
        if pattern.words and small is not None:
            for word in pattern.words:
                if word in small:
                    return True
        elif pattern.search_in(plain, small):
            return True
    return False


def groups() -> Iterator[tuple[str, str]]:
    """Every file and group, for the test that runs all examples."""
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        for group in _rows(path.stem):
            yield path.stem, group


def _whole(pattern: str) -> str:
    """The pattern with its parts, and theirs, filled in."""
    parts = _parts()
    while names := {name for name in _PART.findall(pattern) if name in parts}:
        for name in names:
            pattern = pattern.replace(f"%{name}%", parts[name])
    return pattern


@cache
def _parts() -> dict[str, str]:
    return {row["name"]: row["pattern"] for row in _rows("parts")["part"]}


@cache
def _rows(file: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((Path(__file__).parent / f"{file}.toml").read_text(encoding="utf-8"))
