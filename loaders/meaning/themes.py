"""Which theme a wording means where no cycle says whose headings it comes from."""

from __future__ import annotations

import re
from functools import cache

from kg import facts
from loaders.words import folded, patterns

# What headings, questions and running text say around the same thing.
_FILLERS = frozenset({
    "a", "all", "an", "and", "at", "by", "does", "do", "effective", "effectively", "efficient", "efficiently",
    "ensure", "ensures", "ensuring", "extent", "force", "forces", "from", "good", "has", "have", "how", "in", "is",
    "it", "its", "of", "our", "s", "sure", "that", "the", "their", "those", "to", "way", "we", "well", "what",
    "which", "who", "with", "your",
})  # fmt: skip
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ing|es|s)$")  # "treats" and "treating" are one word
_ALIKE = 0.75


def theme_of(text: str) -> str | None:
    """The theme whose question, area heading or label the text words, in any cycle; None for anything else.

    Neither the order of the words counts nor the small ones. Where several themes are equally near, none is meant.
    """
    asked = _content(text)
    if not asked:
        return None
    scored = [(len(asked & known) / len(asked | known), theme) for known, theme in _known()]
    best = max(score for score, _ in scored)
    themes = {theme for score, theme in scored if score == best}
    return themes.pop() if best >= _ALIKE and len(themes) == 1 else None


def themes_in(text: str) -> set[str]:
    """The themes of which running text speaks."""
    plain = folded(text)
    return {str(row["theme"]) for row in patterns("themes", "theme") if row.search(plain)}


@cache
def _known() -> tuple[tuple[frozenset[str], str], ...]:
    tables = facts.vocabulary()
    known = {
        (_content(wording), question.theme)
        for question in tables.questions
        for wording in (question.wording, question.short_label, *question.aliases)
        if question.level != "pillar"
    } | {(_content(theme.name), theme.id) for theme in tables.themes if theme.id != "pillar-overall"}
    return tuple(sorted(known, key=lambda pair: (sorted(pair[0]), pair[1])))


def _content(text: str) -> frozenset[str]:
    plain = folded(text).casefold().replace("antisocial", "anti-social")
    return frozenset(_ENDING.sub("", word) for word in re.findall(r"[a-z-]+", plain) if word not in _FILLERS)
