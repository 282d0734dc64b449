"""The facts that the project ships: forces, questions, grades, known concerns and answers, read from data/.

`vocabulary()` gives the tables lazily, for look-ups; `load()` reads and checks all of them, for the graph.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg import resources

if TYPE_CHECKING:
    from kg.facts.rows import Force, Question
    from kg.facts.tables import Facts
    from kg.records import Extract


def load(folder: Path | None = None) -> Facts:
    """All tables, each row valid by itself and against the others.

    Raises KgError with file, line and remedy at the first row that is not.
    """
    from kg.facts.checks import problems

    facts = _facts(folder or resources.folder("data"))
    for problem in problems(facts):
        raise problem
    return facts


def vocabulary(folder: Path | None = None) -> Facts:
    """The same tables, each read when it is first asked for and not checked against the others."""
    return _facts(folder or resources.folder("data"))


def force(name: str) -> Force:
    """The force of that id or name; raises UsageError with the near matches where there is none."""
    return vocabulary().force(name)


def question(cycle: str, heading: str, pillar: str | None = None) -> Question | None:
    """The question or area that a cycle prints under a heading; see `Facts.question`."""
    return vocabulary().question(cycle, heading, pillar)


def documents() -> list[Extract]:
    """What the shipped documents say, without their text but with our summaries; `url` where the page is known.

    Raises KgError for a file that is not as declared.
    """
    from kg.facts.shipped import folder, read

    known = vocabulary().publication_by_document
    extracts = [read(file) for file in sorted(folder().glob("*.toml"))]
    for extract in extracts:
        if page := known.get(extract.document.id):
            extract.document.url = page.url
    return extracts


def fingerprint(folder: Path | None = None) -> str:
    """Hash over every shipped table and document, so that a graph can tell what it was filled from."""
    root = folder or resources.folder("data")
    digest = hashlib.sha256()
    for file in sorted([*root.rglob("*.csv"), *root.rglob("*.toml")]):
        digest.update(f"{file.relative_to(root).as_posix()}\n".encode())
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


@cache
def _facts(folder: Path) -> Facts:
    from kg.facts.tables import Facts

    return Facts(folder)
