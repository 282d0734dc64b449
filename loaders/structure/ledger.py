"""What became of every paragraph of a document: used, ignored for a named reason, or left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.records import Accounting, Ignored, Unhandled
from loaders.structure.blocks import Block

_WORDS_SHOWN = 8


class Ledger:
    """Books the blocks of one document. A block from which a record was made is used, whatever else is said of it."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = list(blocks)
        self._used: set[int] = set()
        self._ignored: dict[int, str] = {}
        for block in self._blocks:
            if block.cut:
                self._ignored[block.line] = block.cut

    def use(self, *blocks: Block) -> None:
        """A record rests on these blocks."""
        self._used.update(block.line for block in blocks)

    def ignore(self, reason: str, *blocks: Block) -> None:
        """Nothing is to be taken from these blocks, and why; the first reason given stays."""
        for block in blocks:
            self._ignored.setdefault(block.line, reason)

    def is_booked(self, block: Block) -> bool:
        """Whether anything was said of a block."""
        return block.line in self._used or block.line in self._ignored

    def accounting(self) -> Accounting:
        """The sums: paragraphs == used + ignored + unhandled."""
        ignored = Counter(
            self._ignored[block.line]
            for block in self._blocks
            if block.line in self._ignored and block.line not in self._used
        )
        left = [block for block in self._blocks if not self.is_booked(block)]
        return Accounting(
            paragraphs=len(self._blocks),
            used=sum(block.line in self._used for block in self._blocks),
            ignored=[Ignored(reason=reason, count=count) for reason, count in sorted(ignored.items())],
            unhandled=[Unhandled(line=block.line, text=" ".join(block.text.split()[:_WORDS_SHOWN])) for block in left],
        )
