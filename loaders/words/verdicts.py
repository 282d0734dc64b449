"""Sentences that say a grade and of what: "good at reducing crime and requires improvement at investigating it"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kg import facts
from kg.facts.rows import Question
from kg.records import Grade
from loaders.words import first, folded, patterns
from loaders.words.forces import force_named, in_general_words
from loaders.words.grades import normal, without_earlier
from loaders.words.subjects import said_of

_ALIKE = 0.6  # of the words of a verdict, that its question must share
_ENOUGH_WORDS = 2  # that tell what a verdict is about, to look for it in other cycles
_OWN = re.compile(r"\b(?:its|the) ")
_BESIDE = re.compile(r";(?: and)?\s+(?=(?:it|its|the force)\b)", re.IGNORECASE)  # main clauses in one sentence
_POINTS_BACK = re.compile(r"(?:this|that) (?:area|aspect|respect|regard|question|part|matter)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:(]| - |, (?:and|but|although|though|which|where|when|because|as|since|so|while|despite) ")


class Verdict(NamedTuple):
    """A grade and the words for what it is said of."""

    grade: Grade
    about: str
    other_force: str | None  # the force named, where it is not the document's own
    hedged: bool = False  # "generally good": no grade but in the prose of its own section


def verdicts(text: str, force: str | None) -> list[Verdict]:
    """The grades that a sentence says of the force, with what each is said of; those of earlier years left out."""
    if not first("grades", "needed", text):
        return []
    plain = without_earlier(in_general_words(text, force))
    return [verdict for clause in _BESIDE.split(plain) for verdict in _of_clause(clause)]


def _of_clause(plain: str) -> list[Verdict]:
    """The grades that one main clause says of the force."""
    found = first("grades", "verdict", plain)
    if not found:
        return []
    named = found[1].groupdict().get("named")
    hedged = bool(found[0].fields.get("hedged"))
    other = force_named(named) if named else None
    result: list[Verdict] = []
    grade, about = found[1]["grade"], found[1]["about"]
    (further,) = patterns("grades", "further")
    while match := further.search(about):
        result.append(Verdict(normal(grade), about[: match.start()], other, hedged))
        grade, about = match["grade"], about[match.end() :]
    return [*result, Verdict(normal(grade), about, other, hedged)]


@lru_cache(maxsize=1024)
def question_meant(cycle: str | None, about: str, pillar: str | None = None) -> Question | None:
    """The question of a cycle that a verdict's words are about; None where they are not those of any.

    Words that name a pillar mean its headline question, unless they say more than that.
    """
    said = said_of(_CLAUSE.split(folded(about), maxsplit=1)[0])
    if not said or cycle is None:
        return None
    rows = [row for row in facts.vocabulary().questions if row.cycle == cycle and pillar in (None, row.pillar)]
    shares = {row.id: len(said & _wording(row)) / len(said) for row in rows}
    named = first("grades", "pillar_named", about)
    headline = next((row for row in rows if named and row.level == "pillar" and row.pillar == named[0]["pillar"]), None)
    # of two questions that share as much, the headline question is meant: the others say more
    best = max(rows, key=lambda row: (shares[row.id], row.level == "pillar"), default=None)
    if headline and (best is None or shares[best.id] < 1 or shares[headline.id] == 1):
        return headline
    if best and shares[best.id] >= _ALIKE:
        return best
    labelled = next((row for row in rows if row.level != "pillar" and _begins_with_label(about, row)), None)
    return labelled or _as_another_cycle_asks(said, rows)


def _as_another_cycle_asks(said: frozenset[str], rows: Sequence[Question]) -> Question | None:
    """The one question of the theme that a question of another cycle has, which has all that is said.

    Inspectors keep to their words when a cycle words its questions anew: "investigating crime" for "investigating
    offending".
    """
    if len(said) < _ENOUGH_WORDS:
        return None
    pillars = {row.pillar for row in rows}
    themes = {
        row.theme
        for row in facts.vocabulary().questions
        if row.level == "question" and row.pillar in pillars and said <= _wording(row)
    }
    meant = [row for row in rows if row.level == "question" and row.theme in themes]
    return meant[0] if len(meant) == 1 else None


def touches(about: str, question: Question) -> bool:
    """Whether a verdict's words share any with a question; words that say nothing ("good at it", "in this area") do."""
    if _POINTS_BACK.match(about):
        return True
    said = said_of(_CLAUSE.split(folded(about), maxsplit=1)[0])
    return not said or bool(said & _wording(question)) or first("grades", "pillar_named", about) is not None


def _begins_with_label(about: str, question: Question) -> bool:
    """Whether words begin with a question's short name: "use of its resources to manage current demand"."""
    label = question.short_label.casefold()
    return " " in label and f"{_OWN.sub('', about.casefold())} ".startswith(f"{label} ")


def _wording(question: Question) -> frozenset[str]:
    return said_of(" ".join((question.wording, question.short_label, *question.aliases)))
