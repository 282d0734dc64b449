"""A pair of findings on a page that leads to one question: are they the same?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kg.cli.page import KINDS, place_told, printed_day
from kg.deciding.proposals import Proposal

_WORD = re.compile(r"[^\W\d_]{4,}(?:[-'’][^\W\d_]+)*")
_TELL_NOTHING = frozenset(
    """
    about also been both does each every from have into make more most must need other over should some such sure than
    that their them then there these they this those through very were what when where which while will with would
    """.split()  # noqa: SIM905 - as in kg.lineage.score
)
_STEM = 6  # letters: "supervise" and "supervision" agree, and "visit" and "visits"
_EVERYWHERE = 0.25  # of the findings that wait; a word that more of them have tells nothing
_FEW = 8  # findings; among so few each word tells something


def common_stems(proposals: Iterable[Proposal]) -> frozenset[str]:
    """The beginnings of words that so many of the findings have that sharing them tells nothing."""
    texts = {side.id: side.text for proposal in proposals for side in (proposal.earlier, proposal.later)}
    having = Counter(stem for text in texts.values() for stem in _stems(text))
    return frozenset(stem for stem, found in having.items() if found > max(_FEW, _EVERYWHERE * len(texts)))


def show_pair(proposal: Proposal, number: int, of: int, common: frozenset[str], console: Console) -> None:
    """Print both texts, one below the other, with the words that they share *marked*, and what speaks for the pair."""
    console.print()
    console.rule(Text(f"{number} of {of} · {proposal.force}"), align="left")
    score = f"score {proposal.score:.2f} · " if proposal.score is not None else ""
    console.print(Text(f"{score}{proposal.confidence}: {proposal.words}"))
    shared = (_stems(proposal.earlier.text) & _stems(proposal.later.text)) - common
    for name, side in (("EARLIER", proposal.earlier), ("LATER", proposal.later)):
        console.print()
        cycle = f" · {side.cycle}" if side.cycle else ""
        day = printed_day(side.raised) if side.raised else "no date"
        head = f"{name}  {day}{cycle} · {KINDS[side.kind]} · {side.id.rpartition('.')[2]}"
        console.print(Text(head, style="bold"))
        console.print(Text(place_told(side.document, side.where), style="dim"))
        told = _marked(side.text, shared)
        if not side.printed:
            told.append(" (summary; the printed text is not held)", style="dim")
        console.print(Padding(told, (0, 0, 0, 2)))
    if proposal.doubt:
        console.print()
        console.print(Text(f"{proposal.doubt.by} was unsure on {proposal.doubt.on}: {proposal.doubt.reason}"))


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(text)} - _TELL_NOTHING


def _stem(word: str) -> str:
    return word.casefold().removesuffix("s")[:_STEM]


def _marked(text: str, shared: set[str]) -> Text:
    marked, done = Text(), 0
    for match in _WORD.finditer(text):
        if _stem(match[0]) in shared:
            marked.append(text[done : match.start()])
            marked.append(f"*{match[0]}*", style="bold")
            done = match.end()
    return marked.append(text[done:])
