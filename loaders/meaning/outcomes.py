"""What a sentence says has become of an earlier finding: a reference to one, and a verdict on it.

`words/outcomes.toml` holds the verdicts and says for each what must be spoken of for it to count,
`words/continuity.toml` the references. Conditions, hopes, a force's own claims and other bodies' findings say nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from kg.records import Says
from loaders.words import Pattern, first, folded, patterns

_CLOSES = ("resolved", "partly resolved", "superseded")
_NOT_BY_CLAIM = (*_CLOSES, "improved")
_ONE_BY_ONE = ("resolved", "partly resolved", "open", "no progress")
_GRADES = ("inadequate", "requires improvement", "adequate", "good", "outstanding")  # the least first


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said, by which row's wording, and where in the sentence."""

    says: Says
    row: Pattern | None
    start: int
    end: int


@dataclass(frozen=True)
class Spoken:
    """A sentence in general words ("the force"), and what stands before it that it may point back to.

    `follows` says that the sentence before named an earlier finding, `is_quoted` that one is quoted above.
    """

    text: str
    follows: bool = False
    is_quoted: bool = False
    of_one_force: bool = True
    years: frozenset[str] = frozenset()  # of earlier inspections that the document names

    @cached_property
    def refers(self) -> bool:
        """Whether it names an earlier inspection, or what one said."""
        if first("continuity", "reference", self.text):
            return True
        since = first("continuity", "since_year", self.text) if self.years else None
        return since is not None and since[1]["year"] in self.years

    @cached_property
    def is_of_others(self) -> bool:
        """Whether it is about findings of other bodies, or about other forces than the one reported on."""
        if self.of_one_force and first("outcomes", "other_forces", self.text):
            return True
        if self.refers or first("outcomes", "ours", self.text):
            return False
        return first("outcomes", "others", self.text) is not None

    @cached_property
    def names(self) -> bool:
        """Whether it names a finding that is known already."""
        return not first("outcomes", "anew", self.text) and first("outcomes", "named", self.text) is not None

    @cached_property
    def points(self) -> bool:
        """Whether it goes back to what was named or quoted before it."""
        if self.follows and any(first("outcomes", group, self.text) for group in ("goes_on", "back_to")):
            return True
        groups = ("below", "about_it") if self.is_quoted else ()
        return any(first("outcomes", group, self.text) for group in groups)

    @property
    def tells(self) -> bool:
        """Whether it says what an earlier inspection found, so that the next sentence may say what came of it."""
        return self.refers and first("outcomes", "said_then", self.text) is not None

    def allows(self, of: str) -> bool:
        """Whether it speaks of what a row of verdicts needs."""
        if of == "itself":
            return True
        if of == "finding":
            return self.names or self.refers or self.points
        if of == "inspection":
            return self.refers or self.points
        if of == "said":
            return self.tells or (self.points and self.follows)
        return self.points if of == "pointed" else self.is_quoted


def verdict(spoken: Spoken) -> Verdict | None:
    """What the sentence says; None where it says nothing of an earlier finding."""
    if not (spoken.points or first("continuity", "needed", spoken.text)):
        return None
    main = first("continuity", "subordinate", spoken.text)
    if main and not first("continuity", "reference", main[1]["why"]):
        at = main[1].start("main")
        own = replace(spoken, text=spoken.text[at:])
        if found := verdict(own):
            return Verdict(found.says, found.row, found.start + at, found.end + at)
    if spoken.is_of_others:
        return None
    plain = folded(spoken.text)
    today = _without_what_was_said_then(plain)
    for row in patterns("outcomes", "verdict"):
        if not spoken.allows(row["of"]):
            continue
        match = row.search(plain if row["says"] == "raised again" else today)
        if match and not _is_only_supposed(row, plain[: match.start()], match):
            return Verdict(row["says"], row, match.start(), match.end())
        if row["says"] == "grade same" and spoken.refers and (says := compared(plain)):
            return Verdict(says, None, 0, 0)
    return None


def verdicts(spoken: Spoken) -> list[Verdict]:
    """What the sentence says of each group of findings, where its clauses speak of them one by one."""
    whole = verdict(spoken)
    if not whole or whole.says not in _ONE_BY_ONE:
        return [whole] if whole else []
    found: list[Verdict] = []
    begin = 0
    plain = folded(spoken.text)
    cuts = [match.span() for row in patterns("outcomes", "split") for match in row.regex.finditer(plain)]
    for end, after in [*cuts, (len(plain), len(plain))]:
        clause = plain[begin:end].lstrip()
        begin = end - len(clause)
        if first("outcomes", "one_of_several", clause):
            told = verdict(replace(spoken, text=clause, follows=True))
            if told and told.says not in {one.says for one in found}:
                found.append(Verdict(told.says, told.row, told.start + begin, told.end + begin))
        begin = after
    return found if len(found) > 1 else [whole]


def compared(text: str) -> Says | None:
    """How the two grades compare that a sentence sets against each other."""
    found = first("outcomes", "compared", text)
    return direction(found[1]["was"], found[1]["now"]) if found else None


def was_graded(text: str) -> str | None:
    """The earlier grade that a sentence names without today's."""
    found = first("outcomes", "was", text) if first("continuity", "reference", text) else None
    return found[1]["was"] if found else None


def grade_of_today(text: str) -> str | None:
    """The grade that a sentence gives today."""
    found = first("outcomes", "today", text)
    return (found[1]["now"] or found[1]["needs"]) if found else None


def direction(was: str, now: str) -> Says:
    """How today's grade compares with an earlier one, both as printed."""
    before, after = _rank(was), _rank(now)
    return "grade same" if before == after else "grade up" if after > before else "grade down"


def _rank(grade: str) -> int:
    word = grade.casefold()
    return 1 if word.startswith("requir") else _GRADES.index(word)


def _without_what_was_said_then(text: str) -> str:
    """The text with blanks where it tells what an earlier inspection had found: no verdict of today."""
    for row in patterns("outcomes", "then"):
        text = row.regex.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_only_supposed(row: Pattern, before: str, match: re.Match[str]) -> bool:
    """Whether a verdict stands under a condition, or is only what the force says."""
    if first("outcomes", "supposed", before):
        return True
    if row["says"] in _NOT_BY_CLAIM and first("outcomes", "claim", before):
        return True
    if row["says"] not in _CLOSES or row.fields.get("decides"):
        return False
    within = re.search(
        r"\b(?:should|must|will|could|might|may|needs? to|ha(?:s|ve) to) (?:now |then )*(?:be|have)\b", match[0]
    )
    return bool(within or first("outcomes", "conditional", before))
