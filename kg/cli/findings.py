"""Commands on what a force was told: `kg history`, `kg concerns`, `kg concern`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Session, command, importing
from kg.cli.show import Format, console, show_json, show_rows
from kg.ids import force_of, slug

if TYPE_CHECKING:
    from kg.history import History

ForceArg = Annotated[
    str,
    typer.Argument(metavar="FORCE", callback=slug, help="A force; `kg forces` lists all."),
]
ThemeOpt = Annotated[str | None, typer.Option("--theme", metavar="T", help="Only this theme; `kg themes` lists all.")]
SinceOpt = Annotated[
    str | None,
    typer.Option("--since", metavar="CYCLE", help="Only what was raised in this cycle or later, as 2018/19."),
]
StatusOpt = Annotated[str | None, typer.Option("--status", metavar="S", help="Only concerns of this status, as open.")]
KindOpt = Annotated[
    str | None, typer.Option("--kind", metavar="K", help="Only concerns with such a finding, as cause_of_concern.")
]
CertainOpt = Annotated[
    bool, typer.Option("--certain", help="Leave out likely links: only what is stated or decided makes threads.")
]
COLUMNS = ("id", "title", "theme", "status", "status_basis", "trend", "first_raised", "last_raised", "times_raised")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    for function in (history, concerns, concern):
        command(app)(function)


def history(
    session: Session,
    force: ForceArg,
    theme: ThemeOpt = None,
    since: SinceOpt = None,
    status: StatusOpt = None,
    kind: KindOpt = None,
    certain: CertainOpt = False,
) -> None:
    """Print what FORCE was told through the years and what became of it."""
    page = "kg.cli.page" if session.format is Format.table else None
    told = _tell(session, force, certain, page, theme=theme, since=since, status=status, kind=kind)
    if session.format is Format.json:
        show_json(asdict(told))
    elif session.format is Format.table:
        from kg.cli.page import show_history

        show_history(told, console())
    else:
        show_rows([asdict(concern) for concern in told.concerns], COLUMNS, session.format)


def concerns(
    session: Session,
    force: ForceArg,
    theme: ThemeOpt = None,
    since: SinceOpt = None,
    status: StatusOpt = None,
    kind: KindOpt = None,
    certain: CertainOpt = False,
) -> None:
    """Print the concerns of FORCE, one a row, with what became of each."""
    told = _tell(session, force, certain, theme=theme, since=since, status=status, kind=kind)
    show_rows([asdict(concern) for concern in told.concerns], COLUMNS, session.format)


def concern(
    session: Session,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a concern or of a finding in it; the last part will do.")
    ],
) -> None:
    """Print one concern with all its evidence: findings, links, outcomes, answers, and what is not known."""
    from kg.coverage import coverage
    from kg.history import beside, tell_concerns

    with session.graph() as graph:
        told, *others = tell_concerns(graph, id, session.day, session.settings().decisions)
        possible = beside(graph, told, session.day)
        held = coverage(graph, session.day, force_of(told.id)) if session.format is Format.table else []
    if session.format is Format.json:
        aside = [{**asdict(link), "finding": asdict(other)} for link, other in possible]
        show_json({**asdict(told), "possible": aside})
    elif session.format is Format.table:
        from kg.cli.concern_page import show_concern

        show_concern(told, possible, held, console())
    else:
        show_rows([asdict(finding) for finding in told.findings], tuple(asdict(told.findings[0])), session.format)
    for other in others:
        print(f"the finding is also part of {other.id}", file=sys.stderr)


def _tell(session: Session, force: str, certain: bool, page: str | None = None, **asked: str | None) -> History:
    """The history that is asked for. `page` is a module that will be needed next."""
    from kg.history import tell

    with session.graph() as graph, importing(page):
        told = tell(graph, force, session.day, session.settings().decisions, certain=certain)
    if not any(asked.values()):
        return told
    from kg.narrowing import Narrowing

    return Narrowing(**asked).of(told)
