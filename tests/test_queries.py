"""The saved queries: a strict reader, parameters by type, and for each file its rows on every engine at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import queries
from kg.errors import KgError, UsageError
from kg.queries import cypher

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
    return [problem.what for problem in queries.unknown_names(cypher.tokens(text))]


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


def test_all_shipped_queries_are_right_and_described() -> None:
    saved = queries.load()
    assert len(saved) >= 13
    assert len({query.title for query in saved.values()}) == len(saved)
    for name, query in saved.items():
        assert query.name == name
        assert query.answers.endswith("?"), name
        assert query.description.endswith("."), name
