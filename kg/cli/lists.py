"""Commands on names and queries: `kg forces`, `kg themes`, `kg queries`, `kg query`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Session, command
from kg.cli.show import Format, show_json, show_rows
from kg.errors import KgError, UsageError


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    for function in (forces, themes, queries, query):
        command(app)(function)
    app.command()(export)


def forces(session: Session) -> None:
    """Print all forces with their ids."""
    _run(session, "forces", {})


def themes(session: Session) -> None:
    """Print the themes under which findings and grades stand."""
    _run(session, "themes", {})


def queries(session: Session) -> None:
    """Print the saved queries: name, title, parameters."""
    from kg.queries import load

    saved = load().values()
    if session.format is Format.json:
        show_json([query.described() for query in saved])
        return
    rows = [
        {"name": query.name, "title": query.title, "params": [p.name for p in query.params], "tags": list(query.tags)}
        for query in saved
    ]
    show_rows(rows, ("name", "title", "params", "tags"), session.format)


def query(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A saved query, or a .cypher file.")],
    param: Annotated[list[str] | None, typer.Option("--param", "-p", metavar="K=V", help="A parameter.")] = None,
) -> None:
    """Run a saved query, or a file of your own, read-only."""
    given: dict[str, str] = {}
    for pair in param or []:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"{pair!r} is no parameter", "--param", "write it as name=value")
        given[key] = value
    _run(session, name, given)


class Tool(StrEnum):
    """A program that takes the saved queries."""

    browser = "browser"


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write to.")],
    to: Annotated[Tool, typer.Option("--to", help="browser: favourites and style for Neo4j Browser.")] = Tool.browser,
) -> None:
    """Write the saved queries in the form of another tool."""
    from kg.export import write_for_browser
    from kg.queries import load

    try:
        written = {Tool.browser: write_for_browser}[to](load(), folder)
    except OSError as error:
        raise KgError(f"cannot write ({error.strerror})", str(folder), "name a folder that can be written") from None
    for file in written:
        print(file)


def _run(session: Session, name: str, given: dict[str, str]) -> None:
    from kg.queries import find, read_own

    saved = read_own(Path(name)) if name.endswith(".cypher") else find(name)
    if session.as_of is not None and any(param.name == "as_of" for param in saved.params):
        given = {"as_of": session.day, **given}
    saved.values(**given)  # wrong parameters are told before the engine starts
    with session.graph() as graph:
        rows = saved.run(graph, **given)
    show_rows(rows, saved.returns or tuple(rows[0] if rows else ()), session.format)
