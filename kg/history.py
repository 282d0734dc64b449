"""The answer to "what was this force told, and was it ever put right?": rows of the graph as one record a force.

The shapes are those of `kg history --format json`. They are dataclasses and not pydantic models, since reading the
graph is the path that every command waits for.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kg.coverage import has_begun
from kg.dates import bounds
from kg.errors import UsageError
from kg.queries import find
from kg.queries.cypher import near

if TYPE_CHECKING:
    from kg.engine import Graph


@dataclass(frozen=True)
class Source:
    """The document that a claim stands in."""

    id: str
    title: str
    url: str | None
    published: str | None


@dataclass(frozen=True)
class ToldFinding:
    id: str
    kind: str
    programme: str
    cycle: str | None
    raised: str | None
    summary: str
    summary_basis: str
    text: str | None
    document: Source
    where: dict[str, Any]
    part_of: str | None


@dataclass(frozen=True)
class ToldLink:
    later: str
    earlier: str
    relation: str
    basis: str
    confidence: str
    score: float | None
    evidence: str | None


@dataclass(frozen=True)
class ToldOutcome:
    finding: str
    says: str
    on: str | None
    document: Source
    where: dict[str, Any]
    text: str | None
    summary: str | None


@dataclass(frozen=True)
class ToldResponse:
    finding: str
    author_role: str
    date: str | None
    stance: str
    progress: str
    document: Source
    where: dict[str, Any]
    text: str | None
    summary: str | None


@dataclass(frozen=True)
class ToldConcern:
    """A finding that follows none, with all that follow it and what became of them."""

    id: str
    title: str
    theme: str | None
    status: str
    status_basis: str
    status_evidence: dict[str, Any] | None
    trend: str
    first_raised: str | None
    last_raised: str | None
    times_raised: int
    findings: list[ToldFinding] = field(default_factory=list)
    links: list[ToldLink] = field(default_factory=list)
    outcomes: list[ToldOutcome] = field(default_factory=list)
    responses: list[ToldResponse] = field(default_factory=list)


@dataclass(frozen=True)
class History:
    """All that the graph holds on one force, told for the day `as_of`."""

    force: dict[str, str]
    as_of: str
    coverage: list[dict[str, Any]]
    disputed: list[dict[str, Any]]
    grades: list[dict[str, Any]]
    concerns: list[ToldConcern]
    mentioned: list[dict[str, Any]]
    monitoring: list[dict[str, Any]]
    collaborations: list[dict[str, Any]]
    responses: list[dict[str, Any]]


def tell(graph: Graph, force: str, as_of: str, decisions: str | None = None) -> History:
    """The history of one force as known on the day `as_of` (YYYY-MM-DD).

    A day before the last load has its statuses worked out anew, with the link decisions that `decisions` names as
    `kg.lineage.decisions.load` takes it.
    Raises UsageError, with near matches, for a force that the graph does not hold.
    """
    row = find("history-of-a-force").run(graph, force=force)[0]
    concerns = [_concern(concern) for concern in row["concerns"]]
    if any(as_of < concern["as_of"] for concern in row["concerns"]):
        concerns = _as_of(graph, force, concerns, as_of, decisions)
    return History(
        force=row["force"],
        as_of=as_of,
        coverage=_coverage([one for one in row["inspections"] if _known(one["published"], as_of)], row["questions"]),
        disputed=[claim for claim in row["disputed"] if has_begun(claim["subject"], as_of)],
        grades=[grade for grade in row["grades"] if _known(grade["published"], as_of)],
        concerns=concerns,
        mentioned=[_mentioned(mention, as_of) for mention in row["mentioned"]],
        monitoring=[stay for stay in row["monitoring"] if _known(stay["from"], as_of)],
        collaborations=[_share(share, as_of) for share in row["collaborations"] if _known(share["from"], as_of)],
        responses=[response for response in row["responses"] if _known(response["date"], as_of)],
    )


def tell_concerns(graph: Graph, id: str, as_of: str, decisions: str | None = None) -> list[ToldConcern]:
    """The concerns that a finding belongs to, the one that it began first; `id` may be the last part of its id.

    Raises UsageError, with near matches, where the graph holds no such finding or several.
    """
    found = graph.rows(_FINDING, id=id, ending=f".{id}")
    if len(found) != 1:
        ids = [row["id"] for row in found or graph.rows("MATCH (x:Finding) RETURN x.id AS id ORDER BY id")]
        wrong = "several findings have an id that ends in" if found else "no concern or finding called"
        remedy = f"one of {', '.join(ids)}" if found else near(id, ids) or "see kg concerns"
        raise UsageError(f"{wrong} {id!r}", "", remedy)
    told = tell(graph, found[0]["force"], as_of, decisions).concerns
    mine = [concern for concern in told if any(finding.id == found[0]["id"] for finding in concern.findings)]
    if not mine:
        raise UsageError(f"{found[0]['id']} was not known yet", as_of, "choose a later day with --as-of")
    return sorted(mine, key=lambda concern: (concern.id != found[0]["id"], concern.first_raised or "", concern.id))


_FINDING = """MATCH (x:Finding) WHERE x.id = $id OR x.id ENDS WITH $ending
RETURN x.id AS id, x.force AS force ORDER BY id"""


def _known(day: str | None, as_of: str) -> bool:
    """Whether something of this partial date can have been known: its first day is not after `as_of`."""
    return day is None or bounds(day)[0].isoformat() <= as_of


def _mentioned(mention: dict[str, Any], as_of: str) -> dict[str, Any]:
    """A cause of concern whose report is not held, with what was said of it by a day."""
    outcomes = [one for one in mention["outcomes"] if _known(one["on"] or one["document"]["published"], as_of)]
    return {**mention, "outcomes": outcomes}


def _share(share: dict[str, Any], as_of: str) -> dict[str, Any]:
    """What a force shares as it stood on a day: an end that came later was none yet."""
    return share if _known(share["to"], as_of) else {**share, "to": None, "status": "joint"}


def _as_of(
    graph: Graph, force: str, concerns: list[ToldConcern], as_of: str, decisions: str | None
) -> list[ToldConcern]:
    """The concerns as they could be told on an earlier day: what came out or was said later is left out."""
    from kg import known
    from kg.lineage import decisions as decided

    derived = known.read(graph.rows, [force])[force].derive(force, decided.load(decisions), as_of)
    then = {concern.id: concern for concern in derived.concerns}
    told = []
    for concern in concerns:
        if earlier := then.get(concern.id):
            evidence = earlier.status_evidence
            told.append(
                replace(
                    concern,
                    **{name: getattr(earlier, name) for name in _PLAIN},
                    status_evidence=_evidence(evidence.document, evidence.line, concern.outcomes) if evidence else None,
                    findings=[finding for finding in concern.findings if finding.id in earlier.members],
                    links=[link for link in concern.links if {link.later, link.earlier} <= set(earlier.members)],
                    outcomes=[one for one in concern.outcomes if _known(one.document.published, as_of)],
                    responses=[one for one in concern.responses if _known(one.date, as_of)],
                )
            )
    return told


def _coverage(inspections: list[dict[str, Any]], questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each cycle, programme and theme that was or could have been inspected, how much of it is held."""
    held: dict[tuple[str | None, str, str], str] = {}
    for question in questions:
        held[question["cycle"], _programme(question["cycle"]), question["theme"]] = "nothing"
    for inspection in inspections:
        for theme in {*inspection["judged"], *inspection["found"]}:
            key = (inspection["cycle"], inspection["programme"], theme)
            if held.get(key) != "findings":
                held[key] = inspection["holds"]
    return [
        {"cycle": cycle, "programme": programme, "theme": theme, "holds": holds}
        for (cycle, programme, theme), holds in sorted(held.items(), key=lambda item: tuple(map(str, item[0])))
    ]


def _programme(cycle: str) -> str:
    """The programme of a cycle's name: "soc-2025" is of SOC, a bare year or pair of years of PEEL."""
    name = cycle.partition("-")[0]
    return {"soc": "SOC", "cdi": "CDI", "integrity": "integrity"}.get(name, "PEEL")


_PLAIN = ("id", "title", "theme", "status", "status_basis", "trend", "first_raised", "last_raised", "times_raised")


def _concern(row: dict[str, Any]) -> ToldConcern:
    outcomes = [ToldOutcome(**_placed(outcome)) for outcome in row["outcomes"]]
    document, line = row["status_evidence"], row["status_evidence_line"]
    return ToldConcern(
        **{name: row[name] for name in _PLAIN},
        status_evidence=_evidence(document, line, outcomes) if document else None,
        findings=[ToldFinding(**_placed(finding)) for finding in row["findings"]],
        links=[ToldLink(**link) for link in row["links"]],
        outcomes=outcomes,
        responses=[ToldResponse(**_placed(response)) for response in row["responses"]],
    )


def _evidence(document: str, line: int | None, outcomes: list[ToldOutcome]) -> dict[str, Any] | None:
    """The place of the sentence that a status rests on."""
    for outcome in outcomes:
        if (outcome.document.id, outcome.where["line"]) == (document, line):
            return {"document": vars(outcome.document), "where": outcome.where}
    return None


def _placed(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "document": Source(**row["document"])}
