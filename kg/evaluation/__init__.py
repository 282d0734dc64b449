"""`kg evaluate`: the links, threads and statuses of a graph against what readers say of the same findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from kg import history
from kg.derivation import known
from kg.engine import Graph
from kg.errors import KgError
from kg.evaluation.gold import Pair, TrueStatus
from kg.evaluation.measures import Rates, Share, extended_b_cubed, pairwise
from kg.ids import force_of
from kg.lineage.model import Link
from kg.lineage.timeline import Timeline, follows

_BANDS = 10  # of a score from 0 to 1
Rest = Literal["ignored", "different"]


@dataclass(frozen=True)
class Band:
    """Of the judged links with a score in a band, how many are the same."""

    low: float
    high: float
    links: Share


@dataclass(frozen=True)
class Wrong:
    """A pair or status that the graph tells otherwise than the reader; `place` is the reader's file and line."""

    place: str | None
    findings: tuple[str, ...]
    expected: str
    found: str


@dataclass(frozen=True)
class Evaluation:
    """All figures, each with the number that it rests on.

    `direct` counts a pair as found where a certain or likely link joins the two, `threads` also where a chain of such
    links through time does. `concerns` is extended B-cubed. `links` is the share right of the links of each confidence.
    """

    forces: tuple[str, ...]
    findings: int
    same: int
    different: int
    unsure: int
    rest: Rest
    decided: int
    direct: Rates
    threads: Rates
    concerns: Rates
    links: dict[str, Share]
    bands: list[Band]
    statuses: Share
    wrong: list[Wrong]


def evaluate(
    graph: Graph,
    pairs: Sequence[Pair],
    statuses: Sequence[TrueStatus],
    *,
    as_of: str,
    decisions: str | None,
    rest: Rest,
) -> Evaluation:
    """Measure the graph. With `rest` different, pairs of the same forces that nobody labelled count as different.

    `as_of` and `decisions` are as `kg.history.tell` takes them. Pairs labelled unsure count for nothing.
    Raises KgError, with its place, for a pair of which neither finding can follow the other.
    """
    forces = tuple(sorted({force_of(pair.one) for pair in pairs} | {force_of(status.first) for status in statuses}))
    before: dict[frozenset[str], tuple[str, str]] = {}  # for each pair that could be linked, earlier and later
    items: set[str] = set()
    links: list[Link] = []
    for force, held in known.read(graph.rows, forces).items():
        timeline = Timeline(held.inspections)
        for one, other in combinations(held.findings, 2):
            for later, earlier in ((one, other), (other, one)):
                if follows(timeline.of(later), timeline.of(earlier)):
                    before[frozenset((one.id, other.id))] = earlier.id, later.id
        items |= {finding.id for finding in held.findings}
        links += [Link(**row) for row in graph.rows(_LINKS, force=force)]
    for pair in pairs:
        if pair.ends not in before:
            what = f"neither of {pair.one} and {pair.other} can follow the other"
            raise KgError(what, pair.place, "label findings of different inspections of one force")
    labelled = {pair.ends: pair for pair in pairs}
    same = {ends for ends, pair in labelled.items() if pair.label == "same"}
    unsure = {ends for ends, pair in labelled.items() if pair.label == "unsure"}
    judged = (before.keys() if rest == "different" else labelled.keys()) - unsure
    if rest == "ignored":
        items = {finding for ends in judged for finding in ends}
    firm = {(link.earlier, link.later) for link in links if link.confidence != "possible"}
    joined = _closure(firm)
    direct, chained = ({frozenset(ends) for ends in found} for found in (firm, joined))
    true = _closure({before[ends] for ends in same})
    told, wrong_statuses = _statuses(graph, statuses, as_of, decisions)
    return Evaluation(
        forces=forces,
        findings=len(items),
        same=len(same),
        different=len(judged - same),
        unsure=len(unsure),
        rest=rest,
        decided=sum(link.basis == "decided" and frozenset((link.earlier, link.later)) in judged for link in links),
        direct=pairwise(direct, same, judged),
        threads=pairwise(chained, same, judged),
        concerns=extended_b_cubed(_threads(items, joined), _threads(items, true)),
        links=_by_confidence(links, same, judged),
        bands=_bands(links, same, judged),
        statuses=told,
        wrong=[*_wrong_pairs(direct, same, judged, labelled), *wrong_statuses],
    )


_LINKS = """
MATCH (later:Finding {force: $force})-[l:FOLLOWS]->(earlier:Finding)
RETURN later.id AS later, earlier.id AS earlier, l.relation AS relation, l.basis AS basis,
       l.confidence AS confidence, l.score AS score, l.words AS words
"""


def _closure(links: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Earlier and later finding of each pair that a chain of links through time joins."""
    onward: dict[str, set[str]] = defaultdict(set)
    for earlier, later in links:
        onward[earlier].add(later)
    joined = set()
    for start in list(onward):
        waiting, reached = [start], set[str]()
        while waiting:
            for later in onward.get(waiting.pop(), ()):
                if later not in reached:
                    reached.add(later)
                    waiting.append(later)
        joined |= {(start, later) for later in reached}
    return joined


def _threads(items: AbstractSet[str], joined: AbstractSet[tuple[str, str]]) -> list[set[str]]:
    """As concerns are made: a finding that follows none, with all that follow it, as far as they are items."""
    after: dict[str, set[str]] = {item: {item} for item in items}
    following = set()
    for earlier, later in joined:
        if earlier in items and later in items:
            after[earlier].add(later)
            following.add(later)
    return [after[item] for item in sorted(items - following)]


def _by_confidence(
    links: Sequence[Link], same: AbstractSet[frozenset[str]], judged: AbstractSet[frozenset[str]]
) -> dict[str, Share]:
    shares = {}
    for names in (("certain",), ("likely",), ("certain", "likely"), ("possible",)):
        ends = {frozenset((link.earlier, link.later)) for link in links if link.confidence in names} & judged
        shares[" and ".join(names)] = Share.of(len(ends & same), len(ends))
    return shares


def _bands(links: Sequence[Link], same: AbstractSet[frozenset[str]], judged: AbstractSet[frozenset[str]]) -> list[Band]:
    """The highest band first; bands without a link are left out."""
    by_band: dict[int, list[bool]] = defaultdict(list)
    for link in links:
        ends = frozenset((link.earlier, link.later))
        if link.score is not None and link.basis == "proposed" and ends in judged:
            by_band[min(int(link.score * _BANDS), _BANDS - 1)].append(ends in same)
    return [
        Band(band / _BANDS, (band + 1) / _BANDS, Share.of(sum(right), len(right)))
        for band, right in sorted(by_band.items(), reverse=True)
    ]


def _statuses(
    graph: Graph, statuses: Sequence[TrueStatus], as_of: str, decisions: str | None
) -> tuple[Share, list[Wrong]]:
    found = {
        concern.id: concern.status
        for force in sorted({force_of(status.first) for status in statuses})
        for concern in history.tell(graph, force, as_of, decisions).concerns
    }
    wrong = [
        Wrong(one.place, (one.first,), one.status, found.get(one.first, "no concern begins with it"))
        for one in statuses
        if found.get(one.first) != one.status
    ]
    return Share.of(len(statuses) - len(wrong), len(statuses)), wrong


def _wrong_pairs(
    found: AbstractSet[frozenset[str]],
    same: AbstractSet[frozenset[str]],
    judged: AbstractSet[frozenset[str]],
    labelled: dict[frozenset[str], Pair],
) -> list[Wrong]:
    """Pairs that are the same without a link, then linked pairs that are not, each in the order of their findings."""
    return [
        Wrong(
            labelled[ends].place if ends in labelled else None,
            tuple(sorted(ends)),
            "same" if ends in same else "different",
            "linked" if ends in found else "not linked",
        )
        for group in ((same & judged) - found, (found & judged) - same)
        for ends in sorted(group, key=sorted)
    ]
