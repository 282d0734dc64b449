"""Moves of a force between the stages of the inspectorate's monitoring."""

from __future__ import annotations

from collections.abc import Sequence

from kg.records import Monitoring
from loaders.blocks import Sentence, Source, sentences
from loaders.ledger import Ledger
from loaders.outline import Section
from loaders.places import place
from loaders.words import dates, first


def read(source: Source, force: str, on: str | None, parts: Sequence[Section], ledger: Ledger) -> list[Monitoring]:
    """One record for each move, with the date of the decision, else that of the document (`on`).

    A move told of the past without its date is left out, and so is staying where one is. A move told twice is one.
    """
    found: dict[tuple[str, str | None], Monitoring] = {}
    for section in parts:
        for block in section.blocks:
            if not first("monitoring", "needed", block.text):
                continue
            for sentence in sentences(block, source.text):
                stay = _stay(source, force, on, section, sentence)
                if stay:
                    ledger.use(block)
                    found.setdefault((stay.stage, stay.on), stay)
    return list(found.values())


def _stay(source: Source, force: str, on: str | None, section: Section, sentence: Sentence) -> Monitoring | None:
    move = first("monitoring", "move", sentence.text)
    if not move or first("monitoring", "undecided", sentence.text[: move[1].end()]):
        return None
    if first("monitoring", "conditional", sentence.text):
        return None
    dated = first("monitoring", "dated", sentence.text)
    if not dated and first("monitoring", "past", sentence.text):
        return None
    return Monitoring(
        force=force,
        stage=move[0]["stage"],
        on=dates.printed_date(dated[1]["date"]) if dated else on,
        where=place(source, [sentence], section.path, sentence.text),
    )
