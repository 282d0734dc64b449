"""The command on answers to reports: `kg responses`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import typer
from rich.padding import Padding
from rich.text import Text

from kg.cli.findings import ForceArg
from kg.cli.options import Session, command
from kg.cli.show import Format, console, show_rows


def register(app: typer.Typer) -> None:
    """Add the command of this module to the app."""
    command(app)(responses)


def responses(session: Session, force: ForceArg) -> None:
    """Print who answered which report on FORCE, in time or late, what they said and what they promised."""
    from kg.coverage import coverage, disputed, official_names
    from kg.queries import shipped

    saved = shipped("responses-of-a-force")
    with session.graph() as graph:
        rows = saved.run(graph, force=force, as_of=session.day)
        if session.format is not Format.table:
            show_rows(rows, saved.returns, session.format)
            return
        held = coverage(graph, session.day, force)
        names = official_names(graph)
        differing = disputed(graph, force, session.day)
        unanswered = len(shipped("unanswered").run(graph, force=force, as_of=session.day))
    from kg.cli.page import disputed_lines, heading, printed_day

    page = console()
    page.print(heading(names[force], held, session.day))
    for line in disputed_lines(differing):
        page.print(Text(line, style="dim"))
    for row in rows:
        page.print()
        page.print(
            Text.assemble(
                (printed_day(row["date"]) if row["date"] else "no date", "bold"),
                f"  {row['author_role']} on {row['report']}",
            )
        )
        for line in _beneath(row):
            page.print(Padding(Text(line, style="dim"), (0, 0, 0, 4)))
    page.print()
    page.print(
        f"answers known: {len(rows)}; reports without a known one: {unanswered} (kg query unanswered). "
        "Few answers were compiled: not known is not not given."
    )


def _beneath(row: Mapping[str, Any]) -> Iterator[str]:
    """The clock or why there is none, what was said, what was promised, and where it stands."""
    from kg.cli.page import printed_day

    yield _clock(row)
    yield "said: " + (", ".join(row["stances"]) or "not stated")
    for promise in row["promises"]:
        by = f"by {printed_day(promise['by'])} ({promise['state']})" if promise["by"] else "no date"
        yield f"promised, {by}: {promise['summary'] or promise['text']}"
    yield from dict.fromkeys(source["document"]["url"] or source["document"]["title"] for source in row["sources"])


def _clock(row: Mapping[str, Any]) -> str:
    from kg.cli.page import printed_day

    due = f"due {printed_day(row['due'])} ({row['due_basis']})" if row["due"] else None
    after = f"{row['days']} days after publication" if row["days"] is not None else None
    in_time = f"no clock: {row['no_clock']}" if row["no_clock"] else "late" if row["late"] else "in time"
    return ", ".join(part for part in (due, after, in_time) if part)
