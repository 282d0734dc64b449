"""A grade that a web page shows as a picture or a coloured mark."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from loaders.words import first

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_PICTURES = frozenset(["img", "svg", "i", "object", "input"])
_SAID = ("alt", "aria-label", "title")
_ABOUT = re.compile(
    r"(?i)^(?:(?:graded?|judge?ment|judged|rating|rated)\b)?(?:\s+(?:as|is))?[\s:–-]*|[\s:–-]*(?:grade|icon|rating)?$"
)
_MARKED = re.compile(r"(?i)(?:^|[\s_-])(?:graded?|judge?ment|rating)(?:$|[\s_-])")
_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(outstanding|good|adequate|requires[-_]?improvement|inadequate|ungraded)(?=$|[\s_-])"
)
_LONGEST = 60


def grade_shown(tag: str, attributes: Mapping[str, str | None], node: LexborNode) -> str | None:
    """The grade that an element shows; None for one that shows none, or is more than a grade.

    That is the text that stands for a picture (`<img alt="Good">`), or the class of an element marked as a grade that
    holds nothing or just the word (`<span class="grade grade--good">`).
    """
    if not attributes:
        return None
    if tag in _PICTURES or attributes.get("role") == "img":
        for name in _SAID:
            said = attributes.get(name)
            if said and len(said) <= _LONGEST and first("grades", "word", word := _ABOUT.sub("", said.strip())):
                return word
    names = attributes.get("class")
    if not names or not _MARKED.search(names):
        return None
    text = node.text(deep=True).strip()
    if text:
        return text if len(text) <= _LONGEST and first("grades", "word", text) else None
    shown = _CLASS.search(names) if node.css_first("img, svg") is None else None
    return re.sub(r"(?i)s[-_]?i", "s i", shown[1]).capitalize() if shown else None
