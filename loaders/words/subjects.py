"""The words by which two wordings of one question are known: without small words, endings and their order."""

from __future__ import annotations

import re

_STEM = 4  # letters: "protects" and "protection" are one word, "plans" and "planning"
_SHORTEST = 3  # letters, without an ending
_ENDING = re.compile(r"(?:ing|es|ed|s|e)$")
_FILLERS = frozenset({
    "about", "after", "also", "and", "all", "are", "effective", "effectively", "effectiveness", "extent", "for",
    "force", "from", "grade", "has", "have", "how", "its", "judgement", "judgment", "overall", "respect", "service",
    "takes", "that", "the", "their", "them", "they", "this", "those", "was", "way", "well", "what", "which", "with",
})  # fmt: skip
_WORD = re.compile(r"[a-z]+")


def said_of(text: str) -> frozenset[str]:
    """The words of a text that tell what it is about, shortened to what their forms have in common."""
    words = (_ENDING.sub("", word) for word in _WORD.findall(text.casefold()) if word not in _FILLERS)
    return frozenset(word[:_STEM] for word in words if len(word) >= _SHORTEST)
