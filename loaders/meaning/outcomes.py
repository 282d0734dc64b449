"""What a sentence says has become of an earlier finding: the cues of its clauses, and what they come to together.

Where they conflict the more careful word is taken: "resolved" stands only where nothing beside it speaks against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.records import Says
from loaders.meaning.compared import change
from loaders.meaning.cues import Cue, cues
from loaders.meaning.spoken import Spoken, may_speak
from loaders.words import Pattern, first, folded, holds, patterns

# what a clause says by the first of these that it holds
_ORDER: tuple[tuple[str, Says], ...] = (
    ("again", "raised again"),
    ("replaced", "superseded"),
    ("part", "partly resolved"),
    ("kept", "open"),
    ("idle", "no progress"),
    ("undone", "open"),
    ("most", "open"),
    ("over", "resolved"),
    ("better", "improved"),
    ("more", "open"),
    ("worse", "no progress"),
    ("before", "raised again"),
)
_TAKEN_BACK = ("more", "lacks", "kept", "undone", "most")
_TWO = 2
# of two that are said of one and the same, the first counts
_CAREFUL: tuple[Says, ...] = (
    "raised again", "superseded", "partly resolved", "open", "no progress", "resolved", "improved",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said, by which row's wording, and where in the sentence."""

    says: Says
    row: Pattern | None
    start: int
    end: int
    means: str | None = None


@dataclass(frozen=True, slots=True)
class _Clause:
    spoken: Spoken
    start: int
    joined_by: str  # what stands between it and the clause before
    cues: list[Cue]

    @property
    def is_contrast(self) -> bool:
        """Whether it is set against the clause before."""
        return first("outcomes", "contrast", self.joined_by) is not None

    @property
    def means(self) -> set[str]:
        return {cue.means for cue in self.cues}

    @property
    def verdict(self) -> Verdict | None:
        """What the clause says by itself."""
        for means, says in _ORDER:
            for cue in self.cues:
                if cue.means == means:
                    return Verdict(says, cue.row, self.start + cue.start, self.start + cue.end, means)
        return None


def verdicts(spoken: Spoken) -> list[Verdict]:
    """What the sentence says of each finding, or group of findings, of which it speaks."""
    if not (spoken.points or spoken.follows or spoken.is_graded or may_speak(spoken.text)):
        return []
    found = _of_any(spoken)
    # asked last, since it costs most and few sentences say any; what keeps an earlier grade speaks of no finding
    return [] if found and (spoken.is_of_others or first("grades", "kept", spoken.text)) else found


def _of_any(spoken: Spoken) -> list[Verdict]:
    """What the sentence says of each finding, whosever it is."""
    if not (holds("outcomes", "kinds", spoken.text) or spoken.names or spoken.refers or spoken.points):
        says = change(spoken)  # no finding, and nothing that goes back to one: a grade alone may be compared
        return [Verdict(says, None, 0, 0)] if says else []
    if whole := cues(spoken, whole=True):
        return _together([_Clause(spoken, 0, "", whole)])
    clauses = _clauses(spoken)
    compared = [change(clause.spoken) for clause in clauses]
    if any(compared):
        grades = [
            Verdict(says, None, one.start, one.start) for one, says in zip(clauses, compared, strict=True) if says
        ]
        others = [one for one, says in zip(clauses, compared, strict=True) if not says]
        told = [one for one in _together(others) if one.says != "improved"]
        return sorted([*_distinct(grades), *told], key=lambda one: one.start)
    if says := change(spoken):
        return [Verdict(says, None, 0, 0)]
    if found := _together(clauses):
        return found
    if len(clauses) == 1:
        return []
    return _together([_Clause(spoken, 0, "", cues(spoken))])


def _clauses(spoken: Spoken) -> list[_Clause]:
    """The clauses of a sentence with their cues; what one of them names, the others may speak of."""
    plain = folded(spoken.text)
    cuts = [match.span() for row in patterns("outcomes", "split") for match in row.regex.finditer(plain)]
    main = first("continuity", "subordinate", plain)
    if main:
        cuts.append((main[1].end("why"), main[1].start("main")))
    pieces = []
    begin, between = 0, ""
    for end, after in [*sorted(cuts), (len(plain), len(plain))]:
        if end < begin:
            continue
        if text := plain[begin:end].strip():
            pieces.append((plain.index(text, begin), text, between))
        begin, between = after, plain[end:after]
        if main and after == main[1].start("main"):
            between = main[1]["why"]
    own = [replace(spoken, text=text) for _, text, _ in pieces]
    anchored = [one.refers or one.names for one in own]
    clauses = []
    for number, (start, text, joined_by) in enumerate(pieces):
        is_contrast = number > 0 and first("outcomes", "contrast", joined_by) is not None
        linked = is_contrast and any(anchored[at] or own[at].points for at in range(number))
        by_others = any(one for at, one in enumerate(anchored) if at != number)
        one = replace(own[number], follows=spoken.follows or by_others, is_linked=linked)
        clauses.append(_Clause(one, start, joined_by, cues(one, plain[:start], plain[start + len(text) :])))
    return clauses


def _together(clauses: Sequence[_Clause]) -> list[Verdict]:
    """What the clauses come to beside each other."""
    if taken_back := _taken_back(clauses):
        return [taken_back]
    told = [(clause, verdict) for clause in clauses if (verdict := clause.verdict)]
    told = [one for one in told if one[1].means != "before"] or told
    found = _distinct([verdict for _, verdict in told])
    if found and found[0].says == "resolved" and _are_two_kinds(told):
        return [verdict for _, verdict in told]
    deciding = [(clause, verdict) for clause, verdict in told if verdict.says != "improved"] or told
    decided = _distinct([verdict for _, verdict in deciding])
    says = {verdict.says for verdict in decided}
    done = [verdict for verdict in decided if verdict.says in ("resolved", "partly resolved")]
    if done and len(done) + ("open" in says) == len(says) and _is_shared_out(clauses):
        return [replace(done[0], says="partly resolved")]
    if len(found) <= 1 or are_of_several([clause.spoken.text for clause, _ in told]):
        return found
    if are_of_several([clause.spoken.text for clause, _ in deciding]):
        return decided
    if "superseded" in says and says & {"raised again", "resolved"}:
        own = {verdict.says for clause, verdict in deciding if not first("outcomes", "it_too", clause.spoken.text)}
        return [one for one in decided if one.says != "resolved" or "resolved" in own]
    if says == {"open", "no progress"} and not any("kept" in clause.means for clause, _ in deciding):
        return [verdict for verdict in decided if verdict.says == "no progress"]
    return [min(decided, key=lambda one: _CAREFUL.index(one.says))]


def _are_two_kinds(told: Sequence[tuple[_Clause, Verdict]]) -> bool:
    """Whether two clauses say the same of findings of two kinds ("all are met and the cause of concern is closed")."""
    if len(told) != _TWO or told[0][1].says != told[1][1].says or told[1][0].joined_by.strip(" ,") != "and":
        return False
    kinds = [_kinds(clause.spoken.text) for clause, _ in told]
    return all(kinds) and not set.intersection(*kinds)


def _taken_back(clauses: Sequence[_Clause]) -> Verdict | None:
    """That the finding is open, where one clause tells progress and another, set against it, what is wrong still."""
    progress = next((clause for clause in clauses if clause.means & {"better", "started"}), None)
    against = next((clause for clause in clauses if clause.is_contrast and clause.means & set(_TAKEN_BACK)), None)
    if not progress or not against or progress is against:
        return None
    if any(clause.verdict and clause.verdict.says not in ("improved", "open") for clause in clauses):
        return None
    cue = next(cue for cue in against.cues if cue.means in _TAKEN_BACK)
    return Verdict("open", cue.row, against.start + cue.start, against.start + cue.end, cue.means)


def _is_shared_out(clauses: Sequence[_Clause]) -> bool:
    """Whether what is done of one finding stands beside what is not."""
    undone = (one for one in clauses if one.means & {"kept", "undone", "rest"})
    return any("rest" in one.means or first("outcomes", "scoped", one.spoken.text) for one in undone)


def are_of_several(texts: Sequence[str]) -> bool:
    """Whether sentences or clauses speak of different findings: one by one, or by their kinds."""
    if all(first("outcomes", "one_of_several", text) for text in texts):
        return True
    kinds = [_kinds(text) for text in texts]
    return all(kinds) and not set.intersection(*kinds)


def _kinds(text: str) -> set[str]:
    return {row["kind"] for row in patterns("continuity", "kind") if row.search(text)}


def _distinct(told: Sequence[Verdict]) -> list[Verdict]:
    """The first verdict of each outcome."""
    found: list[Verdict] = []
    for one in told:
        if one.says not in {other.says for other in found}:
            found.append(one)
    return found
