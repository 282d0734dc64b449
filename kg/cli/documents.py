"""Commands on documents: `kg extract`, `kg load`, `kg verify`, `kg check`, `kg status`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Session, command
from kg.cli.show import Format, console, show_json, show_rows
from kg.errors import KgError, UsageError

ForceOpt = Annotated[str | None, typer.Option("--force", metavar="SLUG", help="Force that the document does not name.")]
CycleOpt = Annotated[str | None, typer.Option("--cycle", metavar="C", help="Cycle that it does not name, as 2018/19.")]
PublishedOpt = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="Publication date that it does not print.")
]
StrictOpt = Annotated[bool, typer.Option("--strict", help="A warning or a paragraph not understood is an error.")]
DecisionsOpt = Annotated[
    str | None,
    typer.Option("--decisions", metavar="FILE", help="Your own link decisions, or 'none' for the machine alone."),
]
DocumentsOpt = Annotated[
    Path | None,
    typer.Option("--documents", metavar="DIR", help="Folder of published documents.", envvar="KG_DOCUMENTS"),
]

_LOADED = ("file", "family", "force", "cycle", "findings", "judgments", "used", "ignored", "unhandled", "warnings")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    app.command()(extract)
    for function in (load, verify, check, status):
        command(app)(function)


def extract(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A published document.")],
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print the records.")] = Format.table,
    force: ForceOpt = None,
    cycle: CycleOpt = None,
    published: PublishedOpt = None,
    strict: StrictOpt = False,
    text: Annotated[
        bool, typer.Option("--text", help="Print the text of FILE instead, in which all places are counted.")
    ] = False,
) -> None:
    """Print what FILE says: grades, findings, what became of earlier ones, answers. Needs no graph."""
    from kg.loading.report import total
    from loaders import Supplied, read
    from loaders.formats import extract as text_of

    if text:
        sys.stdout.write(text_of(file).text)
        return
    records = read(file, Supplied(force=force, cycle=cycle, published=published))
    if format is Format.json:
        show_json(records.model_dump(mode="json", by_alias=True))
    else:
        rows = [
            {"what": "judgment", "line": j.where.line, "heading": j.heading, "kind": j.level, "text": j.grade}
            for j in records.judgments
        ] + [
            {"what": "finding", "line": f.where.line, "heading": f.heading, "kind": f.kind, "text": f.text}
            for f in records.findings
        ]
        show_rows(rows, ("what", "line", "heading", "kind", "text"), format)
    for warning in records.warnings:
        print(f"{file}:{warning.line}: {warning.message}", file=sys.stderr)
    for paragraph in records.accounting.unhandled:
        print(f"{file}:{paragraph.line}: not understood: {paragraph.text}", file=sys.stderr)
    if format is not Format.json:
        print(total([records.accounting]).told(), file=sys.stderr)
    if strict and (records.warnings or records.accounting.unhandled):
        raise typer.Exit(1)


def load(
    session: Session,
    documents: DocumentsOpt = None,
    force: ForceOpt = None,
    cycle: CycleOpt = None,
    published: PublishedOpt = None,
    strict: StrictOpt = False,
    decisions: DecisionsOpt = None,
) -> None:
    """Load the shipped facts, and the documents of a folder, into the graph."""
    from kg.loading import load as load_into
    from loaders import Supplied

    report = load_into(
        session.settings(decisions),
        documents,
        supplied=Supplied(force=force, cycle=cycle, published=published),
        as_of=session.day,
        strict=strict,
        tell=console(stderr=True).print,
    )
    if session.format is Format.json:
        show_json(report.model_dump(mode="json"))
    elif report.documents:
        show_rows([read.model_dump() for read in report.documents], _LOADED, session.format)
    for line in report.told():
        print(line, file=sys.stderr)
    contradicting = any(pair.contradict for pair in report.differing)
    if report.refused or (strict and contradicting):
        raise typer.Exit(1)


def verify(session: Session, documents: DocumentsOpt = None) -> None:
    """Compare the shipped facts, item by item, with the documents of a folder."""
    from kg.verify import verify as compare

    if documents is None:
        raise KgError("no documents to compare with", "", "name their folder with --documents DIR or KG_DOCUMENTS")
    result = compare(documents)
    show_rows(
        [vars(difference) for difference in result.differences], ("document", "item", "shipped", "read"), session.format
    )
    for error in result.unreadable:
        print(f"kg: {error}", file=sys.stderr)
    for title in result.not_at_hand:
        print(f"not at hand, so not checked: {title}", file=sys.stderr)
    print(f"{result.checked} records of {result.documents} documents compared", file=sys.stderr)
    if result.differences:
        raise typer.Exit(1)


def status(
    session: Session,
    force: Annotated[str | None, typer.Argument(metavar="FORCE", help="With --coverage: only this force.")] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Of each force and cycle: are findings held, only grades, or nothing?")
    ] = False,
) -> None:
    """Print where the graph is and how much of what it holds."""
    if coverage:
        _coverage(session, force)
        return
    if force is not None:
        raise UsageError(f"{force!r} is not asked about", "kg status", "add --coverage")
    from kg.deciding import stale
    from kg.lineage import decisions
    from kg.queries import shipped

    settings = session.settings()
    made = decisions.load(settings.decisions)
    with session.graph() as graph:
        counts = shipped("status").run(graph)
        again = stale(graph, made)
    rows: list[dict[str, object]] = [
        {"what": "engine", "value": "Neo4j" if settings.uri else "embedded"},
        {"what": "place", "value": settings.uri or str(settings.home)},
        {"what": "own decisions", "value": settings.decisions or "none"},
        {"what": "decisions", "value": len(made)},
        {"what": "decisions to look at again", "value": len({one.decision.place for one in again})},
        *({"what": row["kind"], "value": row["count"]} for row in counts),
    ]
    show_rows(rows, ("what", "value"), session.format)
    for one in again:
        print(one, file=sys.stderr)


def _coverage(session: Session, force: str | None) -> None:
    """A row for each theme; as a table, the themes of one force in a row, or the cycles of every force in a row."""
    from kg.coverage import by_cycle, by_force, coverage

    with session.graph() as graph:
        rows = coverage(graph, session.day, force)
    if session.format is not Format.table:
        show_rows(rows, ("force", "programme", "cycle", "theme", "holds", "published_alone"), session.format)
    elif force is None:
        show_rows(by_force(rows), ("force", "findings", "grades", "single_findings"), session.format)
    else:
        show_rows(by_cycle(rows), ("programme", "cycle", "holds", "themes"), session.format)


def check(session: Session) -> None:
    """Check the shipped data and the saved queries: keys, vocabularies, dates, sources, duplicates, minimum counts."""
    from kg.checking import check as run

    checked = run()
    if session.format is Format.json:
        show_json({"checked": checked.counts, "problems": [str(problem) for problem in checked.problems]})
    elif not checked.problems:
        print(f"nothing wrong with {checked.told()}")
    for problem in checked.problems:
        print(f"kg: {problem}", file=sys.stderr)
    if checked.problems:
        raise typer.Exit(1)
