"""What a finding asks about: the topics of `data/topics.toml`, found in its words.

A printed finding says in its opening words, and wherever it says should, must or recommend, what is to be put right;
the rest is evidence, which names many things in passing. Only those parts are looked at.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import Any

from kg import resources

OPENING = 60  # words; long enough for a headline and the first sentence under it
REACH = 110  # characters, within one sentence; words of one topic that stand farther apart belong to different asks

_REMEMBERED = 4096  # sentences; each is looked at several times: as an opening, as an ask, as a cause's

Span = tuple[int, int]

_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_MARKS = re.compile(r"[\[\]\\'‘’“”\"]")
_HYPHENS = re.compile(r"[-‐‑–—/]")
_SENTENCE_END = re.compile(r"(?<=[.!?]) ")
_ASKS = re.compile(r"\b(?:should|must|needs? to|recommends?)\b")


@dataclass(frozen=True, slots=True)
class Topic:
    """One row of `data/topics.toml`; its header says what each field is."""

    id: str
    name: str
    theme: str
    definition: str
    broad: bool
    instead_of: frozenset[str]
    words: tuple[str, ...]
    patterns: tuple[str, ...]
    together: tuple[tuple[str, ...], ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def is_in(self, folded: str, groups: Mapping[str, Sequence[Span]]) -> bool:
        """Whether folded text (`fold`), in which these groups of words stand, speaks of the topic."""
        for names in self.together:
            if all(groups[name] for name in names) and _near([groups[name] for name in names]):
                return True
        for word in self.words:
            if word in folded:
                return any(_compiled(pattern).search(folded) for pattern in self.patterns)
        return False


@cache
def load() -> tuple[Topic, ...]:
    """All topics, in the order of the file."""
    return tuple(
        Topic(
            id=row["id"],
            name=row["name"],
            theme=row["theme"],
            definition=row["definition"],
            broad=row.get("broad", False),
            instead_of=frozenset(row.get("instead_of", ())),
            words=tuple(row.get("words", ())),
            patterns=tuple(row.get("patterns", ())),
            together=tuple(tuple(names.split()) for names in row.get("together", ())),
            examples=tuple(row["examples"]),
            counter_examples=tuple(row["not"]),
        )
        for row in _file("topics.toml")["topic"]
    )


@cache
def broad() -> frozenset[str]:
    """Ids of the topics on which a report often has several findings that ask for different things."""
    return frozenset(topic.id for topic in load() if topic.broad)


@cache
def groups() -> dict[str, re.Pattern[str]]:
    """The groups of words that say the same in this field, by name."""
    return {name: re.compile(pattern) for name, pattern in _file("word_groups.toml")["groups"].items()}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled at first need: a command that looks at few findings needs few of the patterns."""
    return re.compile(pattern)


def _file(name: str) -> dict[str, Any]:
    with (resources.folder("data") / name).open("rb") as file:
        return tomllib.load(file)


def fold(text: str) -> str:
    """Text as the patterns expect it: lower case, no quotation or link marks, hyphens and slashes as spaces."""
    plain = _MARKS.sub("", _LINK_TARGET.sub("", unicodedata.normalize("NFKC", text)))
    return " ".join(_HYPHENS.sub(" ", plain).casefold().split())


def asking_part(folded: str) -> str:
    """The opening words of folded text, and the later sentences that ask for something."""
    words = folded.split(" ")
    if len(words) <= OPENING:
        return folded
    opening, rest = " ".join(words[:OPENING]), " ".join(words[OPENING:])
    asking = [sentence for sentence in sentences(rest) if _ASKS.search(sentence)]
    return ". ".join([opening, *asking])


def topics_of(text: str) -> list[str]:
    """Ids of the topics that a finding's text (or a summary of it) is about, in the order of the file."""
    return topics_in(asking_part(fold(text)))


def topics_in(folded: str) -> list[str]:
    """Ids of the topics that folded text speaks of anywhere, in the order of the file."""
    found = set().union(*(_topics_in_sentence(sentence) for sentence in sentences(folded)))
    return [topic.id for topic in load() if topic.id in found]


def sentences(folded: str) -> list[str]:
    """The sentences of folded text; one that is empty for no text."""
    return _SENTENCE_END.split(folded)


class _GroupsIn(dict[str, Sequence[Span]]):
    """Where in a folded sentence words of each group stand, looked for when a group is first asked for."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    def __missing__(self, name: str) -> Sequence[Span]:
        self[name] = places = [match.span() for match in groups()[name].finditer(self._sentence)]
        return places


@lru_cache(maxsize=_REMEMBERED)
def _topics_in_sentence(sentence: str) -> frozenset[str]:
    present = _GroupsIn(sentence)
    found = [topic for topic in load() if topic.is_in(sentence, present)]
    return frozenset(topic.id for topic in found).difference(*(topic.instead_of for topic in found))


def _near(places: Sequence[Sequence[Span]]) -> bool:
    """Whether one place of each group can be chosen so that all stand within `REACH`, at different words."""
    return any(
        max(end for _, end in chosen) - min(start for start, _ in chosen) <= REACH and len(set(chosen)) == len(chosen)
        for chosen in product(*places)
    )
