"""People decide: `kg review` and `kg decide` on real graphs, what they refuse, and that no answer is lost."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from wiltshire import A2015, B2016, C2017, D2017, ELSEWHERE, PHONES2015

from kg import loading
from kg.lineage import decisions
from kg.settings import Settings

FORCE = "wiltshire"
PROPOSED = "review", FORCE, "--likely"  # what the machine holds to be likely waits too, so that no threshold matters


@pytest.fixture
def own(three_reports, tmp_path, monkeypatch, on_the_embedded_engine) -> Path:
    """A person's file of decisions, not there yet, in a KG_HOME of its own."""
    shutil.copytree(three_reports, tmp_path / "home")
    monkeypatch.setenv("KG_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "decisions.csv"


@pytest.fixture
def answer(own, kg, monkeypatch):
    """Runs the command with lines to read from standard input."""

    def run(lines, *arguments):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return kg(*arguments)

    return run


def kept(file: Path) -> list[tuple[str, str, str]]:
    return [(one.left, one.verdict, one.right) for one in decisions.read(file, str(file))]


def links(kg, force=FORCE) -> dict[tuple[str, str], str]:
    """Basis of each link of the concerns of a force, by earlier and later finding."""
    told = json.loads(kg("history", force, "--format", "json")[1])
    return {
        (link["earlier"], link["later"]): link["basis"] for concern in told["concerns"] for link in concern["links"]
    }


def waiting(kg) -> list[tuple[str, str]]:
    rows = csv.DictReader(io.StringIO(kg(*PROPOSED, "--format", "csv")[1]))
    return [(row["earlier"], row["later"]) for row in rows]


def decide(kg, *arguments):
    return kg("decide", *arguments, "--reason", "the same ask", "--by", "analyst")


# --- kg decide


def test_a_decision_shows_in_the_next_history_and_is_kept_with_both_texts(kg, own):
    code, out, err = decide(kg, "6c381f77", B2016, "same")
    assert (code, out) == (0, f"{A2015} same {B2016}\n")
    assert str(own) in err
    (one,) = decisions.read(own, str(own))
    assert (one.reason, one.by) == ("the same ask", "analyst")
    assert one.left_fingerprint
    assert one.right_fingerprint
    assert links(kg)[A2015, B2016] == "decided"
    decide(kg, B2016, A2015, "different")
    assert (A2015, B2016) not in links(kg)
    assert kept(own) == [(A2015, "different", B2016)], "a person may change their mind; the earlier finding stands left"
    assert (A2015, B2016) not in waiting(kg)


def test_a_decision_survives_a_reload_of_the_documents(kg, own, reports):
    decide(kg, A2015, D2017, "same")
    assert kg("load", "--documents", reports)[0] == 0
    assert links(kg)[A2015, D2017] == "decided"


def test_only_the_force_that_is_decided_on_is_drawn_anew(kg, own, monkeypatch):
    drawn = []
    derive = loading._filling(Settings(home=own.parent), None).put_decisions.__globals__["derivation"].derive
    monkeypatch.setattr("kg.derivation.derive", lambda *given: drawn.append(list(given[1])) or derive(*given))
    decide(kg, A2015, B2016, "same")
    assert drawn == [[FORCE]]
    assert kg("history", FORCE)[2] == "", "the next command finds the graph as it should be"


REFUSED = [
    # what is decided, exit code, and what the one line must say
    ((A2015[:-1], B2016, "same"), 2, f"did you mean {A2015}"),
    (("6c381f7", B2016, "same"), 2, "did you mean 6c381f77"),
    ((A2015, PHONES2015, "same"), 1, "belong to one assessment"),
    ((A2015, ELSEWHERE, "same"), 1, "two forces"),
    ((A2015, B2016, "alike"), 2, "write same, different or unsure"),
    ((A2015, B2016), 2, "give A, B and same, different or unsure"),
    ((A2015, B2016, "same", "--from", "sheet.csv"), 2, "either --from or A and B"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_cannot_be_decided_is_told_in_one_line_and_nothing_is_kept(kg, own, arguments, code, said):
    ended, out, err = decide(kg, *arguments)
    assert (ended, out) == (code, "")
    assert said in err
    assert len([line for line in err.splitlines() if line.startswith("kg: ")]) == 1
    assert not own.exists()


@pytest.mark.parametrize("label", ["Jane Smith", "jane@example.org", ""])
def test_an_author_is_a_role_and_no_name(kg, own, label):
    code, _, err = kg("decide", A2015, B2016, "same", "--reason", "the same ask", "--by", label)
    assert code == 2
    assert "never a name" in err
    assert not own.exists()


def test_a_chain_that_contradicts_is_refused_with_its_members(kg, own):
    decide(kg, A2015, B2016, "same")
    decide(kg, B2016, C2017, "same")
    before = own.read_bytes()
    code, _, err = decide(kg, A2015, C2017, "different")
    assert code == 1
    assert f"{A2015} same {B2016} same {C2017}, yet {A2015} different {C2017}" in err
    assert f"{own}:2" in err
    assert f"{own}:3" in err
    assert own.read_bytes() == before


def test_a_file_of_ones_own_keeps_its_columns_and_is_named_by_the_setting(kg, own, tmp_path, monkeypatch):
    named = tmp_path / "mine.csv"
    named.write_text(
        f"note,{','.join(decisions.COLUMNS)}\nkeep me,{A2015},{D2017},unsure,not clear,panel,2026-01-02,,\n"
    )
    monkeypatch.setenv("KG_DECISIONS", str(named))
    code, _, err = kg("decide", A2015, B2016, "same", "--reason", "the same ask")
    assert code == 0, err
    assert not own.exists()
    rows = list(csv.DictReader(named.open()))
    assert [(row["note"], row["decision"], row["by"]) for row in rows] == [
        ("keep me", "unsure", "panel"),
        ("", "same", "panel"),  # who decided last decides, unless --by says otherwise
    ]


def test_none_leaves_out_all_decisions_so_none_can_be_added(kg, own, monkeypatch):
    monkeypatch.setenv("KG_DECISIONS", "none")
    assert decide(kg, A2015, B2016, "same")[0] == 2


def test_neo4j_shows_a_decision_too(neo4j_settings, restored_neo4j, kg, own, reports, monkeypatch):
    for name in ("uri", "username", "password", "database"):
        if getattr(neo4j_settings, name):
            monkeypatch.setenv(f"NEO4J_{name.upper()}", getattr(neo4j_settings, name))
    assert kg("load", "--documents", reports)[0] == 0
    code, _, err = decide(kg, A2015, D2017, "same")
    assert code == 0, err
    assert links(kg)[A2015, D2017] == "decided"
    assert "What is not known" in kg("concern", A2015)[1]
    facts = "MATCH (g:Graph) RETURN g.facts AS facts"
    with loading.open_graph(Settings.read()) as graph:
        assert graph.rows(facts)[0]["facts"] == loading._fingerprint(Settings.read())


# --- what changed since


def test_a_decision_on_what_changed_or_is_gone_is_reported(kg, own, reports, tmp_path):
    decide(kg, A2015, B2016, "same")
    decide(kg, A2015, D2017, "different")
    changed = tmp_path / "changed"
    shutil.copytree(reports, changed)
    report = changed / "wiltshire-2016-effectiveness.txt"
    report.write_text(report.read_text().replace("what they have checked", "what they have checked, and when"))
    gone = changed / "wiltshire-2017-effectiveness.txt"
    gone.write_text(gone.read_text().replace("shorten the time", "cut the days"))
    code, out, err = kg("load", "--documents", changed, "--format", "json")
    assert code == 0
    told = {(one["finding"], one["why"], one["where"]) for one in json.loads(out)["stale_decisions"]}
    assert told == {
        (B2016, "has another text than the one judged", f"{own}:2"),
        (D2017, "is not held", f"{own}:3"),
    }
    for command in (("status",), PROPOSED):
        err = kg(*command, "--format", "csv")[2]
        assert f"{own}:2: {B2016} has another text than the one judged: look at the decision again" in err
        assert f"{own}:3: {D2017} is not held" in err
    assert links(kg)[A2015, B2016] == "decided", "the decision holds until a person changes it"


# --- kg review


def test_a_review_shows_both_texts_and_keeps_each_answer(answer, kg, own):
    (first, second, *_) = pairs = waiting(kg)
    code, out, err = answer(["s", "analyst", "the same ask", "k", "q"], *PROPOSED)
    assert code == 0
    assert max(len(line) for line in out.splitlines()[1:] if "never a name" not in line) <= 80
    for said in (
        f"{len(pairs)} proposals; your answers go to",
        "EARLIER",
        "LATER",
        "score ",
        "*sergeants*",
    ):
        assert said in out.replace(str(own), "…")
    assert "no terminal" in err
    assert f"1 decided, {len(pairs) - 1} wait" in err
    assert kept(own) == [(first[0], "same", first[1])]
    assert links(kg)[first] == "decided"
    assert waiting(kg) == [*pairs[1:]], "it goes on where it stopped"
    code, out, _ = answer(["different", "", "another ask", "q"], *PROPOSED)
    assert f"1 of {len(pairs) - 1}" in out
    assert "never a name" not in out.replace("your role, never a name (Enter: analyst)", "")
    assert kept(own)[1] == (second[0], "different", second[1])


def test_what_somebody_was_unsure_of_comes_last_with_the_doubt(answer, kg, own):
    first, *others = waiting(kg)
    answer(["u", "analyst", "the two may differ", "q"], *PROPOSED)
    assert waiting(kg) == [*others, first]
    out = answer(["k"] * len(others), *PROPOSED)[1]
    assert "analyst was unsure on" in out
    assert "the two may differ" in out


def test_an_answer_that_contradicts_is_told_and_asked_again(answer, kg, own):
    decide(kg, A2015, B2016, "same")
    decide(kg, B2016, C2017, "same")
    pairs = waiting(kg)
    before = pairs.index((A2015, C2017))
    lines = [*["k"] * before, "d", "", "another ask", "s", "the same ask", "q"]
    _, _, err = answer(lines, *PROPOSED)
    assert "decisions contradict each other" in err
    assert (A2015, "same", C2017) in kept(own)


ENDS = [
    # nothing to read, and answers that stop in the middle of one
    ([], 0),
    (["s"], 0),
    (["s", "analyst"], 0),
    (["s", "analyst", "the same ask", "what?"], 1),
]


@pytest.mark.parametrize(("lines", "number"), ENDS)
def test_a_review_ends_where_the_answers_do(answer, own, lines, number):
    code, _, err = answer(lines, *PROPOSED)
    assert code == 0
    assert "kg: the answers have ended" in err
    assert f"{number} decided" in err
    assert len(kept(own) if own.exists() else []) == number


def test_an_interrupt_loses_no_answer(own):
    command = [sys.executable, "-m", "kg", *PROPOSED]
    run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert run.stdin
    run.stdin.write("s\nanalyst\nthe same ask\n")
    run.stdin.flush()
    given_up = time.monotonic() + 60
    while not own.exists() and run.poll() is None and time.monotonic() < given_up:
        time.sleep(0.05)
    time.sleep(0.3)  # until it asks again
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=60)
    assert run.returncode == 130, err
    assert err.splitlines()[-1] == "kg: interrupted"
    assert len(kept(own)) == 1
    assert not [file for file in os.listdir(own.parent) if file.endswith(".new")]


def test_an_unknown_force_gets_near_matches(kg, own):
    code, _, err = kg("review", "wiltshir")
    assert code == 2
    assert "did you mean wiltshire" in err


# --- a spreadsheet and back


@pytest.fixture
def sheet(kg, own, tmp_path) -> Path:
    file = tmp_path / "sheet.csv"
    assert kg(*PROPOSED, "--to", file)[0] == 0
    return file


def filled_in(sheet: Path, *answers: dict[str, str], delimiter: str = ",") -> list[dict[str, str]]:
    """Fill the first rows of a sheet, as a spreadsheet would write it."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, given in zip(rows, answers, strict=False):
        row.update(given)
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return rows


SAME = {"decision": "Same", "reason": "the same ask", "by": "analyst"}
DIFFERENT = {"decision": "different", "reason": "another ask", "by": ""}


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_sheet_comes_back(kg, own, sheet, delimiter):
    first, second, *others = filled_in(sheet, SAME, DIFFERENT, delimiter=delimiter)
    assert "sergeants" in first["left_text"]
    code, out, err = kg("decide", "--from", sheet, "--by", "panel", "--format", "json")
    assert code == 0, err
    assert [(row["left"], row["decision"], row["by"]) for row in json.loads(out)["decisions"]] == [
        (first["left"], "same", "analyst"),
        (second["left"], "different", "panel"),
    ]
    assert links(kg)[first["left"], first["right"]] == "decided"
    assert waiting(kg) == [(row["left"], row["right"]) for row in others]


WRONG = [
    # a cell of the second row, and what is said of it
    ({"decision": "alike"}, "'alike' is no decision"),
    ({"decision": "same"}, "no reason"),
    ({"decision": "same", "reason": "the same ask"}, "no by"),
    ({**SAME, "by": "Jane Smith"}, "never a name"),
    ({**SAME, "left": A2015[:-1]}, "did you mean"),
    ({**SAME, "left": ELSEWHERE}, "two forces"),
    ({**SAME, "left_fingerprint": "0123456789abcdef"}, "another text than the one judged"),
]


@pytest.mark.parametrize(("cells", "said"), WRONG)
def test_a_wrong_row_is_told_with_file_and_line_and_nothing_is_taken(kg, own, sheet, cells, said):
    filled_in(sheet, SAME, cells)
    code, out, err = kg("decide", "--from", sheet)
    assert (code, out) == (1, "")
    assert f"{sheet}:3" in err
    assert said in err
    assert not own.exists()


def test_all_wrong_rows_are_told_at_once(kg, own, sheet):
    rows = filled_in(sheet, {**SAME, "decision": "alike"}, {**SAME, "reason": ""}, SAME)
    filled_in(sheet, {}, {}, {}, rows[2])
    code, _, err = kg("decide", "--from", sheet)
    assert code == 1
    assert [f"{sheet}:{line}" in err for line in (2, 3, 5)] == [True] * 3
    assert "judged twice" in err
    assert not own.exists()


def test_a_sheet_is_never_overwritten(kg, own, sheet):
    before = sheet.read_bytes()
    code, _, err = kg(*PROPOSED, "--to", sheet)
    assert code == 1
    assert "is there already" in err
    assert sheet.read_bytes() == before


NO_SHEET = [(b"a,b\n1,2\n", "no column left"), (b"\xff\xfe\x00", "cannot be read")]


@pytest.mark.parametrize(("content", "said"), NO_SHEET)
def test_another_file_is_no_sheet(kg, own, tmp_path, content, said):
    file = tmp_path / "other.csv"
    file.write_bytes(content)
    code, _, err = kg("decide", "--from", file)
    assert code == 1
    assert said in err
