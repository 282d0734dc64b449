"""How likely two findings ask for the same: the topics they share and the words they ask with, rare ones counting most.

Eleven things are compared, each 0 to 1 (`Alike`), and put together by a logistic regression whose coefficients stand in
`data/link_score.toml`; `python -m benchmarks.fit_links` fits them on labelled pairs. How rare a topic or word is, is
counted once, over findings of many forces (`data/word_frequencies.csv`), so that a score depends on the two findings
alone. The machine compares the printed text where it is held and the summary elsewhere, so a score changes when a
document is loaded; whoever wants it settled decides the pair.

`POSSIBLE` is the score from which a proposal is worth a person's look, `LIKELY` that from which labelled pairs bear
out enough of them; both stand in the same file, with the pairs that they rest on. tests/test_threads.py holds the
program to what it reaches on forces that were not used for fitting.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from math import exp, fsum, log, sqrt

from kg import resources
from kg.lineage import topics
from kg.lineage.meanings import ABOUT, ASKS, meanings_in, meant
from kg.lineage.model import Finding
from kg.lineage.successors import homes_of

_TELLING = 20.0  # weight of the words that two findings share, from which on more tell no more
_NO_THEME = 0.5  # where it cannot be told whether two findings stand under one theme
_NOT_SAID = 0.3  # how much of what is to be done agrees where neither says it


@dataclass(frozen=True, slots=True)
class Alike:
    """What two findings share, each 0 to 1.

    What a finding is about is told in two ways, by topics (broad ones left out) and by the meaning of its words.
    `subject`: how alike what one asks in its first words is to all that the other asks, its recommendations included
    where it is a cause of concern, by the better of both ways. `covered`: likewise, how much of the one's first words
    the other asks for, whatever else it asks. `topics` and `asked`: the same by topics alone. `around`: for the topics
    of the causes of concern that they answer and their own. `words`: as `subject`, for all words. `both`: as `covered`,
    for all words, of that side which has less of it. `telling`: how rare the words are that they share. `asks`: how
    much of what is to be done is the same (training, recording, less delay …); `other_ask` is 1 where the first words
    of both say it and nothing is. `elsewhere` is 1 where they stand under themes of which neither goes on in the other.
    """

    subject: float
    covered: float
    topics: float
    asked: float
    around: float
    words: float
    both: float
    telling: float
    asks: float
    other_ask: float
    elsewhere: float

    @property
    def shares(self) -> tuple[float, ...]:
        """All of them, in the order of the fields."""
        return (
            self.subject, self.covered, self.topics, self.asked, self.around, self.words, self.both, self.telling,
            self.asks, self.other_ask, self.elsewhere,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bag:
    """Topics or words of a finding, and the length of their vector."""

    keys: frozenset[str]
    length: float


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a finding.

    `first` is of its first words, `all` of everything that it asks, its recommendations included. `about` are the
    words that say what it is about, `asks` those that say what is to be done; `around` are the topics of the cause of
    concern which it answers and its own. `shown` gives for each word how it is printed.
    """

    theme: str | None
    cycle: str | None
    around: Bag
    first: frozenset[str]
    topics: frozenset[str]
    narrow_first: Bag
    narrow: Bag
    words_first: Bag
    words: Bag
    all_words: frozenset[str]
    about_first: Bag
    about: Bag
    all_about: frozenset[str]
    asks_first: frozenset[str]
    asks: frozenset[str]
    shown: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Model:
    """Coefficients as fitted, in the order of `Alike`, and the scores from which on a proposal is possible and likely.

    `likely` is None where labelled pairs bear none out.
    """

    intercept: float
    coefficients: tuple[float, ...]
    possible: float
    likely: float | None


@cache
def model() -> Model:
    """The model of `data/link_score.toml`."""
    with (resources.folder("data") / "link_score.toml").open("rb") as file:
        row = tomllib.load(file)
    fitted = row["coefficients"]
    coefficients = tuple(fitted[name] for name in Alike.__slots__)
    return Model(row["intercept"], coefficients, row["possible"], row.get("likely"))


def score(one: Profile, other: Profile) -> float:
    """How likely two findings ask for the same, 0 to 1, whichever is named first."""
    return probability(alike(one, other), model())


def probability(what: Alike, by: Model) -> float:
    """The score that a model gives."""
    total = by.intercept + fsum(by_one * share for by_one, share in zip(by.coefficients, what.shares, strict=True))
    return round(1 / (1 + exp(-total)), 4)


def alike(one: Profile, other: Profile) -> Alike:
    """What two findings share, whichever is named first."""
    weight = weights()
    met = (one.words_first.keys & other.words.keys) | (other.words_first.keys & one.words.keys)
    asked, same_asks = one.asks_first | other.asks_first, one.asks_first & other.asks_first
    by_topics = max(_cosine(weight, one.narrow_first, other.narrow), _cosine(weight, one.narrow, other.narrow_first))
    by_words = max(_cosine(weight, one.about_first, other.about), _cosine(weight, one.about, other.about_first))
    topics_covered = max(_part(weight, one.first, other.topics), _part(weight, other.first, one.topics))
    words_covered = min(
        _part(weight, one.about_first.keys, other.all_about), _part(weight, other.about_first.keys, one.all_about)
    )
    return Alike(
        subject=max(by_topics, by_words),
        covered=max(topics_covered, words_covered),
        topics=by_topics,
        asked=topics_covered,
        around=_cosine(weight, one.around, other.around),
        words=max(_cosine(weight, one.words_first, other.words), _cosine(weight, one.words, other.words_first)),
        both=min(
            _part(weight, one.words_first.keys, other.all_words), _part(weight, other.words_first.keys, one.all_words)
        ),
        telling=min(1.0, fsum(weight[key] for key in met) / _TELLING),
        asks=len(same_asks) / len(asked) if asked else _NOT_SAID,
        other_ask=float(bool(one.asks_first and other.asks_first) and one.asks_first.isdisjoint(other.asks_first)),
        elsewhere=_elsewhere(one, other),
    )


def _elsewhere(one: Profile, other: Profile) -> float:
    if one.theme is None or other.theme is None:
        return _NO_THEME
    return float(
        other.theme not in homes_of(one.theme, one.cycle, one.topics, other.cycle)
        and one.theme not in homes_of(other.theme, other.cycle, other.topics, one.cycle)
    )


def shared(one: Profile, other: Profile) -> tuple[list[str], list[str]]:
    """The topics and the words that two findings share, the rarest first."""
    weight = weights()
    same_topics = (one.topics | one.around.keys) & (other.topics | other.around.keys)
    same_words = one.words.keys & other.words.keys
    return (
        _rarest_first(weight, same_topics),
        [min(one.shown[key], other.shown[key]) for key in _rarest_first(weight, same_words)],
    )


def profiles(findings: Mapping[str, Finding]) -> dict[str, Profile]:
    """What is compared of each finding, by id; causes of concern and their recommendations speak for each other."""
    parts: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings.values():
        if finding.part_of is not None:
            parts[finding.part_of].append(finding)
    return {key: profile(one, findings.get(one.part_of or ""), parts.get(key, ())) for key, one in findings.items()}


def profile(finding: Finding, cause: Finding | None = None, parts: Iterable[Finding] = ()) -> Profile:
    """What is compared of a finding.

    `cause` is the cause of concern that it answers, where there is one; `parts` are the recommendations that answer it.
    """
    asking = topics.asking_part(topics.fold(finding.words))
    first = first_words(finding)
    in_first = frozenset(topics.topics_in(first))
    in_all = frozenset(finding.topics) | frozenset(topics.topics_in(asking)) | in_first
    around = in_first | frozenset(topics.topics_in(f"{first_words(cause)}. {first}") if cause else ())
    first_in_words = words_of(first)
    in_words = words_of(asking) | first_in_words
    asked_with_it = [topics.asking_part(topics.fold(part.words)) for part in parts]
    everything = in_all.union(*(topics.topics_in(one) for one in asked_with_it))
    all_words = frozenset(in_words).union(*(words_of(one) for one in asked_with_it))
    return Profile(
        theme=finding.theme,
        cycle=finding.cycle,
        around=_bag(around),
        first=in_first,
        topics=everything,
        narrow_first=_bag(in_first - topics.broad()),
        narrow=_bag(everything - topics.broad()),
        words_first=_bag(first_in_words),
        words=_bag(in_words),
        all_words=all_words,
        about_first=_bag(meant(first_in_words, ABOUT)),
        about=_bag(meant(in_words, ABOUT)),
        all_about=meant(all_words, ABOUT),
        asks_first=meant(first_in_words, ASKS),
        asks=meant(in_words, ASKS),
        shown=in_words,
    )


def first_words(finding: Finding) -> str:
    """The headline, else the first sentence of what the finding says, folded."""
    return topics.sentences(topics.fold(finding.headline or finding.words))[0]


def words_of(folded: str) -> dict[str, str]:
    """The words of folded text that tell something, by what they mean, each as it stands there first."""
    found: dict[str, str] = {}
    for sentence in topics.sentences(folded):
        for key, words in meanings_in(sentence):
            found.setdefault(key, words)
    return found


@cache
def weights() -> Mapping[str, float]:
    """For each topic and word how much it tells: the fewer findings have it, the more. The rarest are not listed."""
    with (resources.folder("data") / "word_frequencies.csv").open(encoding="utf-8", newline="") as file:
        counts = {row["key"]: int(row["findings"]) for row in csv.DictReader(file)}
    return _Weights(counts)


class _Weights(dict[str, float]):
    """Weights of what is listed; anything else weighs as if one finding had it."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        everything = counts["*"] + 1
        super().__init__({key: log(everything / (count + 1)) for key, count in counts.items() if key != "*"})
        self._rarest = log(everything / 2)

    def __missing__(self, key: str) -> float:
        return self._rarest


def _bag(keys: Iterable[str]) -> Bag:
    weight, found = weights(), frozenset(keys)
    return Bag(found, sqrt(fsum(weight[key] ** 2 for key in found)))


def _cosine(weight: Mapping[str, float], one: Bag, other: Bag) -> float:
    """1 for bags that hold the same, 0 for bags that share nothing."""
    same = one.keys & other.keys
    if not same or not one.length or not other.length:
        return 0.0
    return fsum(weight[key] ** 2 for key in same) / (one.length * other.length)


def _part(weight: Mapping[str, float], asked: Set[str], held: Set[str]) -> float:
    """How much of what is asked the other holds too, by weight; 0 where nothing is asked."""
    everything = fsum(weight[key] for key in asked)
    return fsum(weight[key] for key in asked & held) / everything if everything else 0.0


def _rarest_first(weight: Mapping[str, float], keys: Set[str]) -> list[str]:
    return sorted(keys, key=lambda key: (-weight[key], key))
