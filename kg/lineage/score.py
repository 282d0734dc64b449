"""How likely two findings ask for the same: the topics they share and the words they ask with, rare ones counting most.

Five things are compared, each 0 to 1 (`Alike`), and put together by a logistic regression whose coefficients stand in
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
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from math import exp, fsum, log, sqrt

from kg import resources
from kg.lineage import topics
from kg.lineage.model import Finding

_WORD = re.compile(r"[a-z]{3,}")
_STEM = 6  # letters: "victim" and "victims" agree, "record" and "recording" too

# Words of every finding, whatever it is about.
_COMMON = frozenset(
    """
    about across action actions activities activity address against all also and any appropriate appropriately approach
    are area areas based because been being better but can cause cases clear concern constabulary consistent
    consistently continue could crime crimes develop does doesnt effective effectively effectiveness enough ensure every
    force for from further good has have hmic how identify immediate immediately improve improvement improves
    including into introduce isnt issues its make makes many more most must need needs not number officer officers
    often only other out over own people place plan plans police policies policy procedures process processes provide
    provides put quality relation response review reviews routine routinely service services should some specific
    specifically staff standard standards steps such sure take taken takes that the their them there these they this
    those through time timely understand understanding use used uses victim victims was way ways well were what when
    where whether which while who will with within work working would
    """.split()  # noqa: SIM905 - a list of two hundred quoted words would be unreadable
)


@dataclass(frozen=True, slots=True)
class Alike:
    """What two findings share, each 0 to 1.

    `around`: topics of what they ask, that of the cause of concern which they answer included. `narrow`: topics of
    what one asks in its first words against those of all that the other asks, its recommendations included where it is
    a cause of concern, without broad ones. `words`: likewise for words, recommendations left out. `covered`: how much
    of the topics of the one's first words the other asks for, whatever else it asks. `both`: likewise for words, of
    that side which has less of it.
    """

    around: float
    narrow: float
    words: float
    covered: float
    both: float


@dataclass(frozen=True, slots=True)
class Bag:
    """Topics or words of a finding, and the length of their vector."""

    keys: frozenset[str]
    length: float


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a finding; `shown` gives for each word key the word that stands there.

    `topics` and `all_words` are those of all that it asks, its recommendations included where it is a cause of concern.
    """

    around: Bag
    first: frozenset[str]
    topics: frozenset[str]
    narrow_first: Bag
    narrow: Bag
    words_first: Bag
    words: Bag
    all_words: frozenset[str]
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
    shares = (what.around, what.narrow, what.words, what.covered, what.both)
    total = by.intercept + fsum(by_one * share for by_one, share in zip(by.coefficients, shares, strict=True))
    return round(1 / (1 + exp(-total)), 4)


def alike(one: Profile, other: Profile) -> Alike:
    """What two findings share, whichever is named first."""
    weight = weights()
    return Alike(
        around=_cosine(weight, one.around, other.around),
        narrow=max(_cosine(weight, one.narrow_first, other.narrow), _cosine(weight, one.narrow, other.narrow_first)),
        words=max(_cosine(weight, one.words_first, other.words), _cosine(weight, one.words, other.words_first)),
        covered=max(_part(weight, one.first, other.topics), _part(weight, other.first, one.topics)),
        both=min(
            _part(weight, one.words_first.keys, other.all_words), _part(weight, other.words_first.keys, one.all_words)
        ),
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
    folded = topics.fold(finding.words)
    asking = topics.asking_part(folded)
    first = first_words(finding)
    in_first = frozenset(topics.topics_in(first))
    in_all = frozenset(finding.topics) | frozenset(topics.topics_in(asking)) | in_first
    around = in_first | frozenset(topics.topics_in(f"{first_words(cause)}. {first}") if cause else ())
    in_words, first_in_words = words_of(asking), words_of(first)
    asked_with_it = [topics.asking_part(topics.fold(part.words)) for part in parts]
    everything = in_all.union(*(topics.topics_in(one) for one in asked_with_it))
    return Profile(
        around=_bag(around),
        first=in_first,
        topics=everything,
        narrow_first=_bag(in_first - topics.broad()),
        narrow=_bag(everything - topics.broad()),
        words_first=_bag(first_in_words),
        words=_bag(in_words),
        all_words=frozenset(in_words).union(*(words_of(one) for one in asked_with_it)),
        shown=in_words,
    )


def first_words(finding: Finding) -> str:
    """The headline, else the first sentence of what the finding says, folded."""
    return topics.sentences(topics.fold(finding.headline or finding.words))[0]


def words_of(folded: str) -> dict[str, str]:
    """The words of folded text that tell something, by key, each with the word that stands there first.

    Words that say the same in this field have one key (`data/word_groups.toml`), others the first letters.
    """
    found: dict[str, str] = {}
    for sentence in topics.sentences(folded):
        covered: set[int] = set()
        for name, places in topics.groups_in(sentence).items():
            for start, end in places:
                if covered.isdisjoint(range(start, end)):  # a word that several groups have counts once
                    found.setdefault(f"@{name}", sentence[start:end])
                    covered.update(range(start, end))
        for match in _WORD.finditer(sentence):
            word = match[0]
            if match.start() not in covered and word not in _COMMON and word not in _names():
                found.setdefault(word[:_STEM], word)
    return found


@cache
def _names() -> frozenset[str]:
    """Words of the names of forces, which each finding of a force may have."""
    with (resources.folder("data") / "forces.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(word for row in csv.DictReader(file) for word in _WORD.findall(row["id"]))


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
