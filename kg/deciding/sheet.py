"""Proposals as a spreadsheet: written with an empty decision column, and taken back when a person has filled it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from kg.deciding import Judging, role
from kg.deciding.proposals import Proposal, Side
from kg.errors import KgError, UsageError
from kg.lineage import decisions
from kg.lineage.model import Decision

_SIDE = ("date", "document", "section", "line", "url", "text", "fingerprint")
_ASKED = ("left", "right", "decision", "reason", "by")
COLUMNS = (
    *_ASKED, "force", "score", "words",
    *(f"left_{name}" for name in _SIDE), *(f"right_{name}" for name in _SIDE),
)  # fmt: skip


def write(file: Path, proposals: Iterable[Proposal]) -> int:
    """Write the proposals, the earlier finding left; gives their number. A file that is there is never overwritten.

    Raises KgError where it cannot be written.
    """
    rows = [_row(proposal) for proposal in proposals]
    try:
        with file.open("x", encoding="utf-8-sig", newline="") as sheet:
            writer = csv.DictWriter(sheet, COLUMNS, restval="")
            writer.writeheader()
            writer.writerows(rows)
    except FileExistsError:
        raise KgError("the file is there already", str(file), "name another, so that no answers are lost") from None
    except OSError as error:
        raise KgError(f"cannot write ({error.strerror})", str(file), "name another file") from None
    return len(rows)


def _row(proposal: Proposal) -> dict[str, object]:
    row: dict[str, object] = {"left": proposal.earlier.id, "right": proposal.later.id}
    if proposal.doubt:
        row |= {"decision": "unsure", "reason": proposal.doubt.reason, "by": proposal.doubt.by}
    row |= {"force": proposal.force, "score": proposal.score, "words": proposal.words}
    for name, side in (("left", proposal.earlier), ("right", proposal.later)):
        row |= {f"{name}_{column}": value for column, value in zip(_SIDE, _told(side), strict=True)}
    return row


def _told(side: Side) -> tuple[object, ...]:
    place = side.document.title, side.where["section"], side.where["line"], side.document.url
    return side.raised, *place, side.text, side.fingerprint


def read(file: Path, judging: Judging, by: str | None) -> tuple[list[Decision], list[KgError]]:
    """The decisions of a filled sheet, and what is wrong with it, with file and line; rows without one are passed over.

    `by` is the author of rows that name none. A spreadsheet may have put semicolons in place of the commas.
    Raises KgError for a file that is no such sheet.
    """
    made: list[Decision] = []
    problems: list[KgError] = []
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"the sheet cannot be read ({error})", str(file), "name a CSV file in UTF-8") from None
    heading = text.partition("\n")[0]
    rows = csv.DictReader(text.splitlines(keepends=True), delimiter=";" if heading.count(";") > 4 else ",")
    missing = [column for column in _ASKED if column not in (rows.fieldnames or ())]
    if missing:
        raise KgError(f"no column {missing[0]}", f"{file}:1", "write the sheet with kg review --to FILE.csv")
    places: dict[frozenset[str], str] = {}
    for row in rows:
        place = f"{file}:{rows.line_num}"
        given = {column: (row.get(column) or "").strip() for column in (*_ASKED, *decisions.COLUMNS)}
        if not given["decision"]:
            continue
        try:
            said = {
                "decision": given["decision"].casefold(), "reason": given["reason"], "by": given["by"] or by,
                "left_fingerprint": given["left_fingerprint"], "right_fingerprint": given["right_fingerprint"],
            }  # fmt: skip
            decision = judging.decision(given["left"], given["right"], place, **said)
            role(decision.by)
            pair = decisions.pair(decision)
            if pair in places:
                what = f"{decision.left} and {decision.right} are judged twice"
                raise KgError(what, place, f"keep one row, here or at {places[pair]}")
            places[pair] = place
            made.append(decision)
        except UsageError as unknown:
            problems.append(KgError(unknown.what, place, unknown.remedy))
        except KgError as problem:
            problems.append(problem)
    return made, problems
