"""The `kg` command, in process, on the embedded engine: what it prints, how it ends, what it says of wrong input."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import typer

from kg import cli, history, records
from kg.facts import load as facts

MADE_UP = Path(__file__).parent / "made_up"


pytestmark = pytest.mark.usefixtures("on_the_embedded_engine")


READING = [
    "forces",
    "themes",
    "queries",
    "status",
    "history gloucestershire",
    "concerns gloucestershire",
    "grades gloucestershire",
    "grades --theme responding-to-public --cycle 2023-25",
    "compare kent northamptonshire --theme responding-to-public",
    "responses gloucestershire",
    "status --coverage",
    "status --coverage gloucestershire",
    "concern 51317078",
    "query grades-of-a-force",
    "query deadlines --as-of 2024-01-01",
]


@pytest.mark.parametrize("command", READING)
def test_every_reading_command_prints_each_format(kg, command):
    for format in ("table", "json", "csv", "md"):
        code, out, _ = kg(*command.split(), "--format", format)
        assert code == 0
        assert out.strip(), format
        if format == "json":
            assert json.loads(out)
        if format == "csv":
            assert len({len(row) for row in csv.reader(io.StringIO(out))}) == 1


@pytest.mark.parametrize("module", cli.COMMANDS)
def test_a_command_is_registered_under_the_module_that_holds_it(module):
    held = typer.Typer()
    import_module(f"kg.cli.{module}").register(held)
    assert tuple(one.name or one.callback.__name__ for one in held.registered_commands) == cli.COMMANDS[module]


WRONG = [
    # a wrong name gets near matches and exit code 2
    (("histry", "gloucestershire"), 2, "No such command 'histry'. Did you mean 'history'?: kg --help"),
    (("history", "glocestershire"), 2, "did you mean gloucestershire"),
    (("concerns", "kentt"), 2, "did you mean kent"),
    (("history", "gloucestershire", "--theme", "investigating-crimes"), 2, "did you mean investigating-crime"),
    (("grades", "kentt"), 2, "did you mean kent"),
    (("grades", "kent", "--theme", "investigating-crimes"), 2, "did you mean investigating-crime"),
    (("grades", "kent", "--cycle", "2018-19"), 2, "did you mean 2018/19"),
    (("grades",), 2, "name a force, or give --theme or --cycle"),
    (("compare", "kent"), 2, "name two forces or more"),
    (("compare", "kent", "kent"), 2, "name two forces or more"),
    (("compare", "kent", "gwentt"), 2, "did you mean gwent"),
    (("responses", "kentt"), 2, "did you mean kent"),
    (("status", "--coverage", "kentt"), 2, "did you mean kent"),
    (("status", "kent"), 2, "add --coverage"),
    (("query", "grades-of-force"), 2, "did you mean grades-of-a-force"),
    (("query", "grades-of-a-force", "--param", "forse=kent"), 2, "did you mean force"),
    (("query", "grades-of-a-force", "--param", "kent"), 2, "write it as name=value"),
    (("concern", "99999999"), 2, "no concern or finding called"),
    (("forces", "--fromat", "json"), 2, "--format"),
    (("forces", "--format", "xml"), 2, "json"),
    (("histroy", "kent"), 2, "kg --help"),
    (("history",), 2, "FORCE"),
    # a day that is none, or is several
    (("history", "kent", "--as-of", "2024-13-01"), 2, "write it as"),
    (("history", "kent", "--as-of", "2024"), 2, "no single day"),
    # input that is not as it should be: exit code 1
    (("extract", "no-such-file.txt"), 1, "no-such-file.txt"),
    (("load", "--documents", "no-such-folder"), 1, "no such folder of documents"),
    (("verify", "--documents", "no-such-folder"), 1, "no-such-folder"),
    (("verify",), 1, "--documents"),
    (("query", "no-such-file.cypher"), 1, "no-such-file.cypher"),
    (("forces", "--env-file", "no-such.env"), 1, "no-such.env"),
    (("forces", "--uri", "http://localhost"), 2, "no address of a Neo4j"),
    (("forces", "--uri", "bolt://127.0.0.1:9"), 1, "bolt://127.0.0.1:9"),
]


@pytest.mark.parametrize(("command", "code", "said"), WRONG, ids=lambda value: str(value)[:40])
def test_wrong_input_gets_one_clear_line(kg, command, code, said, monkeypatch):
    monkeypatch.setenv("NEO4J_PASSWORD", "not-the-right-one")
    ended, out, err = kg(*command)
    assert (ended, out) == (code, "")
    lines = [line for line in err.splitlines() if line.startswith("kg: ")]
    assert len(lines) == 1, err
    assert said in lines[0]
    assert "Traceback" not in err


def test_json_of_a_history_has_the_published_shape(kg):
    _, out, _ = kg("history", "gloucestershire", "--format", "json")
    told = json.loads(out)
    assert set(told) == {field.name for field in history.History.__dataclass_fields__.values()}
    assert told["force"] == {"id": "gloucestershire", "name": "Gloucestershire Constabulary"}
    concern = next(one for one in told["concerns"] if one["status"] == "resolved")
    assert concern["status_evidence"]["document"]["url"]
    assert {"id", "title", "url", "published"} <= set(concern["findings"][0]["document"])


@pytest.mark.parametrize("force", sorted(force.id for force in facts().forces))
def test_every_force_has_a_history(kg, force):
    code, out, _ = kg("history", force)
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "findings held:" in out


def test_a_cycle_of_which_only_pillar_grades_are_held_has_its_column(kg):
    _, out, _ = kg("history", "kent")
    (columns,) = [line.split() for line in out.splitlines() if line.startswith("Grades")]
    assert {"2014", "2015", "2016"} <= set(columns)
    assert "Whole pillar: effectiveness" in out


def test_nobody_is_told_resolved_without_a_sentence(kg):
    for force in facts().forces:
        _, out, _ = kg("history", force.id, "--format", "json")
        for concern in json.loads(out)["concerns"]:
            if concern["status"] in ("resolved", "partly resolved", "superseded"):
                assert concern["status_evidence"], concern["id"]


def test_the_day_before_a_report_it_is_not_known(kg):
    _, out, _ = kg("history", "gloucestershire", "--as-of", "2021-09-30", "--format", "json")
    told = json.loads(out)
    assert {finding["cycle"] for concern in told["concerns"] for finding in concern["findings"]} == {"2015"}
    assert {concern["times_raised"] for concern in told["concerns"]} == {1}


def test_extract_gives_the_record_of_a_document(kg):
    code, out, _ = kg("extract", MADE_UP / "wiltshire-2015-effectiveness.txt", "--format", "json")
    assert code == 0
    extract = records.Extract.model_validate_json(out)
    assert (extract.document.force, extract.document.cycle) == ("wiltshire", "2015")


def test_extract_needs_no_graph(kg, monkeypatch, tmp_path):
    monkeypatch.setenv("KG_HOME", str(tmp_path / "none"))
    assert kg("extract", MADE_UP / "wiltshire-2015-effectiveness.txt")[0] == 0
    assert not (tmp_path / "none").exists()


def test_the_bare_command_tells_what_there_is(kg):
    code, out, err = kg()
    assert (code, err) == (0, "")
    assert "history" in out


def test_a_force_may_be_written_as_it_is_spoken(kg):
    for command in ("concerns", "grades", "responses"):
        assert kg(command, "Avon and Somerset")[1] == kg(command, "avon-and-somerset")[1]
    assert kg("compare", "Kent", "Avon and Somerset")[1] == kg("compare", "kent", "avon-and-somerset")[1]


def test_show_cypher_prints_the_query_beside_the_answer(kg):
    _, out, err = kg("forces", "--show-cypher", "--format", "json")
    assert json.loads(out)
    assert "MATCH (f:Force)" in err


def test_a_load_tells_what_it_refuses_and_keeps_the_rest(kg, monkeypatch, tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "empty.txt").touch()
    (folder / "good.txt").write_bytes((MADE_UP / "wiltshire-2015-effectiveness.txt").read_bytes())
    monkeypatch.setenv("KG_HOME", str(tmp_path / "home"))
    code, out, err = kg("load", "--documents", folder, "--format", "json")
    report = json.loads(out)
    assert code == 1
    assert [one["file"] for one in report["documents"]] == ["good.txt"]
    assert [one["file"] for one in report["refused"]] == ["empty.txt"]
    assert "empty.txt" in err
    assert "2015" in kg("history", "wiltshire")[1]


def test_a_home_that_cannot_be_written_is_told(kg, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("KG_HOME", str(tmp_path / "file" / "home"))
    code, out, err = kg("forces")
    assert (code, out) == (1, "")
    assert "set KG_HOME to a folder that can be written" in err


def test_a_process_prints_nothing_of_the_engine(cli_home):
    """The command as users start it: stdout is the answer alone, stderr is empty, no file is left where it ran."""
    environment = {**os.environ, "KG_HOME": str(cli_home), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "kg", "forces", "--format", "csv"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 44
    assert "\x1b" not in done.stdout


def test_an_interrupt_while_the_command_starts_is_told_in_a_line(tmp_path):
    (tmp_path / "typer.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-m", "kg", "forces"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "kg: interrupted\n")
