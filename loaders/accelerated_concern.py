"""Accelerated causes of concern: published ahead of the report because of serious failures or risks to the public.

A page has its imprint, an introduction and, in full, the causes with their recommendations, each under a heading. A
landing page only names them, in a list: where the publication is loaded too, its findings stand instead.
"""

from __future__ import annotations

from kg.ids import undated
from kg.records import Extract
from loaders.letter import particulars
from loaders.meaning import concern_sections, concerns, continuity, document, monitoring
from loaders.meaning.document import Supplied
from loaders.meaning.findings import Reader
from loaders.privacy.redaction import without_private
from loaders.structure.blocks import Source
from loaders.structure.contents import without_contents
from loaders.structure.labels import labelled
from loaders.structure.ledger import Ledger
from loaders.structure.places import numbered
from loaders.words import first

_HEAD = 20  # blocks among which the imprint stands


def read(source: Source, supplied: Supplied) -> Extract:
    """The records of one publication.

    Raises KgError where nobody says which force it is about, UsageError where an unknown one was supplied.
    """
    source = without_contents(without_private(source))
    body = [block for block in source.body() if block.text]
    head = labelled(body, _HEAD)
    cover = particulars(source, head, head.behind, None, supplied)
    ledger = Ledger(source.blocks)
    ledger.use(*cover.lines, *cover.imprint)
    found = concern_sections.sections(source, [block for block in head.behind if block not in cover.lines], cover.cycle)
    reader = Reader(source, cover, ledger)
    for block in head.behind:
        if row := first("boilerplate", "line", block.text):
            ledger.ignore(row[0]["reason"], block)
    concerns.Telling(reader, None).read(found)
    one = document.record(source, cover, "accelerated_concern")
    findings = reader.records()
    date = cover.published or undated(cover.title, (finding.text or "" for finding in findings))
    one.id = f"{cover.force}.accelerated-concern.{date}"
    extract = Extract(document=one, findings=findings, warnings=cover.warnings)
    extract.continuity = continuity.read(source, cover, found, extract.findings, ledger)
    assert cover.force
    extract.monitoring = monitoring.read(source, cover.force, cover.published, found, ledger)
    ledger.ignore("narrative", *(block for section in found for block in section.blocks))
    ledger.ignore("navigation", *head.blocks, *head.before)
    ledger.ignore("contact", *(block for block in source.body() if not block.text))
    extract.accounting = ledger.accounting()
    return numbered(extract)
