"""How a sentence says that today's grade compares with an earlier one; the wording is in words/compared.toml."""

from __future__ import annotations

import re

from kg.records import Says
from loaders.meaning.spoken import Spoken, names_inspection
from loaders.words import first, folded, holds, patterns

_NEAR = 90  # characters before a grade in which its verb stands
_YEAR = re.compile(r"20\d\d|\blast (?:year|time|inspected)|\bprevious")
_GRADES = ("inadequate", "requires improvement", "adequate", "good", "outstanding")  # the least first


def change(spoken: Spoken) -> Says | None:
    """How the grades compare that a clause sets against each other; None where it compares none, or only hopes to."""
    text = folded(spoken.text)
    if not holds("compared", "needed", text):
        return None
    small = text.lower() if text.isascii() else None
    for row in patterns("compared", "pair"):
        found = row.search_in(text, small)
        if found and first("compared", "hoped", text[: found.start()]):
            continue
        if found and (spoken.refers or row.fields.get("itself") or found[0].startswith("from ")):
            return direction(found["was"], found["now"])
    for row in patterns("compared", "change"):
        found = row.search_in(text, small) if spoken.allows(row["of"]) else None
        if found and not first("compared", "hoped", text[: found.start()]):
            return row["says"]  # type: ignore[no-any-return]
    return None


def told_apart(text: str, above: str) -> Says | None:
    """How two grades compare of which the verbs before them say which is the earlier one and which that of today.

    Both stand in the sentence, or the earlier one alone in the sentence above.
    """
    own, plain = _marked(text), folded(text)
    if not own or first("compared", "uncompared", plain) or not first("compared", "judging", plain):
        return None
    if [is_now for _, is_now in own] == [True]:
        own = [*_marked(above), *own] if not first("compared", "uncompared", above) else own
    if sorted(is_now for _, is_now in own) != [False, True]:
        return None
    (was,) = (grade for grade, is_now in own if not is_now)
    (now,) = (grade for grade, is_now in own if is_now)
    return (
        direction(was, now) if names_inspection(text) or names_inspection(above) or _YEAR.search(text + above) else None
    )


def _marked(text: str) -> list[tuple[str, bool]]:
    """The grades of a sentence, each with whether it is that of today."""
    plain = folded(text)
    (mark,), (named,) = patterns("compared", "mark"), patterns("compared", "grade")
    found: list[tuple[str, bool]] = []
    for match in named.regex.finditer(plain):
        if match["past"] or match["now"]:
            found.append((match[0], match["now"] is not None))
            continue
        marks = mark.regex.finditer(plain, max(0, match.start() - _NEAR), match.end())
        before = [one for one in marks if one.end() <= match.start()]
        if before:
            found.append((match[0], before[-1]["now"] is not None))
    return found


def was_graded(text: str) -> str | None:
    """The earlier grade that a sentence names without today's."""
    found = first("compared", "was", text) if names_inspection(text) else None
    return found[1]["was"] if found else None


def grade_of_today(text: str) -> str | None:
    """The grade that a sentence gives today."""
    found = first("compared", "today", text)
    return _named(found[1]) if found else None


def graded_now(text: str) -> str | None:
    """Today's grade that a sentence gives of what the sentence before told the earlier one of."""
    found = first("compared", "now", text)
    return _named(found[1]) if found else None


def _named(match: re.Match[str]) -> str:
    """The grade that one of the groups of a match holds."""
    return next(grade for grade in match.groupdict().values() if grade)


def direction(was: str, now: str) -> Says:
    """How today's grade compares with an earlier one, both as printed."""
    before, after = _rank(was), _rank(now)
    return "grade same" if before == after else "grade up" if after > before else "grade down"


def _rank(grade: str) -> int:
    word = grade.casefold()
    return 1 if word.startswith("requir") else _GRADES.index(word)
