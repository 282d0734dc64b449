"""What a paragraph says of an earlier finding by an anchor and the words of its outcome; the words are in earlier.toml.

It is asked where the rows of cues.toml say nothing. An anchor tells what an inspection had found, in the sentence or in
one of the two before it; the outcome is the first that its words hold, unless another's word or a plan silences it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.records import Says
from loaders.meaning.cues import is_claimed
from loaders.meaning.spoken import Spoken, may_speak, names_finding
from loaders.words import first, folded, holds, patterns

_REACH = 2  # sentences from an anchor to what is said of it
_STEM = 5  # letters by which two words are one
_WORD = re.compile(r"[a-z]{4,}")
_ENDING = re.compile(r"(?:ing|ed|es|s|ly|ments?)$")
_BRACKETS = re.compile(r"\s*\([^()]{12,}\)")
_THE_NOUN = re.compile(
    r"(?:^|[,;:] |\b(?:so|and|that) )(?:that|this|these|those|the) ((?:[\w-]+ ){1,2})$", re.IGNORECASE
)
_ASKED = re.compile(
    r"(?<=we )asked\b|\b(?:required|needed|asked for|called for)(?= (?:by|in|under)\b)"
)  # what was asked for then is no wish of today
_OF_PART = (("earlier", "part"), ("earlier", "scope"), ("outcomes", "scoped"))
_AFTER = 100  # characters behind a verb in which its object stands
_ORDER: tuple[tuple[str, Says], ...] = (("again", "raised again"), ("replaced", "superseded"), ("kept", "open"))


@lru_cache(maxsize=4096)
def is_anchor(text: str) -> bool:
    """Whether a sentence tells what an earlier inspection had found."""
    return may_speak(text) and holds("earlier", "time", text) and holds("earlier", "voice", text)


def outcome(sentences: Sequence[str], at: int, spoken: Spoken, told: Sequence[Says]) -> Says | None:
    """What one sentence of a paragraph says of the earlier finding that it, or one before it, names.

    `told` is what has been said of it already: that is not said twice, and no progress is told after a verdict.
    """
    text = folded(sentences[at])
    near = [one for one in sentences[max(0, at - _REACH) : at] if _may_be_meant(one)]
    own = is_anchor(text) or spoken.names or _names_it(text)
    if not (own or near):
        return None
    words = _of_today(text)
    if not words.strip(" .,;") or first("earlier", "silent", words) or spoken.is_of_others:
        return None
    if not own:
        if any(Spoken(one).is_of_others for one in near):
            return None
        if not _goes_on(text, words, near):
            return None
    says = _said(words, near)
    is_told = told and (says in told or says == "improved")
    return None if is_told and not is_anchor(text) else says


def _said(words: str, near: Sequence[str]) -> Says | None:
    """What the words of today say, the more careful before the others."""
    for group, says in _ORDER:
        if _holds(group, words):
            return says
    if _holds("idle", words) and not first("outcomes", "figures", words):
        return "no progress"
    if is_claimed("", words, "") or (
        near and all(first("earlier", "praise", one) and not names_finding(one) for one in near)
    ):
        return None
    if near and first("earlier", "now_there", words) and first("outcomes", "lacked_then", near[-1]):
        return "resolved"
    if ended := _ended(words, near):
        return ended
    if not first("earlier", "measured", words) and _holds("better", words):
        return "improved"
    return None


def mended(says: Says, means: str | None, text: str, spoken: Spoken) -> list[Says]:
    """What the rows of cues.toml took a sentence to say, narrowed by what they do not look at."""
    if says == "resolved" and first("earlier", "kept", text):
        return ["open"]
    if says == "resolved" and first("earlier", "gone", text):
        return ["superseded"]
    if says == "resolved" and first("earlier", "doubt", text):
        return []
    is_by_pointing = says in ("open", "improved", "no progress") and not (spoken.refers or spoken.names)
    if is_by_pointing and first("earlier", "praise", folded(spoken.told)) and not names_finding(spoken.told):
        return []
    if says == "resolved" and (first("earlier", "scope", text) or first("earlier", "part_of_cause", text)):
        return ["partly resolved"]
    if means == "most" and first("earlier", "scope", text) and not first("earlier", "several", text):
        return ["partly resolved"]
    if says == "improved" and first("earlier", "measured", text) and not (is_anchor(text) or spoken.names):
        return []
    if says == "open" and _holds("again", _of_today(folded(text))):
        return ["raised again"]
    if says == "no progress" and _holds("again", _of_today(folded(text))):
        return ["no progress", "raised again"]
    if says == "open" and (first("earlier", "not_at_all", text) or first("earlier", "despite", text)):
        return ["no progress"]
    return [says]


def together(was: Says, says: Says, above: str, text: str) -> Says | None:
    """What two sentences come to that speak of two parts of one finding: of each, whether it is done."""
    if was == says == "resolved" and above != text and (so := first("earlier", "so", text)):
        return was if re.search(rf"{so[1]['name']}(?!s)", above, re.IGNORECASE) else None
    if was not in ("resolved", "partly resolved") or says not in ("open", "no progress"):
        return None
    if any(first("earlier", "several", one) for one in (above, text)):
        return None
    if above == text:
        return "partly resolved" if was == "partly resolved" and _is_of_part(text) else None
    if first("outcomes", "kinds", text) and not first("earlier", "part", text):
        return None
    return "partly resolved" if was == "partly resolved" or _is_of_part(text) else None


def _is_of_part(text: str) -> bool:
    return any(first(file, group, text) for file, group in _OF_PART)


def _of_today(text: str) -> str:
    """The text without what was said then, and without what stands in brackets."""
    text = _BRACKETS.sub("", text)
    for group in ("then", "seen"):
        for row in patterns("earlier", group):
            text = row.regex.sub("", text)
    return _ASKED.sub("sought", text)


def _may_be_meant(text: str) -> bool:
    return is_anchor(text) or names_finding(text) or first("earlier", "titled", text) is not None


def _names_it(text: str) -> bool:
    """Whether words that tell of an outcome name the finding with it."""
    said = first("earlier", "again", text) or first("earlier", "said_over", text)
    return said is not None and holds("outcomes", "kinds", text)


def _holds(group: str, words: str) -> bool:
    found = first("earlier", group, words)
    if found is None or group == "replaced":
        return found is not None
    return not first("outcomes", "conditional", words[: found[1].start()])


def _goes_on(text: str, words: str, near: Sequence[str]) -> bool:
    """Whether a sentence speaks of what those before it named: by a pointing word, or by a word of theirs."""
    if not near:
        return False
    if first("outcomes", "goes_on", text) or any(
        first("earlier", group, words) for group in ("since_then", "said_over", "again")
    ):
        return True
    return bool(_stems(words) & _stems(" ".join(near)))


def _stems(text: str) -> set[str]:
    (common,) = patterns("earlier", "common")
    found = {_ENDING.sub("", word)[:_STEM] for word in _WORD.findall(text.lower())}
    return {stem for stem in found if not common.regex.fullmatch(stem)}


def _ended(words: str, near: Sequence[str]) -> Says | None:
    """That it is over, where the words say it of the finding and nothing hedges them."""
    if first("earlier", "part_of_cause", words):
        return "partly resolved"
    over: Says = "partly resolved" if first("earlier", "scope", words) else "resolved"
    found = first("earlier", "said_part", words)
    if found and not _is_hedged(words, found[1].start(), found[1].end(), "", over="partly resolved"):
        return "partly resolved"
    found = first("earlier", "said_over", words)
    if found and not _is_hedged(words, found[1].start(), found[1].end(), "", over):
        return over
    rows = (*patterns("earlier", "ended"), *patterns("earlier", "ceased"))
    for match in (found for row in rows for found in row.regex.finditer(words)):
        if not _is_of_finding(words, match, near):
            continue
        before = words[: match.start()]
        if first("outcomes", "denied", match["group"]) or first("outcomes", "denied_before", before):
            return "open"
        if not _is_hedged(words, match.start(), match.end(), match["group"], over):
            return over
    return None


def _is_of_finding(words: str, match: re.Match[str], near: Sequence[str]) -> bool:
    """Whether what is over is what was found: the subject of a passive verb, or the object of an active one."""
    before, after = words[: match.start()], words[match.end() :]
    if not first("outcomes", "passive", match["group"]) and not first("earlier", "ceased", match[0] + "."):
        return first("earlier", "ended_object", after[:_AFTER]) is not None
    if first("earlier", "ended_subject", before):
        return not first("earlier", "well_done", before)
    return bool(near) and (first("earlier", "ended_pointer", before) is not None or _is_same_noun(before, near))


def _is_same_noun(before: str, near: Sequence[str]) -> bool:
    """Whether a subject is "That lack", with a noun that a sentence before it has."""
    found = _THE_NOUN.search(before)
    return found is not None and bool(_stems(found[1]) & _stems(" ".join(near)))


def _is_hedged(words: str, start: int, end: int, group: str, over: Says) -> bool:
    before, after = words[:start], words[end:]
    near = f"{before[-60:]}{group}"
    hedges = [("bare", group), ("doubted", near), ("conditional", before), ("supposed", before), ("mostly", near)]
    hedges += [("unless", after), ("partly", near), ("denied_before", before), ("denied", near)]
    hedges += [("some_of", words)] if over == "resolved" else []
    return any(first("outcomes", hedge, text) for hedge, text in hedges)
