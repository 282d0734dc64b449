"""The words of a clause that say what has become of a finding, after denial, doubt, claims and half measures.

`words/cues.toml` holds the words, `words/outcomes.toml` what hedges them and what can be their subject or object.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.meaning.spoken import Spoken
from loaders.words import Pattern, first, folded, patterns

_CLAIMED = ("over", "part", "better", "replaced", "started")  # a force's own word for these counts for nothing
_DENIED = {"over": "undone", "better": "idle", "part": "undone"}
_AT_START = 4  # characters of a "But" with which a sentence may begin
_REACH = 100  # characters after a verb in which its object begins and ends


@dataclass(frozen=True, slots=True)
class Cue:
    """What words mean, by which row, and where in the clause."""

    means: str
    row: Pattern
    start: int
    end: int


def cues(spoken: Spoken, before: str = "", after: str = "", *, whole: bool = False) -> list[Cue]:
    """The cues of a clause; `before` and `after` are the rest of its sentence, where a claim may stand.

    `whole` asks only for those that are told by a whole sentence.
    """
    text = folded(spoken.text)
    today = _without_what_was_said_then(text)
    small, small_today = (one.lower() if one.isascii() else None for one in (text, today))
    found: list[Cue] = []
    for row in patterns("cues", "cue"):
        if (whole and not row.fields.get("whole")) or not spoken.allows(row["of"]):
            continue
        is_again = row.fields["means"] == "again"
        words = text if is_again else today
        if not row.search_in(words, small if is_again else small_today):
            continue
        told = row.fields.get("after")
        if told and not first("outcomes", told, spoken.told):
            continue
        if row.fields.get("alone") and first("outcomes", "contrast", (text + after)[_AT_START:]):
            continue
        if cue := _of_row(row, words, spoken):
            found.append(cue)
    if any(cue.means in _CLAIMED for cue in found) and is_claimed(before, text, after):
        return [cue for cue in found if cue.means not in _CLAIMED]
    return found


def _of_row(row: Pattern, text: str, spoken: Spoken) -> Cue | None:
    """The first place where the words of a row mean something."""
    for match in row.regex.finditer(text):
        if first("outcomes", "supposed", text[: match.start()]):
            continue
        if (never := row.fields.get("not_of")) and first("outcomes", never, text[: match.start()]):
            continue
        means = row["means"]
        named = match.groupdict()
        group = (named.get("group") or "").lower()
        if named.get("verb") is None and not _has_its_finding(row, match, group, spoken):
            continue
        if means == "kept" and row.fields.get("role") == "around":
            if first("outcomes", "no_such", text[: match.start()]):
                means = "over" if _is_of_none(match) else None
        elif means in ("over", "part", "better"):
            means = _hedged(row, match, group, text)
        if means is not None:
            return Cue(means, row, match.start(), match.end())
    return None


def _hedged(row: Pattern, match: re.Match[str], group: str, text: str) -> str | None:
    """What the words mean with what hedges them; None where they say nothing."""
    means: str = row["means"]
    before, after = text[: match.start()], text[match.end() :]
    near = f"{before[-60:]}{group}"
    if first("outcomes", "denied", group) or first("outcomes", "denied_before", before + (group and " ")):
        if first("outcomes", "supposed", before):
            return None
        return "kept" if means == "over" and first("outcomes", "shut", match[0]) else _DENIED[means]
    if means == "better":
        return means
    if row.fields.get("decides"):
        return None if first("outcomes", "conditional", before) else means
    hedges = (("bare", group), ("doubted", near), ("conditional", before))
    if any(first("outcomes", hedge, words) for hedge, words in hedges):
        return None
    if (row.fields.get("base") or first("outcomes", "able", group)) and not first("outcomes", "can", near):
        return None
    if means == "over":
        if first("outcomes", "partly", group) or first("outcomes", "partly_after", after):
            return "part"
        said = before[-80:] + match[0] + after[:_REACH]
        if first("outcomes", "mostly", group) or first("outcomes", "some_of", said):
            return "most"
        if first("outcomes", "unless", after):
            return None
    return means


def _has_its_finding(row: Pattern, match: re.Match[str], group: str, spoken: Spoken) -> bool:
    """Whether the subject or object of the words is a finding, or points back to one."""
    role = row.fields.get("role")
    if role is None:
        return True
    named = match.groupdict()
    within = named.get("object")
    if within is not None:
        return _is_finding(within, spoken)
    text = match.string
    if role == "either":
        role = "subject" if first("outcomes", "passive", group) else "object"
    if role != "object" and _subject_is_finding(text[: match.start()], spoken):
        return True
    if role == "subject":
        return False
    after = text[match.end() :][:_REACH]
    if first("outcomes", "object_before", text[: match.start()]) and not after.strip(" .,;:"):
        return True
    if _is_finding(after, spoken):
        return True
    is_behind = first("outcomes", "relative_object", text[: match.start()]) is not None
    return is_behind and first("outcomes", "ends_clause", after) is not None


def _subject_is_finding(before: str, spoken: Spoken) -> bool:
    """Whether the words before a verb end in a subject that is a finding, its head and not a mere part of its name."""
    if verbs := first("outcomes", "open_group", before):
        before = before[: verbs[1].start()]
    if first("outcomes", "not_told", before):
        return False
    for group in ("subject_finding", "subject_fault"):
        goes_back = group == "subject_finding" or spoken.refers or spoken.points or spoken.follows
        for row in patterns("outcomes", group):
            for match in row.regex.finditer(before):
                lead, gap = before[: match.start()], before[match.end() :]
                if first("outcomes", "governed", lead) and not first("outcomes", "counted_of", lead):
                    continue
                if not first("outcomes", "gap", gap) or not (
                    goes_back or first("outcomes", "subject_finding", match[0] + gap)
                ):
                    continue
                if clause := first("outcomes", "content_clause", gap):
                    gap = gap[clause[1].end() :]
                if first("outcomes", "own_verb", gap) and not _shares_its_subject(lead, gap):
                    continue
                return True
    may_point = spoken.points or spoken.follows or spoken.is_quoted
    may_point = may_point or (spoken.refers and first("outcomes", "of_those", before) is not None)
    return may_point and first("outcomes", "subject_pointer", before) is not None


def _shares_its_subject(lead: str, gap: str) -> bool:
    """Whether a verb is the second of one subject ("has seen little progress and remains")."""
    return first("outcomes", "coordinated", gap) is not None and not first("outcomes", "own_verb", lead)


def _is_finding(text: str, spoken: Spoken) -> bool:
    """Whether words behind a verb are a finding, or point back to one."""
    if first("outcomes", "object_finding", text):
        return True
    if (spoken.refers or spoken.points or spoken.follows) and first("outcomes", "object_fault", text):
        return True
    return (spoken.points or spoken.follows or spoken.is_quoted or spoken.names) and (
        first("outcomes", "object_pointer", text) is not None
    )


def _is_of_none(match: re.Match[str]) -> bool:
    """Whether words that keep a finding open are said of none ("neither of the two is outstanding")."""
    if match[0].lower().startswith(("left", "leav", "keep", "kept")) or match.string[match.end() :].strip(" .,;"):
        return False
    return first("outcomes", "none_of", match.string[: match.start()]) is not None


def is_claimed(before: str, text: str, after: str) -> bool:
    """Whether the words are only what the force says of itself, and the inspectorate does not bear it out."""
    if first("outcomes", "borne_out", before + text + after):
        return False
    (own,) = patterns("outcomes", "own_voice")
    ends = [match.end() for match in own.regex.finditer(before + text)]
    said = (before + text)[max((end for end in ends if end <= len(before)), default=0) :]
    return any(first("outcomes", group, words) for group, words in (("claim", said), ("claim_after", said + after)))


def _without_what_was_said_then(text: str) -> str:
    """The text with blanks where it tells what an earlier inspection had found: no verdict of today."""
    for row in patterns("outcomes", "then"):
        text = row.regex.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
