"""Strict reading of one CSV table: each row that is not as declared is told with file, line and remedy."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from kg.errors import KgError, Tell, refuse
from kg.facts.rows import Row

R = TypeVar("R", bound=Row)
_BOM = b"\xef\xbb\xbf"
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def read_table(folder: Path, row_type: type[R], tell: Tell = refuse) -> list[R]:
    """The rows of the table that `row_type` describes, from `folder`, without those that are not as declared.

    `tell` is given a KgError where the file is missing or not plain UTF-8 CSV parted by commas, and for each row with
    another number of columns, an empty required cell, a value outside its vocabulary, an impossible date or an end
    before its start, and for each that stands there twice. By default the first is raised.
    """
    file = folder / f"{row_type.table}.csv"
    try:
        records = _cells(file, _columns(row_type), tell)
    except KgError as unreadable:
        tell(unreadable)
        return []
    rows = _rows(row_type, records, tell)
    for duplicate in _duplicates(rows, row_type.key):
        tell(duplicate)
    return rows


def _rows(row_type: type[R], records: list[dict[str, Any]], tell: Tell) -> list[R]:
    """The records that are as declared; what is wrong with the others is told."""
    validate = _adapter(row_type).validate_python
    try:
        return validate(records)
    except ValidationError as error:
        wrong = error.errors(include_url=False)
    told: set[tuple[Any, ...]] = set()
    for one in wrong:
        cell = one["loc"][:2]
        if cell not in told:  # a cell that may be one of several things is told once
            told.add(cell)
            tell(_explained(one, row_type.table, records))
    bad = {one["loc"][0] for one in wrong}
    return validate([record for index, record in enumerate(records) if index not in bad])


@cache
def _columns(row_type: type[Row]) -> tuple[str, ...]:
    """The columns in the order in which the class itself declares them, whatever its bases hold."""
    own = [name for name in row_type.__annotations__ if name in row_type.model_fields and name != "line"]
    return tuple(row_type.model_fields[name].alias or name for name in own)


@cache
def _adapter(row_type: type[R]) -> TypeAdapter[list[R]]:
    return TypeAdapter(list[row_type])  # type: ignore[valid-type]


def _cells(file: Path, columns: tuple[str, ...], tell: Tell) -> list[dict[str, Any]]:
    """Each row as its filled cells by column and, as `line`, the line on which it begins."""
    where = f"data/{file.name}"
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise KgError("cannot be read", where, error.strerror or "restore the file") from None
    if raw.startswith(_BOM):
        raise KgError("begins with a byte-order mark", f"{where}:1", "save the file as UTF-8 without one")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise KgError("is not UTF-8", f"{where}:{line}", "save the file as UTF-8") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[dict[str, Any]] = []
    end = 0
    try:
        for cells in reader:
            start, end = end + 1, reader.line_num
            if start == 1:
                _check_header(cells, columns, where)
            elif len(cells) != len(columns):
                tell(
                    KgError(
                        f"has {len(cells)} columns instead of {len(columns)}",
                        f"{where}:{start}",
                        "put a cell that holds a comma in double quotes, and keep empty cells",
                    )
                )
            else:
                filled = {column: cell for column, cell in zip(columns, cells, strict=True) if cell}
                records.append({**filled, "line": start})
    except csv.Error as error:
        raise KgError(f"is no CSV ({error})", f"{where}:{reader.line_num}", "double the quotes inside a cell") from None
    if end == 0:
        raise KgError("is empty", where, "restore the file, with its header")
    return records


def _check_header(cells: list[str], columns: tuple[str, ...], where: str) -> None:
    if tuple(cells) == columns:
        return
    expected = ",".join(columns)
    for mark, name in _OTHER_SEPARATORS.items():
        if len(cells) == 1 and mark in cells[0]:
            raise KgError(f"is parted by {name}", f"{where}:1", "save the file with commas")
    missing = [column for column in columns if column not in cells]
    unknown = [cell for cell in cells if cell not in columns]
    if missing:
        what = f"lacks the columns {', '.join(missing)}"
    elif unknown:
        what = f"has unknown columns {', '.join(unknown)}"
    else:
        what = "has its columns in another order"
    raise KgError(what, f"{where}:1", f"the header is {expected}")


def _explained(error: ErrorDetails, table: str, records: list[dict[str, Any]]) -> KgError:
    """One thing that is wrong, with the row's line and what to do."""
    index, *field = error["loc"]
    column = str(field[0]) if field else ""
    value = error["input"]
    message = error["msg"].removeprefix("Value error, ")
    match error["type"]:
        case "missing":
            what, remedy = f"{column} is empty", "fill it in"
        case "literal_error":
            what, remedy = f"{column} {value!r} is unknown", f"write {error['ctx']['expected']}"
        case _ if column:
            what, remedy = f"{column} {value!r}: {message}", "correct the cell"
        case _:
            what, remedy = message, "correct the row"
    return KgError(what, f"data/{table}.csv:{records[int(index)]['line']}", remedy)


def _duplicates(rows: list[R], key: tuple[str, ...]) -> Iterator[KgError]:
    seen: dict[str, R] = {}
    for row in rows:
        shown = repr([getattr(row, column) for column in key])
        if shown in seen:
            columns = ", ".join(column.rstrip("_") for column in key)
            yield KgError(f"repeats {columns} of line {seen[shown].line}", row.where, "remove one of the two rows")
        seen.setdefault(shown, row)
