"""One document's records as rows of the graph."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from typing import Any

from kg import ids, records
from kg.derivation.national import number_in
from kg.facts import rows as table
from kg.facts.shipped import summarised
from kg.facts.tables import Facts, folded
from kg.lineage import topics
from kg.rows.model import (
    ALL_CHIEF_CONSTABLES,
    SHIPPED,
    Edge,
    End,
    Node,
    Reference,
    Rows,
    Spoken,
    Statement,
    caption,
    dated,
    said,
)
from kg.rows.resolve import force_name, national_and_share
from kg.rows.tables import grade_inspection, monitoring_id, question_node, question_value, response_id

_PUBLISHERS = {"inspectorate": "inspectorate", "chief constable": "force", "force": "force"}
_RAISES_ALONE = ("letter", "accelerated_concern")  # a finding without its report: of no theme all that was found
_BODIES = {"police and crime commissioner", "mayor", "deputy mayor", "police authority board"}


def extract_rows(extract: records.Extract, tables: Facts) -> Rows:
    """Everything that one copy of a document says.

    Records that name no file are the shipped ones. Findings that are only quoted (`restated`) become references.
    """
    return _Document(extract, tables).rows


def with_summaries(extract: records.Extract, shipped: records.Extract | None) -> records.Extract:
    """The same records, with the project's own summaries where the shipped facts of the document have them."""
    if shipped is None:
        return extract
    summaries = {key: record.get("summary") for key, record in summarised(shipped.model_dump(by_alias=True))}
    plain = extract.model_dump(by_alias=True)
    for key, record in summarised(plain):
        record["summary"] = record["summary"] or summaries.get(key)
    return records.Extract.model_validate(plain)


def copy_of(extract: records.Extract) -> str:
    """What tells this copy's claims from those of other copies: the file's checksum, or that it is the shipped one."""
    return (extract.document.sha256 if extract.document.file else None) or SHIPPED


def _hash(text: str) -> str:
    """As `where.hash` of a record."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class _Document:
    def __init__(self, extract: records.Extract, tables: Facts) -> None:
        self.facts = tables
        self.document = extract.document
        self.copy = copy_of(extract)
        self.publication = tables.publication_by_document.get(self.document.id)
        listed = self.publication.published if self.publication else None
        stated = self.document.published if self.document.published_basis != "stamp" else None
        # A stamp may tell when a page was put up again
        self.published = stated or self.document.sent or listed or self.document.published
        self.publisher = self._publisher()
        self.rows = Rows()
        self._keys: Counter[tuple[str, str]] = Counter()
        self._quoted: list[tuple[records.Where, Spoken]] = []  # findings, and shares in national ones
        titles = {folded(response.to.title): response.to.title for response in extract.responses}
        self._answered = next(iter(titles.values())) if len(titles) == 1 else None  # the one report that it answers
        self._describe()
        self._inspection(extract)
        for judgment in extract.judgments:
            self._judgment(judgment)
        for finding in extract.findings:
            (self._quotation if finding.restated else self._finding)(finding)
        for entry in extract.continuity:
            self._continuity(entry)
        for response in extract.responses:
            self._response(response)
        for collaboration in extract.collaborations:
            self._collaboration(collaboration)
        for stay in extract.monitoring:
            self._stay(stay)

    def _publisher(self) -> str:
        role = self.document.author_role or ("force" if self.document.family == "response" else "inspectorate")
        return "commissioner" if role in _BODIES else _PUBLISHERS[role]

    def _describe(self) -> None:
        one = self.document
        name = caption(one.family.replace("_", " "), one.cycle, force_name(one.force), self.published)
        properties = said(
            id=one.id,
            name=name,
            force=one.force,
            title=one.title,
            family=one.family,
            publisher=self.publisher,
            url=one.url or (self.publication.url if self.publication else None),
            copies=[self.copy] if one.file else [],
            files=[one.file] if one.file else [],
        )
        self.rows.owned.append(Node("Document", one.id, properties | dated("published", self.published)))

    def _inspection(self, extract: records.Extract) -> None:
        """The inspection that the document reports; a letter or answer reports one only if it raises findings."""
        one = self.document
        raises = any(not finding.restated for finding in extract.findings)
        if not raises and not (extract.judgments and one.id == self._report_id()):
            return
        value = said(
            programme=one.programme or "PEEL",
            cycle=one.cycle,
            pillar=one.pillar,
            published=self.published,
            holds="grades" if one.family in _RAISES_ALONE else "findings",
            forces=sorted({*one.forces, *filter(None, [one.force, *(finding.force for finding in extract.findings)])}),
            report=True,
        )
        self._state("Inspection", one.id, {}, value)

    def _report_id(self) -> str:
        one = self.document
        return ids.inspection_id(one.force, one.programme, one.cycle, one.pillar) if one.programme else ""

    def _judgment(self, judgment: records.Judgment) -> None:
        question = self.facts.question_by_id.get(judgment.question) or self._asked(judgment)
        whose = judgment.force or judgment.body
        of_cycle = self.document.cycle is not None
        inspection, of_inspection = (
            grade_inspection(whose, question, self.facts) if of_cycle else (self.document.id, {})
        )
        if judgment.body:
            of_inspection |= {"forces": [], "bodies": [self._body(judgment.body)]}
        if inspection != self.document.id:
            self._state("Inspection", inspection, {}, of_inspection)
        of_question = (
            question_value(whose, question, self.facts)
            if of_cycle
            else said(
                force=whose,
                programme=self.document.programme,
                cycle=question.cycle,
                inspection=inspection,
                question=question.id,
            )
        )
        value = of_question | said(
            body=judgment.body,
            level=judgment.level,
            theme=judgment.theme,
            heading=judgment.heading,
            scale=judgment.scale,
        )
        if not judgment.force:
            del value["force"]
        value |= {"interim": False, **said(published=self.published)}
        main = {"grade": judgment.grade, "carried_over_from": judgment.carried_over_from}
        self._state("Judgment", judgment.id, self._place(judgment.where) | {"grade": judgment.grade}, value | main)
        for other in judgment.also:
            place = self._place(other.where) | {"grade": other.grade, "also": True}
            differing = {"grade": other.grade, "carried_over_from": other.carried_over_from, "also": True}
            self._state("Judgment", judgment.id, place, value | differing)

    def _asked(self, judgment: records.Judgment) -> table.Question:
        """A question that no table lists, as of a cycle whose framework is not known.

        It is described by its id alone, since documents that ask it may head it differently. Where the programme has no
        cycles it is one of its year, with which the id begins.
        """
        label = judgment.question.rpartition(".")[2].replace("-", " ").capitalize()
        question = table.Question(
            id=judgment.question,
            cycle=self.document.cycle or judgment.question.partition(".")[0],
            wording=label,
            short_label=label,
            theme=judgment.theme or "",
            graded=True,
        )
        if question.id in {node.id for node in self.rows.known}:
            return question
        self.rows.known.append(question_node(question))
        if judgment.theme:
            self.rows.edges.append(Edge("ABOUT", End("Question", question.id), End("Theme", judgment.theme)))
        return question

    def _finding(self, finding: records.Finding) -> None:
        deadline = finding.deadline
        value = said(
            force=finding.force or (ids.NATIONAL if ALL_CHIEF_CONSTABLES in finding.addressed_to else None),
            kind=finding.kind,
            programme=self.document.programme,
            cycle=self.document.cycle,
            theme=finding.theme,
            raised=self.published,
            deadline_text=deadline.text if deadline else None,
            deadline_by=(deadline.by or deadline.computed) if deadline else None,
            heading=finding.heading,
            headline=finding.headline,
            summary=finding.summary,
            text=finding.text,
            boxed=finding.boxed,
            ordinal=finding.where.ordinal,
            inspection=self.document.id,
            topics=finding.topics,
            part_of=finding.part_of,
            announced=finding.announced or None,
            addressed_to=[
                self._party(one) for one in finding.addressed_to or [finding.force or finding.body or ""] if one
            ],
        )
        label = {"practice": "Practice", "observation": "Observation"}.get(finding.kind, "Finding")
        self._state(label, finding.id, self._place(finding.where), value)

    def _party(self, one: str) -> list[str]:
        return ["Force", one] if one in self.facts.force_by_id else ["Body", self._body(one)]

    def _body(self, one: str) -> str:
        """The id of a body, which gets a node of its own where no table lists it."""
        if one not in self.facts.body_by_id and one not in {node.id for node in self.rows.known}:
            self.rows.known.append(Node("Body", one, {"id": one, "name": caption(force_name(one))}))
        return one

    def _quotation(self, finding: records.Finding) -> None:
        """A finding that the document only quotes: it counts where its own report is held, and nowhere else.

        One for all chief constables is stated as such, and as the share of the force that the document is on.
        """
        assert finding.restated
        here, place = End("Document", self.document.id), self._place(finding.where)
        force = finding.force or self.document.force or ids.NATIONAL
        programme, cycle = finding.restated.programme, finding.restated.cycle
        is_national = ALL_CHIEF_CONSTABLES in finding.addressed_to
        own_id = finding.id if is_national else None
        if programme and finding.text and not is_national:
            own_id = ids.finding_id(force, programme, cycle, finding.kind, finding.text)
        spoken = Spoken(
            "finding",
            force,
            kind=finding.kind,
            programme=programme,
            cycle=cycle,
            theme=finding.theme,
            finding=own_id,
            words=finding.where.hash or _hash(finding.text or finding.id),
            text=finding.text,
            summary=finding.summary,
            topics=tuple(finding.topics),
        )
        if is_national:
            spoken = replace(spoken, title=self._answered, number=number_in(finding.where.section))
            national, share = national_and_share(spoken)
            self._refer("STATED_IN", here, national, place)
            if force == ids.NATIONAL:
                return
            spoken = share
        self._quoted.append((finding.where, spoken))
        self._refer("STATED_IN", here, spoken, place)

    def _continuity(self, entry: records.Continuity) -> None:
        force = entry.force or self.document.force or ids.NATIONAL
        spoken = Spoken(
            "judgment" if entry.says.startswith("grade ") else "finding",
            force,
            kind=entry.kind,
            programme=entry.programme,
            cycle=entry.cycle,
            theme=entry.theme,
            words=None if entry.kind and entry.cycle else entry.where.hash or _hash(entry.text or entry.summary or ""),
            topics=tuple(topics.topics_of(entry.text or entry.summary or "")),
        )
        here, place = End("Document", self.document.id), self._place(entry.where)
        claim = place | said(says=entry.says, text=entry.text, summary=entry.summary) | dated("on", entry.on)
        meant = [spoken]
        if ALL_CHIEF_CONSTABLES in entry.addressed_to and force != ids.NATIONAL:
            meant = self._shares_meant(spoken)
            if not meant:
                national, share = national_and_share(spoken)
                self._refer("STATED_IN", here, national, place)
                meant = [share]
        for one in meant:
            self._refer("REPORTS_ON", here, one, claim)

    def _shares_meant(self, spoken: Spoken) -> list[Spoken]:
        """Of the national findings that the document quotes, those that a sentence on this force speaks of."""
        names = ("force", "kind", "programme", "cycle", "theme")
        shares = [one for _, one in self._quoted if one.instance_of]
        return [share for share in shares if all(getattr(share, n) == getattr(spoken, n) for n in names)]

    def _quoted_above(self, item: records.ResponseItem, force: str) -> Spoken | None:
        """The finding that an answer stands beneath: the only one quoted under its heading, else in its table's row.

        An answer that names what it answers in words, and not by a number, may mean another of the force's findings.
        """
        for beneath in (
            [one for where, one in self._quoted if where.section and where.section == item.where.section],
            [one for where, one in self._quoted if where.end and where.line == item.where.line],
        ):
            if len(beneath) == 1 and beneath[0].force == force:
                return beneath[0] if beneath[0].instance_of or item.refers_to.isdigit() else None
        return None

    def _response(self, response: records.Response) -> None:
        force = self.document.force or (self.document.forces or [ids.NATIONAL])[0]
        response_of = response_id(force, response.author_role, response.date, response.to.title)
        author = ["Body", response.body] if response.body in self.facts.body_by_id else ["Force", force]
        value = said(
            force=force,
            author_role=response.author_role,
            author=author,
            date=response.date,
            due=response.due,
            due_basis=response.due_basis,
            days=response.days,
            late=response.late,
            to_title=response.to.title,
            to_cycle=response.to.cycle,
        )
        self._state("Response", response_of, self._place(response.where), value)
        here = End("Response", response_of)
        report: dict[str, Any] = {
            "programme": response.to.programme,
            "cycle": response.to.cycle,
            "published": response.to.published,
            "title": response.to.title,
        }
        whole = self._place(response.where) | {"stance": "not stated", "progress": "not stated"}
        self._answer(here, Spoken("inspection", force, **report), whole)
        promises = Counter[str]()
        for item in response.items:
            text = item.text or item.summary or ""
            spoken = Spoken(
                "finding",
                force,
                **report,
                words=item.refers_to,
                topics=tuple(topics.topics_of(f"{item.refers_to} {text}")),
            )
            spoken = self._quoted_above(item, force) or spoken
            claim = said(text=item.text, summary=item.summary, refers_to=item.refers_to)
            claim |= {"stance": item.stance, "progress": item.progress}
            self._answer(here, spoken, self._place(item.where) | claim)
            for promise in item.commitments:
                promises[response_of] += 1
                self._commitment(response_of, promises[response_of], promise, item)
        for dispute in response.disputes:
            spoken = Spoken("judgment", force, **report, theme=dispute.theme)
            claim = {"stance": "disputed", "progress": "not stated", **said(text=dispute.text, summary=dispute.summary)}
            self._answer(here, spoken, self._place(dispute.where) | claim)

    def _answer(self, response: End, spoken: Spoken, claim: dict[str, Any]) -> None:
        self._refer("RESPONDS_TO", response, spoken, claim | {"document": self.document.id})

    def _commitment(self, response: str, number: int, promise: records.Commitment, item: records.ResponseItem) -> None:
        force = self.document.force or (self.document.forces or [ids.NATIONAL])[0]
        value = said(force=force, text=promise.text, summary=promise.summary, by=promise.by, response=response)
        self._state("Commitment", f"{response}.commitment.{number}", self._place(item.where), value)

    def _collaboration(self, entry: records.Collaboration) -> None:
        one = self._known_collaboration(entry)
        title = entry.name or ", ".join(force_name(force) for force in entry.members)
        value = said(title=one.name, kind=one.kind, region=one.region, aliases=one.aliases) if one else {"title": title}
        collaboration = one.id if one else ids.slug(title)
        place = self._place(entry.where)
        self._state("Collaboration", collaboration, place, value)
        for force in entry.members:
            for function in entry.functions or ["not stated"]:
                properties = said(
                    key=f"{function} {self.document.id} {self._key('MEMBER_OF', f'{force} {collaboration}')}",
                    copy=self.copy,
                    function=function,
                    disputed=False,  # see kg.derivation
                    status=entry.status,
                    documents=[self.document.id],
                    source_kind=self.publisher,
                    **{name: place.get(name) for name in ("line", "start", "end", "section")},
                    note=entry.summary,
                )
                properties |= {**dated("from", entry.from_), **dated("to", entry.to)}
                self.rows.edges.append(
                    Edge("MEMBER_OF", End("Force", force), End("Collaboration", collaboration), properties)
                )

    def _known_collaboration(self, entry: records.Collaboration) -> Any:
        """The collaboration of the tables that is meant: by name, else the only one between just these forces."""
        if entry.name:
            region = self.facts.force_by_id[entry.members[0]].region if entry.members else None
            if found := self.facts.find_collaboration(entry.name, region):
                return found
        members: dict[str, set[str]] = {}
        for row in self.facts.memberships:
            members.setdefault(row.collaboration, set()).add(row.force)
        same = [one for one, forces in members.items() if forces == set(entry.members)]
        return self.facts.collaboration_by_id[same[0]] if len(same) == 1 else None

    def _stay(self, stay: records.Monitoring) -> None:
        value = said(force=stay.force, stage=stay.stage, **{"from": stay.on})
        claim = self._place(stay.where) | dated("from", stay.on)
        self._state("Monitoring", monitoring_id(stay.force, stay.stage, stay.on), claim, value)

    def _place(self, where: records.Where) -> dict[str, Any]:
        """The place of a record as a claim holds it; shipped facts may know the section alone."""
        section = " / ".join(where.section) or None
        if where.end == 0:
            return said(section=section)
        return said(line=where.line, start=where.start, end=where.end, section=section, quote=where.quote)

    def _state(self, label: str, fact: str, claim: dict[str, Any], value: dict[str, Any]) -> None:
        properties = {**claim, **self._claim("STATED_IN", fact)}
        self.rows.statements.append(Statement(label, fact, self.document.id, properties, value))

    def _refer(self, type_: str, source: End, spoken: Spoken, claim: dict[str, Any]) -> None:
        self.rows.references.append(Reference(type_, source, spoken, {**claim, **self._claim(type_, source.id)}))

    def _claim(self, type_: str, fact: str) -> dict[str, str]:
        return {"source_kind": self.publisher, "copy": self.copy, "key": self._key(type_, fact)}

    def _key(self, type_: str, fact: str) -> str:
        """Tells this copy's claims of one type on one fact apart, and from those of other copies."""
        self._keys[type_, fact] += 1
        return f"{self.copy[:12]}.{self._keys[type_, fact]}"
