"""What a fact is, given everything that is said of it: one node and its edges, whatever the order of the statements.

Each property comes from the first statement that says anything of it: a final page before an interim one, since
"not yet graded" is no grade; then in the order of sources: the inspectorate, then forces and policing bodies, then
press, then others; among equals the printed judgment before another place of the same document, a copy at hand before
the shipped facts of it, a later publication before an earlier. What is known of an answer comes from the answer itself
first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from kg import dates, ids, schema
from kg.rows.model import ALL_CHIEF_CONSTABLES, SHIPPED, TABLE, Edge, End, Node, Spoken, Statement, caption, dated, said

_SOURCES = {"inspectorate": 0, "commissioner": 1, "force": 1, "press": 2}
_COPIES = {SHIPPED: 1, TABLE: 2}
_KINDS = {
    "cause_of_concern": "CoC",
    "recommendation": "Rec",
    "area_for_improvement": "AFI",
    "area_of_concern": "AoC",
    "practice": "Practice",
    "observation": "Observation",
}
_GRADES = {
    "outstanding": "O",
    "good": "G",
    "adequate": "A",
    "requires improvement": "RI",
    "inadequate": "I",
    "ungraded": "Ungraded",
    "not yet graded": "Not yet",
}
_DATES = ("published", "raised", "deadline_by", "date", "due", "by", "from", "to")
_PRINTED_SUMMARY_WORDS = 25

OWN_EDGES: dict[str, tuple[tuple[str, str], ...]] = {
    "Finding": (
        ("<-", "RAISED"), ("<-", "RECOMMENDS"), ("->", "ADDRESSED_TO"), ("->", "ABOUT"), ("->", "ON"),
    ),
    "Practice": (("<-", "RAISED"), ("->", "ADDRESSED_TO"), ("->", "ABOUT"), ("->", "ON")),
    "Observation": (("<-", "RAISED"), ("->", "ADDRESSED_TO"), ("->", "ABOUT"), ("->", "ON")),
    "Judgment": (("<-", "JUDGED"), ("->", "ANSWERS"), ("->", "OF")),
    "Inspection": (("<-", "INSPECTED_IN"), ("->", "PUBLISHED_IN")),
    "Response": (("<-", "MADE"),),
    "Commitment": (("<-", "COMMITS_TO"),),
    "Monitoring": (("<-", "PLACED_IN"),),
    "Collaboration": (),
    "Mention": (("->", "ADDRESSED_TO"), ("->", "ABOUT"), ("->", "ON"), ("->", "INSTANCE_OF")),
}  # fmt: skip
"""The edges that follow from the statements on a fact of that label, as seen from it, and from nothing else."""


def resolve(statements: Iterable[Statement]) -> tuple[Node, list[Edge]]:
    """The node and the edges of the one fact that all these statements are about."""
    ordered = sorted(statements, key=_precedence)
    label, fact = ordered[0].label, ordered[0].id
    value: dict[str, Any] = {}
    for statement in ordered:
        value = {**statement.value, **value}
    return _RESOLVERS[label](fact, value, ordered)


def topic_or_theme(topics: Iterable[str], theme: str | None) -> str:
    """What captions call a finding's subject: its first topic, else its theme, in plain words."""
    return next(iter(sorted(topics)), theme or "").replace("-", " ")


def force_name(force: str | None) -> str:
    """A force's id as words: "avon-and-somerset" is "Avon and Somerset"."""
    words = (force or "national").split("-")
    return " ".join(word if word in ("and", "of") else word.capitalize() for word in words)


def finding_caption(kind: str | None, cycle: str | None, topics: Iterable[str], theme: str | None) -> str:
    """ "AFI 2015 supervision": kind, cycle and subject."""
    return caption(_KINDS.get(kind or "", "Finding"), cycle, topic_or_theme(topics, theme))


def _precedence(statement: Statement) -> tuple[Any, ...]:
    claim, value = statement.claim, statement.value
    published = value.get("published")
    return (
        statement.label == "Response" and claim["copy"] == TABLE,
        bool(value.get("interim")),
        _SOURCES.get(claim.get("source_kind", ""), 3),
        bool(value.get("also")),
        _COPIES.get(claim["copy"], 0),
        -dates.bounds(published)[1].toordinal() if published else 0,
        statement.document,
        claim["copy"],
        claim["key"],
    )


def _properties(label: str, fact: str, name: str, value: dict[str, Any]) -> dict[str, Any]:
    """The node's properties among what is said; dates get their bounds."""
    declared = schema.LABELS[label].properties
    properties = said(id=fact, name=name, **{key: item for key, item in value.items() if key in declared})
    for key in _DATES:
        properties.update(dated(key, properties.get(key)))
    return properties


def _finding(fact: str, value: dict[str, Any], _: list[Statement]) -> tuple[Node, list[Edge]]:
    kind, topics = value["kind"], value.get("topics", [])
    label = schema.FINDING_LABELS[kind]
    first = label.partition(":")[0]
    properties = _properties(first, fact, finding_caption(kind, value.get("cycle"), topics, value.get("theme")), value)
    properties.update(_summary(value))
    here = End(first, fact)
    edges = [Edge("RAISED", End("Inspection", value["inspection"]), here)]
    edges += [Edge("ADDRESSED_TO", here, End(label, one)) for label, one in value.get("addressed_to", [])]
    edges += [Edge("ON", here, End("Topic", topic)) for topic in topics]
    if value.get("theme"):
        edges.append(Edge("ABOUT", here, End("Theme", value["theme"])))
    if value.get("part_of"):
        edges.append(Edge("RECOMMENDS", End("Finding", value["part_of"]), here))
    return Node(label, fact, properties), edges


def _summary(value: dict[str, Any]) -> dict[str, str]:
    """The project's own words, else the headline or the first printed words."""
    if value.get("summary"):
        return {"summary": value["summary"], "summary_basis": "own"}
    printed = value.get("headline") or value.get("text")
    if not printed:
        return {}
    words = printed.split()
    short = " ".join(words[:_PRINTED_SUMMARY_WORDS]) + ("…" if len(words) > _PRINTED_SUMMARY_WORDS else "")
    return {"summary": short, "summary_basis": "printed"}


def _judgment(fact: str, value: dict[str, Any], statements: list[Statement]) -> tuple[Node, list[Edge]]:
    subject = value["heading"].lower() if value["level"] == "pillar" else topic_or_theme([], value.get("theme"))
    name = caption(_GRADES[value["grade"]], value.get("cycle"), subject)
    final = [statement.value for statement in statements if not statement.value.get("interim")]
    grades = {one["grade"] for one in final}
    kept = {one["carried_over_from"] for one in final if "carried_over_from" in one}
    properties = _properties("Judgment", fact, name, value) | {
        "interim": not final,
        "conflict": len(grades) > 1 or len(kept) > 1,
    }
    here = End("Judgment", fact)
    edges = [
        Edge("JUDGED", End("Inspection", value["inspection"]), here),
        Edge("ANSWERS", here, End("Question", value["question"])),
    ]
    if value.get("force"):
        edges.append(Edge("OF", here, End("Force", value["force"])))
    elif value.get("body"):
        edges.append(Edge("OF", here, End("Body", value["body"])))
    return Node("Judgment", fact, properties), edges


def _inspection(fact: str, value: dict[str, Any], statements: list[Statement]) -> tuple[Node, list[Edge]]:
    forces = sorted({force for statement in statements for force in statement.value.get("forces", [])})
    bodies = sorted({body for statement in statements for body in statement.value.get("bodies", [])})
    holds = "findings" if any(one.value.get("holds") == "findings" for one in statements) else "grades"
    one = forces[0] if len(forces) == 1 else None
    whose = one or next(iter(bodies), None)
    name = caption(value["programme"], value.get("cycle"), value.get("pillar"), force_name(whose))
    properties = _properties("Inspection", fact, name, value) | said(
        force=one, holds=holds, disputed=_disputed(value, statements)
    )
    here = End("Inspection", fact)
    edges = [Edge("INSPECTED_IN", End("Force", force), here) for force in forces]
    edges += [Edge("INSPECTED_IN", End("Body", body), here) for body in bodies]
    reports = sorted({statement.document for statement in statements if statement.value.get("report")})
    edges += [Edge("PUBLISHED_IN", here, End("Document", document)) for document in reports]
    return Node("Inspection", fact, properties), edges


def _disputed(value: dict[str, Any], statements: list[Statement]) -> list[str]:
    """What the statements tell differently of the inspection as a whole, each with what is shown of it.

    A report speaks of itself before other pages of the inspectorate do.
    """
    reports = {one.document for one in statements if one.value.get("report")}
    told: dict[str, list[str]] = {}
    for one in sorted(statements, key=lambda one: one.document not in reports):
        if "about" in one.claim:
            told.setdefault(one.claim["about"], []).append(one.claim["says"])
    shown = {about: value["published"] if about == "published" else says[0] for about, says in told.items()}
    return [f"{about}: {shown[about]}" for about, says in sorted(told.items()) if len(set(says)) > 1]


def mention(spoken: Spoken, national: str | None = None) -> tuple[Node, list[Edge]]:
    """What stands for the finding, judgment or inspection spoken of as long as it is not held.

    One force's share in a national finding is a mention of its own, of that `national` finding where its id is known.
    Sentences that say kind, programme and cycle and no more share one; a quoted finding has the id of the real one.
    """
    fact = _mention_id(spoken)
    name = (
        caption("Report", spoken.programme, spoken.cycle)
        if spoken.what == "inspection"
        else finding_caption(spoken.kind, spoken.cycle, spoken.topics, spoken.theme)
    )
    properties = said(
        id=fact,
        name=name,
        force=spoken.force,
        what=spoken.what,
        kind=spoken.kind,
        programme=spoken.programme,
        cycle=spoken.cycle,
        theme=spoken.theme,
        summary=spoken.summary or (spoken.title if spoken.what == "inspection" else None),
        text=spoken.text,
    )
    here = End("Mention", fact)
    edges = [Edge("ON", here, End("Topic", topic)) for topic in spoken.topics if spoken.words]
    if spoken.theme:
        edges.append(Edge("ABOUT", here, End("Theme", spoken.theme)))
    if spoken.addressed_to:
        edges.append(Edge("ADDRESSED_TO", here, End("Body", spoken.addressed_to)))
    if spoken.instance_of:
        edges.append(Edge("ADDRESSED_TO", here, End("Force", spoken.force)))
        of = End("Finding", national) if national else End("Mention", spoken.instance_of)
        edges.append(Edge("INSTANCE_OF", here, of))
    return Node("Mention", fact, properties), edges


def national_and_share(spoken: Spoken) -> tuple[Spoken, Spoken]:
    """A national finding, and the share in it of the force that a source speaks of.

    Other forces have a share as well, but it is a fact of the graph only once a source speaks of them.
    """
    national = replace(spoken, force=ids.NATIONAL, addressed_to=ALL_CHIEF_CONSTABLES)
    return national, replace(spoken, finding=None, instance_of=_mention_id(national))


def _mention_id(spoken: Spoken) -> str:
    if spoken.instance_of:
        return f"{spoken.force}.{spoken.instance_of}"
    if spoken.finding:
        return spoken.finding
    if spoken.what == "inspection":
        return f"{spoken.force}.mention.report.{ids.text_hash(spoken.title or '')}"
    report = ids.inspection_id(spoken.force, spoken.programme or "earlier", spoken.cycle)
    parts = [report, "mention", spoken.kind or spoken.what, spoken.theme or "any-theme"]
    return ".".join([*parts, ids.text_hash(spoken.words)] if spoken.words else parts)


def _response(fact: str, value: dict[str, Any], _: list[Statement]) -> tuple[Node, list[Edge]]:
    name = caption("Answer of the", value["author_role"], value.get("date"))
    label, author = value["author"]
    here = End("Response", fact)
    return Node("Response", fact, _properties("Response", fact, name, value)), [Edge("MADE", End(label, author), here)]


def _commitment(fact: str, value: dict[str, Any], _: list[Statement]) -> tuple[Node, list[Edge]]:
    name = caption("Promise", f"by {value['by']}" if value.get("by") else None)
    here = End("Commitment", fact)
    return Node("Commitment", fact, _properties("Commitment", fact, name, value)), [
        Edge("COMMITS_TO", End("Response", value["response"]), here)
    ]


def _monitoring(fact: str, value: dict[str, Any], statements: list[Statement]) -> tuple[Node, list[Edge]]:
    name = caption(value["stage"], (value.get("from") or "")[:4], force_name(value["force"]))
    value, conflict = dict(value), False
    for end in ("from", "to"):
        given = [one.value[end] for one in statements if end in one.value]
        if given:
            value[end] = _most_precise(given)
            conflict |= max(dates.bounds(day)[0] for day in given) > min(dates.bounds(day)[1] for day in given)
    properties = _properties("Monitoring", fact, name, value) | {"conflict": conflict}
    return Node("Monitoring", fact, properties), [
        Edge("PLACED_IN", End("Force", value["force"]), End("Monitoring", fact))
    ]


def _most_precise(given: list[str]) -> str:
    """The first of several partial dates, as precise as those after it know it without contradicting it."""
    chosen = given[0]
    for day in given[1:]:
        if day.startswith(f"{chosen}-"):
            chosen = day
    return chosen


def _collaboration(fact: str, value: dict[str, Any], _: list[Statement]) -> tuple[Node, list[Edge]]:
    return Node("Collaboration", fact, _properties("Collaboration", fact, caption(value["title"]), value)), []


_RESOLVERS: dict[str, Callable[[str, dict[str, Any], list[Statement]], tuple[Node, list[Edge]]]] = {
    "Finding": _finding,
    "Practice": _finding,
    "Observation": _finding,
    "Judgment": _judgment,
    "Inspection": _inspection,
    "Response": _response,
    "Commitment": _commitment,
    "Monitoring": _monitoring,
    "Collaboration": _collaboration,
}
