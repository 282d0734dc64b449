"""`kg evaluate` on real reports: what each figure is, how findings are named, and what is said of wrong labels."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from wiltshire import A2015, B2016, C2017, D2017, ELSEWHERE, PHONES2015

from kg import loading
from kg.deciding import OwnFile
from kg.lineage.model import Decision, Verdict
from kg.settings import Settings


@pytest.fixture
def graph_of(three_reports, tmp_path, monkeypatch, on_the_embedded_engine):
    """Decides on pairs, in a graph of the test's own."""

    def decided(*rows: tuple[str, str, Verdict]) -> None:
        shutil.copytree(three_reports, tmp_path / "home")
        monkeypatch.setenv("KG_HOME", str(tmp_path / "home"))
        own = OwnFile.of(Settings.read())
        with loading.drawing_anew(own.settings, own.path, "2026-11-23"):
            own.save(
                [Decision(one, other, verdict, "a reason", "analyst", "2026-01-02") for one, verdict, other in rows]
            )

    return decided


@pytest.fixture
def as_loaded(three_reports, monkeypatch, on_the_embedded_engine):
    """The graph as the machine leaves it."""
    monkeypatch.setenv("KG_HOME", str(three_reports))


def labels(tmp_path: Path, *rows: str, columns: str = "earlier,later,label") -> Path:
    file = tmp_path / "gold.csv"
    file.write_text("\n".join([columns, *rows, ""]))
    return file


def evaluated(kg, *arguments):
    code, out, err = kg("evaluate", *arguments, "--format", "json", "--as-of", "2026-11-23")
    assert code == 0, err
    return json.loads(out)


ALL = (
    (A2015, "same", B2016),
    (B2016, "same", C2017),
    (PHONES2015, "different", D2017),
    (PHONES2015, "different", C2017),
    (PHONES2015, "different", B2016),
    (A2015, "different", D2017),
    (B2016, "different", D2017),
)
GOLD = (
    f"{A2015},{B2016},same",
    f"{B2016},{C2017},same",
    f"{C2017},{A2015},same",
    f"{PHONES2015},{D2017},same",
    f"{PHONES2015},{B2016},different",
    f"{A2015},{D2017},unsure",
)


def test_every_figure_with_the_number_it_rests_on(kg, graph_of, tmp_path):
    graph_of(*ALL)
    told = evaluated(kg, labels(tmp_path, "# six pairs", *GOLD))
    assert (told["same"], told["different"], told["unsure"], told["findings"]) == (4, 1, 1, 5)
    assert told["direct"]["recall"] in (0.5, 0.75)  # a third link is the machine's, if it holds it to be likely
    assert told["threads"] == pytest.approx({"precision": 1, "recall": 0.75, "f1": 6 / 7})
    # found A-B-C, phones, D; true A-B-C, phones-D
    assert told["concerns"] == pytest.approx({"precision": 1, "recall": 0.8, "f1": 8 / 9})
    assert told["links"]["certain"]["right"] == told["links"]["certain"]["number"] == 2
    assert told["decided"] == 2
    assert [
        (one["findings"], one["expected"], one["found"]) for one in told["wrong"] if PHONES2015 in one["findings"]
    ] == [([PHONES2015, D2017], "same", "not linked")]


def test_a_link_between_different_findings_is_wrong_and_named(kg, graph_of, tmp_path):
    graph_of((PHONES2015, "same", B2016), (A2015, "different", B2016), (B2016, "different", C2017))
    told = evaluated(kg, labels(tmp_path, *GOLD[4:]))
    assert told["direct"] == {"precision": 0, "recall": None, "f1": None}
    assert told["links"]["certain"] | {"low": 0, "high": 1} == {
        "right": 0,
        "number": 1,
        "share": 0,
        "low": 0,
        "high": 1,
    }
    assert [(one["place"], one["found"]) for one in told["wrong"]] == [(f"{tmp_path}/gold.csv:2", "linked")]


def test_pairs_without_a_label_may_count_as_different(kg, graph_of, tmp_path):
    graph_of((A2015, "same", B2016), (PHONES2015, "same", B2016), (B2016, "different", C2017))
    gold = labels(tmp_path, GOLD[0])
    told = evaluated(kg, gold)
    assert (told["different"], told["direct"]["precision"]) == (0, 1)
    told = evaluated(kg, gold, "--rest", "different")
    # four findings of 2015, one of 2016, two of 2017: 4 + 8 + 2 pairs over two reports
    assert (told["same"], told["different"], told["findings"]) == (1, 13, 7)
    assert told["links"]["certain"]["number"] == 2
    assert told["links"]["certain"]["right"] == 1


def test_the_score_bands_hold_proposals_only(kg, graph_of, tmp_path):
    graph_of((PHONES2015, "same", D2017))
    told = evaluated(kg, labels(tmp_path, *GOLD[:5]))
    right = sum(band["links"]["right"] for band in told["bands"])
    number = sum(band["links"]["number"] for band in told["bands"])
    proposed = sum(told["links"][name]["number"] for name in ("likely", "possible"))
    assert (right, number) == (3, 3)
    assert number == proposed
    for band in told["bands"]:
        assert band["links"]["low"] <= band["links"]["share"] <= band["links"]["high"]


def test_findings_are_named_by_file_and_line_too(kg, graph_of, tmp_path, reports):
    graph_of(*ALL)
    columns = "earlier_file,earlier_line,later_file,later_line,label,relation,why"
    rows = [
        "wiltshire-2015-effectiveness.txt,8,wiltshire-2016-effectiveness.txt,6,same,repeats,the same ask",
        "wiltshire-2015-effectiveness.txt,9,wiltshire-2016-effectiveness.txt,6,different,,phones",
    ]
    gold = labels(tmp_path, *rows, "# 12 other pairs are not labelled", columns=f"# a note\n{columns}")
    assert evaluated(kg, gold)["threads"] == {"precision": 1, "recall": 1, "f1": 1}
    # a graph of its own for documents that are not loaded; the user's stays as it was
    before = kg("history", "wiltshire")[1]
    assert evaluated(kg, gold, "--documents", reports)["same"] == 1
    assert kg("history", "wiltshire")[1] == before


def test_statuses_are_held_against_the_concerns(kg, graph_of, tmp_path):
    graph_of(*ALL)
    told = {one["id"]: one["status"] for one in json.loads(kg("concerns", "wiltshire", "--format", "json")[1])}
    file = tmp_path / "statuses.csv"
    file.write_text(f"first,status\n{A2015},{told[A2015]}\n{PHONES2015},superseded\n{B2016},open\n")
    result = evaluated(kg, labels(tmp_path, *GOLD), "--statuses", file)
    assert (result["statuses"]["right"], result["statuses"]["number"]) == (1, 3)
    wrong = [(one["place"], one["expected"], one["found"]) for one in result["wrong"] if len(one["findings"]) == 1]
    assert wrong == [
        (f"{file}:3", "superseded", told[PHONES2015]),
        (f"{file}:4", "open", "no concern begins with it"),
    ]


def test_the_page_says_what_the_figures_rest_on(kg, graph_of, tmp_path):
    graph_of(*ALL)
    code, out, _ = kg("evaluate", labels(tmp_path, *GOLD))
    assert code == 0
    for said in ("4 pairs the same, 1 different", "Few pairs prove little", "extended", "KG_DECISIONS=none"):
        assert said in out


WRONG = [
    # columns, a second row, and what is said of it
    ("earlier,later,label", f"{A2015[:-1]},{B2016},same", f"did you mean {A2015}"),
    ("earlier,later,label", f"{A2015},{B2016},alike", "'alike' is no label"),
    ("earlier,later,label", f"{A2015},{PHONES2015},same", "can follow the other"),
    ("earlier,later,label", f"{A2015},{ELSEWHERE},same", "can follow the other"),
    ("earlier,later,label", f"{C2017},{B2016},same", "labelled twice"),
    (
        "earlier_file,earlier_line,later_file,later_line,label",
        "none.txt,8,x.txt,6,same",
        "no loaded document is called",
    ),
    (
        "earlier_file,earlier_line,later_file,later_line,label",
        "wiltshire-2015-effectiveness.txt,7,wiltshire-2016-effectiveness.txt,6,same",
        "findings begin in 8, 9, 13, 15",
    ),
    ("one,two,three", "a,b,c", "other columns"),
]


@pytest.mark.parametrize(("columns", "row", "said"), WRONG, ids=lambda value: str(value)[:30])
def test_a_wrong_label_is_told_with_file_and_line(kg, as_loaded, tmp_path, columns, row, said):
    first = [f"{B2016},{C2017},same"] if columns == "earlier,later,label" else ["# none"]
    gold = labels(tmp_path, *first, row, columns=columns)
    code, out, err = kg("evaluate", gold)
    assert (code, out) == (1, "")
    assert said in err
    assert (f"{gold}:1" if columns.startswith("one") else f"{gold}:3") in err


def test_labels_that_are_none_are_told(kg, as_loaded, tmp_path):
    for file, said in ((labels(tmp_path), "no labelled pairs"), (tmp_path / "absent.csv", "cannot be read")):
        code, _, err = kg("evaluate", file)
        assert code == 1
        assert said in err
