"""Findings as they are read, before they have their ids, and each of them once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.records import Deadline, Kind, Restated
from loaders.structure.blocks import Block, Sentence
from loaders.structure.outline import Section
from loaders.structure.places import without_closing


@dataclass(slots=True)
class Draft:
    """A finding before it has its id: ids are told apart only once all findings of the document are known."""

    kind: Kind
    parts: Sequence[Block | Sentence]
    section: Section
    headline: str | None = None
    stem: str | None = None
    boxed: bool = True
    cause: Draft | None = None
    time: Block | None = None  # a line above that only says by when
    deadline: Deadline | None = None
    restated: Restated | None = None
    addressed_to: Sequence[str] = ()
    announced: bool = False
    force: str | None = None  # where a document on no one force asks it of one

    @property
    def text(self) -> str:
        return without_closing(" ".join(part.text for part in self.parts))

    @property
    def words(self) -> tuple[Kind, bool, str]:
        """What two drafts of the same finding share."""
        return self.kind, self.restated is not None, self.text.casefold()


def once(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts without those that say again what one of the same kind said; the first stands for all."""
    known: dict[tuple[Kind, bool, str], Draft] = {}
    kept: list[Draft] = []
    for draft in drafts:
        same = known.setdefault(draft.words, draft)
        if same is draft:
            kept.append(draft)
    for draft in kept:
        if draft.cause:
            draft.cause = known[draft.cause.words]
    return kept
