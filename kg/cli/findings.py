"""Commands on what a force was told: `kg history`, `kg concerns`, `kg concern`."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Session, command
from kg.cli.show import Format, console, show_json, show_rows
from kg.errors import UsageError
from kg.ids import slug

if TYPE_CHECKING:
    from kg.history import History

ForceArg = Annotated[
    str,
    typer.Argument(metavar="FORCE", callback=slug, help="A force; `kg forces` lists all."),
]
ThemeOpt = Annotated[str | None, typer.Option("--theme", metavar="T", help="Only this theme; `kg themes` lists all.")]
COLUMNS = ("id", "title", "theme", "status", "status_basis", "trend", "first_raised", "last_raised", "times_raised")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    for function in (history, concerns, concern):
        command(app)(function)


def history(session: Session, force: ForceArg, theme: ThemeOpt = None) -> None:
    """Print what FORCE was told through the years and what became of it."""
    told = _tell(session, force, theme)
    if session.format is Format.json:
        show_json(asdict(told))
    elif session.format is Format.table:
        from kg.cli.page import show_history

        show_history(told, console())
    else:
        show_rows([asdict(concern) for concern in told.concerns], COLUMNS, session.format)


def concerns(session: Session, force: ForceArg, theme: ThemeOpt = None) -> None:
    """Print the concerns of FORCE, one a row, with what became of each."""
    told = _tell(session, force, theme)
    show_rows([asdict(concern) for concern in told.concerns], COLUMNS, session.format)


def concern(
    session: Session,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a concern or of a finding in it; the last part will do.")
    ],
) -> None:
    """Print one concern with all its evidence: findings, links, outcomes, answers, and what is not known."""
    from kg.history import tell_concerns

    with session.graph() as graph:
        told, *others = tell_concerns(graph, id, session.day, session.settings().decisions)
    if session.format is Format.json:
        show_json(asdict(told))
    elif session.format is Format.table:
        from kg.cli.page import show_concern

        show_concern(told, console())
    else:
        show_rows([asdict(finding) for finding in told.findings], tuple(asdict(told.findings[0])), session.format)
    for other in others:
        print(f"the finding is also part of {other.id}", file=sys.stderr)


def _tell(session: Session, force: str, theme: str | None) -> History:
    from kg.history import tell

    with session.graph() as graph:
        told = tell(graph, force, session.day, session.settings().decisions)
    if theme is None:
        return told
    known = {row["theme"] for row in told.coverage}
    if theme not in known:
        from kg.queries.cypher import near

        raise UsageError(f"no theme called {theme!r}", "", near(theme, sorted(known)) or "kg themes lists all")
    return replace(
        told,
        coverage=[row for row in told.coverage if row["theme"] == theme],
        grades=[row for row in told.grades if row["theme"] == theme],
        concerns=[concern for concern in told.concerns if concern.theme == theme],
        mentioned=[mention for mention in told.mentioned if mention["theme"] == theme],
    )
