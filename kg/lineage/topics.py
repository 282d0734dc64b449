"""What a finding asks about: the topics of `data/topics.toml`, found in its words.

A printed finding says in its opening words, and wherever it says should, must or recommend, what is to be put right;
the rest is evidence, which names many things in passing. Only those parts are looked at.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache

from kg import resources

OPENING = 60  # words; long enough for a headline and the first sentence under it

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
    words: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def is_in(self, folded: str) -> bool:
        """Whether folded text (`fold`) speaks of the topic."""
        return any(word in folded for word in self.words) and any(p.search(folded) for p in self.patterns)


@cache
def load() -> tuple[Topic, ...]:
    """All topics, in the order of the file."""
    with (resources.folder("data") / "topics.toml").open("rb") as file:
        rows = tomllib.load(file)["topic"]
    return tuple(
        Topic(
            id=row["id"],
            name=row["name"],
            theme=row["theme"],
            definition=row["definition"],
            words=tuple(row["words"]),
            patterns=tuple(re.compile(pattern) for pattern in row["patterns"]),
            examples=tuple(row["examples"]),
            counter_examples=tuple(row["not"]),
        )
        for row in rows
    )


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
    asking = [sentence for sentence in _SENTENCE_END.split(rest) if _ASKS.search(sentence)]
    return ". ".join([opening, *asking])


def topics_of(text: str) -> list[str]:
    """Ids of the topics that a finding's text (or a summary of it) is about, in the order of the file."""
    asking = asking_part(fold(text))
    return [topic.id for topic in load() if topic.is_in(asking)]
