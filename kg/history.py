"""The answer to "what was this force told, and was it ever put right?": rows of the graph as one record a force.

The shapes are those of `kg history --format json`. They are dataclasses and not pydantic models, since reading the
graph is the path that every command waits for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from kg.coverage import has_begun
from kg.dates import bounds
from kg.errors import UsageError
from kg.ids import force_of
from kg.queries import shipped
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


T = TypeVar("T", ToldOutcome, ToldResponse)
Scores = Mapping[tuple[str, str], float | None]
"""The scores of links, by later and earlier finding."""


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
    perhaps_raised_again: list[dict[str, Any]] = field(default_factory=list)
    """Of one that is told as closed or not raised again: later findings that only possibly follow it."""
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


def tell(graph: Graph, force: str, as_of: str, decisions: str | None = None, *, certain: bool = False) -> History:
    """The history of one force as known on the day `as_of` (YYYY-MM-DD).

    For a day before the last load, and where `certain` leaves out likely links, threads and statuses are worked out
    anew, with the link decisions that `decisions` names as `kg.lineage.decisions.load` takes it.
    Raises UsageError, with near matches, for a force that the graph does not hold.
    """
    row = shipped("history-of-a-force").run(graph, force=force)[0]
    concerns = [_concern(concern) for concern in row["concerns"]]
    drawn_for = min((concern["as_of"] for concern in row["concerns"]), default=as_of)
    if certain or as_of < drawn_for:
        concerns, possible = _anew(graph, force, concerns, min(as_of, drawn_for), decisions, certain)
    else:
        unsure = [link for concern in row["concerns"] for link in concern["possible"]]
        possible = {(link["later"], link["earlier"]): link["score"] for link in unsure}
    concerns = _with_doubt(concerns, possible)
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
    meant = finding_called(graph, id)
    told = tell(graph, force_of(meant), as_of, decisions).concerns
    mine = [concern for concern in told if any(finding.id == meant for finding in concern.findings)]
    if not mine:
        raise UsageError(f"{meant} was not known yet", as_of, "choose a later day with --as-of")
    return sorted(mine, key=lambda concern: (concern.id != meant, concern.first_raised or "", concern.id))


def finding_called(graph: Graph, id: str) -> str:
    """The whole id of a finding; `id` may be its last part.

    Raises UsageError, with near matches, where the graph holds no such finding or several.
    """
    found: list[str] = [row["id"] for row in graph.rows(_FINDING, id=id, ending=f".{id}")]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"several findings have an id that ends in {id!r}", "", f"one of {', '.join(found)}")
    ids = [row["id"] for row in graph.rows("MATCH (x:Finding) RETURN x.id AS id ORDER BY id")]
    parts = {finding.rpartition(".")[2] for finding in ids}
    raise UsageError(f"no concern or finding called {id!r}", "", near(id, [*ids, *parts]) or "see kg concerns")


_FINDING = "MATCH (x:Finding) WHERE x.id = $id OR x.id ENDS WITH $ending RETURN x.id AS id ORDER BY id"


def beside(graph: Graph, concern: ToldConcern, as_of: str) -> list[tuple[ToldLink, ToldFinding]]:
    """Possible links that lead out of a concern, each with the finding at its other end; they change nothing."""
    members = {finding.id for finding in concern.findings}
    rows = graph.rows(_POSSIBLE, members=sorted(members))
    pairs = [(ToldLink(**row["link"]), ToldFinding(**_placed(row["finding"]))) for row in rows]
    outside = [(link, other) for link, other in pairs if other.id not in members and _known(other.raised, as_of)]
    return sorted(outside, key=lambda pair: (-(pair[0].score or 0), pair[0].later, pair[0].earlier))


_POSSIBLE = """
UNWIND $members AS member
MATCH (m:Finding {id: member})-[l:FOLLOWS {confidence: 'possible'}]-(x:Finding)
WITH DISTINCT l, x
MATCH (later:Finding)-[l]->(earlier:Finding)
CALL (x) {
  MATCH (x)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(x)
  RETURN d, s ORDER BY d.id, s.line, s.key LIMIT 1
}
OPTIONAL MATCH (x)<-[:RECOMMENDS]-(cause:Finding)
RETURN
  l {.relation, .basis, .confidence, .score, evidence: l.words, later: later.id, earlier: earlier.id} AS link,
  x {
    .id, .kind, .programme, .cycle, .raised, .summary, .summary_basis, .text, part_of: cause.id,
    document: d {.id, .title, .url, .published},
    where: s {.line, .start, .end, .section, .quote}
  } AS finding
"""


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


def _anew(
    graph: Graph, force: str, concerns: list[ToldConcern], as_of: str, decisions: str | None, certain: bool
) -> tuple[list[ToldConcern], Scores]:
    """The concerns as they could be told on a day, from what those of the graph hold; `certain` as `tell` takes it.

    Also the scores of possible links.
    """
    from kg.derivation import known
    from kg.lineage import decisions as decided

    derived = known.read(graph.rows, [force])[force].derive(force, decided.load(decisions), as_of, certain=certain)
    findings = {finding.id: finding for concern in concerns for finding in concern.findings}
    links = {(link.later, link.earlier): link for concern in concerns for link in concern.links}
    left = {(link.later, link.earlier) for link in derived.links}
    outcomes = _unique(one for concern in concerns for one in concern.outcomes if _known(one.document.published, as_of))
    responses = _unique(one for concern in concerns for one in concern.responses if _known(one.date, as_of))
    told = []
    for concern in sorted(derived.concerns, key=lambda one: (one.first_raised_min or "", one.id)):
        members, evidence = set(concern.members), concern.status_evidence
        said = [one for one in outcomes if one.finding in members]
        told.append(
            ToldConcern(
                **{name: getattr(concern, name) for name in _PLAIN},
                status_evidence=_evidence(evidence.document, evidence.line, said) if evidence else None,
                findings=sorted((findings[member] for member in members), key=_in_time),
                links=[link for ends, link in links.items() if ends in left and members.issuperset(ends)],
                outcomes=said,
                responses=[one for one in responses if one.finding in members],
            )
        )
    return told, {(link.later, link.earlier): link.score for link in derived.links if link.confidence == "possible"}


_ENDED = ("resolved", "superseded", "partly resolved", "not raised again")


def _with_doubt(concerns: list[ToldConcern], possible: Scores) -> list[ToldConcern]:
    """The concerns, those that are told as ended with the later findings that possibly raise them again.

    What stands in the very document that closes one, or came out before it, is no doubt.
    """
    findings = {finding.id: finding for concern in concerns for finding in concern.findings}
    later_of: dict[str, list[str]] = defaultdict(list)
    for later, earlier in possible:
        if later in findings:
            later_of[earlier].append(later)
    told = []
    for concern in concerns:
        members = {finding.id for finding in concern.findings}
        closed = concern.status_evidence["document"]["published"] if concern.status_evidence else None
        since = max(bounds(day)[1].isoformat() for day in (concern.last_raised or "0001", closed or "0001"))
        again: dict[str, float] = {}
        for earlier, later in [(one, later) for one in members for later in later_of[one]]:
            if later not in members and _begins(findings[later].raised) > since:
                again[later] = max(again.get(later, 0.0), possible[later, earlier] or 0.0)
        ended = concern.status in _ENDED
        rows = [
            {"id": one.id, "kind": one.kind, "cycle": one.cycle, "raised": one.raised, "summary": one.summary}
            | {"score": again[one.id]}
            for one in sorted((findings[later] for later in again if ended), key=_in_time)
        ]
        told.append(replace(concern, perhaps_raised_again=rows))
    return told


def _begins(day: str | None) -> str:
    return bounds(day)[0].isoformat() if day else ""


def _in_time(finding: ToldFinding) -> tuple[bool, str, int, str]:
    """The order in which the graph tells the findings of a concern."""
    return finding.raised is None, finding.raised or "", finding.where["line"] or 0, finding.id


def _unique(told: Iterable[T]) -> list[T]:
    """What was said, each once: it is told with every concern that the finding is part of."""
    kept: list[T] = []
    for one in told:
        if one not in kept:
            kept.append(one)
    return kept


_EXTENT = ("nothing", "grades", "findings")


def _coverage(inspections: list[dict[str, Any]], questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each cycle, programme and theme that was or could have been inspected, how much of it is held."""
    held: dict[tuple[str | None, str, str], str] = {}
    alone: set[tuple[str | None, str, str]] = set()  # with a finding that was published apart from its report
    for question in questions:
        held[question["cycle"], _programme(question["cycle"]), question["theme"]] = "nothing"
    for inspection in inspections:
        for theme in {*inspection["judged"], *inspection["found"]}:
            key = (inspection["cycle"], inspection["programme"], theme)
            whole = inspection["holds"] == "findings" or theme in inspection["judged"]
            if theme in inspection["found"] and inspection["holds"] != "findings":
                alone.add(key)
            held[key] = max(held.get(key, "nothing"), inspection["holds"] if whole else "nothing", key=_EXTENT.index)
    return [
        {"cycle": key[0], "programme": key[1], "theme": key[2], "holds": holds, "published_alone": key in alone}
        for key, holds in sorted(held.items(), key=lambda item: tuple(map(str, item[0])))
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
