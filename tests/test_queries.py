"""The saved queries: a strict reader, parameters by type, and for each file its rows on every engine at hand."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kg import clock, queries, schema
from kg.errors import KgError, UsageError
from kg.queries import cypher, names

SHIPPED = queries.load()
DECLARED = {name for part in (*schema.LABELS.values(), *schema.RELATIONSHIPS.values()) for name in part.properties}
EXPECTED = Path(__file__).parent / "queries"

GOOD = """\
// Findings of a force
//
// What one force was told,
// oldest first.
// Answers: what was it told?
//
// param force: string = "kent" -- force id
// param most: integer = 10 -- how many
// returns: finding, raised
// tags: findings, force

MATCH (x:Finding {force: $force})
RETURN x.id AS finding, x.raised AS raised
ORDER BY raised, finding LIMIT $most
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "told.cypher"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_in_the_format_is_read_whole(tmp_path: Path) -> None:
    query = queries.read(written(tmp_path, GOOD))
    assert (query.name, query.title) == ("told", "Findings of a force")
    assert query.description == "What one force was told, oldest first."
    assert query.answers == "what was it told?"
    assert [(p.name, p.type, p.default, p.help) for p in query.params] == [
        ("force", "string", "kent", "force id"),
        ("most", "integer", 10, "how many"),
    ]
    assert query.returns == ("finding", "raised")
    assert query.tags == ("findings", "force")
    assert query.text.startswith("MATCH (x:Finding")


BAD = [
    # header: each slip is told with its line and what to do
    ("// Findings of a force\n", "//\n", 1, "the title is missing", "begin the file"),
    ("// Findings of a force\n//\n", "// Findings of a force\n// of England\n//\n", 2, "longer than one line", "empty"),
    ("// What one force was told,\n// oldest first.\n", "", 8, "the description is missing", "see"),
    ("// returns: finding, raised\n", "", 9, "the `returns:` line is missing", "see"),
    ("// tags: findings, force\n", "", 9, "the `tags:` line is missing", "see"),
    ("// tags: findings", "// labels: findings", 10, "unknown header key 'labels'", "write param, returns or tags"),
    ("// tags: findings, force", "// tags: findings\n// tags: force", 11, "`tags:` stands twice", "line 10"),
    ("// tags: findings, force", "// tags: Findings; force", 10, "no list of names", "lower-case"),
    ("// returns: finding, raised", "// returns: finding, finding", 9, "names one thing twice", "leave"),
    ("// tags: findings, force", "// tags: findings\n// and more", 11, "no header key", "move it up"),
    # parameters
    ("force: string", "force: text", 7, "unknown type 'text' of parameter force", "string, integer, boolean, date"),
    ('= "kent" -- force id', '= "kent"', 7, "declares no parameter", "param NAME: TYPE = DEFAULT"),
    ('= "kent" --', "= kent --", 7, "the default kent is no value", "as in JSON"),
    ("integer = 10", 'integer = "ten"', 8, "the default of most is no whole number", "correct the default"),
    ("param most: integer = 10", "param force: integer = 10", 8, "force is declared twice", "keep one"),
    # header and query must say the same
    ("LIMIT $most", "LIMIT 10", 8, "parameter most is not used", "leave its `param` line out"),
    ("{force: $force}", "{force: $forse}", 12, "parameter $forse is not declared", "did you mean force?"),
    ("// returns: finding, raised", "// returns: raised, finding", 13, "returns finding, raised", "`returns:`"),
    ("x.raised AS raised\n", "x.raised\n", 13, "a returned column has no name", "AS"),
    ("RETURN x.id AS finding, x.raised AS raised", "WITH x", 14, "the query has no RETURN", "return what"),
    # names of the graph
    (":Finding", ":Findings", 12, "no label 'Findings'", "did you mean Finding?"),
    ("(x:Finding {force: $force})", "(x:Finding {force: $force})-[:RAISD]->()", 12, "type 'RAISD'", "mean RAISED?"),
    ("{force:", "{forc:", 12, "no property 'forc' of Finding", "did you mean force"),
    ("x.raised AS", "x.razed AS", 13, "no property 'razed' of Finding", "did you mean raised"),
    # only reading
    ("ORDER BY", "SET x.raised = 1 ORDER BY", 14, "SET is not allowed", "only read"),
    ("MATCH (x", "LOAD CSV FROM 'file:///etc/passwd' AS l MATCH (x", 12, "LOAD is not allowed", "only read"),
    ("LIMIT $most\n", "LIMIT $most; MATCH (n) RETURN n\n", 14, "one statement", "file of its own"),
    ("MATCH (x", "SHOW TRANSACTIONS MATCH (x", 12, "cannot begin with SHOW", "begin with CALL"),
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[3])
def test_a_departure_from_the_format_is_told(tmp_path: Path, case: tuple[str, str, int, str, str]) -> None:
    old, new, line, what, remedy = case
    assert old in GOOD
    file = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(KgError) as caught:
        queries.read(file)
    error = caught.value
    assert what in error.what
    assert error.where == f"{file}:{line}"
    assert remedy in error.remedy


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin.cypher").write_bytes(b"// Caf\xe9\n")
    with pytest.raises(KgError, match="not UTF-8"):
        queries.read(tmp_path / "latin.cypher")
    with pytest.raises(KgError, match="cannot read the query"):
        queries.read_own(tmp_path / "missing.cypher")
    with pytest.raises(KgError, match="no Cypher"):
        queries.read_own(written(tmp_path, "// only a comment\n"))


COLUMNS = [
    # what comes after the columns belongs to none
    ("MATCH (n) RETURN n.id AS id, n.name AS name ORDER BY id SKIP 1 LIMIT 2", ["id", "name"]),
    # commas inside calls, lists and maps part no columns
    ("RETURN coalesce(a, b) AS first, [1, 2] AS list, {a: 1, b: 2} AS map", ["first", "list", "map"]),
    # a column may be a plain variable, DISTINCT is none
    ("MATCH (n) WITH n.id AS id RETURN DISTINCT id", ["id"]),
    # a subquery's RETURN is not the last one
    ("MATCH (n) CALL (n) { MATCH (n)--(m) RETURN m.id AS inner } RETURN inner AS outer", ["outer"]),
    ("MATCH (n) RETURN COLLECT { MATCH (n)--(m) RETURN m.id } AS near", ["near"]),
    # words in strings and comments count for nothing
    ("MATCH (n) RETURN 'RETURN x AS y' AS text // RETURN n AS z", ["text"]),
    # each part of a UNION names the same columns
    ("RETURN 1 AS a UNION ALL RETURN 2 AS a;", ["a"]),
    # expressions without a name are refused by the reader
    ("MATCH (n) RETURN n.id, count(*)", [None, None]),
    ("MATCH (n) RETURN *", [None]),
]


@pytest.mark.parametrize(("text", "expected"), COLUMNS)
def test_the_columns_of_a_query(text: str, expected: list[str | None]) -> None:
    assert cypher.columns(cypher.tokens(text))[0] == expected


READS = [
    # names that are words of writing clauses elsewhere
    "MATCH (n) RETURN n.set AS set",
    "MATCH (n) RETURN {create: n.id} AS map",
    "MATCH (n:Set)-[:MERGE]->(m:Start|Use) RETURN 'DELETE' AS word // REMOVE",
]


@pytest.mark.parametrize("text", READS)
def test_reading_is_not_taken_for_writing(text: str) -> None:
    assert cypher.writes(cypher.tokens(text)) is None


KNOWN = [
    # maps of the query's own have keys of its own
    "MATCH (x:Finding) WITH {where: x.heading} AS place RETURN place.where AS where",
    # a projection takes a node's own properties and adds keys
    "MATCH (x:Finding) RETURN x {.id, .kind, mine: 1} AS told",
    # a label in a condition binds nothing: a grade has no kind, a finding has
    "MATCH (x) RETURN CASE WHEN x:Judgment THEN x.grade ELSE x.kind END AS what",
    # properties of relationships, alternatives of types
    "MATCH ()-[r:REPORTS_ON|RESPONDS_TO {line: 1}]->() WHERE r.says = 'open' RETURN r.stance AS stance",
    # a label that is set beside another has that one's properties
    "MATCH (c:CauseOfConcern) RETURN c.deadline_text AS deadline",
]


@pytest.mark.parametrize("text", KNOWN)
def test_names_of_the_graph_and_of_the_query_are_known(text: str) -> None:
    assert unknown(text) == []


UNKNOWN = [
    ("MATCH (x:Finding) RETURN x {.idd} AS told", "no property 'idd' of Finding"),
    ("MATCH (x:Finding)-[r:FOLLOWS {scor: 1}]->() RETURN x.id AS id", "no property 'scor' of FOLLOWS"),
    ("MATCH (x:Finding) WHERE NOT x:Practise RETURN x.id AS id", "no label 'Practise'"),
    ("MATCH (x) RETURN x.colour AS colour", "no property 'colour'"),
]


@pytest.mark.parametrize(("text", "problem"), UNKNOWN)
def test_unknown_names_of_the_graph_are_told(text: str, problem: str) -> None:
    assert unknown(text) == [problem]


def unknown(text: str) -> list[str]:
    return [problem.what for problem in names.unknown_names(cypher.tokens(text))]


VALUES = [
    ("string", "kent", "kent"),
    ("string", None, None),
    ("integer", "12", 12),
    ("integer", 12, 12),
    ("boolean", "True", True),
    ("boolean", False, False),
    ("date", "2021-10-14", "2021-10-14"),
]
WRONG = [
    ("string", 12, "is no text"),
    ("integer", "1.5", "is no whole number"),
    ("integer", True, "is no whole number"),
    ("boolean", "yes", "is neither true nor false"),
    # only full days compare rightly as text
    ("date", "2021-10", "is no full date"),
    ("date", "20211014", "is no full date"),
    ("date", "2021-02-30", "is no full date"),
]


def one_parameter(folder: Path, type_: str) -> queries.SavedQuery:
    lines = f"// param value: {type_} = null -- any\n// returns: value\n// tags: test\n\nRETURN $value AS value\n"
    return queries.read(written(folder, f"// Title\n//\n// Described.\n//\n{lines}"))


@pytest.mark.parametrize(("type_", "given", "expected"), VALUES)
def test_a_value_is_read_by_its_type(tmp_path: Path, type_: str, given: object, expected: object) -> None:
    assert one_parameter(tmp_path, type_).values(value=given) == {"value": expected}


@pytest.mark.parametrize(("type_", "given", "what"), WRONG)
def test_a_value_of_another_type_is_refused(tmp_path: Path, type_: str, given: object, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        one_parameter(tmp_path, type_).values(value=given)


def test_an_unknown_parameter_is_refused_with_near_matches() -> None:
    with pytest.raises(UsageError, match="no parameter 'forse' of grades-of-a-force: did you mean force"):
        queries.find("grades-of-a-force").values(forse="kent")


def test_an_unknown_query_is_refused_with_near_matches() -> None:
    with pytest.raises(UsageError, match="no saved query 'grade-of-force': did you mean grades-of-a-force"):
        queries.find("grade-of-force")


def test_a_users_own_file_needs_no_header(tmp_path: Path) -> None:
    own = queries.read_own(written(tmp_path, "// mine\nMATCH (n:Mine {id: $id}) RETURN n.id"))
    assert own.values(id="x") == {"id": "x"}
    with pytest.raises(UsageError, match="parameter 'id' has no value"):
        own.values()


def test_a_users_own_header_is_read_strictly(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="parameter most is not used"):
        queries.read_own(written(tmp_path, GOOD.replace("LIMIT $most", "")))


def test_a_users_own_file_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="DELETE is not allowed"):
        queries.read_own(written(tmp_path, "MATCH (n) DELETE n"))


def test_all_shipped_queries_are_described_and_have_expected_rows() -> None:
    assert len(SHIPPED) >= 13
    assert len({query.title for query in SHIPPED.values()}) == len(SHIPPED)
    assert sorted(SHIPPED) == sorted(file.stem for file in EXPECTED.glob("*.toml"))
    for name, query in SHIPPED.items():
        assert query.name == name
        assert query.answers.endswith("?"), name
        assert query.description.endswith("."), name


def cases() -> list[Any]:
    """The cases of tests/queries/: NAME.toml holds those of cypher/NAME.cypher, each with the reason why it exists."""
    return [
        pytest.param(file.stem, case, id=f"{file.stem}: {case['why']}")
        for file in sorted(EXPECTED.glob("*.toml"))
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
    ]


@pytest.mark.parametrize(("name", "case"), cases())
def test_a_query_gives_the_expected_rows(graph, name: str, case: dict[str, Any]) -> None:
    rows = SHIPPED[name].run(graph, **case.get("params", {}))
    assert all(tuple(row) == SHIPPED[name].returns for row in rows)
    told = [tuple(hashable(row[column]) for column in case["columns"]) for row in rows]
    expected = [hashable(row) for row in case["rows"]]
    assert set(expected) - set(told) == set(), "missing"
    if not case.get("among_others"):
        assert sorted(told, key=str) == sorted(expected, key=str)
    if "count" in case:
        assert len(rows) == case["count"]


def hashable(value: Any) -> Any:
    """A cell that can stand in a set; TOML has no null, so "-" stands for it."""
    if isinstance(value, list):
        return tuple(hashable(item) for item in value)
    if isinstance(value, dict):
        return tuple((key, hashable(item)) for key, item in sorted(value.items()))
    return "-" if value is None else value


SILENT = ("disputed-then-raised-again", "outlived-a-collaboration", "resolved-then-raised-again")
"""Queries to which the shipped facts hold no answer; tests/test_queries_on_threads.py has some."""


@pytest.mark.parametrize("name", sorted({*SHIPPED} - {*SILENT}))
def test_a_query_answers_by_its_own_defaults(graph, name: str) -> None:
    assert SHIPPED[name].run(graph)


NO_SOURCE = {
    "status": "counts what the graph holds",
    "coverage": "says what the graph holds",
    "history-of-a-force": "one row, whose lists name the sources",
}


@pytest.mark.parametrize("name", sorted({*SHIPPED} - {*NO_SOURCE}))
def test_every_row_names_its_source(graph, name: str) -> None:
    """Of who oversees a force, some sources have no page; a note tells what they are."""
    for row in SHIPPED[name].run(graph):
        assert row.get("source") or row.get("sources") or row.get("url") or row.get("note")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_look_up_by_what_was_found_before_stands_after_a_with(name: str) -> None:
    """ArcadeDB 26.10 may do such a look-up first, with an id that is not known yet, and silently find nothing."""
    lines = [line.strip() for line in SHIPPED[name].text.splitlines() if not line.strip().startswith("//")]
    for before, line in pairwise(lines):
        if re.match(r"MATCH \(\w+:\w+ \{\w+: [a-z]", line):
            assert not before.startswith(("MATCH", "UNWIND", "WHERE")), line


@pytest.mark.parametrize("name", SHIPPED)
def test_both_engines_give_the_same_rows_in_the_same_order(embedded_graph, neo4j_graph, name: str) -> None:
    query = SHIPPED[name]
    forces = ["gloucestershire", "avon-and-somerset", "kent"] if "force" in [p.name for p in query.params] else [None]
    for force in forces:
        given = {"force": force} if force else {}
        assert query.run(embedded_graph, **given) == query.run(neo4j_graph, **given)


@pytest.mark.parametrize("name", SHIPPED)
def test_neo4j_has_nothing_to_remark_on_a_query(neo4j_graph, neo4j_settings, name: str) -> None:
    """EXPLAIN's notices: deprecated syntax, products of unconnected patterns, and names that the graph does not have.

    A property that the schema declares may be missing in this graph (no document's text is loaded).
    """
    import neo4j

    query = SHIPPED[name]
    auth = (neo4j_settings.username, neo4j_settings.password)
    with neo4j.GraphDatabase.driver(neo4j_settings.uri, auth=auth) as driver:
        summary = driver.execute_query(
            f"EXPLAIN {query.text}", query.values(), database_=neo4j_settings.database
        ).summary
    remarks = [status.status_description for status in summary.gql_status_objects if status.is_notification]
    assert [remark for remark in remarks if not set(re.findall(r"`(\w+)`", remark)) & DECLARED] == []


def test_a_history_holds_what_the_single_queries_tell(graph) -> None:
    for force in ("gloucestershire", "avon-and-somerset"):
        (history,) = SHIPPED["history-of-a-force"].run(graph, force=force)
        grades = SHIPPED["grades-of-a-force"].run(graph, force=force)
        assert [one["grade"] for one in history["grades"]] == [row["grade"] for row in grades]
        assert [len(one["sources"]) for one in history["grades"]] == [row["sources"] for row in grades]
        concerns = SHIPPED["concerns-of-a-force"].run(graph, force=force)
        assert [one["id"] for one in history["concerns"]] == [row["concern"] for row in concerns]
        raised = [(row["concern"], row["summary"]) for row in SHIPPED["raised-more-than-once"].run(graph, force=force)]
        for concern in history["concerns"]:
            found = {finding["id"]: finding for finding in concern["findings"]}
            assert len(found) == len(concern["findings"])
            for link in concern["links"]:
                assert (concern["id"], found[link["later"]]["summary"]) in raised
                assert found[link["later"]]["document"]["id"] != found[link["earlier"]]["document"]["id"]


def test_an_answer_that_is_not_known_is_due_by_the_clock_of_those_that_are(graph) -> None:
    rows = SHIPPED["unanswered"].run(graph, force=None)
    assert {row["due_basis"] for row in rows} == {"s55(5A)", "custom", "date unknown"}
    for row in rows:
        by_the_clock = clock.due(row["report_published"], "police and crime commissioner")
        assert (row["due"], row["due_basis"]) == by_the_clock


def test_a_history_can_be_told_of_one_theme(graph) -> None:
    (history,) = SHIPPED["history-of-a-force"].run(graph, force="gloucestershire", theme="investigating-crime")
    for part in ("questions", "grades", "concerns"):
        assert {one["theme"] for one in history[part]} == {"investigating-crime"}, part


def test_a_history_gives_the_printed_words_of_documents_at_hand(made_up_graph) -> None:
    (history,) = SHIPPED["history-of-a-force"].run(made_up_graph, force="wiltshire")
    findings = [finding for concern in history["concerns"] for finding in concern["findings"]]
    assert findings
    assert all(finding["text"] and finding["where"]["quote"] for finding in findings)


IDS = [
    (
        "grades-of-a-force",
        {"force": "glocestershire"},
        "no force called 'glocestershire': did you mean gloucestershire",
    ),
    ("grades-of-a-force", {"theme": "investigating-crimes"}, "did you mean investigating-crime"),
    ("findings-of-a-report", {"document": "gloucestershire.PEEL-2021-23"}, "did you mean gloucestershire.PEEL-2021-22"),
    ("one-concern-with-its-evidence", {"concern": "nothing like it"}, "no concern called 'nothing like it': kg forces"),
]


@pytest.mark.parametrize(("name", "given", "message"), IDS)
def test_an_id_that_nothing_has_is_told_not_answered_by_silence(graph, name: str, given: dict, message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        SHIPPED[name].run(graph, **given)


def test_no_rows_are_an_answer_where_the_id_is_known(graph) -> None:
    assert SHIPPED["raised-more-than-once"].run(graph, force="kent") == []


def test_a_users_own_file_runs(graph, tmp_path: Path) -> None:
    own = queries.read_own(written(tmp_path, "MATCH (f:Force {id: $id}) RETURN f.name, f.region AS region"))
    assert [tuple(row.values()) for row in own.run(graph, id="kent")] == [("Kent", "Eastern")]
