"""Loading: the same graph whatever the order and however often, nothing of what is refused, one document at a time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import MADE_UP

from kg import loading
from kg.derivation import known
from kg.engine import Graph
from kg.errors import KgError
from kg.settings import Settings

DAY = date.today().isoformat()  # as for the shipped facts, which the first command loads
REPORTS = sorted(MADE_UP.glob("*.txt"))
FIRST, SECOND = REPORTS


def dump(graph: Graph) -> list[str]:
    """Every node, property and relationship, in an order of their own."""
    nodes = graph.rows("MATCH (n) RETURN labels(n) AS labels, properties(n) AS given")
    edges = graph.rows(
        "MATCH (a)-[r]->(b) RETURN labels(a) AS from, a.id AS start, type(r) AS type, properties(r) AS given, "
        "labels(b) AS to, b.id AS end"
    )
    for row in [*nodes, *edges]:
        for name in ("labels", "from", "to"):
            if name in row:
                row[name].sort()
    return sorted(json.dumps(row, sort_keys=True) for row in [*nodes, *edges])


def loaded(settings: Settings, *documents: Path) -> list[str]:
    """The graph after loading these documents, one load each."""
    for document in documents:
        report = loading.load(settings, document, as_of=DAY)
        assert report.refused == []
    with loading.open_graph(settings) as graph:
        return dump(graph)


def rows(settings: Settings, query: str, **params: Any) -> list[tuple[Any, ...]]:
    with loading.open_graph(settings) as graph:
        return [tuple(row.values()) for row in graph.rows(query, **params)]


FINDINGS = "MATCH (n:Finding {force: 'wiltshire'}) RETURN n.id AS id ORDER BY id"


def test_a_second_load_changes_nothing(empty: Settings) -> None:
    first = loaded(empty, MADE_UP)
    assert loaded(empty, MADE_UP, FIRST) == first


def test_the_order_of_loading_changes_nothing(empty: Settings, filled: Settings) -> None:
    assert loaded(empty, SECOND, FIRST) == loaded(filled, FIRST, SECOND)


def test_a_copy_of_another_name_changes_nothing_but_the_places(filled: Settings, tmp_path: Path) -> None:
    """Two copies of one report: all findings once, each place of each copy."""
    other = tmp_path / "scan.txt"
    other.write_text(f"{FIRST.read_text()}\n")
    one_way = loaded(filled, FIRST, other)
    assert rows(filled, "MATCH (d:Document {id: 'wiltshire.PEEL-2015.effectiveness'}) RETURN size(d.copies)") == [(2,)]
    assert len(rows(filled, FINDINGS)) == 4
    again = Settings(home=tmp_path / "again")
    assert loaded(again, other, FIRST) == one_way


def test_a_report_that_changed_replaces_what_it_said(filled: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    shutil.copytree(MADE_UP, folder)
    before = loaded(filled, folder)
    text = (folder / FIRST.name).read_text()
    (folder / FIRST.name).write_text(
        text.replace("- Wiltshire Police should reduce the time", "- The force should cut")
    )
    loaded(filled, folder)
    (changed,) = rows(filled, "MATCH (n:Finding) WHERE n.text STARTS WITH 'The force should cut' RETURN n.id, n.cycle")
    assert changed[1] == "2015"
    assert rows(filled, "MATCH (n:Finding) WHERE n.text STARTS WITH 'Wiltshire Police should reduce' RETURN n") == []
    assert len(rows(filled, FINDINGS)) == 5
    (folder / FIRST.name).write_text(text)
    assert loaded(filled, folder) == before, "and back again"


def test_a_mention_becomes_the_finding_once_its_report_is_held(filled: Settings) -> None:
    said = "MATCH (d:Document)-[r:REPORTS_ON]->(n {force: 'wiltshire'}) WHERE d.cycle IS NULL AND r.line IS NOT NULL "
    loaded(filled, SECOND)
    ((label, says, mention),) = rows(filled, f"{said} RETURN head(labels(n)), r.says, n.id")
    assert (label, says) == ("Mention", "resolved")
    loaded(filled, FIRST)
    ((kind, text),) = rows(filled, f"{said} RETURN n.kind, n.text")
    assert (kind, text.split()[:3]) == ("cause_of_concern", ["Children", "who", "go"])
    assert rows(filled, "MATCH (n:Mention {id: $mention}) RETURN n", mention=mention) == []
    assert rows(filled, "MATCH (c:Concern {force: 'wiltshire', status: 'resolved'}) RETURN c.status_basis") == [
        ("stated",)
    ]


def test_what_follows_is_drawn_for_the_force(made_up_graph: Graph) -> None:
    follows = made_up_graph.rows(
        "MATCH (later:Finding {force: 'wiltshire'})-[f:FOLLOWS]->(earlier:Finding) "
        "RETURN later.cycle AS later, earlier.cycle AS earlier, f.relation AS relation"
    )
    assert follows == [{"later": "2016", "earlier": "2015", "relation": "repeats"}]
    threads = made_up_graph.rows(
        "MATCH (x:Finding {force: 'wiltshire'})-[:PART_OF]->(c:Concern)-[:ABOUT]->(t:Theme) "
        "RETURN c.theme = t.id AS agree, x.id AS member, c.status AS status"
    )
    assert {row["member"] for row in threads} == {row["id"] for row in made_up_graph.rows(FINDINGS)}
    assert all(row["agree"] for row in threads)
    assert "resolved" in {row["status"] for row in threads}


def test_a_status_can_be_told_for_an_earlier_day(made_up_graph: Graph) -> None:
    held = known.read(made_up_graph.rows, ["wiltshire"])["wiltshire"]
    statuses = {day: {c.status for c in held.derive("wiltshire", [], day).concerns} for day in ("2016-03-01", DAY)}
    assert statuses["2016-03-01"] == {"open"}
    assert "resolved" in statuses[DAY]


def test_a_printed_judgment_stands_beside_the_compiled_ones(made_up_graph: Graph) -> None:
    (row,) = made_up_graph.rows(
        "MATCH (i:Inspection {id: 'wiltshire.PEEL-2015.effectiveness'})-[:JUDGED]->"
        "(j:Judgment {id: 'wiltshire.PEEL-2015.effectiveness.3'}) "
        "RETURN i.holds AS holds, j.grade AS grade, j.conflict AS conflict, "
        "COLLECT { MATCH (j)-[s:STATED_IN]->() RETURN DISTINCT s.grade AS grade } AS stated"
    )
    assert (row["holds"], row["grade"]) == ("findings", "inadequate")
    assert row["conflict"] == (len(row["stated"]) > 1)


def test_a_reload_of_one_report_draws_anew_what_follows_for_its_force_alone(empty: Settings, tmp_path: Path) -> None:
    """What follows for every force is marked by hand: a mark is gone wherever it was drawn anew."""
    loaded(empty, FIRST)
    with loading.writable(empty) as (graph, _):
        graph.write(lambda transaction: transaction.run("MATCH (c:Concern) SET c.title = 'marked'"))
        graph.write(lambda transaction: transaction.run("MATCH ()-[f:FOLLOWS]->() SET f.words = 'marked'"))
    others = "WHERE a.force IS NULL OR a.force <> 'wiltshire'"
    theirs = f"MATCH (a) {others} OPTIONAL MATCH (a)-[r]->() RETURN a.id, properties(a), type(r), properties(r)"
    before = sorted(map(str, rows(empty, theirs)))
    marked = "MATCH (c:Concern {title: 'marked'}) RETURN DISTINCT c.force AS force ORDER BY force"
    assert rows(empty, marked) == [("avon-and-somerset",), ("gloucestershire",), ("wiltshire",)]
    (tmp_path / FIRST.name).write_text(f"{FIRST.read_text()}- The force should tell every carer whom to ring.\n")
    loaded(empty, tmp_path / FIRST.name)
    assert rows(empty, marked) == [("avon-and-somerset",), ("gloucestershire",)]
    assert sorted(map(str, rows(empty, theirs))) == before


LATER_REPORT = """PEEL 2023–2025

Police effectiveness, efficiency and legitimacy

An inspection of Kent Police

Published 14 February 2024

Responding to the public

Inadequate

Kent Police is inadequate at responding to the public.

Cause of concern

Cause of concern

Kent Police doesn’t act soon enough when a child goes missing

In 31 of the 50 cases that we published in September 2023, nobody had begun to look. In March it was ten.

Recommendations

Within three months, Kent Police should have trained the staff of its control room.
"""


def test_an_accelerated_concern_and_that_of_its_report_are_one_concern(filled: Settings, tmp_path: Path) -> None:
    """Published ahead of the report and printed in it again in the same first words: raised once, by both."""
    (tmp_path / "report.txt").write_text(LATER_REPORT)
    loaded(filled, MADE_UP.parent / "documents/accelerated_concern/2023-kent-full.txt")
    assert rows(filled, "MATCH (c:Concern {force: 'kent'}) RETURN c.times_raised, c.first_raised") == [
        (1, "2023-09-19")
    ]
    loaded(filled, tmp_path / "report.txt")
    ((concern, times, said_in),) = rows(
        filled,
        "MATCH (c:Concern {force: 'kent'})<-[:PART_OF]-(x:CauseOfConcern) RETURN c.id AS concern, c.times_raised, "
        "COLLECT { MATCH (x)-[:STATED_IN]->(d:Document) RETURN d.id AS id ORDER BY id } AS documents",
    )
    assert concern.startswith("kent.PEEL-2023-25.cause_of_concern.")
    assert (times, said_in) == (1, ["kent.PEEL-2023-25", "kent.accelerated-concern.2023-09-19"])


def test_the_report_of_a_load(tmp_path: Path, filled: Settings) -> None:
    told: list[str] = []
    report = loading.load(filled, MADE_UP, tell=told.append)
    assert told == ["shipped facts", FIRST.name, SECOND.name]
    assert [vars(one) for one in report.documents] == [
        {
            "file": name,
            "family": "pillar_report",
            "force": "wiltshire",
            "cycle": cycle,
            "findings": findings,
            "judgments": judgments,
            "warnings": 0,
            "used": used,
            "ignored": ignored,
            "unhandled": 0,
            "messages": [],
        }
        for name, cycle, findings, judgments, used, ignored in (
            (FIRST.name, "2015", 4, 3, 12, 3),
            (SECOND.name, "2016", 1, 2, 7, 1),
        )
    ]
    assert report.accounting.used == 19
    assert report.accounting.paragraphs == 23
    assert (report.repeated, report.differing, report.left_aside) == ([], [], 0)
    assert report.nodes["Force"] == 43
    assert report.relationships["INSPECTED_IN"] >= 43
    assert set(report.model_dump()) >= {"documents", "nodes", "relationships", "refused", "seconds"}


def empty_file(folder: Path) -> None:
    (folder / "bad.txt").write_text("")


def binary(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(bytes(range(256)) * 20)


def unknown(folder: Path) -> None:
    (folder / "bad.txt").write_text("Minutes of the parish council\nPresent: four members.\n")


@pytest.mark.parametrize("spoil", [empty_file, binary, unknown])
def test_a_refused_document_leaves_no_trace_and_the_others_go_on(
    filled: Settings, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    folder = tmp_path / "documents"
    shutil.copytree(MADE_UP, folder)
    spoil(folder)
    report = loading.load(filled, folder, as_of=DAY)
    assert [one.file for one in report.documents] == [FIRST.name, SECOND.name]
    (refused,) = report.refused
    assert refused.file == "bad.txt"
    assert refused.reason
    assert "\n" not in refused.reason
    assert rows(filled, "MATCH (d:Document) WHERE 'bad.txt' IN d.files RETURN d") == []


def test_what_does_not_fit_the_graph_is_refused_as_a_whole(
    empty: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A theme that the graph lacks comes to light while edges are written, after the nodes."""
    from loaders import read

    def misread(*arguments: Any) -> Any:
        extract = read(*arguments)
        extract.findings[-1].theme = "no-such-theme"
        return extract

    loading.load(empty, as_of=DAY)
    monkeypatch.setattr("loaders.read", misread)
    report = loading.load(empty, FIRST, as_of=DAY)
    assert [one.reason for one in report.refused] == [
        "1 ABOUT edges lead to a Finding or Theme that is not there",
    ]
    assert rows(empty, FINDINGS) == []
    assert rows(empty, "MATCH (d:Document {id: 'wiltshire.PEEL-2015.effectiveness'}) RETURN d") == []


def hidden(folder: Path) -> None:
    (folder / ".DS_Store").write_text("x")


def nothing(folder: Path) -> None:
    folder.rmdir()


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (hidden, "^no documents in the folder: .*: name another"),
        (nothing, "^no such folder of documents: .*: name one"),
    ],
)
def test_a_folder_without_documents(tmp_path: Path, prepare: Callable[[Path], None], message: str) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    prepare(folder)
    with pytest.raises(KgError, match=message):
        loading.load(Settings(home=tmp_path / "home"), folder)
    assert not (tmp_path / "home").exists()


def test_sub_folders_are_read_too(filled: Settings, tmp_path: Path) -> None:
    for year, report in zip(("2015", "2016"), REPORTS, strict=True):
        folder = tmp_path / "documents" / year
        folder.mkdir(parents=True)
        shutil.copy(report, folder / "report.txt")
    loading.load(filled, tmp_path / "documents", as_of=DAY)
    files = rows(filled, "MATCH (d:Document) WHERE d.files IS NOT NULL RETURN d.files AS files ORDER BY d.id")
    assert files == [(["2015/report.txt"],), (["2016/report.txt"],)]


def test_own_decisions_decide_and_none_leaves_the_machine_alone(filled: Settings, tmp_path: Path) -> None:
    links = "MATCH (:Finding {force: 'gloucestershire'})-[f:FOLLOWS {basis: 'decided'}]->() RETURN count(f)"
    assert rows(filled, links)[0][0] > 0
    alone = Settings(home=filled.home, decisions="none")
    assert rows(alone, links) == [(0,)], "the graph is drawn anew for other decisions"
    with pytest.raises(KgError, match=r"decisions cannot be read .*: name a CSV file, or none"):
        loading.open_graph(Settings(home=filled.home, decisions=str(tmp_path / "gone.csv")))


def test_documents_stay_when_the_shipped_facts_change(
    filled: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = loaded(filled, MADE_UP)
    monkeypatch.setattr("kg.facts.fingerprint", lambda: "other facts")
    with loading.open_graph(filled) as graph:
        after = dump(graph)
    assert "kg: loading the facts" in capsys.readouterr().err
    assert set(before) ^ set(after) == {line for line in [*before, *after] if '"labels": ["Graph"]' in line}
