"""`kg check`: everything that is shipped or added by hand, held against its declaration, without any graph."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from kg import queries, resources
from kg.errors import KgError
from kg.facts import checks, shipped
from kg.facts.rows import Row
from kg.facts.tables import Facts
from kg.lineage import decisions
from kg.records import Extract

T = TypeVar("T")
_TABLES = (
    "forces", "bodies", "oversight", "themes", "theme_successors", "cycles", "questions", "releases", "publications",
    "grades", "report_claims", "monitoring", "collaborations", "memberships", "responses", "causes_of_concern",
)  # fmt: skip


@dataclass
class Checked:
    """How many of each kind were read, and what is wrong with them, in the order of reading."""

    counts: dict[str, int] = field(default_factory=dict)
    problems: list[KgError] = field(default_factory=list)

    def read(self, reader: Callable[[], T]) -> T | None:
        """What a reader gives; its error joins the problems."""
        try:
            return reader()
        except KgError as error:
            self.problems.append(error)
            return None

    def count(self, what: str, number: int) -> None:
        """Say that so many were read."""
        self.counts[what] = self.counts.get(what, 0) + number

    def told(self) -> str:
        """One line on what was read: "4 rows, 2 topics"."""
        return ", ".join(f"{number:,} {what}" for what, number in self.counts.items())


def check(data: Path | None = None, cypher: Path | None = None) -> Checked:
    """Check the tables, topics, documents and decisions of a data folder, and the saved queries of a cypher folder.

    Each row that cannot be read is told; what leads to its table is held against that once all of it can be.
    """
    data, checked = data or resources.folder("data"), Checked()
    facts = _tables(data, checked)
    topics = _topics(data, facts, checked)
    _meanings(data, checked)
    extracts = _documents(data, facts, topics, checked)
    _decisions(data, extracts, checked)
    _queries(cypher or resources.folder("cypher"), checked)
    return checked


def _tables(data: Path, checked: Checked) -> Facts:
    """The tables, as far as they can be read."""
    facts = Facts(data, checked.problems.append)
    read: list[list[Row]] = [getattr(facts, table) for table in _TABLES]
    checked.count("rows of data/*.csv", sum(map(len, read)))
    checked.problems += checks.problems(facts)
    return facts


_PHRASE = re.compile(r"(?:(?:[a-z0-9]+|\*)\*? )*[a-z0-9]+\*?")


class _Topic(BaseModel):
    """One entry of data/topics.toml; its header says what each field is."""

    model_config = ConfigDict(extra="forbid")
    id: str
    name: str
    theme: str
    definition: str
    broad: bool = False
    instead_of: list[str] = []
    words: list[str] = []
    patterns: list[re.Pattern[str]] = []
    together: list[str] = []
    examples: list[str]


def _topics(data: Path, facts: Facts, checked: Checked) -> set[str]:
    """The ids of all topics."""
    file, shown = data / "topics.toml", "data/topics.toml"
    entries = checked.read(partial(_toml, file, shown)) or {}
    groups = _word_groups(data, checked)
    ids: set[str] = set()
    named: list[tuple[str, str]] = []
    lines = file.read_text(encoding="utf-8").splitlines() if entries else []
    for entry in entries.get("topic", []):
        name = str(entry.get("id"))
        line = next((number for number, text in enumerate(lines, 1) if text == f'id = "{name}"'), 1)
        where = f"{shown}:{line}"
        try:
            topic = _Topic.model_validate({key: value for key, value in entry.items() if key != "not"})
        except ValidationError as error:
            for one in error.errors(include_url=False):
                what = f"{'.'.join(map(str, one['loc']))} of topic {name!r}: {one['msg']}"
                checked.problems.append(KgError(what, where, "see the head of the file"))
            continue
        unknown = {group for names in topic.together for group in names.split()} - groups if groups else set()
        checked.problems += [_unknown("word group", group, where, "data/word_groups.toml") for group in sorted(unknown)]
        if topic.id in ids:
            checked.problems.append(KgError(f"topic {name!r} stands twice", where, "remove one of the two"))
        if topic.theme not in facts.theme_by_id and "themes" not in facts.incomplete:
            checked.problems.append(_unknown("theme", topic.theme, where, "data/themes.csv"))
        ids.add(topic.id)
        named += [(wider, where) for wider in topic.instead_of]
    checked.count("topics", len(ids))
    if ids:
        checked.problems += [_unknown("topic", wider, where, shown) for wider, where in named if wider not in ids]
        for row in facts.theme_successors:
            checked.problems += [_unknown("topic", topic, row.where, shown) for topic in row.topics if topic not in ids]
    return ids


def _word_groups(data: Path, checked: Checked) -> set[str]:
    """The names of the groups of words; each is to be a regular expression."""
    file, shown = data / "word_groups.toml", "data/word_groups.toml"
    groups = (checked.read(partial(_toml, file, shown)) or {}).get("groups", {})
    for name, pattern in groups.items():
        try:
            re.compile(pattern)
        except re.error as error:
            checked.problems.append(KgError(f"group {name!r}: {error}", shown, "correct its expression"))
    return set(groups)


def _meanings(data: Path, checked: Checked) -> None:
    """Each phrase is to be of folded words, the last of which may end in `*`, and to stand in one row."""
    file, shown = data / "meanings.toml", "data/meanings.toml"
    tables = checked.read(partial(_toml, file, shown)) or {}
    lines = file.read_text(encoding="utf-8").splitlines() if tables else []
    row_of: dict[str, str] = {}
    for name, phrases in ((name, phrases) for table in tables.values() for name, phrases in table.items()):
        where = f"{shown}:{next((at for at, line in enumerate(lines, 1) if line.startswith(f'{name} = ')), 1)}"
        for phrase in phrases.split(", "):
            if not _PHRASE.fullmatch(phrase):
                remedy = "write small letters and digits, one space between words"
                checked.problems.append(KgError(f"{phrase!r} of {name} is no phrase", where, remedy))
            if phrase in row_of:
                what = f"{phrase!r} stands in {row_of[phrase]} and in {name}"
                checked.problems.append(KgError(what, where, "remove one of the two"))
            row_of[phrase] = name


def _toml(file: Path, shown: str) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KgError(str(error), shown, "restore the file, or correct that line") from None


def _documents(data: Path, facts: Facts, topics: set[str], checked: Checked) -> list[Extract]:
    extracts = []
    for file in sorted((data / "documents").glob("*.toml")):
        extract = checked.read(partial(shipped.read, file, checked.problems.append))
        if extract is None:
            continue
        extracts.append(extract)
        where = f"data/documents/{file.name}"
        if extract.document.id != file.stem:
            what = f"holds document {extract.document.id!r}"
            checked.problems.append(KgError(what, where, "name the file after its document"))
        checked.problems += _unknown_names(extract, facts, topics, where)
    checked.count("documents", len(extracts))
    return extracts


def _unknown_names(extract: Extract, facts: Facts, topics: set[str], where: str) -> Iterator[KgError]:
    """Names in a document's records that no table has."""
    tables = {"force": "forces", "cycle": "cycles", "question": "questions", "theme": "themes"}
    known: dict[str, tuple[Iterable[str], str]] = {
        what: (getattr(facts, f"{what}_by_id"), f"data/{table}.csv")
        for what, table in tables.items()
        if table not in facts.incomplete
    }
    if topics:
        known["topic"] = (topics, "data/topics.toml")
    used: set[tuple[str, str | None]] = {("force", extract.document.force), ("cycle", extract.document.cycle)}
    for judgment in extract.judgments:
        used |= {("force", judgment.force), ("question", judgment.question), ("theme", judgment.theme)}
    for finding in extract.findings:
        used |= {("force", finding.force), ("question", finding.question), ("theme", finding.theme)}
        used |= {("topic", topic) for topic in finding.topics}
    for what, name in sorted((what, name) for what, name in used if name is not None):
        if what in known and name not in known[what][0]:
            yield _unknown(what, name, where, known[what][1])


def _unknown(what: str, name: str, where: str, table: str) -> KgError:
    return KgError(f"{what} {name!r} is unknown", where, f"correct it, or add it to {table}")


def _decisions(data: Path, extracts: list[Extract], checked: Checked) -> None:
    made = checked.read(partial(decisions.read, data / "decisions.csv", "data/decisions.csv", checked.problems.append))
    if made is None:
        return
    checked.count("decisions", len(made))
    checked.read(partial(decisions.check_against_each_other, made))
    findings = {finding.id for extract in extracts for finding in extract.findings}
    for decision in made:
        for side in (decision.left, decision.right):
            if findings and side not in findings:
                checked.problems.append(_unknown("finding", side, decision.place, "data/documents"))


def _queries(folder: Path, checked: Checked) -> None:
    read = [checked.read(partial(queries.read, file)) for file in sorted(folder.glob("*.cypher"))]
    checked.count("saved queries", len([query for query in read if query]))
