"""What an author says of a recommendation: whether it is accepted, how far it is met, and what is promised.

All of it is read from sentences, by the rows of words/response_position.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.dates import bounds
from kg.records import Commitment, Progress, Stance
from loaders import words
from loaders.structure.blocks import Sentence
from loaders.words.dates import printed_date

_FILE = "response_position"
_SHORT = 5  # sentences
_CLAUSE = re.compile(r"[,;] and (?=(?:I|we|my|our|the|she|he|they|it)\b)")


def stance(sentences: Sequence[Sentence]) -> Stance:
    """The stance of an answer: of all that its sentences say, what stands nearest the top of the table."""
    return _highest("stance", sentences) or "not stated"  # type: ignore[return-value]


def in_a_word(cell: str | None) -> Stance | None:
    """The stance that a column "Accepted?" gives; None where it gives none."""
    found = words.first("response_table", "stance", cell) if cell else None
    return found[0]["stance"] if found else None


def progress(sentences: Sequence[Sentence]) -> Progress:
    """How far an answer says that the ask is met; one that only promises has planned it."""
    said = _highest("progress", sentences)
    if said in (None, "none") and _left_as_done(sentences):
        return "done"
    if said:
        return said  # type: ignore[return-value]
    return "planned" if any(promises(sentence.text) for sentence in sentences) else "not stated"


def _left_as_done(sentences: Sequence[Sentence]) -> bool:
    """Whether no *further* action is said to follow on what was done or is in place: then nothing is left to do."""
    no_more = [one for one in sentences if words.first(_FILE, "no_more", one.text)]
    if not no_more or stance(sentences) in ("not accepted", "disputed"):
        return False
    others = [one for one in sentences if one not in no_more and _highest("progress", [one]) == "none"]
    return not others and any(words.first(_FILE, "achieved", one.text) for one in sentences)


def settled(stance: Stance, said: Progress, sentences: Sequence[Sentence], status: str, by: str) -> Progress:
    """How far an answer that stands beside its ask says that it is met.

    A column says it where there is one. A short answer that only tells what was done says that the ask is met; one that
    tells what was done and promises the rest is at work on it. Elsewhere a finished part is no finished whole.
    """
    for cell in (by, status):  # "Closed" instead of a day says more than a colour
        if row := words.first("response_table", "status", cell):
            return "none" if stance == "not accepted" else row[0]["progress"]
    if said not in ("not stated", "planned") or stance in ("not accepted", "disputed", "noted"):
        return said
    telling = [one for one in sentences if _highest("stance", [one]) is None]  # to welcome an ask is no work on it
    if not any(words.first(_FILE, "achieved", sentence.text) for sentence in telling):
        return said
    if said == "planned":
        # what is left out or goes on for a part only is planned, whatever was done for another
        return "planned" if stance == "partly accepted" else "under way"
    return "done" if len(sentences) <= _SHORT else said


def promises(sentence: str) -> bool:
    """Whether a sentence says what its author will do or intends."""
    return words.first(_FILE, "promise", sentence) is not None and words.first(_FILE, "denied", sentence) is None


def plans_itself(sentences: Sequence[Sentence]) -> bool:
    """Whether an answer says that its own force means to do something, and does not only watch what others do."""
    return any(words.first(_FILE, "of_its_own", sentence.text) for sentence in sentences)


def commitments(sentences: Iterable[Sentence], written: str | None) -> list[Commitment]:
    """What sentences written on that (partial) date promise, with the date printed beside the promise."""
    return [
        Commitment(text=clause, by=promised_by(clause, written))
        for sentence in sentences
        for clause in _clauses(sentence.text)
        if promises(clause)
    ]


def _clauses(sentence: str) -> list[str]:
    """A sentence, in two where each half promises something of its own."""
    found = _CLAUSE.search(sentence)
    parts = [sentence[: found.start()], sentence[found.end() :]] if found else []
    return parts if parts and all(map(promises, parts)) else [sentence]


def promised_by(sentence: str, written: str | None) -> str | None:
    """The date by which a sentence promises something, as printed; None where it gives none ("in late summer").

    A date that was past when the text was written is no date of a promise.
    """
    plain = words.folded(sentence)
    starts = [match.start() for row in words.patterns(_FILE, "promise") if (match := row.search(plain))]
    behind = min(starts, default=len(plain))
    found = [
        match
        for group, least in (("by", 0), ("in", behind))
        for row in words.patterns(_FILE, group)
        for match in row.regex.finditer(plain, least)
    ]
    for match in sorted(found, key=lambda match: (match.start() < behind, match.start())):
        date = printed_date(match["date"]) or match["date"]
        if written is None or bounds(date)[1] >= bounds(written)[0]:
            return date
    return None


def _highest(group: str, sentences: Sequence[Sentence]) -> str | None:
    texts = [words.folded(_behind_label(sentence.text)) for sentence in sentences]
    for row in words.patterns(_FILE, group):
        if any(row.search(text) for text in texts):
            return str(row[group])
    return None


def _behind_label(text: str) -> str:
    """A sentence without the label before it: "Response: Accepted." says "Accepted."."""
    label = words.first("response_ask", "answer", text)
    return text[label[1].end() :] if label else text
