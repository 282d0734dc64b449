"""Grades as the inspectorate prints them, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.records import Grade
from loaders.structure.blocks import Sentence
from loaders.words import first, folded, patterns
from loaders.words.forces import in_general_words

SCALES: dict[int, tuple[Grade, ...]] = {
    4: ("outstanding", "good", "requires improvement", "inadequate"),
    5: ("outstanding", "good", "adequate", "requires improvement", "inadequate"),
}
_NO_GRADES: tuple[Grade, ...] = ("ungraded", "not yet graded")
_LONGEST_WORD = 40
_LONGEST_LINE = 160  # with what it says of an earlier grade
_LABEL = re.compile(
    r"^(?:(?:(?:overall|our|final|the force[’']s|force|area|hmic(?:frs)?(?:[’']s)?) )*"
    r"(?:judge?ment|grade|rating) ?[:–-]|"
    r"(?:judged|graded|rated|assessed)(?: as| to be)?:?) ",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"[ ,:–-]*\(?(?:down|up|changed|improved|fallen|risen|lowered|raised|previously|unchanged|the same) "
    r"(?:from|to|as|since|outstanding|good|adequate|requires|inadequate|last|in)\b[^.]{0,40}\)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r" \((?P<year>20\d\d(?:/\d\d)?)\)$")


class Judging(NamedTuple):
    """A sentence that says a grade."""

    sentence: Sentence
    grade: Grade


@lru_cache(maxsize=4096)  # a line is asked again wherever a box or section could end
def lone_grade(text: str) -> Grade | None:
    """The grade that stands alone on a line or in a cell, of whatever scale; None where it says anything else."""
    if len(text) > _LONGEST_LINE:
        return None  # a paragraph; looked at first to spare time
    text = _CHANGE.sub("", text)
    if len(text) > _LONGEST_WORD:
        return None
    found = first("grades", "word", _LABEL.sub("", _YEAR.sub("", text.strip())))
    return found[0]["grade"] if found else None


def year_beside(text: str) -> str | None:
    """The year in brackets behind a grade that stands on a line of its own: "Good (2016)"."""
    found = _YEAR.search(text.strip())
    return found["year"] if found and lone_grade(text) else None


def is_on_scale(grade: Grade, scale: int) -> bool:
    """Whether a cycle with so many grades knows this one."""
    return grade in SCALES[scale] or grade in _NO_GRADES


def judging_sentence(sentences: Sequence[Sentence], force: str | None) -> Judging | None:
    """The sentence of a section's prose that says the grade.

    One that judges is taken wherever it stands; a mere "the force is good at" only where it opens or closes the prose.
    """
    if not sentences:
        return None
    for rank, candidates in ((1, sentences), (2, (sentences[0], sentences[-1]))):
        for sentence in candidates:
            text = without_earlier(in_general_words(sentence.text, force))
            for pattern in patterns("grades", "judging"):
                match = pattern.search(text) if pattern["rank"] == rank else None
                if match:
                    return Judging(sentence, normal(match["grade"] or match["grade_last"]))
    return None


def without_earlier(text: str) -> str:
    """A sentence without what it says of the grades of an earlier inspection."""
    found = first("grades", "of_earlier", text)
    return folded(text)[: found[1].start()].rstrip(" ,;-(") if found else text


def says_ungraded(text: str, force: str | None) -> bool:
    """Whether a text says of the area it stands under that it is not graded."""
    return first("grades", "ungraded", in_general_words(text, force)) is not None


def carried_over_from(text: str) -> str | None:
    """The year of the inspection whose judgment a text says was kept; None where it says no such thing."""
    found = first("grades", "carried_over", text)
    if not found:
        return None
    groups = found[1].groupdict()
    return groups.get("year") or groups.get("of") or str(int(groups["now"]) - 1)


def normal(word: str) -> Grade:
    """A grade word of a sentence in its usual form."""
    found = lone_grade(folded(word))
    assert found is not None, f"{word!r} is in a pattern of grades.toml but in none of its words"
    return found
