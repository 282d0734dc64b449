"""The command that measures links, threads and statuses against what readers say: `kg evaluate`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Session, command
from kg.cli.show import Format, console, show_json, show_rows
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.engine import Graph
    from kg.evaluation import Evaluation
    from kg.evaluation.measures import Rates, Share

_SHOWN = 20  # wrong pairs and statuses on a page


class Rest(StrEnum):
    """What a pair is that nobody labelled."""

    ignored = "ignored"
    different = "different"


def register(app: typer.Typer) -> None:
    """Add the command of this module to the app."""
    command(app)(evaluate)


def evaluate(
    session: Session,
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD.csv…", help="Labelled pairs, by id or by file and line.")],
    statuses: Annotated[
        list[Path] | None,
        typer.Option("--statuses", metavar="FILE", help="Statuses of concerns by their first finding."),
    ] = None,
    rest: Annotated[Rest, typer.Option("--rest", help="What pairs are that nobody labelled.")] = Rest.ignored,
    documents: Annotated[
        Path | None,
        typer.Option("--documents", metavar="DIR", help="Load these into a graph for this alone, then drop it."),
    ] = None,
) -> None:
    """Measure links, threads and statuses against labelled pairs, and say how many pairs the figures rest on."""
    from kg import evaluation
    from kg.evaluation.gold import Findings, read_pairs, read_statuses

    problems: list[KgError] = []
    with _graph(session, documents) as graph:
        findings = Findings(graph)
        pairs = [pair for file in gold for pair in read_pairs(file, findings, problems.append)]
        true = [status for file in statuses or [] for status in read_statuses(file, findings, problems.append)]
        for problem in problems[:-1]:
            print(f"kg: {problem}", file=sys.stderr)
        if problems:
            raise problems[-1]
        if not pairs:
            raise KgError("no labelled pairs", ", ".join(map(str, gold)), "name a file that holds some")
        own = session.settings().decisions
        result = evaluation.evaluate(
            graph,
            pairs,
            true,
            as_of=session.day,
            decisions=own,
            rest="different" if rest is Rest.different else "ignored",
        )
    _show(result, session.format)


@contextmanager
def _graph(session: Session, documents: Path | None) -> Iterator[Graph]:
    """The graph of the settings, or one of the shipped facts and these documents that goes when it was measured."""
    if documents is None:
        with session.graph() as graph:
            yield graph
        return
    from kg.loading import load, open_graph

    with tempfile.TemporaryDirectory(prefix="kg-evaluate-") as home:
        settings = replace(session.settings(), home=Path(home), uri=None)
        report = load(settings, documents, as_of=session.day, tell=console(stderr=True).print)
        for refused in report.refused:
            print(f"kg: {refused.reason}", file=sys.stderr)
        with open_graph(settings) as graph:
            yield graph


def _show(result: Evaluation, format: Format) -> None:
    if format is Format.json:
        show_json(asdict(result))
        return
    rows = [
        _rated("pairs joined by a link", result.direct),
        _rated("pairs joined by a chain of links", result.threads),
        _rated("concerns (extended B-cubed)", result.concerns),
    ]
    shares = [_counted(f"{name} links right", share) for name, share in result.links.items()]
    shares += [_counted(f"score {band.low:.1f} to {band.high:.1f} the same", band.links) for band in result.bands]
    if result.statuses.number:
        shares.append(_counted("statuses right", result.statuses))
    if format is not Format.table:
        show_rows(rows + shares, tuple(rows[0]), format)
        return
    print(
        f"{result.same} pairs the same, {result.different} different, of {result.findings} findings "
        f"({', '.join(result.forces)}); pairs without a label: {result.rest}"
    )
    show_rows(rows, ("what", "precision", "recall", "f1"), format)
    print()
    show_rows(shares, ("what", "share", "right", "of", "low", "high"), format)
    print("\nlow and high: Wilson's interval, 95 in 100. Few pairs prove little: read a share with its interval.")
    print("Threads overlap, so B-cubed is the extended one, which counts how many threads two findings share.")
    if result.decided:
        print(f"{result.decided} links are people's decisions: KG_DECISIONS=none measures the machine alone.")
    for one in result.wrong[:_SHOWN]:
        print(f"{one.place or 'no label'}: {' and '.join(one.findings)}: {one.expected}, but {one.found}")
    if len(result.wrong) > _SHOWN:
        print(f"and {len(result.wrong) - _SHOWN} more (--format json has all)")


def _rated(what: str, rates: Rates) -> dict[str, object]:
    told = {name: None if rate is None else round(rate, 3) for name, rate in asdict(rates).items()}
    return {"what": what, **told, "share": None, "right": None, "of": None, "low": None, "high": None}


def _counted(what: str, share: Share) -> dict[str, object]:
    none = {"precision": None, "recall": None, "f1": None}
    told = {"share": None if share.share is None else round(share.share, 3), "right": share.right, "of": share.number}
    return {"what": what, **none, **told, "low": round(share.low, 3), "high": round(share.high, 3)}
