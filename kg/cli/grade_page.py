"""Grades as pages for a terminal: of one force by theme, of all forces, of several side by side.

Grades on the two sides of a change of scale stand in blocks apart, and nothing leads from one to the other: no arrow,
no line and no word of better or worse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.cli.page import GRADES, disputed_lines, heading, printed_day, theme_name
from kg.coverage import cycle_order
from kg.grades import Moved, stood_under

Row = Mapping[str, Any]
Rows = Sequence[Row]
Indent = tuple[int, int, int, int]

_FLUSH: Indent = (0, 0, 0, 0)
_SET_OFF: Indent = (0, 0, 0, 4)

_MARKS = {"carried_over_from": "*", "interim": "i", "conflict": "!"}
_DOUBTED = "†"
_DOUBTS = f"{_DOUBTED} a source is remarked on: --format json has the note, kg query doubts lists such remarks"
_SOURCES = "+1 one more source states it; --format json has each with its address"
_KEY = (
    "O outstanding, G good, A adequate, RI requires improvement, I inadequate, u ungraded, ? not yet graded, – none\n"
    "* carried over from an earlier cycle, i interim, ! sources differ (kg grades FORCE shows how)"
)


def show_by_theme(
    rows: Rows, moves: Sequence[Moved], name: str, held: Rows, differing: Rows, as_of: str, page: Console
) -> None:
    """The grades of one force: each theme's questions in the order of time, with what is to be known of each grade.

    `moves` are grades of themes under which the one asked about stood before, `differing` what sources tell
    differently of whole reports.
    """
    _print_heading(name, held, differing, as_of, page)
    for theme, told in _by(rows, "theme").items():
        _print_theme(theme, page)
        _print_list(told, page)
    for move in moves:
        _print_move(move, page)
        _print_list(move.rows, page, _SET_OFF)
    _print_end(rows, moves, _SOURCES, page)


def show_by_force(
    rows: Rows, moves: Sequence[Moved], held: Rows, names: Mapping[str, str], as_of: str, page: Console
) -> None:
    """The grades of all forces on a theme or in a cycle, and of which forces none is held.

    `held` is the coverage of that theme and cycle, `moves` are grades of themes under which it stood in that cycle.
    """
    graded = _by(rows, "force")
    read = {row["force"] for row in held if row["holds"] == "findings"}
    page.print(
        f"findings held: {len(read)} of {len(names)} forces · grades held: {len(graded)} of {len(names)} forces "
        f"· as of {printed_day(as_of)}"
    )
    for force, told in graded.items():
        _print_title(names[force], page)
        _print_list(told, page)
    for move in moves:
        _print_move(move, page)
        for force, told in _by(move.rows, "force").items():
            page.print(Padding(Text(names[force]), _SET_OFF))
            _print_list(told, page, _SET_OFF)
    _print_end(rows, moves, _SOURCES, page)
    without = ", ".join(force for force in names if force not in graded)
    if graded and without:
        page.print()
        page.print(f"none held, whether or not one was given: {without}", style="dim")


def show_side_by_side(
    rows: Rows,
    moves: Sequence[Moved],
    held: Mapping[str, Rows],
    differing: Mapping[str, Rows],
    names: Mapping[str, str],
    as_of: str,
    page: Console,
) -> None:
    """A row for each question of a cycle and a column for each force, theme by theme; for the rest `show_by_theme`."""
    for force, coverage in held.items():
        _print_heading(names[force], coverage, differing[force], as_of, page)
    for theme, told in _by(rows, "theme").items():
        _print_theme(theme, page)
        _print_beside(told, list(held), page)
    for move in moves:
        _print_move(move, page)
        _print_beside(move.rows, list(held), page, _SET_OFF)
    _print_end(rows, moves, _KEY, page)


def _print_beside(rows: Rows, forces: Sequence[str], page: Console, indent: Indent = _FLUSH) -> None:
    """A row a question, a column a force, in stretches of one scale."""
    for block in _blocks(rows, page, indent):
        table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim", expand=True)
        table.add_column("", width=14)
        table.add_column("", ratio=1, no_wrap=True, overflow="ellipsis")
        for force in forces:
            table.add_column(force.replace("-", " "), width=max(5, *map(len, force.split("-"))))
        for same in _by(block, "question").values():
            cells = ["/".join(_mark(row) for row in same if row["force"] == force) or "–" for force in forces]
            table.add_row(same[0]["cycle"], _label(same[0]), *cells)
        page.print(Padding(table, indent))


def _print_heading(name: str, held: Rows, differing: Rows, as_of: str, page: Console) -> None:
    page.print(heading(name, held, as_of))
    for line in disputed_lines(differing):
        page.print(Text(line, style="dim"))


def _print_theme(theme: str, page: Console) -> None:
    """A theme's name, and beneath it under which others part of it stood before."""
    _print_title(theme_name(theme), page)
    if earlier := stood_under(theme):
        told = ", ".join(f"{theme_name(other)} (to {cycle})" for other, cycle in earlier.items())
        page.print(Text(f"┆ part of it stood under {told}", style="dim"))


def _print_move(move: Moved, page: Console) -> None:
    """The heading of grades that are another theme's, with the reasons why they are told here."""
    page.print()
    page.print(Padding(Text(f"┆ {move.told} part of it stood under {theme_name(move.theme)}", style="bold"), _SET_OFF))
    for reason in move.reasons:
        page.print(Padding(Text(reason, style="dim"), _SET_OFF))


def _print_title(title: str, page: Console) -> None:
    page.print()
    page.print(Text(title, style="bold"))


def _print_end(rows: Rows, moves: Sequence[Moved], key: str, page: Console) -> None:
    page.print()
    if not rows:
        other = ", except under the themes above" if moves else ""
        page.print(f"No grades are held{other}, which says nothing on whether any were given.")
    if rows or moves:
        page.print(Text(key, style="dim"))
    if any(map(_is_doubted, [*rows, *(row for move in moves for row in move.rows)])):
        page.print(Text(_DOUBTS, style="dim"))


def _print_list(rows: Rows, page: Console, indent: Indent = _FLUSH) -> None:
    """A row a grade: cycle, question, grade, who states it, and beneath it whatever qualifies it."""
    for block in _blocks(rows, page, indent):
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
        table.add_column(width=14)
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        for row in block:
            doubt = f" {_DOUBTED}" if _is_doubted(row) else ""
            told = Text.assemble(row["grade"], (f" · {_stated_by(row['sources'])}{doubt}", "dim"))
            for remark in _remarks(row):
                told.append(f"\n{remark}", style="dim")
            table.add_row(row["cycle"], _label(row), told)
        page.print(Padding(table, indent))


def _stated_by(sources: Rows) -> str:
    """The best source, and how many others state the question's grade too."""
    others = f" +{len(sources) - 1}" if len(sources) > 1 else ""
    return f"{sources[0]['source_kind']}{others}"


def _is_doubted(row: Row) -> bool:
    """Whether the shipped tables remark on what one of its sources says."""
    return any(source["note"] for source in row["sources"])


def _remarks(row: Row) -> Iterator[str]:
    """Why a grade is not to be read like others."""
    if row["carried_over_from"]:
        yield f"* carried over from {row['carried_over_from']}, not inspected again"
    if row["interim"]:
        yield "i from an interim page, not final"
    if row["conflict"]:
        yield "! sources differ: " + "; ".join(dict.fromkeys(map(_said, row["sources"])))


def _said(source: Row) -> str:
    kept = f" from {source['carried_over_from']}" if source["carried_over_from"] else ""
    day = f", {printed_day(source['published'])}" if source["published"] else ""
    return f"{source['grade']}{kept} ({source['source_kind']}{day})"


def _blocks(rows: Rows, page: Console, indent: Indent) -> Iterator[list[Row]]:
    """Grades in the order of time, in stretches of one scale; between two of them a line says that there is a break."""
    block: list[Row] = []
    for row in sorted(rows, key=lambda row: (cycle_order(row["cycle"]), row["question"])):
        if block and block[-1]["scale"] != row["scale"]:
            yield block
            told = f"┄ {row['scale']} grades from here on: not comparable with those above"
            page.print(Padding(Text(told, style="dim"), indent))
            block = []
        block.append(row)
    if block:
        yield block


def _by(rows: Rows, column: str) -> dict[str, list[Row]]:
    """Rows by what they have in a column, in the order in which it first appears; pillars as a whole before all."""
    groups: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["level"] != "pillar"):
        groups.setdefault(row[column], []).append(row)
    return groups


def _label(row: Row) -> str:
    return f"{row['label']} as a whole" if row["level"] == "pillar" else str(row["label"])


def _mark(row: Row) -> str:
    """A grade in a letter or two, with what qualifies it."""
    marks = [mark for column, mark in _MARKS.items() if row[column]]
    return "".join([GRADES[row["grade"]], *marks, *([_DOUBTED] if _is_doubted(row) else [])])
