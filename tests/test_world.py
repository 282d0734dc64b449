"""What lies around a force's findings: stages of monitoring, collaborations, and what all forces were told."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import MADE_UP
from rich.console import Console
from test_facts import DISPUTED_REPORTS

from kg import derivation, facts, history, loading, queries
from kg.cli.page import show_history
from kg.derivation.national import National, meant
from kg.engine import Graph, Transaction
from kg.records import AnsweredReport, Continuity, Document, Extract, Finding, Response, ResponseItem, Restated, Where
from kg.rows.document import extract_rows
from kg.rows.model import Spoken, Statement
from kg.rows.resolve import mention, resolve
from kg.settings import Settings
from kg.writer import Writer

DAY = "2026-11-23"


def asked(graph: Graph, name: str, **given: Any) -> list[dict[str, Any]]:
    return queries.find(name).run(graph, **given)


def page(graph: Graph, force: str) -> str:
    """The lines of `kg history FORCE`, on a wide terminal."""
    printed = io.StringIO()
    show_history(history.tell(graph, force, DAY), Console(file=printed, width=200, color_system=None))
    return printed.getvalue()


# The tri-force


def test_the_story_of_the_tri_force(graph: Graph) -> None:
    """Three sources, three dates; patrols ended, training and common standards outlived them."""
    told = asked(graph, "after-a-collaboration-ended", collaboration="sw-tri-force")
    armed = [row for row in told if row["what"] == "ended" and "armed policing" in row["function"] and row["date"]]
    assert [(row["date"], row["published"]) for row in armed] == [
        ("2018-11-20", None),
        ("2019-03-31", "2020-02"),
        ("2019-04", None),
    ]
    assert len({row["url"] for row in armed}) == 3
    ended = {row["function"] for row in told if row["what"] == "ended"}
    shared = {row["function"] for row in told if row["what"] == "shared"}
    assert {"motorway patrols", "roads policing", "dogs", "armed response vehicles"} <= ended - shared
    assert {"training facilities", "firearms training", "command training", "standards and protocols"} <= shared - ended
    assert {tuple(row["forces"]) for row in told if row["what"] != "found"} == {
        ("avon-and-somerset", "gloucestershire", "wiltshire")
    }
    assert all(row["source"] for row in told)


def test_one_membership_for_each_function_and_claim(graph: Graph) -> None:
    """Two functions in one sentence (line 533) are two edges, and no claim hides another."""
    rows = graph.rows(
        "MATCH (:Force {id: 'wiltshire'})-[m:MEMBER_OF]->(:Collaboration {id: 'sw-tri-force'}) "
        "RETURN m.function AS function, m.line AS line, m.key AS key ORDER BY line, function"
    )
    assert [row["function"] for row in rows if row["line"] == 533] == [
        "armed policing", "firearms training", "motorway patrols",
    ]  # fmt: skip
    assert len({row["key"] for row in rows}) == len(rows) == 25


@pytest.mark.parametrize(
    ("region", "collaboration"),
    # one nickname, two arrangements
    [("South West", "sw-tri-force"), ("Eastern", "bch"), ("North West", None)],
)
def test_tri_force_means_the_one_of_the_region(region: str, collaboration: str | None) -> None:
    found = facts.load().find_collaboration("tri-force", region)
    assert (found and found.id) == collaboration


# Monitoring


def stay(document: str, source_kind: str = "press", **given: str) -> Statement:
    """What one source says of one stay."""
    claim = {"source_kind": source_kind, "copy": "table", "key": "table.1"}
    return Statement("Monitoring", "kent.Engage.2022", document, claim, {"force": "kent", "stage": "Engage", **given})


STAYS: list[tuple[str, list[Statement], tuple[str, str | None, bool]]] = [
    ("one source", [stay("a", **{"from": "2022"})], ("2022", None, False)),
    (
        "a month lies within a year: no conflict, and the more precise date is told",
        [stay("a", "inspectorate", **{"from": "2022"}), stay("b", **{"from": "2022-06"})],
        ("2022-06", None, False),
    ),
    (
        "the inspectorate's date stands against the press, which is shown as a conflict",
        [stay("a", **{"from": "2022-07-06"}), stay("b", "inspectorate", **{"from": "2022-06"})],
        ("2022-06", None, True),
    ),
    (
        "the two ends may come from two sources",
        [stay("a", **{"from": "2022-06"}), stay("b", "inspectorate", to="2024-05-21")],
        ("2022-06", "2024-05-21", False),
    ),
    (
        "two days of one month contradict each other, even where a third source names the month",
        [stay("a", to="2025-07"), stay("b", to="2025-07-30"), stay("c", to="2025-07-31")],
        ("2025-07-30", "to only", True),
    ),
]


@pytest.mark.parametrize(("why", "statements", "expected"), STAYS, ids=[why for why, *_ in STAYS])
def test_the_dates_of_a_stay(why: str, statements: list[Statement], expected: tuple[str, str | None, bool]) -> None:
    for order in (statements, statements[::-1]):
        told = resolve(order)[0].properties
        if expected[1] == "to only":
            assert (told["to"], told["conflict"]) == (expected[0], expected[2])
        else:
            assert (told["from"], told.get("to"), told["conflict"]) == expected


PAGES = [
    # two releases of the inspectorate give the month, its letter a day of the next
    ("staffordshire", "Engage Jun 2022 to 21 May 2024 (sources differ: from Jun 2022 or 6 Jul 2022)"),
    ("devon-and-cornwall", "Engage 14 Oct 2022 to 30 Jul 2025 (sources differ: to 30 Jul 2025 or 31 Jul 2025)"),
    # "2021", "Dec 2021" and an undated mention agree
    ("gloucestershire", "Engage Dec 2021 to Sep 2023"),
    ("lincolnshire", "Engage since 6 Dec 2024, no end known"),
]


@pytest.mark.parametrize(("force", "line"), PAGES)
def test_a_history_tells_the_stages_of_monitoring(graph: Graph, force: str, line: str) -> None:
    assert line in [one.strip() for one in page(graph, force).splitlines()]


# Collaborations and reports on which sources differ

DIFFERING = [
    # what ended is marked with its date, an end without one says so, and what outlived it is told apart
    ("wiltshire", "armed policing 2012 to Apr 2019 (sources differ: to 20 Nov 2018 or Apr 2019)"),
    ("wiltshire", "armed response vehicles, motorway patrols ended, no date known"),
    ("wiltshire", "training facilities still shared"),
    # three starts, one end: each date is that of the best source that has one
    (
        "warwickshire",
        "shared posts and functions 2011 to 8 Oct 2019 (sources differ: from 2011 or 2012 or 2013)",
    ),
    ("derbyshire", "special branch since 2001 (sources differ: from 2001 or 2002)"),
    # the armed unit of the east is nicknamed tri-force too, and has nothing of the other
    ("hertfordshire", "BCH armed policing unit: armed policing since Apr 2012"),
    # counts and days of reports
    ("kent", "! 2021/22 areas graded: 11 (sources differ: 9 by inspectorate)"),
    ("gloucestershire", "! 2021/22 areas inadequate: 6 (sources differ: 5 by commissioner)"),
    ("suffolk", "! 2023-25 published: 4 Oct 2023 (sources differ: 3 Oct 2023 by other)"),
    ("dorset", "! 2023-25 published: 2025 (sources differ: 9 Apr 2025 by other, 10 Apr 2025 by other)"),
]


# Causes of concern of reports that are not held

KNOWN = [
    # three sources, three dates: the inspectorate's is shown
    (
        "devon-and-cornwall",
        "2021/22 managing registered sexual and violent offenders: resolved Dec 2023 "
        "(sources differ: Dec 2023 or Jan 2024 or Jan 2025)",
    ),
    ("devon-and-cornwall", "2023-25 responding to the public: resolved 26 Sep 2024"),
    # no closure was seen, which is not to say that it is open
    ("greater-manchester", "2021/22 responding to vulnerable people: status not known"),
    ("greater-manchester", "2017 responding to vulnerable people: superseded 30 Sep 2021"),
    # nothing of what its reports found is held
    ("metropolitan", "Only grades are held: what the reports found is not in this graph, which is no sign"),
]


@pytest.mark.parametrize(("force", "told"), [*DIFFERING, *KNOWN])
def test_a_history_tells_what_ended_and_where_sources_differ(graph: Graph, force: str, told: str) -> None:
    assert told in " ".join(page(graph, force).split())


def test_a_saved_query_tells_every_report_on_which_sources_differ(graph: Graph) -> None:
    said: dict[tuple[str, str], set[str]] = {}
    for row in asked(graph, "conflicts", force=None):
        if row["what"] == "report":
            said.setdefault((row["force"], row["subject"]), set()).add(row["says"])
    listed = {(force, f"{cycle} {about}"): says for force, cycle, about, says in DISPUTED_REPORTS}
    assert said == listed


def test_every_force_has_a_history_that_says_what_is_held(graph: Graph) -> None:
    for force in facts.load().forces:
        printed = page(graph, force.id)
        assert "findings held: " in printed.splitlines()[1], force.id
        assert ("Only grades are held" in printed) == ("findings held: none" in printed), force.id


def test_what_was_said_later_was_not_known_yet(graph: Graph) -> None:
    (concern,) = [
        one
        for one in history.tell(graph, "devon-and-cornwall", "2024-01-15").mentioned
        if "offenders" in one["summary"]
    ]
    assert [one["on"] for one in concern["outcomes"]] == ["2023-12", "2024-01"]
    assert history.tell(graph, "dorset", "2016-01-01").disputed == []


def test_an_end_that_came_later_was_none_yet(graph: Graph) -> None:
    then = history.tell(graph, "warwickshire", "2014-01-01").collaborations
    assert {(one["from"], one["to"], one["status"]) for one in then if "alliance" in one["title"]} == {
        ("2011", None, "joint"), ("2012", None, "joint"), ("2013", None, "joint"),
    }  # fmt: skip


# Gloucestershire's answers


def test_the_answers_of_gloucestershire(graph: Graph) -> None:
    told = history.tell(graph, "gloucestershire", DAY).responses
    answers = {(one["author_role"], one["date"]): one for one in told}
    letter = answers["chief constable", "2017-05-05"]
    assert (letter["due_basis"], letter["late"]) == ("not a policing body", None)
    said = {(one["to"], one["stance"], one["line"]) for one in letter["answers"] if one["line"]}
    assert ("gloucestershire.PEEL-2016.effectiveness.1", "disputed", 17) in said
    assert ("gloucestershire.PEEL-2016.effectiveness.4", "disputed", 47) in said
    assert {stance for _, stance, _ in said} == {"disputed", "not stated", "accepted"}
    getting_a_grip = answers["force", "2023-07-27"]
    shares = [one for one in getting_a_grip["answers"] if ".national.thematic." in one["to"]]
    assert [(one["refers_to"], one["stance"], one["progress"], one["line"]) for one in shares] == [
        ("2", "accepted", "under way", 62),
        ("3", "accepted", "under way", 85),
        ("6", "accepted", "under way", 146),
    ]
    assert len(getting_a_grip["commitments"]) == 16
    commissioner = answers["police and crime commissioner", "2023-08-10"]
    assert (commissioner["due_basis"], commissioner["due"]) == ("date unknown", None)
    printed = page(graph, "gloucestershire")
    for line in ("5 May 2017 chief constable", "27 Jul 2023 force", "10 Aug 2023 police and crime commissioner"):
        assert line in printed


# National recommendations


def test_the_progress_of_avon_and_somerset_on_national_recommendations(graph: Graph) -> None:
    told = asked(graph, "national-recommendations", force="avon-and-somerset")
    stated = [(row["cycle"], row["progress"], row["line"]) for row in told if row["progress"] != "not stated"]
    assert sorted(stated) == [("2016", "open", 823), *[("2017", "open", 716)] * 3]
    assert {row["source"] for row in told if row["progress"] != "not stated"} == {
        "PEEL 2018/19: Avon and Somerset Constabulary"
    }


def test_what_is_not_stated_of_a_force_is_computed_and_never_stored(graph: Graph) -> None:
    told = asked(graph, "national-recommendations", force=None)
    assert len(told) == 43 * len({row["id"] for row in told}) == 387
    stored = graph.rows("MATCH (share)-[:INSTANCE_OF]->(n) RETURN n.id AS id, share.force AS force")
    assert {(row["id"], row["force"]) for row in told if row["progress"] != "not stated"} <= {
        (row["id"], row["force"]) for row in stored
    }
    assert len(stored) == 16
    assert all(row["source"] for row in told)


def report(*, heading: str = "Recommendation 2.", kind: str = "recommendation") -> Extract:
    """A force's answer that quotes one national recommendation, and a sentence on what became of it."""
    where = Where(line=1, start=0, end=10, spans=[(0, 10)], section=["Recommendation 2."])
    quoted = Finding(
        id="national.thematic.recommendation.1",
        kind="recommendation",
        text="Forces should do it.",
        addressed_to=["all-chief-constables"],
        restated=Restated(programme="thematic"),
        where=where,
    )
    said = Continuity(
        says="resolved",
        force="kent",
        kind=kind,
        programme="thematic",
        addressed_to=["all-chief-constables"],
        text="This national recommendation is complete.",
        where=where,
    )
    item = ResponseItem(
        refers_to="2",
        stance="accepted",
        progress="done",
        text="We did.",
        where=where.model_copy(update={"section": [heading], "line": where.line + 1}),
    )
    answer = Response(
        author_role="force",
        body="kent",
        date="2024-01-01",
        to=AnsweredReport(title="A report", programme="thematic"),
        due_basis="not a policing body",
        items=[item],
        where=where,
    )
    document = Document(
        id="kent.response.2024-01-01", file="a.txt", sha256="ab" * 32, title="Answer", family="response", force="kent"
    )
    return Extract(document=document, findings=[quoted], continuity=[said], responses=[answer])


SHARE = "kent.national.thematic.recommendation.1"
SPOKEN = [
    # quotation, sentence and answer all speak of the force's share
    (report(), {("STATED_IN", SHARE), ("REPORTS_ON", SHARE), ("RESPONDS_TO", SHARE)}),
    # an answer under another heading answers something else
    (report(heading="Recommendation 3."), {("STATED_IN", SHARE), ("REPORTS_ON", SHARE)}),
    # a sentence on a national finding that is not quoted has a share of its own
    (
        report(kind="cause_of_concern"),
        {
            ("STATED_IN", SHARE),
            ("RESPONDS_TO", SHARE),
            ("REPORTS_ON", "kent.national.thematic.mention.cause_of_concern.any-theme.8453bc3b"),
        },
    ),
]


@pytest.mark.parametrize(("extract", "shares"), SPOKEN)
def test_a_force_has_a_share_of_the_national_finding_that_a_source_speaks_of(
    extract: Extract, shares: set[tuple[str, str]]
) -> None:
    references = extract_rows(extract, facts.load()).references
    told = {(one.type, mention(one.spoken)[0].id) for one in references}
    assert {(type_, id_) for type_, id_ in told if id_.startswith("kent.national.")} == shares
    national = {edge.end.id for one in references for edge in mention(one.spoken)[1] if edge.type == "INSTANCE_OF"}
    assert {("STATED_IN", id_) for id_ in national} <= told
    assert {f"kent.{id_}" for id_ in national} == {id_ for _, id_ in shares}


def national_report(*findings: Finding) -> Extract:
    """A national report as its loader hands it on."""
    document = Document(
        id="national.thematic.2023-07-07",
        file="grip.txt",
        sha256="cd" * 32,
        title="Police performance: Getting a grip",
        family="thematic_report",
        programme="thematic",
    )
    return Extract(document=document, findings=list(findings))


def national(number: int, id_: str, **given: Any) -> Finding:
    """A recommendation to all chief constables, under its numbered heading."""
    where = Where(line=number, start=0, end=10, spans=[(0, 10)], section=[f"Recommendation {number}"], ordinal=number)
    words = {"heading": f"Recommendation {number}", "text": "All forces should do it.", "where": where, **given}
    return Finding(
        id=f"national.thematic.recommendation.{id_}",
        kind="recommendation",
        addressed_to=["all-chief-constables"],
        **words,
    )


def put(settings: Settings, extract: Extract) -> None:
    """Write what a document says into the graph, as a load does."""
    rows = extract_rows(extract, facts.load())

    def write(transaction: Transaction) -> None:
        writer = Writer(transaction, 1000)
        forces = writer.put_source(rows, extract.document.id, ["cd" * 32])
        derivation.derive(writer, forces, [], DAY)

    with loading.writable(settings) as (graph, _):
        graph.write(write)


def progress(settings: Settings, force: str) -> dict[str, tuple[str, str | None]]:
    """Progress and stance of a force on each recommendation of "Getting a grip", by the end of its id."""
    with loading.open_graph(settings) as graph:
        rows = asked(graph, "national-recommendations", force=force)
    return {
        row["id"].rpartition(".")[2]: (row["progress"], row["stance"]) for row in rows if row["programme"] == "thematic"
    }


def held_as(settings: Settings) -> dict[str, str]:
    """By what a share in a thematic recommendation is an instance of, whether that is a finding or a mention."""
    with loading.open_graph(settings) as graph:
        rows = graph.rows(
            "MATCH (share:Mention {force: 'gloucestershire'})-[:INSTANCE_OF]->(n) WHERE n.programme = 'thematic' "
            "RETURN n.id AS id, labels(n) AS labels"
        )
    return {row["id"].rpartition(".")[2]: "Mention" if "Mention" in row["labels"] else "Finding" for row in rows}


def test_a_national_recommendation_that_answers_quote_becomes_the_real_one_when_its_report_is_held(
    filled: Settings,
) -> None:
    answered = ("under way", "accepted")
    before = progress(filled, "gloucestershire")
    assert before == {"02257528": answered, "ff08183e": answered, "090b0a1a": answered}
    # 2 is known by its id, 3 is printed in other words and known by title and number, 5 was quoted by nobody, and of
    # 6 this edition prints nothing
    put(filled, national_report(national(2, "02257528"), national(3, "33333333"), national(5, "55555555")))
    assert held_as(filled) == {"02257528": "Finding", "33333333": "Finding", "090b0a1a": "Mention"}
    assert progress(filled, "gloucestershire") == {
        "02257528": answered, "33333333": answered, "090b0a1a": answered, "55555555": ("not stated", None),
    }  # fmt: skip
    assert set(progress(filled, "kent").values()) == {("not stated", None)}
    with loading.open_graph(filled) as graph:
        assert graph.rows("MATCH (c:Concern {force: 'national'}) RETURN c.id AS id") == []
    # an edition without them gives back what stood before: what the answer says is not lost
    put(filled, national_report(national(5, "55555555")))
    assert {**before, "55555555": ("not stated", None)} == progress(filled, "gloucestershire")
    assert set(held_as(filled).values()) == {"Mention"}


MEANT = [
    # the number alone is no sign: every report has a second recommendation
    ({"title": "Another report", "number": "2"}, None),
    ({"title": "Police performance: getting a grip", "number": "2"}, "a"),
    # a title that is cut at its subtitle
    ({"title": "Police performance", "number": "2"}, "a"),
    ({"title": "Police performance: Getting a grip", "number": "4"}, None),
    # two editions print the same number
    ({"title": "Police performance: Getting a grip", "number": "7"}, None),
    ({"title": "Police performance: Getting a grip", "number": "2", "kind": "cause_of_concern"}, None),
    # a force's own finding is never taken for a national one
    ({"title": "Police performance: Getting a grip", "number": "2", "addressed_to": None}, None),
]


@pytest.mark.parametrize(("given", "expected"), MEANT)
def test_a_national_finding_is_known_by_title_and_number(given: dict[str, Any], expected: str | None) -> None:
    title = "Police performance: Getting a grip"
    held = [National(id_, "recommendation", number, title) for id_, number in (("a", "2"), ("b", "7"), ("c", "7"))]
    spoken = {"kind": "recommendation", "addressed_to": "all-chief-constables", **given}
    assert meant(Spoken("finding", "national", **spoken), held) == expected


def test_a_share_goes_with_the_sentence_that_spoke_of_it(filled: Settings, tmp_path: Path) -> None:
    """A report read again without its sentence leaves neither the share nor a national finding that nobody mentions."""
    folder = tmp_path / "documents"
    shutil.copytree(MADE_UP, folder)
    before = shares_of(filled, "wiltshire", folder)
    file = sorted(folder.glob("*.txt"))[-1]
    text = file.read_text()
    thin = "Supervision is still thin."
    assert thin in text
    file.write_text(text.replace(thin, f"{thin} It hasn't met our 2015 national recommendation on digital evidence."))
    ((share, national, addressee, says),) = shares_of(filled, "wiltshire", folder)
    assert share == f"wiltshire.{national}"
    assert (national, addressee, says) == (
        "national.PEEL-2015.mention.recommendation.investigating-crime",
        "all-chief-constables",
        "open",
    )
    assert shares_of(filled, "wiltshire", folder) == [(share, national, addressee, says)]
    file.write_text(text)
    assert shares_of(filled, "wiltshire", folder) == before == []
    with loading.open_graph(filled) as graph:
        assert graph.rows("MATCH (n {id: $id}) RETURN n.id AS id", id=national) == []


def shares_of(settings: Settings, force: str, documents: Path) -> list[tuple[str, ...]]:
    """A force's shares in national findings after loading the documents."""
    assert loading.load(settings, documents, as_of=DAY).refused == []
    with loading.open_graph(settings) as graph:
        rows = graph.rows(
            "MATCH (share {force: $force})-[:INSTANCE_OF]->(n)-[:ADDRESSED_TO]->(b:Body) "
            "MATCH (share)<-[r:REPORTS_ON]-(:Document) "
            "RETURN share.id AS share, n.id AS national, b.id AS addressee, r.says AS says",
            force=force,
        )
    return [tuple(row.values()) for row in rows]
