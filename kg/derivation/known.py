"""What the graph holds on a force, in the shape that lineage works on, and what each sentence in it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kg import dates, lineage
from kg.ids import NATIONAL
from kg.lineage.model import Decision, Derived, Finding, Inspection, Outcome
from kg.lineage.spoken import spoken_of
from kg.lineage.timeline import Timeline
from kg.rows.model import TABLE, End, Reference, Spoken

Run = Callable[..., list[dict[str, Any]]]

_ALWAYS = "9999-12-31"
_PILLARS = ("effectiveness", "efficiency", "legitimacy", "leadership")

_FINDINGS = tuple(
    f"""
UNWIND $forces AS force
MATCH (x:{label} {{force: force}})<-[:RAISED]-(i:Inspection)
OPTIONAL MATCH (cause:Finding)-[:RECOMMENDS]->(x)
RETURN force, properties(x) AS finding, i.id AS inspection, cause.id AS part_of,
       COLLECT {{ MATCH (x)-[:ON]->(t:Topic) RETURN t.id AS id ORDER BY id }} AS topics
"""
    for label in ("Finding", "Practice", "Observation")
)
"""Practices and observations too: "the area for improvement on this" is told apart by what stands around it."""
_INSPECTIONS = """
UNWIND $forces AS force
MATCH (:Force {id: force})-[:INSPECTED_IN]->(i:Inspection)
RETURN force, properties(i) AS inspection,
       COLLECT {
         MATCH (i)-[:RAISED]->(x {force: force}) WHERE x.theme IS NOT NULL RETURN DISTINCT x.theme AS theme
       } AS found
"""
_JUDGMENTS = """
UNWIND $forces AS force
MATCH (j:Judgment {force: force})<-[:JUDGED]-(i:Inspection)
RETURN force, i.id AS inspection,
       j {.id, .force, .programme, .cycle, .level, .theme, .published, .carried_over_from} AS judgment
"""
_REFERENCES = tuple(
    f"UNWIND $forces AS force MATCH {pattern} WHERE {condition} RETURN force, s.key AS key, labels(n) AS labels, "
    f"n.id AS target, {source}.id AS source, '{type_}' AS type, properties(s) AS claim, d.id AS document, "
    "d.published AS said, d.publisher AS publisher"
    for type_, source, pattern, condition in (
        *(
            ("REPORTS_ON", "d", f"(n:{label} {{force: force}})<-[s:REPORTS_ON]-(d:Document)", "true")
            for label in ("Mention", "Finding", "Judgment")
        ),
        *(
            ("STATED_IN", "d", f"(n:{label} {{force: force}})-[s:STATED_IN]->(d:Document)", "s.quoted")
            for label in ("Mention", "Finding")
        ),
        (
            "RESPONDS_TO",
            "r",
            "(r:Response {force: force})-[s:RESPONDS_TO]->(n), (d:Document {id: s.document})",
            "true",
        ),
    )
)


@dataclass(frozen=True)
class Held:
    """A reference as it stands in the graph."""

    id: str
    reference: Reference
    target: End
    document: str
    said: str | None
    publisher: str | None


@dataclass
class Known:
    """What the graph holds on one force, in the shape that lineage works on."""

    findings: list[Finding] = field(default_factory=list)
    inspections: list[Inspection] = field(default_factory=list)
    judgments: list[dict[str, Any]] = field(default_factory=list)
    references: list[Held] = field(default_factory=list)

    def outcomes(self) -> list[Outcome]:
        """What documents say has become of earlier findings."""
        meant = self.targets()
        return [
            self._outcome(one, one.reference.claim["says"], meant.get(one.id))
            for one in self.references
            if one.reference.type == "REPORTS_ON" and not one.reference.spoken.instance_of
        ]

    def derive(self, force: str, decisions: Iterable[Decision], as_of: str, *, certain: bool = False) -> Derived:
        """Links and concerns as they can be told on the day `as_of`; `certain` as `kg.lineage.derive` takes it."""
        given = self.findings, self.outcomes(), self.inspections, decisions
        return lineage.derive(force, *given, as_of=as_of, certain=certain)

    def targets(self) -> dict[str, End]:
        """For each reference that speaks of something held, by its id, where it leads."""
        answered = self._reports_answered()
        spoken = {one.id: self._with_report(one, answered) for one in self.references}
        on_findings = [self._asking_which(one, spoken[one.id]) for one in self.references]
        meant = spoken_of([one for one in on_findings if one], self.findings, Timeline(self.inspections))
        targets = {id_: End("Finding", finding) for id_, (finding,) in meant.items()}
        for id_, one in spoken.items():
            if one.what == "judgment" and (judgment := self._judgment(one)):
                targets[id_] = End("Judgment", judgment)
            if one.what == "inspection" and (inspection := self._inspection(one)):
                targets[id_] = End("Inspection", inspection)
        return targets

    def _reports_answered(self) -> dict[str, set[str]]:
        """By response, the inspections that it answers according to any source."""
        reports: dict[str, set[str]] = defaultdict(set)
        for one in self.references:
            spoken = one.reference.spoken
            if spoken.what == "inspection" and (inspection := self._inspection(spoken)):
                reports[one.reference.source.id].add(inspection)
        return reports

    def _with_report(self, one: Held, answered: Mapping[str, set[str]]) -> Spoken:
        """What a response speaks of; one that never says which report it answers, as another source names it."""
        spoken, reports = one.reference.spoken, answered.get(one.reference.source.id, set())
        if one.reference.type != "RESPONDS_TO" or spoken.cycle or spoken.published or len(reports) != 1:
            return spoken
        (report,) = (inspection for inspection in self.inspections if inspection.id in reports)
        return replace(spoken, programme=report.programme, cycle=report.cycle, pillar=report.pillar)

    def _asking_which(self, one: Held, spoken: Spoken) -> Outcome | None:
        """A reference to a finding as lineage takes it, to ask only which one is meant, whatever is said of it."""
        if spoken.what != "finding" or spoken.instance_of:
            return None
        outcome = self._outcome(one, "open", None)
        if one.reference.claim["copy"] == TABLE:
            # A row of the tables names the cycle outright, and may cite the very report that raised the finding.
            outcome = replace(outcome, said_min=_ALWAYS, said_max=_ALWAYS, inspection=None)
        held = {finding.id for finding in self.findings}
        return replace(
            outcome,
            finding=spoken.finding if spoken.finding in held else None,
            kind=spoken.kind,
            programme=spoken.programme,
            cycle=spoken.cycle,
            theme=spoken.theme,
        )

    def _outcome(self, one: Held, says: str, target: End | None) -> Outcome:
        spoken, claim = one.reference.spoken, one.reference.claim
        first, last = _bounds(one.said)
        return Outcome(
            id=one.id,
            force=spoken.force,
            says=says,
            document=one.document,
            line=claim.get("line"),
            said=one.said,
            said_min=first,
            said_max=last,
            on=claim.get("on"),
            on_min=claim.get("on_min"),
            on_max=claim.get("on_max"),
            inspection=one.document if any(one.document == held.id for held in self.inspections) else None,
            by_force=one.publisher in ("force", "commissioner"),
            finding=target.id if target and target.label == "Finding" else None,
            kind=spoken.kind,
            programme=spoken.programme,
            cycle=spoken.cycle,
            theme=spoken.theme,
            text=claim.get("text") or spoken.text,
            summary=claim.get("summary") or spoken.summary or spoken.words,
        )

    def _judgment(self, spoken: Spoken) -> str | None:
        fitting = [
            one["id"]
            for one in self.judgments
            if spoken.theme == one.get("theme")
            and spoken.cycle in (None, one.get("cycle"))
            and spoken.programme in (None, one.get("programme"))
            and spoken.published in (None, one.get("published"))
        ]
        return fitting[0] if len(fitting) == 1 and (spoken.cycle or spoken.published) else None

    def _inspection(self, spoken: Spoken) -> str | None:
        if not (spoken.cycle or spoken.published):
            return None
        fitting = [
            one
            for one in self.inspections
            if spoken.cycle in (None, one.cycle)
            and spoken.programme in (None, one.programme)
            and (spoken.cycle or spoken.published == one.published)
        ]
        pillars = [spoken.pillar] if spoken.pillar else [p for p in _PILLARS if p in (spoken.title or "").casefold()]
        if len(fitting) > 1 and len(pillars) == 1:
            fitting = [one for one in fitting if one.pillar == pillars[0]]
        return fitting[0].id if len(fitting) == 1 else None


def read(run: Run, forces: Iterable[str]) -> dict[str, Known]:
    """What the graph holds on each force. `run` runs one query, in a transaction or not."""
    result = {force: Known() for force in sorted(forces)}
    names = list(result)
    judged: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in run(_JUDGMENTS, forces=names):
        result[row["force"]].judgments.append(row["judgment"])
        judged[row["inspection"]].append(row["judgment"])
    for row in run(_INSPECTIONS, forces=names):
        inspection = _inspection(row["force"], row["inspection"], row["found"], judged)
        result[row["force"]].inspections.append(inspection)
    for query in _FINDINGS:
        for row in run(query, forces=[force for force in names if force != NATIONAL]):  # see `national`
            result[row["force"]].findings.append(_finding(row))
    for query in _REFERENCES:
        for row in run(query, forces=names):
            result[row["force"]].references.append(_held(row))
    return result


def _inspection(
    force: str, properties: dict[str, Any], found: list[str], judged: Mapping[str, list[dict[str, Any]]]
) -> Inspection:
    own = [one for one in judged.get(properties["id"], []) if one.get("theme") and one.get("force") == force]
    return Inspection(
        id=properties["id"],
        force=force,
        programme=properties["programme"],
        cycle=properties.get("cycle"),
        published=properties.get("published"),
        published_min=properties.get("published_min"),
        published_max=properties.get("published_max"),
        pillar=properties.get("pillar"),
        holds=properties["holds"],
        themes=frozenset(one["theme"] for one in own if not one.get("carried_over_from"))
        | frozenset(found if properties["holds"] == "findings" else ()),
        carried_over=frozenset(one["theme"] for one in own if one.get("carried_over_from")),
        kept_from=frozenset((one["theme"], one["carried_over_from"]) for one in own if one.get("carried_over_from")),
    )


def _finding(row: dict[str, Any]) -> Finding:
    given = row["finding"]
    names = ("id", "force", "kind", "programme", "cycle", "theme", "raised", "raised_min", "raised_max", "headline")
    return Finding(
        **{name: given.get(name) for name in names},
        text=given.get("text"),
        summary=given.get("summary"),
        inspection=row["inspection"],
        topics=tuple(row["topics"]),
        part_of=row["part_of"],
    )


def _held(row: dict[str, Any]) -> Held:
    claim = {name: value for name, value in row["claim"].items() if name not in ("value", "quoted")}
    source = End("Response" if row["type"] == "RESPONDS_TO" else "Document", row["source"])
    label = next(one for one in row["labels"] if one in ("Finding", "Mention", "Judgment", "Inspection"))
    return Held(
        id=f"{row['type']} {row['source']} {row['key']}",
        reference=Reference(row["type"], source, Spoken.from_json(row["claim"]["value"]), claim),
        target=End(label, row["target"]),
        document=row["document"],
        said=row["said"],
        publisher=row["publisher"],
    )


def _bounds(partial: str | None) -> tuple[str | None, str | None]:
    if partial is None:
        return None, None
    first, last = dates.bounds(partial)
    return first.isoformat(), last.isoformat()
