"""What `kg load` tells of a load: each document, what was not loaded and why, and what the graph now holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from kg.loading.copies import DifferingCopies
from kg.records import Accounting, Extract, Ignored, Warning_


class LoadedDocument(BaseModel):
    """A document that was loaded: how many records of each kind it gave, and what became of its paragraphs."""

    file: str
    family: str
    force: str | None
    cycle: str | None
    findings: int
    judgments: int
    warnings: int
    used: int
    ignored: int
    unhandled: int
    messages: list[Warning_]
    """What the warnings say."""


class RefusedFile(BaseModel):
    file: str
    reason: str


class RepeatedFile(BaseModel):
    """A file whose content is that of another, `file`, so that it adds nothing."""

    file: str
    same_as: str


class Totals(BaseModel):
    """What became of the paragraphs of all documents: their sum is `paragraphs`."""

    paragraphs: int = 0
    used: int = 0
    ignored: list[Ignored] = []
    unhandled: int = 0

    def told(self) -> str:
        """In words: "24 paragraphs: 18 used, 5 ignored (3 navigation, 2 contents), 1 not understood"."""
        reasons = ", ".join(f"{group.count:,} {group.reason}" for group in self.ignored)
        ignored = sum(group.count for group in self.ignored)
        return (
            f"{self.paragraphs:,} paragraphs: {self.used:,} used, {ignored:,} ignored"
            f"{f' ({reasons})' if reasons else ''}, {self.unhandled:,} not understood"
        )


class StaleDecision(BaseModel):
    """A person's decision on findings of which one changed or is not held; `where` is its file and line."""

    left: str
    right: str
    decision: str
    finding: str
    why: str
    where: str


class LoadReport(BaseModel):
    """What `kg load --format json` prints."""

    documents: list[LoadedDocument]
    nodes: dict[str, int]
    relationships: dict[str, int]
    refused: list[RefusedFile]
    repeated: list[RepeatedFile]
    differing: list[DifferingCopies]
    accounting: Totals
    left_aside: int
    """Files of other kinds in the folder."""
    stale_decisions: list[StaleDecision]
    seconds: float

    def told(self) -> Iterator[str]:
        """What a person should know beside the table: warnings with their place, what was refused, and the sums."""
        for one in self.documents:
            for warning in one.messages:
                yield f"{one.file}:{warning.line}: {warning.message}"
        for file in self.repeated:
            yield f"{file.file}: the same as {file.same_as}, so it adds nothing"
        yield from map(str, self.differing)
        if self.left_aside:
            yield f"{_files(self.left_aside)} left aside: no documents by their names"
        if self.documents:
            yield self.accounting.told() + (": kg extract FILE lists these" if self.accounting.unhandled else "")
        held = f"{sum(self.nodes.values())} nodes, {sum(self.relationships.values())} relationships"
        yield f"{held} in {self.seconds:.1f} s"
        for refused in self.refused:
            yield f"kg: {refused.reason}"
        for decision in self.stale_decisions:
            yield f"{decision.where}: {decision.finding} {decision.why}: look at the decision again"


def loaded(extract: Extract) -> LoadedDocument:
    """A document's line of the report; findings that it only quotes are not among its own."""
    one, told = extract.document, extract.accounting
    return LoadedDocument(
        file=one.file or "",
        family=one.family,
        force=one.force,
        cycle=one.cycle,
        findings=sum(not finding.restated for finding in extract.findings),
        judgments=len(extract.judgments),
        warnings=len(extract.warnings),
        used=told.used,
        ignored=sum(group.count for group in told.ignored),
        unhandled=len(told.unhandled),
        messages=extract.warnings,
    )


def total(accountings: Iterable[Accounting]) -> Totals:
    """The sum over documents, the most frequent reasons first."""
    result, ignored = Totals(), Counter[str]()
    for one in accountings:
        result.paragraphs += one.paragraphs
        result.used += one.used
        result.unhandled += len(one.unhandled)
        ignored.update({group.reason: group.count for group in one.ignored})
    result.ignored = [Ignored(reason=reason, count=count) for reason, count in ignored.most_common()]
    return result


def _files(number: int) -> str:
    return f"{number:,} file" if number == 1 else f"{number:,} files"
