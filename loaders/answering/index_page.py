"""Index pages of a policing body: reports, each with the day on which it was answered, and nothing of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.records import AuthorRole
from loaders import words
from loaders.answering.correspondence import Letter
from loaders.structure.blocks import Block, Source
from loaders.words.dates import printed_date

_FILE = "response_index"
_FEWEST = 2  # answered reports that make an index


class Entry(NamedTuple):
    """One answer listed: the line of its report, its own line, its day, and whose it is where the line says so."""

    letter: Letter
    role: AuthorRole | None


def entries(source: Source) -> list[Entry]:
    """The answers that a page lists; none where the document is no index.

    Titles of yearly reports look like a line that comes back on every page, so those cut as such are looked at too. An
    answer still to come has no day and is none.
    """
    blocks = [block for block in source.blocks if block.cut in (None, "furniture") and block.text]
    found = [entry for at in range(len(blocks)) if (entry := _entry(blocks, at))]
    return found if len(found) >= _FEWEST else []


def _entry(blocks: Sequence[Block], at: int) -> Entry | None:
    """The answer that a line lists, under the next line above that lists none."""
    reply = words.first(_FILE, "reply", blocks[at].text)
    if not reply:
        return None
    above = next((block for block in reversed(blocks[:at]) if not words.first(_FILE, "reply", block.text)), None)
    date = printed_date(reply[1]["date"])
    if above is None or date is None or at - blocks.index(above) > _FEWEST + 1:
        return None
    role = words.first(_FILE, "author", blocks[at].text)
    letter = Letter(
        head=[above], body=[blocks[at]], date=date, dated=blocks[at], subject=above, of_report=printed_date(above.text)
    )
    return Entry(letter, role[0]["role"] if role else None)
