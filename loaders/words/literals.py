"""Which literal words a pattern cannot match without: a test for them is far cheaper than the search.

A match of `\\b(?:joint|shared) [a-z]+` holds "joint" or "shared ", so a text with neither needs no search.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants, _parser  # type: ignore[attr-defined]  # the standard library's own reading of a pattern
from typing import Any

_MOST = 48  # literals to look for, beyond which the search itself costs no more
_ASCII = 128
_SHORTEST = 2  # characters: single ones stand in every text
_WORDS = re.compile(r"[a-z0-9 ]{2,}(?:\|[a-z0-9 ]{2,})*")
_RARER = 0.3  # how much rarer a literal grows with each character


def needed(pattern: str) -> tuple[str, ...]:
    """Literals in small letters of which every match holds one at least, without regard to case; empty if unknown.

    They hold for texts in ASCII only: elsewhere "ſ" is an "s" to a search that ignores case.
    """
    found = _of_sequence(_parser.parse(pattern, re.IGNORECASE))
    if not found or len(found) > _MOST:
        return ()
    # what holds a shorter one is found by that
    return tuple(sorted(one for one in found if not any(other != one and other in one for other in found)))


def words(pattern: str) -> tuple[str, ...]:
    """The words of a pattern that is nothing but a choice of them."""
    return tuple(pattern.split("|")) if _WORDS.fullmatch(pattern) else ()


def _of_sequence(tokens: Iterable[Any]) -> frozenset[str] | None:
    """The rarest literals that something in the sequence needs; None where nothing in it needs any."""
    choices: list[frozenset[str]] = []
    run = ""
    for kind, value in tokens:
        if kind is _constants.LITERAL and value < _ASCII:
            run += chr(value).lower()
            continue
        if kind is _constants.AT:
            continue  # takes no character
        choices.append(frozenset([run]))
        run = ""
        if inner := _of_token(kind, value):
            choices.append(inner)
    choices.append(frozenset([run]))
    useful = [choice for choice in choices if all(len(one) >= _SHORTEST for one in choice)]
    return min(useful, key=_commonness, default=None)


def _of_token(kind: Any, value: Any) -> frozenset[str] | None:
    if kind is _constants.SUBPATTERN:
        return _of_sequence(value[-1])
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and value[0]:
        return _of_sequence(value[-1])
    if kind is _constants.BRANCH:
        branches = [_of_sequence(branch) for branch in value[1]]
        if all(branches):
            return frozenset().union(*(branch for branch in branches if branch))
    return None


def _commonness(literals: frozenset[str]) -> float:
    return sum(_RARER ** len(one) for one in literals)
