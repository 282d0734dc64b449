"""Tables of answers: Recommendation | Response | By when | Owner | Status, in rows or line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.records import FindingKind
from loaders import words
from loaders.answering.answer_units import Unit, asks
from loaders.structure.blocks import Block, Source, part_of
from loaders.words.headings import may_be_heading

_FILE = "response_table"
_FEWEST_COLUMNS = 3
_LONGEST_HEAD = 60
_BROKEN = re.compile(r"(?<=[a-z]) (?=(?:a?tions?|ments?|ions?)\b)")  # a narrow column breaks a word


class Tables(NamedTuple):
    """The answers of tables, what stands outside them, and the rows and lines that only name columns."""

    units: list[Unit]
    rest: list[Block]
    heads: list[Block]


def read(source: Source, body: Sequence[Block]) -> Tables:
    """The answers that tables of a letter hold; a table whose columns are not known is left as it is."""
    result = Tables([], [], [])
    heading: Block | None = None
    at = 0
    while at < len(body):
        block = body[at]
        roles = _roles([cell.text for cell in block.cells]) if block.kind == "row" else None
        if roles:
            end = _table_end(body, at + 1)
            result.heads.append(block)
            result.units.extend(
                unit for row in body[at + 1 : end] if (unit := _of_row(source, row, roles, block, heading))
            )
            if heading and heading in result.rest:
                result.rest.remove(heading)
                result.heads.append(heading)
        elif flat := flattened_head(body, at):
            end = len(body)
            result.heads.extend(body[at : at + len(flat)])
            units, rest = _of_lines(source, body[at + len(flat) : end], flat)
            result.units.extend(units)
            result.rest.extend(rest)
        else:
            if may_be_heading(block):
                heading = block
            result.rest.append(block)
            end = at + 1
        at = end
    return result


def flattened_head(body: Sequence[Block], at: int) -> list[str]:
    """What the columns hold whose names stand on lines of their own from here; none where that is no table."""
    lines = []
    for block in body[at : at + 8]:
        if block.kind != "paragraph" or len(block.text) > _LONGEST_HEAD or not words.first(_FILE, "column", block.text):
            break
        lines.append(block.text)
    while len(lines) >= _FEWEST_COLUMNS:
        if roles := _roles(lines):
            return roles
        lines.pop()
    return []


def _roles(names: Sequence[str]) -> list[str] | None:
    """What each column holds, known by its name; None for a table of anything but answers."""
    whole = [_BROKEN.sub("", name) for name in names]
    found = [words.first(_FILE, "column", name) if len(name) <= _LONGEST_HEAD else None for name in whole]
    roles = [str(row[0]["role"]) if row else "other" for row in found]
    if "answer" not in roles and "remark" in roles:  # the policing body alone answers
        roles[roles.index("remark")] = "answer"
    for at, role in enumerate(roles):
        if role == "answer" and "answer" in roles[:at]:
            roles[at] = "remark"  # the second of two parties
    return roles if "ask" in roles and "answer" in roles and len(roles) >= _FEWEST_COLUMNS - 1 else None


def _table_end(body: Sequence[Block], at: int) -> int:
    while at < len(body) and body[at].kind == "row" and not _roles([cell.text for cell in body[at].cells]):
        at += 1
    return at


def _of_row(source: Source, row: Block, roles: Sequence[str], head: Block, heading: Block | None) -> Unit | None:
    """The answer of one row; None for a row without an ask."""
    cells = dict(zip(roles, row.cells, strict=False))
    if "ask" not in cells or not cells["ask"].text:
        return None
    ask = replace(row, kind="paragraph", text=cells["ask"].text, spans=(cells["ask"].span,), cells=())
    number, kind, ask = _numbered(source, ask, head.text)
    if "ref" in cells and number is None:
        number = cells["ref"].text or None
    kind = next((said for role in ("kind", "ref") if role in cells and (said := _kind_in(cells[role].text))), kind)
    answer = [
        replace(row, kind="paragraph", text=cells[role].text, spans=(cells[role].span,), cells=())
        for role in ("answer", "remark")
        if role in cells and any(character.isalnum() for character in cells[role].text)
    ]
    section = [heading.text] if heading else []
    by, status, stance = (cells[role].text if role in cells else None for role in ("by", "status", "stance"))
    return Unit(kind, number, section, [ask], answer, [row], heading, by, status, stance)


def _kind_in(cell: str) -> FindingKind | None:
    """The kind of finding that a reference ("AFI 2") or a column of kinds gives; None where it gives none."""
    found = words.first("response_ask", "numbered", cell) or words.first(_FILE, "kind", cell)
    return found[0]["kind"] if found else None


def _numbered(source: Source, ask: Block, head: str) -> tuple[str | None, FindingKind, Block]:
    """Number and kind of what a cell asks, and the words behind the number."""
    found = words.first("response_ask", "numbered", ask.text) or words.first(_FILE, "numbered", ask.text)
    named = words.first(_FILE, "kind", head)
    kind: FindingKind = named[0]["kind"] if named else "recommendation"
    if found and found[1]["rest"]:
        ask = part_of(ask, source.text, found[1].start("rest"))
        return found[1].groupdict().get("number"), found[0].fields.get("kind", kind), ask
    return None, kind, ask


def _of_lines(source: Source, lines: Sequence[Block], roles: Sequence[str]) -> tuple[list[Unit], list[Block]]:
    """The answers of a table of which every cell is a line: each begins at a number, or where a line asks again.

    Its last cells are those of the columns behind the answer; what follows the last of them is no part of the table.
    """
    after = list(roles[roles.index("answer") + 1 :])
    starts = [at for at, line in enumerate(lines) if words.first("response_ask", "numbered", line.text)]
    if not starts:
        starts = [at for at, line in enumerate(lines) if asks(line.text)]
    units: list[Unit] = []
    rest = list(lines[: starts[0]]) if starts else list(lines)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        one = list(lines[start:end])
        head = words.first("response_ask", "numbered", one[0].text)
        kind: FindingKind = head[0]["kind"] if head else "recommendation"
        number = head[1].groupdict().get("number") if head else None
        cells = one[1:] if head and not head[1]["rest"] else one
        if head and head[1]["rest"]:
            cells[0] = part_of(cells[0], source.text, head[1].start("rest"))
        many = next((i for i, cell in enumerate(cells) if not asks(cell.text)), len(cells))
        ask, cells = cells[:many], cells[many:]
        if end == len(lines):
            rest.extend(cells[1 + len(after) :])
            cells = cells[: 1 + len(after)]
        tail = dict(zip(after, cells[max(1, len(cells) - len(after)) :], strict=False))
        answer = cells[: max(1, len(cells) - len(after))]
        by, status = (tail[role].text if role in tail else None for role in ("by", "status"))
        units.append(
            Unit(kind, number, [one[0].text] if head else [], ask, answer, [*one[:1], *ask, *cells], None, by, status)
        )
    return units, rest
