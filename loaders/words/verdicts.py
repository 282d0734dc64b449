"""Sentences that say a grade and of what: "good at reducing crime and requires improvement at investigating it"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kg import facts
from kg.facts.rows import Question
from kg.records import Grade
from loaders.words import first, folded, patterns
from loaders.words.forces import force_named, in_general_words
from loaders.words.grades import normal, without_earlier

_ALIKE = 0.6  # of the words of a verdict, that its question must share
_STEM = 4  # letters: "protects" and "protection" are one word, "plans" and "planning"
_SHORTEST = 4  # letters
_FILLERS = frozenset({
    "about", "after", "also", "force", "from", "have", "overall", "respect", "service", "takes", "that", "their",
    "them", "they", "this", "those", "which", "with",
})  # fmt: skip
_WORD = re.compile(r"[a-z]+")
_CLAUSE = re.compile(r"[;:(]| - |, (?:and|but|although|though|which|where|when) ")


class Verdict(NamedTuple):
    """A grade and the words for what it is said of."""

    grade: Grade
    about: str
    other_force: str | None  # the force named, where it is not the document's own


def verdicts(text: str, force: str | None) -> list[Verdict]:
    """The grades that a sentence says of the force, with what each is said of; those of earlier years left out."""
    plain = without_earlier(in_general_words(text, force))
    found = first("grades", "verdict", plain)
    if not found:
        return []
    named = found[1].groupdict().get("named")
    other = force_named(named) if named else None
    result: list[Verdict] = []
    grade, about = found[1]["grade"], found[1]["about"]
    (further,) = patterns("grades", "further")
    while match := further.search(about):
        result.append(Verdict(normal(grade), about[: match.start()], other))
        grade, about = match["grade"], about[match.end() :]
    return [*result, Verdict(normal(grade), about, other)]


@lru_cache(maxsize=1024)
def question_meant(cycle: str | None, about: str, pillar: str | None = None) -> Question | None:
    """The question of a cycle that a verdict's words are about; None where they are not those of any.

    Words that name a pillar mean its headline question, unless they say more than that.
    """
    said = _stems(_CLAUSE.split(folded(about).casefold(), maxsplit=1)[0])
    if not said or cycle is None:
        return None
    rows = [row for row in facts.vocabulary().questions if row.cycle == cycle and pillar in (None, row.pillar)]
    best: Question | None = None
    share = 0.0
    for row in rows:
        known = _stems(" ".join((row.wording, row.short_label, *row.aliases)).casefold())
        shared = len(said & known) / len(said)
        # of two that share as much, the headline question says no more than its name
        if shared > share or (shared == share and best and best.level == "pillar" and row.level != "pillar"):
            best, share = row, shared
    named = first("grades", "pillar_named", about)
    if named and share < 1:
        headline = next((row for row in rows if row.level == "pillar" and row.pillar == named[0]["pillar"]), None)
        if headline:
            return headline
    return best if share >= _ALIKE else None


def _stems(text: str) -> frozenset[str]:
    words = (word for word in _WORD.findall(text) if len(word) >= _SHORTEST and word not in _FILLERS)
    return frozenset(word[:_STEM] for word in words)
