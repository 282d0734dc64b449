"""Commands by which people decide whether two findings are about the same thing: `kg review`, `kg decide`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Session, command
from kg.cli.show import Format, console, show_json, show_rows
from kg.errors import KgError, UsageError
from kg.ids import slug

if TYPE_CHECKING:
    from kg.deciding import Judging, OwnFile
    from kg.deciding.proposals import Proposal
    from kg.lineage.model import Decision

ByOpt = Annotated[
    str | None, typer.Option("--by", metavar="LABEL", help="Who decides: a role, as analyst, never a name.")
]
_KEYS = {"s": "same", "d": "different", "u": "unsure", "k": "skip", "q": "quit"}
_QUESTION = "[s]ame  [d]ifferent  [u]nsure  s[k]ip  [q]uit: "


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    for function in (review, decide):
        command(app)(function)


def review(
    session: Session,
    force: Annotated[str | None, typer.Argument(metavar="FORCE", help="A force; all where none is given.")] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write the proposals to a new CSV file instead.")
    ] = None,
    by: ByOpt = None,
    likely: Annotated[bool, typer.Option("--likely", help="Go through likely links too, which make threads.")] = False,
) -> None:
    """Go through proposed links one by one: are the two findings the same? Each answer is saved at once."""
    from kg import deciding
    from kg.deciding import proposals
    from kg.loading import drawing_anew

    own = deciding.OwnFile.of(session.settings())
    author = deciding.role(by) if by else None
    with session.graph(own.settings) as graph:
        decided = own.decided()
        waiting = proposals.waiting(graph, decided, slug(force) if force else None, likely=likely)
        again = deciding.stale(graph, decided.values())
    for one in again:
        print(one, file=sys.stderr)
    if to is not None:
        from kg.deciding import sheet

        number = sheet.write(to, waiting)
        print(f"{number} proposals in {to}: fill the column decision, then kg decide --from {to}", file=sys.stderr)
        return
    if session.format is not Format.table:
        columns = ("force", "earlier", "later", "relation", "confidence", "score", "words")
        ends = [{"earlier": one.earlier.id, "later": one.later.id} for one in waiting]
        rows = [{**vars(one), **end} for one, end in zip(waiting, ends, strict=True)]
        show_rows([{column: row[column] for column in columns} for row in rows], columns, session.format)
        return
    if not waiting:
        print("nothing waits for a decision", file=sys.stderr)
        return
    print(f"{len(waiting)} proposals; your answers go to {own.path}")
    if not sys.stdin.isatty():
        print("no terminal: answers are read from standard input, a line each", file=sys.stderr)
    with drawing_anew(own.settings, own.path, session.day):
        answered = _ask_all(session, own, waiting, author)
    print(f"{answered} decided, {len(waiting) - answered} wait; kg review goes on where you stopped", file=sys.stderr)


def _ask_all(session: Session, own: OwnFile, waiting: Sequence[Proposal], author: str | None) -> int:
    """Ask for each pair until the person quits or the answers end; gives how many were decided."""
    from kg.cli.review_page import common_stems, show_pair
    from kg.lineage import decisions

    page, common, decided = console(), common_stems(waiting), 0
    for number, proposal in enumerate(waiting, 1):
        show_pair(proposal, number, len(waiting), common, page)
        try:
            while True:
                verdict = _ask(_QUESTION, _KEYS)
                if verdict in ("skip", "quit"):
                    break
                author = author or _ask_author(own)
                said = {"decision": verdict, "reason": _ask("why, in a few words: "), "by": author, "on": session.day}
                sides = {"left": proposal.earlier.id, "right": proposal.later.id}
                marks = {
                    "left_fingerprint": proposal.earlier.fingerprint,
                    "right_fingerprint": proposal.later.fingerprint,
                }
                try:
                    own.save([decisions.from_row({**sides, **said, **marks}, "this answer")])
                except KgError as refused:  # it contradicts others: the person may answer otherwise
                    print(f"kg: {refused}", file=sys.stderr)
                    continue
                decided += 1
                break
        except EOFError:
            print()
            print("kg: the answers have ended", file=sys.stderr)
            break
        if verdict == "quit":
            break
    return decided


def _ask(question: str, keys: dict[str, str] | None = None) -> str:
    """An answer that is not empty, of `keys` the word that is meant. Raises EOFError where there are no more."""
    while True:
        answer = input(question).strip()
        if keys is None and answer:
            return answer
        if keys is not None:
            word = answer.casefold()
            if word in keys or word in keys.values():
                return keys.get(word, word)


def _ask_author(own: OwnFile) -> str:
    """The label under which the answers are kept: the last one in the file where the person just presses Enter."""
    from kg import deciding

    last = own.last_author()
    while True:
        answer = input(f"your role, never a name{f' (Enter: {last})' if last else ', as analyst'}: ").strip() or last
        try:
            return deciding.role(answer)
        except UsageError as wrong:
            print(f"kg: {wrong}", file=sys.stderr)


def decide(
    session: Session,
    one: Annotated[str | None, typer.Argument(metavar="A", help="Id of a finding; the last part will do.")] = None,
    other: Annotated[str | None, typer.Argument(metavar="B", help="Id of the other.")] = None,
    verdict: Annotated[str | None, typer.Argument(metavar="VERDICT", help="same, different or unsure.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="What carries the decision.")] = None,
    by: ByOpt = None,
    from_: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Take the decisions of a sheet of kg review --to.")
    ] = None,
) -> None:
    """Decide whether findings A and B are the same. A person's word wins over the machine's, and survives reloads."""
    from kg import deciding
    from kg.loading import drawing_anew

    own = deciding.OwnFile.of(session.settings())
    if by:
        deciding.role(by)
    with session.graph(own.settings) as graph:
        judging = deciding.Judging(graph, session.day)
        if from_ is not None:
            if one is not None:
                raise UsageError("a sheet and findings at once", "kg decide", "give either --from or A and B")
            made = _from_sheet(from_, judging, by)
        else:
            if one is None or other is None or verdict is None:
                raise UsageError("not told what to decide", "kg decide", "give A, B and same, different or unsure")
            if not reason:
                raise UsageError("no reason", "kg decide", 'add --reason "what carries the decision"')
            if verdict.casefold() not in ("same", "different", "unsure"):
                raise UsageError(f"{verdict!r} is no decision", "kg decide", "write same, different or unsure")
            said = {"decision": verdict.casefold(), "reason": reason, "by": by or own.last_author()}
            if not said["by"]:
                raise UsageError("no author", "kg decide", "add --by with a role, as analyst, never a name")
            made = [judging.decision(one, other, "kg decide", **said)]
    with drawing_anew(own.settings, own.path, session.day):
        own.save(made)
    _show(made, own, session.format)


def _from_sheet(file: Path, judging: Judging, by: str | None) -> list[Decision]:
    """The decisions of a sheet that has nothing wrong with it; each wrong row is told, and then nothing is taken."""
    from kg.deciding import sheet

    made, problems = sheet.read(file, judging, by)
    if problems:
        for problem in problems[:-1]:
            print(f"kg: {problem}", file=sys.stderr)
        raise problems[-1]
    return made


def _show(made: Sequence[Decision], own: OwnFile, format: Format) -> None:
    from kg.deciding import as_row

    columns = ("left", "right", "decision", "reason", "by", "on")
    rows = [{column: as_row(one)[column] for column in columns} for one in made]
    if format is Format.json:
        show_json({"file": str(own.path), "decisions": rows})
    elif format is not Format.table:
        show_rows(rows, columns, format)
    else:
        for row in rows:
            print(f"{row['left']} {row['decision']} {row['right']}")
        print(f"saved in {own.path}; kg concern ID shows the thread", file=sys.stderr)
