"""Commands on grades: `kg grades`, `kg compare`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.findings import ThemeOpt
from kg.cli.options import Session, command
from kg.cli.show import Format, console, show_rows
from kg.errors import UsageError
from kg.ids import slug

if TYPE_CHECKING:
    from kg.engine import Graph
    from kg.grades import Moved

CycleOpt = Annotated[str | None, typer.Option("--cycle", metavar="C", help="Only this cycle, as 2018/19.")]
_THEME = "MATCH (t:Theme {id: $theme}) RETURN t.name AS name, t.description AS description"
_ALL = ""  # in place of a force's id
COLUMNS = (
    "force", "cycle", "programme", "level", "question", "theme", "heading", "label", "grade", "scale",
    "carried_over_from", "interim", "conflict", "published", "sources",
)  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    for function in (grades, compare):
        command(app)(function)


def grades(
    session: Session,
    force: Annotated[str | None, typer.Argument(metavar="FORCE", help="A force; all where none is given.")] = None,
    theme: ThemeOpt = None,
    cycle: CycleOpt = None,
) -> None:
    """Print how FORCE, or all forces on a theme or in a cycle, was graded, and who says so."""
    if force is None and theme is None and cycle is None:
        raise UsageError("nothing to tell the grades of", "kg grades", "name a force, or give --theme or --cycle")
    _tell(session, [slug(force) if force else None], theme, cycle)


def compare(
    session: Session,
    forces: Annotated[list[str], typer.Argument(metavar="FORCE FORCE…", help="Two forces or more.")],
    theme: ThemeOpt = None,
    cycle: CycleOpt = None,
) -> None:
    """Print the grades of several forces side by side, question by question."""
    chosen = list(dict.fromkeys(map(slug, forces)))
    if len(chosen) < 2:
        raise UsageError("one force cannot be compared", "kg compare", "name two forces or more")
    _tell(session, chosen, theme, cycle)


def _tell(session: Session, forces: Sequence[str | None], theme: str | None, cycle: str | None) -> None:
    """Print the grades of one force, of several side by side, or, for the one force None, of all."""
    from kg.coverage import coverage, disputed, official_names
    from kg.grades import grades as tell
    from kg.grades import moved

    moves: list[Moved] = []
    with session.graph() as graph:
        rows = [row for force in forces for row in tell(graph, session.day, force=force, theme=theme, cycle=cycle)]
        if not rows and cycle is not None:
            _refuse_unknown_cycle(graph, cycle)
        many = list(forces) == [None] and cycle is None  # of all forces and cycles a line says what stood elsewhere
        if theme is not None and not many and (session.format is Format.table or not rows):
            moves = moved(graph, session.day, theme, forces, cycle)
        if session.format is not Format.table:
            show_rows(rows, COLUMNS, session.format)
            for one in moves:
                print(
                    f"part of {theme} stood under {one.theme} {one.told}: kg grades --theme {one.theme}",
                    file=sys.stderr,
                )
            return
        held = {force or _ALL: coverage(graph, session.day, force) for force in forces}
        names = official_names(graph)
        described = graph.rows(_THEME, theme=theme)
        differing = {force: disputed(graph, force, session.day) for force in forces if force}
    from kg.cli.grade_page import show_by_force, show_by_theme, show_side_by_side

    page = console()
    for row in described:
        page.print(f"{row['name']}: {row['description']}", style="dim")
    if len(held) > 1:
        show_side_by_side(rows, moves, held, differing, names, session.day, page)
    elif _ALL in held:
        asked = [row for row in held[_ALL] if theme in (None, row["theme"]) and cycle in (None, row["cycle"])]
        show_by_force(rows, moves, asked, names, session.day, page)
    else:
        ((force, rows_held),) = held.items()
        show_by_theme(rows, moves, names[force], rows_held, differing[force], session.day, page)


def _refuse_unknown_cycle(graph: Graph, cycle: str) -> None:
    from kg.queries.cypher import near

    known = [row["cycle"] for row in graph.rows("MATCH (q:Question) RETURN DISTINCT q.cycle AS cycle ORDER BY cycle")]
    if cycle not in known:
        raise UsageError(f"no cycle called {cycle!r}", "", near(cycle, known) or f"there are {', '.join(known)}")
