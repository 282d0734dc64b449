"""The fact tables of data/ as rows of the graph: one claim for each row, stated in the page that it cites."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from kg import clock, ids
from kg.dates import bounds
from kg.facts import rows as table
from kg.facts.tables import Facts, folded
from kg.lineage import topics
from kg.rows.model import TABLE, Edge, End, Node, Reference, Rows, Spoken, Statement, caption, dated, said
from kg.rows.resolve import force_name, national_and_share

COMPILED = Node(
    "Document",
    "compiled-facts",
    {
        "id": "compiled-facts",
        "name": "Compiled facts",
        "title": "Facts compiled from public pages, November 2026",
        "family": "compilation",
        "publisher": "other",
    },
)
"""Stands for the page of a claim that is known without its address; the claim's note says whose it is."""

_REPORT_PAGES = {
    "PEEL report": None,
    "PEEL overview": None,
    "PEEL effectiveness": "effectiveness",
    "PEEL efficiency": "efficiency",
    "PEEL legitimacy": "legitimacy",
    "PEEL leadership": "leadership",
}
"""Kinds of pages that are an inspection's report, and the pillar that they report on."""


def document_id(url: str, tables: Facts) -> str:
    """The id of the document at an address: a shipped document's own, else the address without scheme and tail."""
    publication = tables.publication_by_url.get(url)
    return publication.document if publication and publication.document else url.partition("://")[2].rstrip("/?")


def table_rows(tables: Facts) -> Rows:
    """Everything that the tables say."""
    return _Tables(tables).rows


def grade_inspection(force: str | None, question: table.Question, tables: Facts) -> tuple[str, dict[str, Any]]:
    """Id of the inspection that a grade belongs to, and what the grade says of it."""
    cycle = tables.cycle(question.cycle)
    pillar = question.pillar if cycle.pillars_apart else None
    value = said(
        programme=cycle.programme, cycle=cycle.id, pillar=pillar, holds="grades", forces=[force] if force else []
    )
    return ids.inspection_id(force, cycle.programme, cycle.id, pillar), value


def question_value(force: str | None, question: table.Question, tables: Facts) -> dict[str, Any]:
    """What follows from the question alone for a judgment that answers it."""
    cycle = tables.cycle(question.cycle)
    inspection, _ = grade_inspection(force, question, tables)
    return said(
        force=force,
        programme=cycle.programme,
        cycle=cycle.id,
        level=question.level,
        theme=question.theme,
        heading=question.short_label,
        scale=cycle.scale,
        inspection=inspection,
        question=question.id,
    )


class _Tables:
    def __init__(self, tables: Facts) -> None:
        self.facts = tables
        self.rows = Rows()
        self._claims: Counter[tuple[str, str, str]] = Counter()
        self._published: set[str] = set()
        self._cited: dict[str, Node] = {}
        self._dated: set[tuple[str, str, str | None]] = set()
        self._vocabulary()
        self._oversight()
        self._publications()
        for grade in tables.grades:
            self._grade(grade)
        for claim in tables.report_claims:
            self._report_claim(claim)
        for stay in tables.monitoring:
            self._stay(stay)
        for membership in tables.memberships:
            self._membership(membership)
        for response in tables.responses:
            self._response(response)
        for cause in tables.causes_of_concern:
            self._cause(cause)
        self.rows.known += self._cited.values()

    def _vocabulary(self) -> None:
        own = self.rows.owned
        for force in self.facts.forces:
            properties = said(
                id=force.id,
                name=caption(force.name),
                official_name=force.official_name,
                ons_code=force.ons_code,
                region=force.region,
                aliases=force.aliases,
            )
            own.append(Node("Force", force.id, properties))
        for body in self.facts.bodies:
            properties = said(id=body.id, name=caption(body.name), official_name=body.name, kind=body.kind)
            own.append(Node("Body", body.id, properties))
        for theme in self.facts.themes:
            own.append(
                Node("Theme", theme.id, {"id": theme.id, "name": caption(theme.name), "description": theme.description})
            )
        for topic in topics.load():
            own.append(
                Node("Topic", topic.id, {"id": topic.id, "name": caption(topic.name), "definition": topic.definition})
            )
        for question in self.facts.questions:
            own.append(question_node(question))
            self.rows.edges.append(Edge("ABOUT", End("Question", question.id), End("Theme", question.theme)))

    def _oversight(self) -> None:
        for row in self.facts.oversight:
            properties = said(url=row.source_url, note=row.note) | dated("from", row.from_) | dated("to", row.to)
            self.rows.edges.append(Edge("OVERSEES", End("Body", row.body), End("Force", row.force), properties))

    def _publications(self) -> None:
        for row in self.facts.publications:
            document = document_id(row.url, self.facts)
            node = _document_node(document, row.kind, row.force, row.published, title=row.title, url=row.url)
            if document not in self._published:  # a page can have several addresses
                self._published.add(document)
                (self.rows.known if row.document else self.rows.owned).append(node)
            cycle = self.facts.cycle_by_id.get(row.cycle or "")
            if row.force is None or cycle is None or row.kind not in _REPORT_PAGES:
                continue
            pillar = _REPORT_PAGES[row.kind]
            if (pillar is not None) != cycle.pillars_apart:
                continue  # an overview of pillars that are published apart is no one inspection's report
            value = said(
                programme=cycle.programme,
                cycle=cycle.id,
                pillar=pillar,
                published=row.published,
                holds="grades",
                forces=[row.force],
                report=True,
            )
            inspection = ids.inspection_id(row.force, cycle.programme, cycle.id, pillar)
            self._state("Inspection", inspection, document, {"source_kind": "inspectorate"}, value)

    def _grade(self, row: table.Grade) -> None:
        question = self.facts.question_by_id[row.question]
        cycle = self.facts.cycle_by_id[question.cycle]
        document = self._cite(row)
        inspection, of_inspection = grade_inspection(row.force, question, self.facts)
        published = None if row.interim else row.published
        if (inspection, document, published) not in self._dated:
            self._dated.add((inspection, document, published))
            claim = {"source_kind": row.source_kind}
            self._state("Inspection", inspection, document, claim, {**of_inspection, **said(published=published)})
        value = question_value(row.force, question, self.facts) | said(
            grade=row.grade, carried_over_from=row.carried_over_from, interim=row.interim, published=row.published
        )
        judgment = ids.judgment_id(row.force, cycle.programme, question.id)
        self._state("Judgment", judgment, document, _claim(row) | {"grade": row.grade}, value)

    def _report_claim(self, row: table.ReportClaim) -> None:
        cycle = self.facts.cycle_by_id[row.cycle]
        value = said(programme=cycle.programme, cycle=cycle.id, holds="grades", forces=[row.force])
        if row.about == "published":
            value["published"] = row.says
        inspection = ids.inspection_id(row.force, cycle.programme, cycle.id)
        claim = _claim(row) | {"about": row.about, "says": row.says}
        self._state("Inspection", inspection, self._cite(row), claim, value)

    def _stay(self, row: table.Monitoring) -> None:
        document = self._cite(row)
        value = said(force=row.force, stage=row.stage, **{"from": row.from_, "to": row.to})
        claim = _claim(row) | dated("from", row.from_) | dated("to", row.to)
        self._state("Monitoring", monitoring_id(row.force, row.stage, self._entry(row)), document, claim, value)

    def _entry(self, row: table.Monitoring) -> str | None:
        """When the stay began; where a source leaves it out, as the only other stay in that stage has it."""
        if row.from_:
            return row.from_
        years = {
            other.from_[:4]
            for other in self.facts.monitoring
            if (other.force, other.stage) == (row.force, row.stage) and other.from_
        }
        return years.pop() if len(years) == 1 else None

    def _membership(self, row: table.Membership) -> None:
        one = self.facts.collaboration_by_id[row.collaboration]
        document = self._cite(row)
        value = said(title=one.name, kind=one.kind, region=one.region, aliases=one.aliases)
        self._state("Collaboration", one.id, document, {"source_kind": row.source_kind}, value)
        for function in row.functions or ["not stated"]:
            key = self._key(function, f"{row.force} {one.id}", document)
            properties = said(
                key=f"{function} {document} {key}",
                copy=TABLE,
                function=function,
                disputed=False,  # see kg.derivation
                status="ended" if row.to else "joint",
                documents=[document],
                source_kind=row.source_kind,
                note=row.note,
            )
            properties |= {**dated("from", row.from_), **dated("to", row.to)}
            self.rows.edges.append(Edge("MEMBER_OF", End("Force", row.force), End("Collaboration", one.id), properties))

    def _response(self, row: table.Response) -> None:
        document = self._answer(row) if row.document else self._cite(row)
        due, basis = clock.due(row.report_published, row.author_role)
        response = response_id(row.force, row.author_role, row.date, row.report)
        value = said(
            force=row.force,
            author_role=row.author_role,
            author=["Body", row.body] if row.body else ["Force", row.force],
            date=row.date,
            due=due,
            due_basis=basis,
            days=clock.days_between(row.report_published, row.date),
            late=clock.is_late(due, row.date),
            to_title=row.report,
            to_cycle=row.cycle,
        )
        self._state("Response", response, document, _claim(row), value)
        cycle = self.facts.cycle_by_id.get(row.cycle or "")
        spoken = Spoken(
            "inspection",
            row.force,
            programme=cycle.programme if cycle else None,
            cycle=row.cycle,
            published=row.report_published,
            title=row.report,
            pillar=row.pillar,
        )
        claim = _claim(row) | {"document": document, "stance": row.stance, "progress": "not stated"}
        self._refer("RESPONDS_TO", End("Response", response), document, spoken, claim)

    def _cause(self, row: table.CauseOfConcern) -> None:
        status_known = row.status != "not known" and self._can_say(row)
        page = self.facts.publication_by_url.get(row.source_url)
        if not status_known and page and page.document:
            return  # the report's own records tell what it raised
        document = self._cite(row)
        spoken = Spoken(
            "finding",
            row.force,
            kind="cause_of_concern",
            programme=self.facts.cycle_by_id[row.cycle].programme,
            cycle=row.cycle,
            theme=row.theme,
            published=row.raised,
            words=row.subject,
            summary=row.subject,
            topics=tuple(topics.topics_of(row.subject)),
        )
        source, claim = End("Document", document), _claim(row) | dated("deadline_by", row.deadline)
        if row.national:
            national, spoken = national_and_share(spoken)
            self._refer("STATED_IN", source, document, national, claim)
        if status_known:
            claim = claim | {"says": row.status, "summary": row.subject, **dated("on", row.status_date)}
            self._refer("REPORTS_ON", source, document, spoken, claim)
        else:
            self._refer("STATED_IN", source, document, spoken, claim)

    def _can_say(self, row: table.CauseOfConcern) -> bool:
        """Whether the cited page can state the status, or is a report that was out before."""
        publication = self.facts.publication_by_url.get(row.source_url)
        if publication is None or publication.kind not in _REPORT_PAGES:
            return True
        if publication.published is None or row.status_date is None:
            return True
        return bounds(row.status_date)[0] <= bounds(publication.published)[1]

    def _cite(self, row: table.Claim) -> str:
        """The id of the document that a row cites; one that is no known publication becomes a page."""
        if row.source_url is None:
            self._cited.setdefault(COMPILED.id, COMPILED)
            return COMPILED.id
        document = document_id(row.source_url, self.facts)
        if document not in self._published:
            kind = "page" if row.source_kind == "inspectorate" else f"{row.source_kind} page"
            self._known(document, kind, title=document, url=row.source_url, publisher=row.source_kind)
        return document

    def _answer(self, row: table.Response) -> str:
        """The id of the document that holds an answer itself; its own records describe it better."""
        assert row.document
        self._known(
            row.document, "response", title=f"Response to {row.report}", url=row.source_url, publisher=row.source_kind
        )
        return row.document

    def _known(self, document: str, kind: str, *, title: str, url: str, publisher: str) -> None:
        node = _document_node(document, kind, None, None, title=title, url=url, publisher=publisher)
        self._cited.setdefault(document, node)

    def _state(self, label: str, fact: str, document: str, claim: dict[str, Any], value: dict[str, Any]) -> None:
        key = self._key("STATED_IN", fact, document)
        self.rows.statements.append(Statement(label, fact, document, {**claim, "copy": TABLE, "key": key}, value))

    def _refer(self, type_: str, source: End, document: str, spoken: Spoken, claim: dict[str, Any]) -> None:
        key = self._key(type_, source.id, document)
        self.rows.references.append(Reference(type_, source, spoken, {**claim, "copy": TABLE, "key": key}))

    def _key(self, type_: str, fact: str, document: str) -> str:
        """Tells the claims of one document on one fact apart."""
        self._claims[type_, fact, document] += 1
        return f"{TABLE}.{self._claims[type_, fact, document]}"


def monitoring_id(force: str, stage: str, entry: str | None) -> str:
    """`staffordshire.Engage.2022`: sources differ on the day, not on the year."""
    return f"{force}.{stage}.{entry[:4] if entry else 'unknown'}"


def response_id(force: str | None, author_role: str, date: str | None, report: str) -> str:
    """`gloucestershire.response.chief-constable.2017-05-05`; without a date the report answered tells it apart."""
    last = date or hashlib.sha256(folded(report).encode()).hexdigest()[:8]
    return f"{force or ids.NATIONAL}.response.{ids.slug(author_role)}.{last}"


def _claim(row: table.Claim) -> dict[str, Any]:
    return said(source_kind=row.source_kind, note=row.note)


def question_node(question: table.Question) -> Node:
    """The node of a question, without its theme."""
    properties = said(
        id=question.id,
        name=caption(question.cycle, question.pillar, question.short_label),
        cycle=question.cycle,
        pillar=question.pillar,
        number=question.number,
        wording=question.wording,
        heading=question.short_label,
        graded=question.graded,
    )
    return Node("Question", question.id, properties)


def _document_node(
    document: str,
    kind: str,
    force: str | None,
    published: str | None,
    *,
    title: str,
    url: str,
    publisher: str = "inspectorate",
) -> Node:
    name = caption(kind, force_name(force) if force else None, published)
    properties = said(id=document, name=name, force=force, title=title, family=kind, publisher=publisher, url=url)
    return Node("Document", document, properties | dated("published", published))
