"""Labelled pairs and statuses that links are measured against, each finding named by id or by file and line."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from kg.engine import Graph
from kg.errors import KgError, Tell
from kg.lineage.model import Status
from kg.queries.cypher import near

_PAIRS = (("earlier", "later", "label"), ("left", "right", "decision"))
"""Columns of pairs that are named by id; the second are those of a file of decisions."""
_PLACES = ("earlier_file", "earlier_line", "later_file", "later_line", "label")
_LABELS = ("same", "different", "unsure")


@dataclass(frozen=True)
class Pair:
    """Two findings and what a reader says of them; `place` is file and line."""

    one: str
    other: str
    label: str
    place: str

    @property
    def ends(self) -> frozenset[str]:
        return frozenset((self.one, self.other))


@dataclass(frozen=True)
class TrueStatus:
    """The status that a reader gives the concern that begins with a finding."""

    first: str
    status: str
    place: str


class Findings:
    """The findings of a graph, to be looked up by id or by the place where they are printed."""

    def __init__(self, graph: Graph) -> None:
        self._ids = {row["id"] for row in graph.rows("MATCH (x:Finding) RETURN x.id AS id")}
        self._by_file: dict[str, dict[int, str]] = defaultdict(dict)
        for row in graph.rows(_PRINTED):
            file = dict(zip(row["copies"], row["files"], strict=True)).get(row["copy"])
            if file:
                self._by_file[file][row["line"]] = row["id"]

    def called(self, id: str, place: str) -> str:
        """The id, if there is such a finding. Raises KgError, with near matches, where there is none."""
        if id not in self._ids:
            remedy = near(id, self._ids) or "load its document, or name it with --documents"
            raise KgError(f"no finding called {id!r}", place, remedy)
        return id

    def printed(self, file: str, line: str, folder: str, place: str) -> str:
        """The finding that begins in a line of a loaded file; of several such files the one in `folder`.

        Raises KgError where there is no such file or no finding in that line.
        """
        fitting = [name for name in self._by_file if name == file or name.endswith(f"/{file}")]
        if len(fitting) > 1:
            fitting = [
                name for name in fitting if name in (file, f"{folder}/{file}") or name.endswith(f"/{folder}/{file}")
            ]
        if len(fitting) != 1:
            what = (
                f"several loaded documents are called {file!r}" if fitting else f"no loaded document is called {file!r}"
            )
            raise KgError(what, place, "load its folder, or name it with --documents")
        lines = self._by_file[fitting[0]]
        if not line.isdecimal() or int(line) not in lines:
            around = ", ".join(map(str, sorted(lines)))
            raise KgError(f"no finding in line {line or '(none)'} of {file}", place, f"findings begin in {around}")
        return lines[int(line)]


_PRINTED = """
MATCH (x:Finding)-[s:STATED_IN]->(d:Document)
WHERE d.copies IS NOT NULL AND s.line IS NOT NULL
RETURN x.id AS id, s.line AS line, s.copy AS copy, d.copies AS copies, d.files AS files
"""


def read_pairs(file: Path, findings: Findings, tell: Tell) -> list[Pair]:
    """The labelled pairs of a file, without wrong rows, of which `tell` hears with file and line.

    Raises KgError for a file that cannot be read or has other columns.
    """
    pairs: list[Pair] = []
    seen: dict[frozenset[str], str] = {}
    form, rows = _rows(file, _PLACES, *_PAIRS)
    for place, row in rows:
        try:
            if form == _PLACES:
                one, other = (
                    findings.printed(row[f"{end}_file"], row[f"{end}_line"], file.resolve().parent.name, place)
                    for end in ("earlier", "later")
                )
            else:
                one, other = (findings.called(row[column], place) for column in form[:2])
            label = row[form[-1]]
            if label not in _LABELS:
                raise KgError(f"{label!r} is no label", place, f"write {', '.join(_LABELS)}")
            pair = Pair(one, other, label, place)
            if pair.ends in seen:
                raise KgError(
                    f"{one} and {other} are labelled twice", place, f"keep one row, here or at {seen[pair.ends]}"
                )
            seen[pair.ends] = place
            pairs.append(pair)
        except KgError as problem:
            tell(problem)
    return pairs


def read_statuses(file: Path, findings: Findings, tell: Tell) -> list[TrueStatus]:
    """The statuses of a file (columns first, or first_file and first_line, and status), as `read_pairs` reads pairs."""
    statuses = []
    by_place = ("first_file", "first_line", "status")
    form, rows = _rows(file, by_place, ("first", "status"))
    for place, row in rows:
        try:
            if form == by_place:
                first = findings.printed(row["first_file"], row["first_line"], file.resolve().parent.name, place)
            else:
                first = findings.called(row["first"], place)
            if row["status"] not in get_args(Status):
                raise KgError(f"{row['status']!r} is no status", place, f"write {', '.join(get_args(Status))}")
            statuses.append(TrueStatus(first, row["status"], place))
        except KgError as problem:
            tell(problem)
    return statuses


def _rows(file: Path, *forms: tuple[str, ...]) -> tuple[tuple[str, ...], Iterator[tuple[str, Mapping[str, str]]]]:
    """Which of the forms a file's columns are, and each row with its place; lines that begin with # are for readers."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"labels cannot be read ({error})", str(file), "name a CSV file in UTF-8") from None
    before = next((number for number, line in enumerate(lines) if not line.startswith("#") and line.strip()), 0)
    rows = csv.DictReader("\n" if line.startswith("#") else line for line in lines[before:])
    for form in forms:
        if set(form) <= set(rows.fieldnames or ()):
            return form, (
                (f"{file}:{before + rows.line_num}", {name: (row[name] or "").strip() for name in form}) for row in rows
            )
    told = ", or ".join(" ".join(form) for form in forms)
    raise KgError("other columns than labels have", f"{file}:{before + 1}", f"the columns are {told}")
