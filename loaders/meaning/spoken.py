"""What a clause of a report speaks of: a finding known already, an earlier inspection, or what stands before it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from loaders.words import first, holds


@dataclass(frozen=True)
class Spoken:
    """A sentence, or a clause of one, in general words ("the force"), and what it may point back to.

    `follows` says that what stands before it named an earlier finding, `is_quoted` that one is quoted above,
    `is_graded` that the sentence before gives a grade.
    """

    text: str
    follows: bool = False
    is_quoted: bool = False
    of_one_force: bool = True
    is_graded: bool = False
    is_linked: bool = False  # a clause set against one that names or points to a finding
    years: frozenset[str] = frozenset()  # of earlier inspections that the document names
    told: str = ""  # the sentence to which it may point back
    is_listed: bool = False  # several findings have been counted, of which it may single one out

    @cached_property
    def refers(self) -> bool:
        """Whether it names an earlier inspection, or what one said."""
        if names_inspection(self.text):
            return True
        since = first("continuity", "since_year", self.text) if self.years else None
        return since is not None and since[1]["year"] in self.years

    @cached_property
    def is_of_others(self) -> bool:
        """Whether it is about findings of other bodies, or about other forces than the one reported on."""
        if first("outcomes", "another_force", self.text) or first("outcomes", "other_body", self.text):
            return True
        if self.of_one_force and first("outcomes", "other_forces", self.text):
            return True
        if self.refers or first("outcomes", "ours", self.text):
            return False
        return first("outcomes", "others", self.text) is not None

    @cached_property
    def names(self) -> bool:
        """Whether it names a finding that is known already."""
        return names_finding(self.text) and not first("outcomes", "anew", self.text)

    @cached_property
    def points(self) -> bool:
        """Whether it goes back to what was named or quoted before it."""
        if self.is_linked or (self.follows and first("outcomes", "goes_on", self.text)):
            return True
        if self.is_listed and first("outcomes", "of_list", self.text):
            return True
        groups = ("below", "about_it") if self.is_quoted else ()
        return any(first("outcomes", group, self.text) for group in groups)

    @cached_property
    def tells(self) -> bool:
        """Whether it says what an earlier inspection found, so that the next sentence may say what came of it."""
        return self.refers and first("outcomes", "said_then", self.text) is not None

    def allows(self, of: str) -> bool:
        """Whether it speaks of what a row of words needs; words/cues.toml says what each value means."""
        if of == "itself":
            return True
        if of == "finding":
            return self.names or self.refers or self.points
        if of == "inspection":
            return self.refers or self.points
        if of == "graded":
            is_graded = self.is_graded or first("compared", "graded", self.text) is not None
            return is_graded and (self.refers or self.points)
        if of == "said":
            return self.tells or (self.points and self.follows)
        return self.points if of == "pointed" else self.is_quoted


@lru_cache(maxsize=4096)
def may_speak(text: str) -> bool:
    """Whether a text has any of the words that speak of earlier findings: a cheap look, to spare the dear ones."""
    return holds("continuity", "needed", text)


@lru_cache(maxsize=4096)
def names_finding(text: str) -> bool:
    """Whether a text names findings that are known already, or is that of some made here."""
    return holds("outcomes", "named", text)


@lru_cache(maxsize=4096)
def names_inspection(text: str) -> bool:
    """Whether a text names an earlier inspection; asked of the same sentence several times over."""
    return may_speak(text) and holds("continuity", "timed", text) and holds("continuity", "reference", text)
