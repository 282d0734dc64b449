"""What a report counts of its own grades and findings, held against what was read; a difference is a warning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kg.records import Finding, Judgment, Warning_
from loaders.structure.blocks import Block, Source, sentences
from loaders.structure.ledger import Ledger
from loaders.words import dates, first

_WORDS = {
    "cause_of_concern": "causes of concern",
    "area_of_concern": "areas of concern",
    "area_for_improvement": "areas for improvement",
    "recommendation": "recommendations",
}


def check(
    source: Source,
    summary: Iterable[Block],
    judgments: Sequence[Judgment],
    findings: Sequence[Finding],
    ledger: Ledger,
) -> list[Warning_]:
    """Warnings on the counts that the paragraphs of a summary print."""
    blocks = list(summary)
    return [*_of_areas(blocks, judgments, ledger), *_of_findings(source, blocks, findings)]


def _of_areas(blocks: Iterable[Block], judgments: Sequence[Judgment], ledger: Ledger) -> Iterator[Warning_]:
    read = (sum(one.grade != "ungraded" for one in judgments), len(judgments))
    for block in blocks:
        found = first("counts", "areas", block.text)
        if not found:
            continue
        counted = (dates.number(found[1]["graded"]), dates.number(found[1]["areas"]))
        if None in counted:
            continue
        ledger.use(block)
        if counted != read:
            message = "it counts {} graded of {} areas; {} of {} were read".format(*counted, *read)
            yield Warning_(line=block.line, message=message)


def _of_findings(source: Source, blocks: Iterable[Block], findings: Sequence[Finding]) -> Iterator[Warning_]:
    told_again = Counter(one.kind for one in findings if one.restated)
    read = Counter(one.kind for one in findings if not one.restated)
    read |= Counter({kind: count for kind, count in told_again.items() if not read[kind]})  # what else would it count?
    for block in blocks:
        for sentence in sentences(block, source.text):
            found = first("counts", "findings", sentence.text)
            if not found or first("continuity", "reference", sentence.text):
                continue
            counted = dates.number(found[1]["count"])
            named = first("counts", "kind", found[1]["what"])
            kind = named[0]["kind"] if named else None
            if counted is None or kind is None or counted in (read[kind], told_again[kind]):
                continue
            message = f"it counts {counted} {_WORDS[kind]}; {read[kind]} were read"
            yield Warning_(line=sentence.line, message=message)
