"""From what sources say to nodes and edges: every property checked, the order of sources, quotations and mentions."""

from __future__ import annotations

import random
from typing import Any

import pytest

from kg import facts, schema
from kg.records import AnsweredReport, Document, Extract, Finding, Response, ResponseItem, Restated, Where
from kg.rows.document import extract_rows, with_summaries
from kg.rows.model import SHIPPED, TABLE, Edge, End, Node, Rows, Spoken, Statement, caption, dated
from kg.rows.resolve import OWN_EDGES, mention, resolve
from kg.rows.tables import document_id, table_rows


@pytest.fixture(scope="module")
def tables() -> Rows:
    return table_rows(facts.load())


@pytest.fixture(scope="module")
def shipped() -> list[Rows]:
    return [extract_rows(extract, facts.load()) for extract in facts.documents()]


@pytest.mark.parametrize(
    ("label", "properties", "message"),
    [
        ("Fource", {}, "no label Fource"),
        ("Finding:Practice", {}, "no label Finding:Practice"),
        ("Force", {"id": "kent", "colour": "blue"}, "no property Force.colour"),
        ("Judgment", {"scale": "4"}, "Judgment.scale is to be a integer, not '4'"),
        # Python takes True for 1; the graph does not
        ("Judgment", {"scale": True}, "Judgment.scale is to be a integer, not True"),
        ("Force", {"aliases": "Kent"}, "Force.aliases is to be a strings"),
    ],
)
def test_what_the_schema_lacks_cannot_be_written(label: str, properties: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Node(label, "x", properties)


@pytest.mark.parametrize(
    ("type_", "start", "end", "properties", "message"),
    [
        ("RAISED", "Finding", "Inspection", {}, "no \\(:Finding\\)-\\[:RAISED\\]->\\(:Inspection\\)"),
        ("RAISED", "Inspection", "Finding", {"on": "2015"}, "no property RAISED.on"),
        # without a key a second claim would overwrite the first
        ("STATED_IN", "Finding", "Document", {"copy": "table"}, "STATED_IN needs a key"),
    ],
)
def test_no_edge_that_the_schema_lacks(
    type_: str, start: str, end: str, properties: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Edge(type_, End(start, "a"), End(end, "b"), properties)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("AFI", "2015", "supervision"), "AFI 2015 supervision"),
        (("AFI", None, ""), "AFI"),
        # cut at a word, and it shows
        (("PEEL", "2015", "effectiveness", "Avon and Somerset"), "PEEL 2015 effectiveness Avon and…"),
    ],
)
def test_captions_fit_a_circle(parts: tuple[str | None, ...], name: str) -> None:
    assert caption(*parts) == name


def test_a_partial_date_is_kept_as_printed_between_its_bounds() -> None:
    assert dated("raised", "2016-02") == {"raised": "2016-02", "raised_min": "2016-02-01", "raised_max": "2016-02-29"}
    assert dated("raised", None) == {}


def grade(said: dict[str, Any], **claim: Any) -> Statement:
    """One source's word on one judgment; only what matters is given."""
    value = {"force": "kent", "level": "area", "heading": "Preventing crime", "inspection": "i", "question": "q"}
    claim = {"source_kind": "inspectorate", "copy": TABLE, "key": "table.1", **claim}
    return Statement("Judgment", "kent.x", claim.pop("document", "page"), claim, value | said)


CHOSEN: list[tuple[list[Statement], dict[str, Any]]] = [
    # one source
    ([grade({"grade": "good"})], {"grade": "good", "conflict": False, "interim": False}),
    # the inspectorate before the commissioner before the press, and the conflict shows
    (
        [
            grade({"grade": "good"}, source_kind="press"),
            grade({"grade": "adequate"}, source_kind="commissioner"),
            grade({"grade": "inadequate"}),
        ],
        {"grade": "inadequate", "conflict": True},
    ),
    # the same word twice is no conflict
    ([grade({"grade": "good"}), grade({"grade": "good"}, source_kind="press")], {"grade": "good", "conflict": False}),
    # an interim page gives way, and what it did not know yet is no conflict
    (
        [grade({"grade": "not yet graded", "interim": True, "published": "2023-01"}), grade({"grade": "good"})],
        {"grade": "good", "conflict": False, "interim": False},
    ),
    ([grade({"grade": "not yet graded", "interim": True})], {"grade": "not yet graded", "interim": True}),
    # the section of a report stands against its summary table; the year of the carry-over is in doubt
    (
        [
            grade({"grade": "good", "carried_over_from": "2016", "also": True}, copy="ab12"),
            grade({"grade": "good", "carried_over_from": "2017"}, copy="ab12", key="ab12.2"),
        ],
        {"carried_over_from": "2017", "conflict": True},
    ),
    # a report says that a grade is its own; a table that knows no better does not contradict it
    (
        [grade({"grade": "good", "carried_over_from": None}, copy="ab12"), grade({"grade": "good"})],
        {"grade": "good", "conflict": False},
    ),
    # the inspectorate changed a grade: the later publication stands, both are shown
    (
        [
            grade({"grade": "adequate", "published": "2024-06-28"}),
            grade({"grade": "requires improvement", "published": "2024-08-08"}, document="a"),
        ],
        {"grade": "requires improvement", "published_min": "2024-08-08", "conflict": True},
    ),
    # a copy at hand speaks before the shipped facts of the same report
    (
        [grade({"grade": "good", "theme": "a"}, copy=SHIPPED), grade({"grade": "good", "theme": "b"}, copy="ab12")],
        {"theme": "b"},
    ),
]


@pytest.mark.parametrize(("statements", "expected"), CHOSEN)
def test_the_order_of_sources_decides_and_the_order_of_loading_does_not(
    statements: list[Statement], expected: dict[str, Any]
) -> None:
    for turn in range(6):
        random.Random(turn).shuffle(statements)
        node, _ = resolve(statements)
        assert {name: node.properties.get(name) for name in expected} == expected


def test_every_edge_of_a_fact_is_listed_as_its_own(tables: Rows, shipped: list[Rows]) -> None:
    """What is not listed in OWN_EDGES would stay when a fact is drawn anew."""
    for one in [tables, *shipped]:
        for statement in one.statements:
            node, edges = resolve([statement])
            for edge in edges:
                direction = "->" if edge.start.id == node.id and edge.start.label == statement.label else "<-"
                assert (direction, edge.type) in OWN_EDGES[statement.label]


def test_names_are_captions_and_never_print(tables: Rows, shipped: list[Rows]) -> None:
    drawn = [resolve([statement])[0] for one in [tables, *shipped] for statement in one.statements]
    for node in [*tables.owned, *tables.known, *drawn]:
        assert 0 < len(node.properties["name"]) <= 40, node
        assert node.properties["name"] not in {node.properties.get(x) for x in ("headline", "text", "wording")}, node


def test_each_claim_has_a_key_of_its_own(tables: Rows, shipped: list[Rows]) -> None:
    for one in [tables, *shipped]:
        claims = [(s.label, s.id, s.document, s.claim["key"]) for s in one.statements]
        claims += [(r.type, r.source.label, r.source.id, r.claim["key"]) for r in one.references]
        claims += [(e.type, e.start.id, e.end.id, e.properties["key"]) for e in one.edges if e.type == "MEMBER_OF"]
        assert len(claims) == len(set(claims))


def test_every_declared_label_and_relationship_is_used_by_what_is_shipped(embedded_graph) -> None:
    labels = {row["label"] for row in embedded_graph.rows("MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label")}
    declared = {name for label, one in schema.LABELS.items() for name in (label, *one.sub)}
    # areas of concern stand in none of the five documents
    assert declared - labels == {"AreaOfConcern"}
    types = {row["type"] for row in embedded_graph.rows("MATCH ()-[r]->() RETURN DISTINCT type(r) AS type")}
    assert set(schema.RELATIONSHIPS) == types


@pytest.mark.parametrize(
    ("url", "document"),
    [
        ("https://www.example.org/a/b/?", "www.example.org/a/b"),
        # the page of a report whose records are shipped is that report
        (
            "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2015/gloucestershire/effectiveness/",
            "gloucestershire.PEEL-2015.effectiveness",
        ),
    ],
)
def test_a_document_goes_by_its_address(url: str, document: str) -> None:
    assert document_id(url, facts.load()) == document


MENTIONS: list[tuple[Spoken, str, str]] = [
    # kind, cycle and theme are all that is said: other documents that say as much mean the same
    (
        Spoken("finding", "kent", kind="recommendation", programme="PEEL", cycle="2016", theme="workforce"),
        "kent.PEEL-2016.mention.recommendation.workforce",
        "Rec 2016 workforce",
    ),
    # a quoted finding has the id that it has in its own report
    (
        Spoken("finding", "kent", kind="recommendation", programme="PEEL", finding="kent.PEEL-2016.recommendation.1"),
        "kent.PEEL-2016.recommendation.1",
        "Rec",
    ),
    # nothing but a subject: the sentence's own words tell it from others
    (
        Spoken("finding", "kent", theme="workforce", words="vetting"),
        "kent.earlier.mention.finding.workforce.d4b56d6a",
        "Finding workforce",
    ),
    # a report of a year that is never printed, spelt in two ways by two answers
    (Spoken("inspection", "kent", title="Getting a grip!"), "kent.mention.report.9253e6f4", "Report"),
    (
        Spoken("inspection", "kent", programme="PEEL", title="Getting A Grip"),
        "kent.mention.report.9253e6f4",
        "Report PEEL",
    ),
]


@pytest.mark.parametrize(("spoken", "id_", "name"), MENTIONS)
def test_what_is_not_held_is_mentioned(spoken: Spoken, id_: str, name: str) -> None:
    node, _ = mention(spoken)
    assert (node.label, node.id, node.properties["name"]) == ("Mention", id_, name)


def finding(**given: Any) -> Finding:
    where = Where(line=1, start=0, end=10, spans=[(0, 10)])
    given = {"id": "kent.PEEL-2016.recommendation.1", "force": "kent", "kind": "recommendation", **given}
    return Finding(**{"text": "The force should do it.", "where": where, **given})


def report(*findings: Finding, file: str | None = "report.txt") -> Extract:
    document = Document(
        id="kent.letter.2017-05-01", file=file, sha256="ab" * 32, title="Letter", family="letter", force="kent"
    )
    return Extract(document=document, findings=list(findings))


def test_a_quoted_finding_is_never_a_new_one() -> None:
    quoted = finding(restated=Restated(programme="PEEL", cycle="2016"))
    rows = extract_rows(report(quoted), facts.load())
    assert rows.statements == []
    (reference,) = rows.references
    assert (reference.type, reference.spoken.finding) == ("STATED_IN", "kent.PEEL-2016.recommendation.ac68d794")
    target = End("Finding", "kent.PEEL-2016.recommendation.ac68d794")
    assert (reference.edge(target).start, reference.edge(target).properties["quoted"]) == (target, True)


@pytest.mark.parametrize(
    ("given", "summary", "basis"),
    [
        ({"summary": "Do it."}, "Do it.", "own"),
        # nobody has summarised it: the headline, else the first words
        ({"headline": "It is not done"}, "It is not done", "printed"),
        ({"text": "word " * 40}, "word " * 24 + "word…", "printed"),
    ],
)
def test_there_is_always_a_summary(given: dict[str, Any], summary: str, basis: str) -> None:
    (_, statement) = extract_rows(report(finding(**given)), facts.load()).statements
    node, _ = resolve([statement])
    assert (node.properties["summary"], node.properties["summary_basis"]) == (summary, basis)


def test_a_copy_at_hand_keeps_the_summaries_that_are_shipped() -> None:
    shipped = report(finding(summary="Do it.", text=None), file=None)
    copy = with_summaries(report(finding(), finding(id="kent.PEEL-2016.recommendation.2")), shipped)
    assert [(one.summary, one.text) for one in copy.findings] == [
        ("Do it.", "The force should do it."),
        (None, "The force should do it."),
    ]


ANSWERS = [
    # (headings of two quoted findings, their lines), the answer's heading, line and name for what it answers, which one
    # beneath its heading, each finding under one of its own
    ((["Area 1"], 3), (["Area 2"], 7), ["Area 2"], 9, "2", 1),
    # in its row, a whole table under one heading
    ((["Table"], 3), (["Table"], 4), ["Table"], 3, "1", 0),
    # in running prose words may name another than the one that happens to be quoted there
    ((["Area 1"], 3), (["Area 2"], 7), ["Area 2"], 9, "what you say of staff", None),
    # two under one heading, neither in its row
    ((["Table"], 3), (["Table"], 4), ["Table"], 9, "1", None),
    # no heading at all joins nothing
    (([], 3), (["Area 2"], 7), [], 9, "1", None),
]


@pytest.mark.parametrize(("first", "second", "section", "line", "refers_to", "meant"), ANSWERS)
def test_an_answer_is_on_the_finding_that_is_quoted_above_it(
    first: Any, second: Any, section: list[str], line: int, refers_to: str, meant: int | None
) -> None:
    quoted = [
        finding(
            id=f"quoted {number}",
            text=f"The force should improve {number}.",
            restated=Restated(programme="PEEL", cycle="2016"),
            where=Where(line=place, start=0, end=9, spans=[(0, 9)], section=headings),
        )
        for number, (headings, place) in enumerate((first, second))
    ]
    item = ResponseItem(
        refers_to=refers_to, text="We agree.", where=Where(line=line, start=0, end=9, spans=[(0, 9)], section=section)
    )
    answering = report(*quoted)
    answering.responses = [
        Response(
            author_role="force",
            to=AnsweredReport(title="PEEL 2016"),
            due_basis="date unknown",
            where=item.where,
            items=[item],
        )
    ]
    references = extract_rows(answering, facts.load()).references
    (answer,) = (one.spoken for one in references if one.type == "RESPONDS_TO" and one.claim.get("refers_to"))
    own = [one.spoken for one in references if one.type == "STATED_IN"]
    assert answer.finding == (None if meant is None else own[meant].finding)
