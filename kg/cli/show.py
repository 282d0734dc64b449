"""Records to the page: the one place that knows tables, colours, JSON, CSV and Markdown.

Rich is imported where something is laid out with it, since a command can do that while it waits for the graph.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_READABLE = 32  # characters from which a cell may be folded without loss
_GIVE_WAY = ("url", "section", "quote", "source", "published", "line", "note", "aliases", "tags", "text")


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


def console(stderr: bool = False) -> Console:
    """A console that asks for width and colour now, when printing, and obeys NO_COLOR and COLUMNS."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def show_json(value: object) -> None:
    """Print a value as JSON, non-ASCII letters as they are."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def show_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], format: Format) -> None:
    """Print rows of equal keys; `columns` names them also where there is no row."""
    if format is Format.json:
        show_json([dict(row) for row in rows])
    elif format is Format.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    elif format is Format.md:
        print("| " + " | ".join(columns) + " |")
        print("|" + "---|" * len(columns))
        for row in rows:
            print("| " + " | ".join(_cell(row[c]).replace("|", "\\|").replace("\n", " ") for c in columns) + " |")
    else:
        _table(rows, columns)


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Rows as a table; in a narrow terminal columns that only locate the evidence give way, and it is said."""
    if not rows:
        print("no rows", file=sys.stderr)
        return
    from rich.table import Table

    page = console()
    cells = {column: [_cell(row[column]) for row in rows] for column in columns}
    wanted = {column: min(max(len(column), *map(len, cells[column])), _READABLE) + 1 for column in columns}
    shown = list(columns)
    for column in [*(column for column in _GIVE_WAY if column in columns), *reversed(columns[2:])]:
        if sum(wanted[name] for name in shown) > page.width and column in shown:
            shown.remove(column)
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 1, 0, 0))
    for column in shown:
        table.add_column(column.replace("_", " "), overflow="fold")
    for row in zip(*(cells[column] for column in shown), strict=True):
        table.add_row(*row)
    page.print(table)
    if len(shown) < len(columns):
        left_out = ", ".join(column for column in columns if column not in shown)
        print(f"too narrow for: {left_out} (--format json has all)", file=sys.stderr)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(_cell(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_cell(item)}" for key, item in value.items() if item is not None)
    return str(value)
