"""`kg check`: what is shipped is right, and every kind of slip gets one line with its place and a remedy."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg import loading, resources
from kg.checking import check
from kg.errors import KgError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resources.folder("data"), tmp_path / "data"))


@pytest.fixture
def cypher(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resources.folder("cypher"), tmp_path / "cypher"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


PAGE = "https://www.avonandsomerset-pcc.gov.uk/Openness/Audits-and-Inspections/HMIC-PEEL-Assessments-2015-201617.aspx"
REPORT = "documents/gloucestershire.PEEL-2021-22.toml"
GRADE = "avon-and-somerset,2014.efficiency.0,outstanding,,false,2014-11-27,"
SLIPS = [
    # a row that names what no table has
    (
        "grades.csv",
        "avon-and-somerset,2014.eff",
        "avalon,2014.eff",
        "force 'avalon' is unknown: data/grades.csv:2: add",
    ),
    (
        "grades.csv",
        "2014.effectiveness.0,",
        "2014.effect.0,",
        "question '2014.effect.0' is unknown: data/grades.csv:2: ",
    ),
    ("releases.csv", "2014,,", "2013,,", "cycle '2013' is unknown: data/releases.csv:2: write"),
    ("theme_successors.csv", ",2021/22,regis", ",2022,regis", "since '2022' is unknown: data/theme_successors.csv:2: "),
    ("theme_successors.csv", "2018/19,managing-off", "2018/19,managing-", "successor 'managing-enders' is unknown"),
    (
        "theme_successors.csv",
        ",registered-sex-offenders ",
        ",sex-offenders ",
        "topic 'sex-offenders' is unknown: data/th",
    ),
    # a grade off its scale, an impossible date, an end before its start
    (
        "grades.csv",
        GRADE,
        GRADE.replace("outstanding", "adequate"),
        "'adequate' is no grade of 2014 (outstanding, good",
    ),
    ("grades.csv", GRADE, GRADE.replace("11-27", "11-31"), "published '2014-11-31': '2014-11-31' is no date"),
    (
        "monitoring.csv",
        "Engage,2019,2023,",
        "Engage,2024,2023,",
        "ends (2023) before it starts (2024): data/monitoring.csv:2",
    ),
    # no source
    ("responses.csv", f",{PAGE},", ",,", "source_url is empty: data/responses.csv:2: fill it in"),
    # a file that is no such table
    ("forces.csv", "Beds Police,", "Beds Police,,", "has 9 columns instead of 8: data/forces.csv:3"),
    ("forces.csv", "id,name,", "\ufeffid,name,", "begins with a byte-order mark: data/forces.csv:1: save"),
    ("themes.csv", "id,name,description", "id;name;description", "is parted by semicolons: data/themes.csv:1: save"),
    ("themes.csv", "id,name,description", "id\tname\tdescription", "is parted by tabs: data/themes.csv:1: save"),
    # the same twice
    (
        "themes.csv",
        "investigating-crime,Inv",
        "preventing-crime,Inv",
        "repeats id of line 2: data/themes.csv:3: remove",
    ),
    # topics
    (
        "topics.toml",
        '[[topic]]\nid = "allocation-of',
        '[[topics]]\nid = "allocation-of',
        "topic 'allocation-of-investigations' is unknown",
    ),
    (
        "topics.toml",
        'theme = "investigating-crime"',
        'theme = "crime"',
        "theme 'crime' is unknown: data/topics.toml:20: correct",
    ),
    (
        "topics.toml",
        "'allocat\\w+[^.]",
        "'allocat\\w+([^.]",
        "patterns.0 of topic 'allocation-of-investigations': Input should be a valid reg",
    ),
    (
        "topics.toml",
        'id = "quality-of-investigations"',
        'id = "allocation-of-investigations"',
        "topic 'allocation-of-investigations' stands twice",
    ),
    (
        "topics.toml",
        'instead_of = ["timeliness-of-investigations"]',
        'instead_of = ["timeliness"]',
        "topic 'timeliness' is unknown: data/topics.toml:",
    ),
    ("topics.toml", "[[topic]]", "[[topic", "data/topics.toml: restore the file, or correct that line"),
    # meanings
    (
        "meanings.toml",
        'train = "train*, taught',
        'train = "train*, overdue, taught',
        "'overdue' stands in late and in train: data/meanings.toml:9: remove",
    ),
    (
        "meanings.toml",
        "train*, taught",
        "Train*, taught",
        "'Train*' of train is no phrase: data/meanings.toml:9",
    ),
    ("meanings.toml", "[asks]", "[asks", "data/meanings.toml: restore the file, or correct that line"),
    # decisions
    (
        "decisions.csv",
        ",same,",
        ",alike,",
        "'alike' is no decision: data/decisions.csv:2: write same, different, unsure",
    ),
    (
        "decisions.csv",
        "a4f2d393,",
        "00000000,",
        "finding 'gloucestershire.PEEL-2015.area_for_improvement.00000000' is unknown: data/decisions.csv:2",
    ),
    # documents
    (
        REPORT,
        'cycle = "2021/22"',
        'cycle = "2022"',
        "cycle '2022' is unknown: data/documents/gloucestershire.PEEL-2021-22.toml: ",
    ),
    (
        REPORT,
        'id = "gloucestershire.PEEL-2021-22"',
        'id = "kent.PEEL-2021-22"',
        "holds document 'kent.PEEL-2021-22': data/documents/",
    ),
    (REPORT, 'family = "peel_report"', 'family = "report"', "document.family 'report': "),
]


@pytest.mark.parametrize(("file", "old", "new", "expected"), SLIPS, ids=lambda value: str(value)[:40])
def test_a_slip_is_told_with_place_and_remedy(data, file, old, new, expected):
    edit(data / file, old, new)
    told = [str(problem) for problem in check(data).problems]
    assert any(expected in line for line in told), told
    assert not any("\n" in line for line in told)


def test_slips_in_several_files_are_all_told(data, cypher):
    edit(data / "monitoring.csv", "cleveland,Engage", "clevland,Engage")
    edit(data / "themes.csv", "Investigating crime,", "Investigating crime,,")
    edit(data / "decisions.csv", ",same,", ",alike,")
    edit(cypher / "coverage.cypher", "// tags:", "// labels:")
    edit(cypher / "conflicts.cypher", ":Judgment", ":Judgement")
    places = [Path(problem.where.rpartition(":")[0]).name for problem in check(data, cypher).problems]
    assert places == ["themes.csv", "monitoring.csv", "decisions.csv", "conflicts.cypher", "coverage.cypher"]


def test_every_bad_row_of_a_table_is_told_and_not_only_the_first(data):
    """Also where several tables are wrong, and where a row is wrong in two cells."""
    lines = (data / "monitoring.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace("Engage,2019,2023,", "Engage,2024,2023,")
    lines[2] = lines[2].replace("Engage,2019,", "Special measures,2019-13,")
    lines[3] = lines[3].replace(",inspectorate,", ",hmicfrs,")
    lines[4] = "," + lines[4]
    lines[5] = lines[5].replace("devon-and-cornwall", "devon-cornwall")
    lines[6] = lines[7]
    (data / "monitoring.csv").write_text("".join(lines), encoding="utf-8")
    edit(data / "memberships.csv", ",2012,2019-04,", ",2012,2019-04-31,")
    edit(data / "decisions.csv", ",same,", ",alike,")
    edit(data / "decisions.csv", ",different,", ",other,")
    told = [(problem.where, problem.what.partition(":")[0]) for problem in check(data).problems]
    assert told == [
        ("data/monitoring.csv:5", "has 8 columns instead of 7"),
        ("data/monitoring.csv:2", "ends (2023) before it starts (2024)"),
        ("data/monitoring.csv:3", "from '2019-13'"),
        ("data/monitoring.csv:3", "stage 'Special measures' is unknown"),
        ("data/monitoring.csv:4", "source_kind 'hmicfrs' is unknown"),
        ("data/monitoring.csv:8", "repeats force, stage, from, to, source_url of line 7"),
        ("data/memberships.csv:2", "to '2019-04-31'"),
        ("data/monitoring.csv:6", "force 'devon-cornwall' is unknown"),
        ("data/decisions.csv:2", "'alike' is no decision"),
        ("data/decisions.csv:3", "'other' is no decision"),
    ]


def test_every_wrong_field_of_a_document_is_told(data):
    edit(data / REPORT, 'family = "peel_report"', 'family = "report"')
    edit(data / REPORT, 'kind = "observation"', 'kind = "remark"')
    edit(data / REPORT, 'title = "', 'titel = "')
    told = [problem.what.partition(":")[0] for problem in check(data).problems if problem.where == f"data/{REPORT}"]
    assert told[:3] == ["document.title is missing", "document.family 'report'", told[2]]
    assert told[2].startswith("document.titel 'PEEL")
    assert told[3].endswith(".kind 'remark'")


def test_what_leads_to_a_table_that_cannot_be_read_is_not_held_against_it(data):
    """A force that is missing since its row is wrong would else be told a hundred times."""
    edit(data / "forces.csv", "kent,Kent,", "kent,Kent,,")
    assert [problem.where for problem in check(data).problems] == ["data/forces.csv:21"]


def test_rows_lost_in_an_edit_are_told(data):
    lines = (data / "theme_successors.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (data / "theme_successors.csv").write_text("".join(lines[:-1]), encoding="utf-8")
    assert [problem.what for problem in check(data).problems] == ["holds 20 rows instead of at least 21"]


# Each kind of bad row, and what a load says of it
REFUSED = [
    ("grades.csv", "avon-and-somerset,2014.eff", "avalon,2014.eff", "force 'avalon' is unknown: data/grades.csv:2"),
    ("responses.csv", ",2016,,,,not", ",2026,,,,not", "cycle '2026' is unknown: data/responses.csv:2"),
    ("grades.csv", "2014.effectiveness.0,", "2014.effect.0,", "question '2014.effect.0' is unknown: data/grades.csv:2"),
    ("grades.csv", GRADE, GRADE.replace("outstanding", "adequate"), "'adequate' is no grade of 2014"),
    ("grades.csv", GRADE, GRADE.replace("11-27", "11-31"), "'2014-11-31' is no date"),
    ("monitoring.csv", "Engage,2019,2023,", "Engage,2024,2023,", r"ends \(2023\) before it starts \(2024\)"),
    ("responses.csv", f",{PAGE},", ",,", "source_url is empty: data/responses.csv:2"),
    ("forces.csv", "Beds Police,", "Beds Police,,", "has 9 columns instead of 8: data/forces.csv:3"),
    ("grades.csv", "force,", "\ufeffforce,", "begins with a byte-order mark: data/grades.csv:1"),
    ("themes.csv", "id,name,description", "id;name;description", "is parted by semicolons: data/themes.csv:1"),
]


@pytest.mark.parametrize(("file", "old", "new", "expected"), REFUSED, ids=[expected for *_, expected in REFUSED])
def test_a_load_refuses_a_slip_and_leaves_the_graph_as_it_was(filled, data, monkeypatch, file, old, new, expected):
    edit(data / file, old, new)
    shipped = resources.folder
    monkeypatch.setattr(resources, "folder", lambda name: data if name == "data" else shipped(name))
    with pytest.raises(KgError, match=expected):
        loading.load(filled)
    monkeypatch.setattr(resources, "folder", shipped)
    with loading.open_graph(filled) as graph:
        (held,) = graph.rows("MATCH (j:Judgment) RETURN count(j) AS judgments")
    assert held["judgments"] > 1400


def test_what_is_shipped_is_right_and_the_command_says_what_was_checked(kg, monkeypatch, tmp_path):
    monkeypatch.setenv("KG_HOME", str(tmp_path / "none"))
    code, out, err = kg("check")
    assert (code, err) == (0, "")
    assert out.startswith("nothing wrong with 3,5")
    assert out.count("\n") == 1
    assert not (tmp_path / "none").exists()  # no graph is needed
    told = json.loads(kg("check", "--format", "json")[1])
    assert told["problems"] == []
    assert told["checked"]["documents"] == 5


def test_the_command_ends_with_1_and_a_line_a_problem(kg, monkeypatch, data):
    edit(data / "monitoring.csv", "cleveland,Engage", "clevland,Engage")
    edit(data / "responses.csv", ",cheshire,", ",cheshre,")
    shipped = resources.folder
    monkeypatch.setattr(resources, "folder", lambda name: data if name == "data" else shipped(name))
    code, out, err = kg("check", "--format", "json")
    assert code == 1
    assert len(json.loads(out)["problems"]) == 2
    assert [line.split(": ")[2] for line in err.splitlines()] == ["data/monitoring.csv:2", "data/responses.csv:10"]
