"""The command that gets published pages: `kg fetch`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.grades import CycleOpt
from kg.cli.show import Format, show_rows

COLUMNS = ("file", "state", "kind", "force", "cycle", "bytes", "fetched", "sha256", "url")


def register(app: typer.Typer) -> None:
    """Add the command of this module to the app."""
    app.command()(fetch)


def _within_an_hour(seconds: float) -> float:
    """The pause as given; a number below 0, over an hour or that is none (`nan`, which no range refuses) is refused."""
    if not 0 <= seconds <= 3600:
        raise typer.BadParameter(f"{seconds} is not in the range 0<=x<=3600")
    return seconds


def fetch(
    targets: Annotated[
        list[str] | None, typer.Argument(metavar="FORCE|URL…", help="Forces, of which all is got, or addresses.")
    ] = None,
    cycle: CycleOpt = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="Only this kind, as 'PEEL report'; else the inspectorate's reports, letters and register, then the"
            " responses of commissioners and forces, but no press releases, guidance and grade pages.",
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", help="Folder to write to; else KG_DOCUMENTS, else documents/ in KG_HOME."),
    ] = None,
    pause: Annotated[
        float,
        typer.Option(
            "--pause",
            metavar="S",
            callback=_within_an_hour,
            help="Seconds between requests, at most 3600; more where robots.txt asks for it.",
        ),
    ] = 2.0,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print what came.")] = Format.table,
    allow_private: Annotated[bool, typer.Option("--allow-private", hidden=True)] = False,
) -> None:
    """Get published pages into a folder: as robots.txt allows, one at a time, and only what is new or changed.

    Run again after an interrupt, it goes on where it was. It connects directly, never through a proxy. Beside each
    document a hidden file keeps its address, dates and SHA-256. `kg load --documents DIR` loads the folder.
    """
    from urllib.request import getproxies

    from kg import fetching
    from kg.settings import Settings

    pages = fetching.chosen(targets or (), cycle, kind or ())
    settings = Settings.read()
    folder = to or settings.documents or settings.home / "documents"
    if any(name in getproxies() for name in ("http", "https", "all")):
        _tell("the proxy of the environment is not used: kg fetch connects directly")
    manners = fetching.Manners(pause=pause, allow_private=allow_private)
    rows, failed = [], 0
    for number, outcome in enumerate(fetching.fetch(pages, folder, manners, _tell), 1):
        place = f"{number}/{len(pages)} {outcome.page.url}"
        if isinstance(outcome, fetching.Failed):
            failed += 1
            _tell(f"{place}: failed")
            _tell(f"kg: {outcome.problem}")
            continue
        _tell(f"{place}: {outcome.state}")
        page, record = outcome.page, outcome.record
        asked = {"kind": page.kind, "force": page.force, "cycle": page.cycle, "url": str(page.url)}
        came = {name: getattr(record, name) for name in ("file", "bytes", "fetched", "sha256")}
        rows.append({"state": outcome.state, **asked, **came})
    show_rows(rows, COLUMNS, format)
    _tell(f"{len(rows)} of {len(pages)} pages are in {folder}")
    if failed:
        raise typer.Exit(1)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
