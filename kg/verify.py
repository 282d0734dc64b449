"""Whether the shipped facts of published documents are what the documents say, record by record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import loaders
from kg import facts
from kg.errors import KgError
from kg.facts.shipped import by_hash, without_print
from kg.records import Extract

_OWN = {"title", "sha256"}  # the document's title in our words, and the copy that was read when the facts were written


@dataclass(frozen=True)
class Difference:
    """One thing that is not as shipped. `shipped` or `read` is empty where only the other has the record or field."""

    document: str
    item: str
    shipped: str
    read: str


@dataclass
class Comparison:
    """What `verify` found: `checked` records of `documents` documents, the rest not at hand."""

    differences: list[Difference] = field(default_factory=list)
    not_at_hand: list[str] = field(default_factory=list)
    unreadable: list[KgError] = field(default_factory=list)
    checked: int = 0
    documents: int = 0


def verify(folder: Path, shipped: list[Extract] | None = None) -> Comparison:
    """Read the documents in `folder` and compare the shipped records (data/documents) with what each of them says.

    A shipped document of which the folder has no copy is listed as not at hand, a file that no loader can read as
    unreadable; neither is a difference. Files of other documents are no concern of this.
    Raises KgError where the folder is none or holds no document at all.
    """
    read, unreadable = _read_all(folder)
    comparison = Comparison(unreadable=unreadable)
    for ours in facts.documents() if shipped is None else shipped:
        copies = [extract for extract in read if extract.document.id == ours.document.id]
        if not copies:
            comparison.not_at_hand.append(ours.document.title)
        for copy in copies:
            comparison.documents += 1
            comparison.checked += len(_items(ours))
            comparison.differences += compare(ours, copy)
    return comparison


def compare(shipped: Extract, read: Extract) -> list[Difference]:
    """Where the records of a reading are not those that are shipped: missing, added, or other in a field."""
    ours, theirs = _items(shipped), _items(read)
    return [
        Difference(shipped.document.id, f"{item}: {name}" if name else item, before, after)
        for item in {**ours, **theirs}
        for name, before, after in _unlike(ours.get(item, {}), theirs.get(item, {}))
    ]


def _unlike(ours: dict[str, str], theirs: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Name of the field (empty for a record that only one side has), what is shipped and what was read."""
    if not ours:
        yield "", "", f"line {theirs['where.line']}: not shipped"
    elif not theirs:
        yield "", f"line {ours['where.line']}: not in the document", ""
    else:
        for name in {**ours, **theirs}:
            if ours.get(name) != theirs.get(name):
                yield name, ours.get(name, ""), theirs.get(name, "")


def _items(extract: Extract) -> dict[str, dict[str, str]]:
    """Every record under a name that tells it from the others, its fields flattened and shown."""
    plain = without_print(extract)
    items = {"document": _fields({name: one for name, one in plain["document"].items() if name not in _OWN})}
    for kind in ("judgments", "findings"):
        for record in plain.get(kind, []):
            items[record["id"]] = _fields(record)
    for kind in ("continuity", "collaborations", "monitoring"):
        items |= _hashed(kind, plain.get(kind, []))
    for response in plain.get("responses", []):
        name = f"response of the {response['author_role']}"
        parts = {part: response.pop(part, []) for part in ("items", "disputes")}
        items[name] = _fields(response)
        for part, records in parts.items():
            items |= _hashed(f"{name}, {part}", records)
    return items


def _hashed(kind: str, records: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    return {" ".join(key): _fields(record) for key, record in by_hash((kind,), records)}


def _fields(record: dict[str, Any], prefix: str = "") -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in record.items():
        if name == "summary":
            continue
        if isinstance(value, dict):
            fields |= _fields(value, f"{prefix}{name}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, one in enumerate(value, 1):
                fields |= _fields(one, f"{prefix}{name} {number}.")
        else:
            fields[f"{prefix}{name}"] = str(value)
    return fields


def _read_all(folder: Path) -> tuple[list[Extract], list[KgError]]:
    if not folder.is_dir():
        raise KgError("no folder", str(folder), "name the folder that holds the documents")
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    extracts: list[Extract] = []
    unreadable: list[KgError] = []
    for path in files:
        try:
            extracts.append(loaders.read(path))
        except KgError as error:
            unreadable.append(error)
    if not extracts:
        raise unreadable[0] if unreadable else KgError("no document", str(folder), "name a folder that holds some")
    return extracts, unreadable
