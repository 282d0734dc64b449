"""Pages of a policing body that list answers and print nothing of them: reports, each with the day of its answer.

They are lines under titles of reports or a table; a page on a single report may sum it up and give its answer in one
line, a link with its day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.records import AuthorRole
from loaders import words
from loaders.answering.correspondence import Letter, is_date
from loaders.structure.blocks import Block, Cell, Source
from loaders.words.dates import printed_date
from loaders.words.headings import may_be_heading

_FILE = "response_index"
_FEWEST = 2  # answered reports that make an index of lines
_NEAR = 3  # lines between a report's title and its answers
_HEAD = 12  # lines of a page that say who answers
_LONGEST_CELL = 120  # letters of a cell that only says when it was answered


class Entry(NamedTuple):
    """One answer listed: the line of its report, its own line, its day, and whose it is where the line says so."""

    letter: Letter
    role: AuthorRole | None


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of a table hold the report's title, its day, and answers by whom."""

    report: int
    published: int | None
    replies: tuple[tuple[int, AuthorRole | None], ...]


def entries(source: Source) -> list[Entry]:
    """The answers that a page lists; none where the document is no such page.

    Titles of yearly reports look like a line that comes back on every page, so those cut as such are looked at too. An
    answer still to come has no day and is none.
    """
    blocks = [block for block in source.blocks if block.cut in (None, "furniture") and block.text]
    author = next((role for block in blocks[:_HEAD] if (role := _author(block.text))), None)
    tabled = [Entry(entry.letter, entry.role or author) for entry in _of_tables(blocks)]
    if tabled:
        return tabled
    found = [Entry(entry.letter, entry.role or author) for at in range(len(blocks)) if (entry := _entry(blocks, at))]
    return found if len(found) >= _FEWEST else _alone(blocks)


def _of_tables(blocks: Sequence[Block]) -> Iterator[Entry]:
    """The answers of tables whose head names a column of reports and one of answers."""
    columns: _Columns | None = None
    for block in blocks:
        if block.kind != "row":
            columns = None
        elif head := _columns(block.cells):
            columns = head
        elif columns:
            yield from _of_row(block, columns)


def _columns(cells: Sequence[Cell]) -> _Columns | None:
    """What the cells of a head name; None for a row that is none."""
    named = [words.first(_FILE, "column", cell.text) for cell in cells]
    roles = [str(found[0]["role"]) if found else "" for found in named]
    replies = tuple((at, _author(cells[at].text)) for at, role in enumerate(roles) if role == "reply")
    if "report" not in roles or not replies:
        return None
    return _Columns(roles.index("report"), roles.index("published") if "published" in roles else None, replies)


def _of_row(row: Block, columns: _Columns) -> Iterator[Entry]:
    """The answers of one row, by whoever answered on a day."""
    cells = [replace(row, kind="paragraph", text=cell.text, spans=(cell.span,), cells=()) for cell in row.cells]
    title = cells[columns.report] if columns.report < len(cells) else None
    if title is None or not title.text:
        return
    dated = columns.published is not None and columns.published < len(cells)
    published = printed_date(cells[columns.published or 0].text if dated else title.text)
    for at, role in columns.replies:
        cell = cells[at] if at < len(cells) else None
        date = printed_date(cell.text) if cell and len(cell.text) <= _LONGEST_CELL else None
        if cell and date and (is_date(cell.text) or words.first(_FILE, "reply", cell.text)):
            letter = Letter(head=[title], body=[cell], date=date, dated=cell, subject=title, of_report=published)
            yield Entry(letter, _author(cell.text) or role)


def _entry(blocks: Sequence[Block], at: int) -> Entry | None:
    """The answer that a line lists, under the next line above that lists none and is no mere date."""
    reply = words.first(_FILE, "reply", blocks[at].text)
    date = printed_date(reply[1]["date"]) if reply else None
    if date is None:
        return None
    above = [block for block in blocks[max(at - _NEAR, 0) : at] if not words.first(_FILE, "reply", block.text)]
    title = next((block for block in reversed(above) if not _dates_a_report(block.text)), None)
    if title is None:
        return None
    published = next((printed_date(block.text) for block in reversed(above) if _dates_a_report(block.text)), None)
    letter = Letter(
        head=[title],
        body=[blocks[at]],
        date=date,
        dated=blocks[at],
        subject=title,
        of_report=printed_date(title.text) or published,
    )
    return Entry(letter, _author(blocks[at].text))


def _dates_a_report(text: str) -> bool:
    """Whether a line only gives a day, with or without a label that says it is the report's."""
    labelled = words.first("response_report", "report", text) if len(text) <= _LONGEST_CELL else None
    return is_date(text) or (labelled is not None and labelled[1].start() == 0 and labelled[1].end() == len(text))


def _alone(blocks: Sequence[Block]) -> list[Entry]:
    """The one answer of a page that sums up a report and nowhere says what is answered; none elsewhere."""
    at = next((at for at, block in enumerate(blocks) if words.first(_FILE, "reply", block.text)), None)
    if at is None or any(block.kind == "row" or words.first(_FILE, "answers", block.text) for block in blocks):
        return []
    above = blocks[:at]
    title = next((one for one in reversed(above) if may_be_heading(one) and _names_a_report(one.text)), None)
    entry = _entry(blocks, at)
    if entry is None or title is None:
        return []
    lines = [one for one in above if one is title or words.first("response_report", "report", one.text)]
    published = entry.letter.of_report if entry.letter.subject is title else None
    return [Entry(replace(entry.letter, head=lines, subject=title, of_report=published), entry.role)]


def _names_a_report(text: str) -> bool:
    return any(words.first("response_letter", group, text) for group in ("report_title", "programme"))


def _author(text: str) -> AuthorRole | None:
    """Whose answer a line, or the head of a column, names."""
    found = words.first(_FILE, "author", text)
    role: AuthorRole | None = found[0]["role"] if found else None
    return role
