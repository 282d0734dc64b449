"""Decisions of a person on pairs of findings: what one must fit before it is taken, and the file they are kept in."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.derivation import known
from kg.derivation.known import Known
from kg.engine import Graph
from kg.errors import KgError, UsageError
from kg.history import finding_called
from kg.ids import force_of
from kg.lineage import decisions
from kg.lineage.decisions import COLUMNS, NONE, Stale
from kg.lineage.model import Decision
from kg.lineage.timeline import Timeline, follows
from kg.settings import OWN_DECISIONS, Settings

_ROLE = re.compile(r"[a-z][a-z0-9 -]{0,39}")
_MARK = b"\xef\xbb\xbf"  # with which spreadsheets begin a file in UTF-8


def role(label: str) -> str:
    """The label of an author, who is named by role and never by name.

    Raises UsageError for anything but a few words in small letters.
    """
    if not _ROLE.fullmatch(label):
        raise UsageError(f"{label!r} is no role", "", "write one in small letters, as analyst, and never a name")
    return label


@dataclass
class Judging:
    """Makes decisions that fit what the graph holds; `on` is the day on which they are made."""

    graph: Graph
    on: str
    _known: dict[str, Known] = field(default_factory=dict)

    def decision(self, one: str, other: str, place: str = "", **said: str | None) -> Decision:
        """The decision on two findings, the earlier one left, with fingerprints of both texts.

        `one` and `other` are ids or their last parts; `said` holds the columns decision, reason and by, and may hold
        the fingerprints of the texts that were judged, in the order of `one` and `other`. `place` is for messages.
        Raises UsageError, with near matches, for an id that the graph does not hold, and KgError for what
        `kg.lineage.decisions.from_row` refuses, findings of one day, and a text that is no longer the one judged.
        """
        ids = {"left": finding_called(self.graph, one), "right": finding_called(self.graph, other)}
        made = decisions.from_row({"on": self.on, **said, **ids}, place)
        held = self._held(force_of(made.left))
        by_id, timeline = {finding.id: finding for finding in held.findings}, Timeline(held.inspections)
        left, right = by_id[made.left], by_id[made.right]
        if not (follows(timeline.of(left), timeline.of(right)) or follows(timeline.of(right), timeline.of(left))):
            what = f"{left.id} and {right.id} were raised on one day, so neither follows the other"
            raise KgError(what, place, "decide on findings of different inspections")
        for finding, judged in ((left, made.left_fingerprint), (right, made.right_fingerprint)):
            if judged and finding.text is not None and decisions.fingerprint(finding.text) != judged:
                raise KgError(f"{finding.id} has another text than the one judged", place, "judge the pair again")
        earlier, later = (left, right) if follows(timeline.of(right), timeline.of(left)) else (right, left)
        marks = [decisions.fingerprint(one.text) if one.text is not None else None for one in (earlier, later)]
        return replace(made, left=earlier.id, right=later.id, left_fingerprint=marks[0], right_fingerprint=marks[1])

    def _held(self, force: str) -> Known:
        if force not in self._known:
            self._known[force] = known.read(self.graph.rows, [force])[force]
        return self._known[force]


def stale(graph: Graph, made: Collection[Decision]) -> list[Stale]:
    """Of these decisions those that a person should look at again, since a finding changed or is not held."""
    ids = sorted({finding for decision in made for finding in (decision.left, decision.right)})
    rows = graph.rows("UNWIND $ids AS id MATCH (x:Finding {id: id}) RETURN x.id AS id, x.text AS text", ids=ids)
    return decisions.stale(made, {row["id"]: row["text"] for row in rows})


@dataclass(frozen=True)
class OwnFile:
    """The file that a person's decisions are kept in: the one of the settings, else one in KG_HOME."""

    path: Path
    settings: Settings
    """By which the graph is read while the file may not be there yet."""

    @classmethod
    def of(cls, settings: Settings) -> OwnFile:
        """Raises UsageError where the settings leave out all decisions."""
        if settings.decisions == NONE:
            raise UsageError("KG_DECISIONS=none leaves out all decisions", "", "unset it, or name a file")
        path = Path(settings.decisions) if settings.decisions else settings.home / OWN_DECISIONS
        return cls(path, settings if path.exists() else replace(settings, decisions=None))

    def decided(self) -> dict[frozenset[str], Decision]:
        """All decisions in force, the shipped ones too, by pair."""
        return {decisions.pair(one): one for one in decisions.load(self.path if self.path.exists() else None)}

    def last_author(self) -> str:
        """The label of the decision that was added last; empty where there is none yet."""
        made = decisions.read(self.path, str(self.path)) if self.path.exists() else []
        return made[-1].by if made else ""

    def save(self, new: Sequence[Decision]) -> None:
        """Add decisions, in place of the person's earlier ones on the same pairs: all at once or none.

        The file is replaced as a whole, so that nothing ever reads a part of it; columns of the person's own stay.
        Raises KgError for decisions that would contradict others (`kg.lineage.decisions.check_against_each_other`),
        for a file that holds something else, and where it cannot be written.
        """
        with self._alone():
            in_force = self.decided() | {decisions.pair(one): one for one in new}
            decisions.check_against_each_other(in_force.values())
            raw = self.path.read_bytes() if self.path.exists() else b""
            reader = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
            rows: dict[Any, dict[str, Any]] = {
                frozenset((row["left"].strip(), row["right"].strip())): row for row in reader
            }
            for one in new:
                rows[decisions.pair(one)] = rows.get(decisions.pair(one), {}) | as_row(one)
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, reader.fieldnames or COLUMNS, extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows.values())
            self._replace((_MARK if raw.startswith(_MARK) else b"") + text.getvalue().encode())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        from filelock import FileLock

        try:
            self.settings.home.mkdir(parents=True, exist_ok=True)
            with FileLock(self.settings.home / f"{OWN_DECISIONS}.lock"):
                yield
        except OSError as error:
            raise KgError(
                f"cannot write decisions ({error.strerror})", str(self.path), "name another file in KG_DECISIONS"
            ) from None

    def _replace(self, content: bytes) -> None:
        path = self.path.resolve()
        draft = path.with_name(f".{path.name}.new")
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)


def as_row(decision: Decision) -> dict[str, str]:
    """The columns of a decision in a file."""
    return {
        "left": decision.left,
        "right": decision.right,
        "decision": decision.verdict,
        "reason": decision.reason,
        "by": decision.by,
        "on": decision.on,
        "left_fingerprint": decision.left_fingerprint or "",
        "right_fingerprint": decision.right_fingerprint or "",
    }
