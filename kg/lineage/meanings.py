"""What a finding's words mean: phrases that say the same in this field count as one (`data/meanings.toml`).

A meaning is of what is asked (delay, training, recording), of what it is about (sex offenders, vetting), or of what
many findings are about (victims). Words that are in no phrase stand for themselves, without their endings. Cheaper than
a search for each phrase: a sentence is read word by word, and only phrases that can begin there are tried.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from kg import resources

FILE = "meanings.toml"
ASKS, ABOUT = "?", "="
"""Marks of the keys of these tables."""
_BROAD = "~"

_WORD = re.compile(r"[a-z0-9]+")
_FIRST = 3  # letters of a phrase's first word by which it is looked up; a word cut short has as many at least
_LEAST = 4  # letters that are left of a word without its ending
_REMEMBERED = 4096  # sentences, as kg/lineage/topics.py remembers them
_ENDINGS = (
    "ations", "ation", "ements", "ement", "ingly", "ments", "ment", "ings", "ing", "ities", "ity", "ies", "ness",
    "edly", "ed", "ions", "ion", "ers", "er", "ors", "or", "als", "al", "ely", "ly", "es", "s", "e", "y",
)  # fmt: skip

Phrase = tuple[str, ...]

# Words of every finding, whatever it is about, where they stand in no phrase.
_COMMON = frozenset(
    """
    able about according across action actions activities activity address after against all also always among and
    any approach appropriate appropriately are area areas arent around asked asks available away based because
    become been before being better between both but can carried carry cases cause clear close closely come comes
    concern consider consistent consistently constabulary continue could crime crimes day days deal dealing deals
    develop didnt does doesnt done down draw drawn during each easier easily effective effectively effectiveness
    effort enough ensure every example find finds first follow for force forces four from full fully further given
    gives giving good group had has hasnt have having hmic hours how however identify immediate immediately improve
    improvement improves including increase into introduce isn isnt issues its itself just keep kept lack lacks last
    lead less let like likely limit long made make makes manage managed many match may mean means meet met might
    month months more most move much must necessary need needs never nobody none not nothing number officer officers
    often once one only order other our out over own particular particularly people place plan plans police policies
    policy possible present procedures process processes produce properly provide provides put quality reduce
    relation remains remove report require required response result review reviews right routine routinely same say
    says see seen service services set should show shown shows since some soon specific specifically staff stand
    standard standards stands state steps still such suitable sure take taken takes than that the their them
    themselves then there these they thing things this those though three through time timely times together told
    too towards two under understand understanding until upon use used uses victim victims was wasn wasnt way ways
    week weeks well were werent what whatever when where whether which while who wide will with within without work
    working would year years yet
    """.split()  # noqa: SIM905 - a list of two hundred quoted words would be unreadable
)


@cache
def load() -> Mapping[str, Mapping[str, tuple[Phrase, ...]]]:
    """The phrases of each meaning, by table and name; a word that ends in * is a beginning."""
    with (resources.folder("data") / FILE).open("rb") as file:
        tables = tomllib.load(file)
    return {
        table: {name: tuple(tuple(phrase.split()) for phrase in line.split(",")) for name, line in rows.items()}
        for table, rows in tables.items()
    }


@lru_cache(maxsize=_REMEMBERED)
def meanings_in(sentence: str) -> tuple[tuple[str, str], ...]:
    """Each meaning in a folded sentence and the words that stand there, in order; other words by their stem.

    Keys of meanings begin with the mark of their table, stems with none.
    """
    words = _WORD.findall(sentence)
    found, place = [], 0
    while place < len(words):
        for phrase, key in _beginning_with(words[place]):
            if len(phrase) == 1 or _stands(phrase, words, place):
                found.append((key, " ".join(words[place : place + len(phrase)])))
                place += len(phrase)
                break
        else:
            word = words[place]
            if len(word) >= _FIRST and word.isalpha() and word not in _COMMON and word not in _names():
                found.append((stem(word), word))
            place += 1
    return tuple(found)


def meant(keys: Iterable[str], mark: str) -> frozenset[str]:
    """Those of the keys that are meanings of one table."""
    return frozenset(key for key in keys if key.startswith(mark))


@lru_cache(maxsize=_REMEMBERED)
def stem(word: str) -> str:
    """A word without its ending, so that "recorded" and "recording" agree."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word.removesuffix(ending).rstrip("e")
    return word


def _stands(phrase: Phrase, words: list[str], place: int) -> bool:
    return place + len(phrase) <= len(words) and all(
        _fits(part, word) for part, word in zip(phrase, words[place : place + len(phrase)], strict=True)
    )


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@lru_cache(maxsize=_REMEMBERED)
def _beginning_with(word: str) -> list[tuple[Phrase, str]]:
    """Phrases that can begin with a word and the key of their meaning, the longest first."""
    return [(phrase, key) for phrase, key in _starting().get(word[:_FIRST], ()) if _fits(phrase[0], word)]


@cache
def _starting() -> Mapping[str, list[tuple[Phrase, str]]]:
    """Phrases and the key of their meaning, by the first letters of their first word, the longest phrase first."""
    starting: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
    for mark, table in ((ASKS, "asks"), (ABOUT, "about"), (_BROAD, "broad")):
        for name, phrases in load()[table].items():
            for phrase in phrases:
                starting[phrase[0].rstrip("*")[:_FIRST]].append((phrase, mark + name))
    for begun in starting.values():
        begun.sort(key=lambda one: (-len(one[0]), -len(" ".join(one[0]))))
    return starting


@cache
def _names() -> frozenset[str]:
    """Words of the names of forces, which each finding of a force may have."""
    with (resources.folder("data") / "forces.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(word for row in csv.DictReader(file) for word in row["id"].split("-"))
