"""What people have decided on pairs of findings: `data/decisions.csv`, and a file of the user's own.

A decision is a row: left, right (finding ids, in either order), decision (same, different, unsure), reason, by (a role,
never a name), on (a day), and a fingerprint of both texts as they were when it was made. `same` means that the later
finding asks again for part or all of what the earlier one asked.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from kg import dates, resources
from kg.errors import KgError, Tell, refuse
from kg.lineage.model import CAUSES, Decision, Verdict
from kg.lineage.timeline import cycle_year

COLUMNS = ("left", "right", "decision", "reason", "by", "on", "left_fingerprint", "right_fingerprint")
NONE = "none"  # in place of a file: leaves out the shipped decisions too

_ID = re.compile(r"(?P<assessment>(?P<force>[a-z-]+)\.[^.]+)\.(?P<kind>[a-z_]+)\.[0-9a-f]{8}(-\d+)?")


def fingerprint(text: str) -> str:
    """First 16 hex digits of the SHA-256 of a finding's text, as in `where.hash` of a record."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def load(own: str | Path | None = None) -> list[Decision]:
    """The decisions in force: the shipped ones, then those of the file `own`, which win where both judge a pair.

    `own` may be the word none: then there are no decisions at all.
    Raises KgError for a file that cannot be read and, with file and line, for every kind of wrong row (`read`), and
    where decisions contradict each other (`check_against_each_other`).
    """
    if own is not None and os.fspath(own) == NONE:
        return []
    in_force = {pair(d): d for d in read(resources.folder("data") / "decisions.csv", "data/decisions.csv")}
    if own is not None:
        in_force |= {pair(d): d for d in read(Path(own), os.fspath(own))}
    decisions = list(in_force.values())
    check_against_each_other(decisions)
    return decisions


def pair(decision: Decision) -> frozenset[str]:
    return frozenset((decision.left, decision.right))


def read(path: Path, shown_as: str, tell: Tell = refuse) -> list[Decision]:
    """The decisions of one file, in its order, without wrong rows; `shown_as` is how messages name it.

    `tell` is given a KgError, with file and line, for each unknown word, something that is no finding id, a pair of
    one report or of two forces, an empty reason or author, a bad date, and a pair that is judged twice; by default the
    first is raised. Raises KgError for missing columns and a file that cannot be read.
    """
    decisions = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
            if missing:
                raise KgError(f"no column {missing[0]}", f"{shown_as}:1", f"the columns are {', '.join(COLUMNS)}")
            for row in rows:
                try:
                    decisions.append(from_row(row, f"{shown_as}:{rows.line_num}"))
                except KgError as problem:
                    tell(problem)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KgError(f"decisions cannot be read ({error})", shown_as, "name a CSV file in UTF-8") from error
    seen: dict[frozenset[str], Decision] = {}
    for decision in decisions:
        first = seen.setdefault(pair(decision), decision)
        if first is not decision:
            what = f"{decision.left} and {decision.right} are judged twice"
            tell(KgError(what, decision.place, f"keep one row, here or at {first.place}"))
    return decisions


def from_row(row: Mapping[str, str | None], place: str) -> Decision:
    """The decision of one row, whose columns are `COLUMNS`; the fingerprints may be missing.

    Raises KgError for each kind of wrong row that `read` tells of.
    """
    value = {column: (row.get(column) or "").strip() for column in COLUMNS}
    left, right = (_ID.fullmatch(value[side]) for side in ("left", "right"))
    if left is None or right is None:
        wrong = value["left"] if left is None else value["right"]
        raise KgError(f"{wrong!r} is no finding id", place, "ids are printed by kg concern and kg extract")
    if left["force"] != right["force"]:
        raise KgError("findings of two forces are never the same", place, "decide on findings of one force")
    causes = all(side["kind"] in CAUSES for side in (left, right)) and value["left"] != value["right"]
    if left["assessment"] == right["assessment"] and not causes:
        raise KgError(
            f"{value['left']} and {value['right']} belong to one assessment, whose findings are never linked",
            place,
            "decide on findings of different inspections",
        )
    verdicts = get_args(Verdict)
    if value["decision"] not in verdicts:
        raise KgError(f"{value['decision']!r} is no decision", place, f"write {', '.join(verdicts)}")
    for column, why in (("reason", "say what carries the decision"), ("by", "name a role")):
        if not value[column]:
            raise KgError(f"no {column}", place, why)
    try:
        dates.bounds(value["on"])
    except ValueError as error:
        raise KgError(str(error), place, "give the day of the decision") from error
    return Decision(
        left=value["left"],
        right=value["right"],
        verdict=cast(Verdict, value["decision"]),
        reason=value["reason"],
        by=value["by"],
        on=value["on"],
        left_fingerprint=value["left_fingerprint"] or None,
        right_fingerprint=value["right_fingerprint"] or None,
        place=place,
    )


def _year(finding_id: str) -> int:
    match = _ID.fullmatch(finding_id)
    return cycle_year(match["assessment"]) or 0 if match else 0


def check_against_each_other(decisions: Iterable[Decision]) -> None:
    """Refuse decisions of which a chain says same and one says different.

    Only a chain through time binds: when C follows B and B follows A, C belongs to A's concern. Two findings that one
    later finding follows may well be different from each other.
    Raises KgError that names the members of the chain and the places of all its decisions.
    """
    decisions = list(decisions)
    onward: dict[str, dict[str, Decision]] = defaultdict(dict)
    for decision in decisions:
        if decision.verdict == "same":
            for start, end in ((decision.left, decision.right), (decision.right, decision.left)):
                if _year(start) <= _year(end):
                    onward[start][end] = decision
    for decision in decisions:
        if decision.verdict == "different":
            for start, end in ((decision.left, decision.right), (decision.right, decision.left)):
                chain = _chain(onward, start, end)
                if chain:
                    members = " same ".join([start, *chain])
                    places = ", ".join(onward[a][b].place for a, b in zip([start, *chain], chain, strict=False))
                    raise KgError(
                        f"decisions contradict each other: {members}, yet {start} different {end}",
                        f"{decision.place} against {places}",
                        "change one of them",
                    )


def _chain(onward: Mapping[str, Mapping[str, Decision]], start: str, end: str) -> list[str]:
    """The shortest way from `start` to `end`, without `start`; empty where there is none."""
    came_from: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there in sorted(onward.get(here, ())):
            if there not in came_from and there != start:
                came_from[there] = here
                waiting.append(there)
        if end in came_from:
            way = [end]
            while came_from[way[-1]] != start:
                way.append(came_from[way[-1]])
            return way[::-1]
    return []


@dataclass(frozen=True, slots=True)
class Stale:
    """A decision that no longer fits what is held; it is kept, and a person should look at it again."""

    decision: Decision
    finding: str
    why: str

    def __str__(self) -> str:
        return f"{self.decision.place}: {self.finding} {self.why}: look at the decision again"


def stale(decisions: Iterable[Decision], texts: Mapping[str, str | None]) -> list[Stale]:
    """Decisions on findings that are not held, or whose text is no longer the one that was judged.

    `texts` are those of all findings that are held, by their ids. Without the text at hand a change cannot be seen and
    is not reported.
    """
    result = []
    for decision in decisions:
        for finding_id, judged in (
            (decision.left, decision.left_fingerprint),
            (decision.right, decision.right_fingerprint),
        ):
            text = texts.get(finding_id)
            if finding_id not in texts:
                result.append(Stale(decision, finding_id, "is not held"))
            elif text is not None and judged is not None and fingerprint(text) != judged:
                result.append(Stale(decision, finding_id, "has another text than the one judged"))
    return result
