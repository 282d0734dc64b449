"""Labelled pairs of findings: those that people decided for one force, and those of the made-up reports of others.

`tests/threads/<force>/` holds reports that nobody published, in the real layouts, with `pairs.csv` (which findings ask
for the same, and why) written before anyone looked at what the program says. A pair of two reports that the file does
not list asks for something else.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import loaders
from kg import dates, facts
from kg.lineage import decisions, derive
from kg.lineage.model import RAISES, Finding, Inspection, Link, Outcome
from kg.records import Extract

FOLDER = Path(__file__).parents[1] / "tests" / "threads"
TUNED_ON = (
    "kent", "lancashire", "north-wales", "derbyshire", "essex", "dorset", "west-mercia",
    "humberside", "nottinghamshire", "south-wales", "city-of-london",
    "sussex", "cheshire", "northumbria",
    "surrey", "durham", "gwent", "hertfordshire", "cleveland", "suffolk", "merseyside", "bedfordshire",
)  # fmt: skip
MEASURED_ON = ("leicestershire", "dyfed-powys", "west-yorkshire")
"""Neither topics nor words nor the score were ever fitted to these: whoever does so needs others to measure on."""
DECIDED = "gloucestershire"
_AS_OF = "2026-11-23"


@dataclass(frozen=True)
class Force:
    """Findings, inspections and sentences of one force, and the pairs of findings that ask for the same.

    `unsure` pairs count neither way.
    """

    name: str
    findings: dict[str, Finding]
    inspections: list[Inspection]
    outcomes: list[Outcome]
    same: set[frozenset[str]]
    different: set[frozenset[str]]
    unsure: set[frozenset[str]]

    def pairs(self) -> Iterator[tuple[Finding, Finding]]:
        """All pairs of findings of two reports that ask for something, the earlier first."""
        when = {inspection.id: inspection.published_min or "" for inspection in self.inspections}
        counting = [one for one in self.findings.values() if one.kind in RAISES and not one.restated]
        ordered = sorted(counting, key=lambda one: (when[one.inspection], one.id))
        for earlier, later in combinations(ordered, 2):
            if earlier.inspection != later.inspection and frozenset((earlier.id, later.id)) not in self.unsure:
                yield earlier, later

    def links(self) -> tuple[Link, ...]:
        """What the program links without a person's decision."""
        return derive(self.name, self.findings.values(), self.outcomes, self.inspections, (), as_of=_AS_OF).links


def force(name: str) -> Force:
    """One force of `tests/threads`."""
    extracts = _extracts(name)
    by_line = _by_line(extracts)
    verdicts: dict[str, set[frozenset[str]]] = {"same": set(), "different": set()}
    with (FOLDER / name / "pairs.csv").open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(line for line in opened if not line.startswith("#")):
            sides = [by_line[row[f"{side}_file"], int(row[f"{side}_line"])] for side in ("earlier", "later")]
            verdicts[row["label"]].add(frozenset(sides))
    return _force(name, extracts.values(), verdicts["same"], verdicts["different"], set())


def lines(name: str) -> dict[tuple[str, int], str]:
    """The findings of one force of `tests/threads` by file and first line, as its tables name them."""
    return _by_line(_extracts(name))


def _extracts(name: str) -> dict[str, Extract]:
    return {path.name: loaders.read(path) for path in sorted((FOLDER / name).glob("*.txt"))}


def _by_line(extracts: Mapping[str, Extract]) -> dict[tuple[str, int], str]:
    return {(file, one.where.line): one.id for file, extract in extracts.items() for one in extract.findings}


def decided() -> Force:
    """The force whose published reports are shipped as summaries, with the pairs that people decided."""
    verdicts: dict[str, set[frozenset[str]]] = {"same": set(), "different": set(), "unsure": set()}
    for decision in decisions.load():
        verdicts[decision.verdict].add(decisions.pair(decision))
    reports = [one for one in facts.documents() if one.document.force == DECIDED and one.judgments]
    return _force(DECIDED, reports, verdicts["same"], verdicts["different"], verdicts["unsure"])


def available(names: tuple[str, ...]) -> list[Force]:
    """Those of the named forces that have labelled pairs."""
    return [force(name) for name in names if (FOLDER / name / "pairs.csv").exists()]


def _force(
    name: str,
    extracts: Iterable[Extract],
    same: set[frozenset[str]],
    different: set[frozenset[str]],
    unsure: set[frozenset[str]],
) -> Force:
    findings: dict[str, Finding] = {}
    inspections, outcomes = [], []
    for extract in extracts:
        document = extract.document
        first, last = _day(extract)
        inspections.append(
            Inspection(
                id=document.id, force=name, programme=document.programme or "", cycle=document.cycle,
                published=document.published, published_min=first, published_max=last, pillar=document.pillar,
                holds="findings",
                themes=frozenset(one.theme for one in extract.judgments if one.theme and not one.carried_over_from),
                carried_over=frozenset(one.theme for one in extract.judgments if one.theme and one.carried_over_from),
            )
        )  # fmt: skip
        for one in extract.findings:
            findings[one.id] = Finding(
                id=one.id, force=name, inspection=document.id, programme=document.programme or "", cycle=document.cycle,
                kind=one.kind, theme=one.theme, headline=one.headline, text=one.text, summary=one.summary,
                topics=tuple(one.topics), part_of=one.part_of, restated=one.restated is not None,
            )  # fmt: skip
        for number, said in enumerate(extract.continuity):
            outcomes.append(
                Outcome(
                    id=f"{document.id}.{number}", force=name, says=said.says, document=document.id,
                    line=said.where.line, said=document.published, said_min=first, said_max=last,
                    inspection=document.id, kind=said.kind, programme=said.programme, cycle=said.cycle,
                    theme=said.theme, text=said.text, summary=said.summary,
                )
            )  # fmt: skip
    return Force(name, findings, inspections, outcomes, same, different, unsure)


def _day(extract: Extract) -> tuple[str, str]:
    """First and last day on which the report can have come out; the cycle's first year where it names none."""
    document = extract.document
    first, last = dates.bounds(document.published or (document.cycle or "")[:4])
    return first.isoformat(), last.isoformat()
