"""What the graph holds, declared once.

Constraints and indexes, the schema page of the documentation, the writer's checks and the lint of saved queries all
come from `LABELS` and `RELATIONSHIPS`; nothing else names a property for the first time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

VERSION = 1  # raised when a graph written before can no longer be read

Type = Literal["string", "integer", "float", "boolean", "strings"]


@dataclass(frozen=True)
class Property:
    type: Type
    meaning: str


@dataclass(frozen=True)
class Label:
    """A kind of node. `sub` labels are set beside it, `force` is indexed where a node belongs to one force."""

    meaning: str
    properties: dict[str, Property]
    sub: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relationship:
    """A kind of edge. Edges between the same two nodes are told apart by `key`, where that is a property."""

    meaning: str
    ends: tuple[tuple[str, str], ...]
    properties: dict[str, Property]


def _text(meaning: str) -> Property:
    return Property("string", meaning)


def _number(meaning: str) -> Property:
    return Property("integer", meaning)


def _flag(meaning: str) -> Property:
    return Property("boolean", meaning)


def _list(meaning: str) -> Property:
    return Property("strings", meaning)


def _dated(name: str, meaning: str) -> dict[str, Property]:
    return {
        name: _text(f"{meaning}, as precise as printed"),
        f"{name}_min": _text(f"first day that {name} can mean (ISO)"),
        f"{name}_max": _text(f"last day that {name} can mean (ISO)"),
    }


_ID = {
    "id": _text("stable key"),
    "name": _text("caption in the Browser, at most 40 characters, never printed text"),
}
_FORCE = {"force": _text("id of the one force it belongs to")}
_PLACE = {
    "line": _number("first line in the document's text"),
    "start": _number("first code point"),
    "end": _number("code point after the last"),
    "section": _text("heading path, outermost first, joined by ' / '"),
    "quote": _text("the first words there; absent when the document is not at hand"),
}
_FINDING = _FORCE | {
    "kind": _text("cause_of_concern, recommendation, area_for_improvement, area_of_concern, practice or observation"),
    "programme": _text("PEEL, SOC, CDI, NCPI, integrity, custody or thematic"),
    "cycle": _text("2018/19, 2023-25 …"),
    "theme": _text("id of the theme that it stands under"),
    **_dated("raised", "when the report was published"),
    "deadline_text": _text("by when it is to be met, as printed"),
    **_dated("deadline_by", "the printed date, or the one computed from publication and period"),
    "heading": _text("the area or question that it stands under"),
    "headline": _text("printed headline"),
    "summary": _text("the project's own words, else the headline or the first words"),
    "summary_basis": _text("own or printed"),
    "text": _text("printed text; absent when the document is not at hand"),
    "boxed": _flag("false for a recommendation in running prose"),
    "ordinal": _number("its number among the document's findings"),
}

LABELS: dict[str, Label] = {
    "Graph": Label(
        "One node that says what filled this graph.",
        _ID | {"schema": _number("schema version"), "facts": _text("hash of the shipped facts that were loaded")},
    ),
    "Force": Label(
        "A territorial police force.",
        _ID
        | {
            "official_name": _text("full name"),
            "ons_code": _text("ONS police force area code"),
            "region": _text("region of serious and organised crime inspections"),
            "aliases": _list("other names in use"),
        },
    ),
    "Body": Label(
        "Who inspects, oversees or is addressed besides a force.",
        _ID
        | {
            "official_name": _text("full name"),
            "kind": _text("inspectorate, commissioner, mayor, government, national council, regional unit, addressee"),
        },
    ),
    "Inspection": Label(
        "One inspection of one force, or of several in a region.",
        _ID
        | _FORCE
        | {
            "programme": _text("PEEL, SOC, CDI …"),
            "cycle": _text("2018/19 …"),
            "pillar": _text("effectiveness, efficiency, legitimacy or leadership, where published apart"),
            **_dated("published", "when its report came out"),
            "holds": _text("findings or grades: how much of it is in this graph"),
            "disputed": _list("what sources tell differently of it, with what is shown: 'areas graded: 11'"),
        },
    ),
    "Document": Label(
        "A publication or web page.",
        _ID
        | _FORCE
        | {
            "title": _text("title"),
            "family": _text("kind of document, as in `kg extract`, or the kind of page"),
            "publisher": _text("who published it: inspectorate, commissioner, force, press, other"),
            "url": _text("address"),
            **_dated("published", "publication date"),
            "copies": _list("SHA-256 of each file of it that was loaded"),
            "files": _list("file names of those copies"),
        },
    ),
    "Question": Label(
        "A core question or area of one cycle.",
        _ID
        | {
            "cycle": _text("cycle"),
            "pillar": _text("pillar, absent for areas"),
            "number": _number("number, 0 for a pillar's headline question"),
            "wording": _text("question or heading as printed"),
            "heading": _text("short label"),
            "graded": _flag("whether it is graded"),
        },
    ),
    "Theme": Label("A subject that is stable across cycles.", _ID | {"description": _text("what belongs to it")}),
    "Topic": Label("A subject finer than a theme.", _ID | {"definition": _text("what belongs to it")}),
    "Judgment": Label(
        "One grade for one force, inspection and question, chosen among its claims by the order of sources.",
        _ID
        | _FORCE
        | {
            "cycle": _text("cycle"),
            "programme": _text("programme"),
            "level": _text("pillar, question or area"),
            "theme": _text("theme of its question"),
            "heading": _text("heading it is printed under"),
            "grade": _text("outstanding, good, adequate, requires improvement, inadequate, ungraded, not yet graded"),
            "scale": _number("number of grades in use: 4 to 2018/19, 5 since 2021/22"),
            "carried_over_from": _text("cycle from which it was kept without a new inspection"),
            "interim": _flag("from a page published before the assessment was final"),
            "conflict": _flag("sources differ"),
            **_dated("published", "when it was published"),
        },
    ),
    "Finding": Label(
        "Something that the inspectorate asks to be put right.",
        _ID | _FINDING,
        ("CauseOfConcern", "Recommendation", "AreaForImprovement", "AreaOfConcern"),
    ),
    "Practice": Label("Innovative, promising or effective practice; never open or resolved.", _ID | _FINDING),
    "Observation": Label("A main finding of a report from 2021 on; never open or resolved.", _ID | _FINDING),
    "Mention": Label(
        "An earlier finding that a document speaks of and whose own report is not held; never counted.",
        _ID
        | _FORCE
        | {
            "what": _text("what is spoken of: finding, judgment or inspection"),
            "kind": _text("as for Finding, absent where the text does not say"),
            "programme": _text("programme spoken of"),
            "cycle": _text("cycle spoken of"),
            "theme": _text("theme"),
            "summary": _text("what is said of it, in the project's words or the first printed words"),
            "text": _text("the words that name it; absent when the document is not at hand"),
        },
    ),
    "Concern": Label(
        "A finding that follows none, with all that follow it. Derived.",
        _ID
        | _FORCE
        | {
            "title": _text("in the project's own words"),
            "theme": _text("theme of its first finding"),
            "status": _text(
                "open, partly resolved, resolved, superseded, not raised again, not known, not re-inspected"
            ),
            "status_basis": _text("stated, inferred or decided"),
            "status_evidence": _text("id of the document whose sentence says so"),
            "status_evidence_line": _number("line of that sentence"),
            "trend": _text("new, persists, escalates or eases"),
            "times_raised": _number("number of inspections held that raised it: at least"),
            **_dated("first_raised", "when first raised"),
            **_dated("last_raised", "when last raised"),
            "as_of": _text("the day for which the status is told"),
        },
    ),
    "Response": Label(
        "What a force, chief officer or policing body answered.",
        _ID
        | _FORCE
        | {
            "author_role": _text("chief constable, force, police and crime commissioner …"),
            **_dated("date", "date of the response"),
            **_dated("due", "last day of the statutory or customary period"),
            "due_basis": _text("s55(5A), custom, not a policing body or date unknown"),
            "days": _number("days from publication to response"),
            "late": _flag("answered after the due day"),
            "to_title": _text("report answered, as named"),
            "to_cycle": _text("cycle of that report, where stated"),
        },
    ),
    "Commitment": Label(
        "What a response promises.",
        _ID | _FORCE | {"text": _text("printed text"), "summary": _text("own words"), **_dated("by", "promised date")},
    ),
    "Collaboration": Label(
        "An arrangement between forces.",
        _ID
        | {
            "title": _text("full name"),
            "kind": _text("kind"),
            "region": _text("region"),
            "aliases": _list("names in use"),
        },
    ),
    "Monitoring": Label(
        "A stay in a monitoring stage.",
        _ID
        | _FORCE
        | {
            "stage": _text("Scan or Engage"),
            **_dated("from", "entry"),
            **_dated("to", "exit"),
            "conflict": _flag("sources give dates that cannot all be right"),
        },
    ),
}

FINDING_LABELS = {
    "cause_of_concern": "Finding:CauseOfConcern",
    "recommendation": "Finding:Recommendation",
    "area_for_improvement": "Finding:AreaForImprovement",
    "area_of_concern": "Finding:AreaOfConcern",
    "practice": "Practice",
    "observation": "Observation",
}

_ANY_FINDING = ("Finding", "Practice", "Observation")
_ADDRESSEES = ("Force", "Body")
_FACTS = (
    *_ANY_FINDING,
    "Judgment",
    "Response",
    "Commitment",
    "Collaboration",
    "Monitoring",
    "Mention",
    "Inspection",
    "Force",
)
_CLAIM = _PLACE | {
    "key": _text("tells parallel edges apart"),
    "copy": _text("SHA-256 of the copy read, 'shipped' for data/documents, 'table' for a row of data/*.csv"),
    "source_kind": _text("inspectorate, commissioner, force, press, other"),
    "value": _text("all that this place says, as JSON; the fact is drawn from it"),
    "note": _text("doubts about the claim, in the project's words"),
}


def _pairs(starts: tuple[str, ...], ends: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((start, end) for start in starts for end in ends)


RELATIONSHIPS: dict[str, Relationship] = {
    "INSPECTED_IN": Relationship("was inspected in", (("Force", "Inspection"), ("Body", "Inspection")), {}),
    "PUBLISHED_IN": Relationship("was published in", (("Inspection", "Document"),), {}),
    "JUDGED": Relationship("gave the grade", (("Inspection", "Judgment"),), {}),
    "ANSWERS": Relationship("answers the question", (("Judgment", "Question"),), {}),
    "OF": Relationship("is a grade of", _pairs(("Judgment",), _ADDRESSEES), {}),
    "CARRIED_OVER_FROM": Relationship("was kept from", (("Judgment", "Judgment"),), {}),
    "ABOUT": Relationship(
        "stands under the theme",
        (("Question", "Theme"), *_pairs((*_ANY_FINDING, "Concern", "Mention"), ("Theme",))),
        {},
    ),
    "ON": Relationship("is about", _pairs((*_ANY_FINDING, "Mention"), ("Topic",)), {}),
    "RAISED": Relationship("raised", _pairs(("Inspection",), _ANY_FINDING), {}),
    "ADDRESSED_TO": Relationship("is addressed to", _pairs((*_ANY_FINDING, "Mention"), _ADDRESSEES), {}),
    "RECOMMENDS": Relationship("is to be met by", (("Finding", "Finding"),), {}),
    "INSTANCE_OF": Relationship("is one force's share of", (("Mention", "Finding"), ("Mention", "Mention")), {}),
    "FOLLOWS": Relationship(
        "says again, more strongly or more mildly, what an earlier finding said",
        (("Finding", "Finding"),),
        {
            "relation": _text("repeats, escalates or eases"),
            "basis": _text("stated, decided or proposed"),
            "confidence": _text("certain, likely or possible"),
            "score": Property("float", "of a proposal, 0 to 1"),
            "words": _text("what carries the link: shared topic and words, the sentence, or the person's reason"),
        },
    ),
    "PART_OF": Relationship("belongs to the thread", (("Finding", "Concern"),), {}),
    "REPORTS_ON": Relationship(
        "says what became of",
        _pairs(("Document",), ("Finding", "Mention", "Judgment")),
        _CLAIM
        | {
            "says": _text("resolved, open, improved …"),
            **_dated("on", "date that the sentence gives"),
            **_dated("deadline_by", "by when the finding was to be met, where this source says so"),
            "text": _text("printed sentence"),
            "summary": _text("own words"),
        },
    ),
    "MADE": Relationship("answered with", _pairs(_ADDRESSEES, ("Response",)), {}),
    "RESPONDS_TO": Relationship(
        "answers",
        _pairs(("Response",), ("Finding", "Mention", "Judgment", "Inspection")),
        _CLAIM
        | {
            "document": _text("id of the document that holds the answer"),
            "stance": _text("accepted, partly accepted, not accepted, disputed, noted or not stated"),
            "progress": _text("done, under way, planned, none or not stated"),
            "refers_to": _text("number or words by which the response names it"),
            "text": _text("printed answer"),
            "summary": _text("own words"),
        },
    ),
    "COMMITS_TO": Relationship("promises", (("Response", "Commitment"),), {}),
    "STATED_IN": Relationship(
        "is stated in",
        _pairs(_FACTS, ("Document",)),
        _CLAIM
        | {
            "grade": _text("the grade that this source gives, of a Judgment"),
            **_dated("from", "entry that this source gives, of a stay in a monitoring stage"),
            **_dated("to", "exit that this source gives"),
            "carried_over_from": _text("the cycle from which this source keeps a Judgment's grade"),
            **_dated("deadline_by", "by when a finding that is not held was to be met, as this source says"),
            "interim": _flag("whether this source is from before a Judgment's assessment was final"),
            **_dated("published", "when the grade that this source gives was published"),
            "about": _text("what this source says of an Inspection as a whole: areas graded, areas good …, published"),
            "says": _text("the number or date that it gives"),
            "also": _flag("true for another place of the same document, whose grade or year may differ"),
            "quoted": _flag("true where the document only quotes an earlier finding"),
        },
    ),
    "MEMBER_OF": Relationship(
        "works together in",
        (("Force", "Collaboration"), ("Body", "Collaboration")),
        {
            "key": _text("function and claim"),
            "copy": _text("as on a claim"),
            **{name: _PLACE[name] for name in ("line", "start", "end", "section")},
            "function": _text("what is shared"),
            **_dated("from", "start"),
            **_dated("to", "end"),
            "status": _text("joint, ended or continues, as the source says"),
            "documents": _list("ids of the documents that say so"),
            "source_kind": _text("as on a claim"),
            "disputed": _flag("sources give other dates"),
            "note": _text("doubts, in the project's words"),
        },
    ),
    "OVERSEES": Relationship(
        "holds to account",
        (("Body", "Force"),),
        {
            **_dated("from", "start"),
            **_dated("to", "end"),
            "url": _text("address of the page that names it"),
            "note": _text("what is known without a page, in the project's words"),
        },
    ),
    "PLACED_IN": Relationship("was placed in", (("Force", "Monitoring"),), {}),
}


def constraints() -> list[str]:
    """One uniqueness constraint on `id` a label, and an index on `force`, in the Cypher that both engines take."""
    statements = []
    for label, declared in LABELS.items():
        statements.append(f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE")
        if "force" in declared.properties:
            statements.append(f"CREATE INDEX {label.lower()}_force IF NOT EXISTS FOR (n:{label}) ON (n.force)")
    return statements
