"""Nodes, edges and statements, each checked against the schema when it is made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg import dates, schema

Value = str | int | float | bool | list[str]

_PYTHON_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "float": (int, float),
    "boolean": bool,
    "strings": list,
}
_CAPTION = 40

TABLE = "table"  # the `copy` of what rests on a row of data/*.csv
SHIPPED = "shipped"  # the `copy` of what rests on data/documents
ALL_CHIEF_CONSTABLES = "all-chief-constables"  # the body that a national recommendation is addressed to


@dataclass(frozen=True, slots=True)
class Node:
    """A node to be written. `label` may name a sub-label too (`Finding:Recommendation`).

    Raises ValueError where the schema has no such label or property, or the value is of another type.
    """

    label: str
    id: str
    properties: dict[str, Any]

    def __post_init__(self) -> None:
        first, *subs = self.label.split(":")
        declared = schema.LABELS.get(first)
        if declared is None or not set(subs) <= set(declared.sub):
            raise ValueError(f"the schema has no label {self.label}")
        _check(self.label, declared.properties, self.properties)


@dataclass(frozen=True, slots=True)
class End:
    """One end of an edge: the label by which the node is found, and its id."""

    label: str
    id: str


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge to be written; two of one type between the same nodes are told apart by `key`, where the schema has it.

    Raises ValueError where the schema has no such relationship between such ends, or no such property.
    """

    type: str
    start: End
    end: End
    properties: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        declared = schema.RELATIONSHIPS.get(self.type)
        if declared is None or (self.start.label, self.end.label) not in declared.ends:
            raise ValueError(f"the schema has no (:{self.start.label})-[:{self.type}]->(:{self.end.label})")
        _check(self.type, declared.properties, self.properties)
        if "key" in declared.properties and "key" not in self.properties:
            raise ValueError(f"{self.type} needs a key")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one place of one source says of one fact: the STATED_IN edge.

    `value` is all that the place says, by property name, and under other names what the fact is linked to
    (`kg.rows.facts` lists those); an entry of None says that there is none, a missing entry that nothing is said.
    """

    label: str
    id: str
    document: str
    claim: dict[str, Any]
    value: dict[str, Any]

    @property
    def edge(self) -> Edge:
        properties = {**self.claim, "value": as_json(self.value)}
        if self.label == "Judgment":  # sources may differ in these, so that the claim itself shows them
            properties |= said(**{name: self.value.get(name) for name in ("carried_over_from", "interim")})
            properties |= dated("published", self.value.get("published"))
        return Edge("STATED_IN", End(self.label, self.id), End("Document", self.document), properties)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a sentence speaks of, as far as it says: the key to the finding, judgment or inspection meant."""

    what: str  # finding, judgment or inspection
    force: str
    kind: str | None = None
    programme: str | None = None
    cycle: str | None = None
    theme: str | None = None
    published: str | None = None  # of the report meant
    title: str | None = None
    number: str | None = None  # of a national finding in its report
    pillar: str | None = None
    finding: str | None = None  # the id that a quoted finding has in its own report
    instance_of: str | None = None  # of one force's share: the national finding
    addressed_to: str | None = None  # the body that a national finding is addressed to
    words: str | None = None  # names what cannot be told otherwise
    text: str | None = None  # printed text of a quoted finding
    summary: str | None = None
    topics: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, text: str) -> Spoken:
        value = json.loads(text)
        return cls(**{**value, "topics": tuple(value.get("topics", ()))})


@dataclass(frozen=True, slots=True)
class Reference:
    """A sentence on something that may not be held, so that the edge's other end is found once all is loaded.

    REPORTS_ON from a document, RESPONDS_TO from a response, or, of type STATED_IN, a mere quotation in a document.
    """

    type: str
    source: End
    spoken: Spoken
    claim: dict[str, Any]

    def edge(self, target: End) -> Edge:
        said_of_it = {name: getattr(self.spoken, name) for name in Spoken.__slots__}
        value = as_json({name: item for name, item in said_of_it.items() if item not in (None, ())})
        if self.type == "STATED_IN":
            return Edge(self.type, target, self.source, {**self.claim, "quoted": True, "value": value})
        return Edge(self.type, self.source, target, {**self.claim, "value": value})


@dataclass(slots=True)
class Rows:
    """Everything that one source brings.

    `owned` nodes are written as they are; `known` ones only where they are missing, since another source describes
    them. `edges` join shared nodes; edges of facts follow from the statements.
    """

    owned: list[Node] = field(default_factory=list)
    known: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


def said(**properties: Any) -> dict[str, Any]:
    """The properties that have a value; a graph stores no null and no empty list."""
    return {name: value for name, value in properties.items() if value is not None and value != []}


def dated(name: str, value: str | None) -> dict[str, str]:
    """A partial date as printed, with the first and last day that it can mean; nothing for None."""
    if value is None:
        return {}
    first, last = dates.bounds(value)
    return {name: value, f"{name}_min": first.isoformat(), f"{name}_max": last.isoformat()}


def caption(*parts: str | None) -> str:
    """A node's `name`: the parts that there are, cut to 40 characters at a word."""
    text = " ".join(part for part in parts if part)
    if len(text) <= _CAPTION:
        return text
    return text[: _CAPTION - 1].rpartition(" ")[0].rstrip(" ,;:-") + "…"


def as_json(value: Mapping[str, Any]) -> str:
    """The same text for the same value, whatever the order of its keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _check(kind: str, declared: Mapping[str, schema.Property], given: Mapping[str, Any]) -> None:
    for name, value in given.items():
        if name not in declared:
            raise ValueError(f"the schema has no property {kind}.{name}")
        expected = _PYTHON_TYPES[declared[name].type]
        if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
            raise ValueError(f"{kind}.{name} is to be a {declared[name].type}, not {value!r}")
