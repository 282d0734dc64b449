"""Whether a paragraph goes on with the subject of those before it, by the rarer words they share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.structure.blocks import Block
from loaders.words import first

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST = 4
_RARE_SHARE = 0.015  # of a document's blocks; what more of them hold says nothing on the subject
_RARE_AT_LEAST = 5


class Subjects:
    """The words by which the paragraphs of one document tell their subjects apart."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._texts = [block.text.casefold() for block in blocks]
        self._rare = max(_RARE_AT_LEAST, int(len(self._texts) * _RARE_SHARE))
        self._telling: dict[str, bool] = {}

    def are_shared(self, block: Block, before: Iterable[Block]) -> bool:
        """Whether a block shares a telling word with any of those before it."""
        known = {word for other in before for word in _words(other.text)}
        return any(self._is_telling(word) for word in _words(block.text) & known)

    def _is_telling(self, word: str) -> bool:
        if word not in self._telling:
            rare = sum(word in text for text in self._texts) <= self._rare
            self._telling[word] = rare and not first("common", "word", word)
        return self._telling[word]


def _words(text: str) -> set[str]:
    """The words of a text that can tell a subject, without plural s; a short one counts where it is an abbreviation."""
    return {
        word.casefold().removesuffix("s")
        for word in _WORD.findall(text)
        if len(word) >= _SHORTEST or any(letter.isupper() for letter in word[1:])
    }
