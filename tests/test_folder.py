"""A folder of documents: what is read, what is refused by name while the rest is loaded, and copies that differ."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import MADE_UP, empty_neo4j
from rendering import pdf, web_page, word
from test_loading import DAY, FINDINGS, FIRST, SECOND, dump, rows

import loaders
from kg import loading
from kg.errors import KgError, UsageError
from kg.loading import folder, reading
from kg.loading.report import LoadReport
from kg.records import Extract
from kg.settings import Settings

DOCUMENTS = Path(__file__).parent / "documents"
TEXT = FIRST.read_text(encoding="utf-8")
LIMIT = 60_000_000


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with one good document."""
    path = tmp_path / "documents"
    path.mkdir()
    shutil.copy(FIRST, path / "good.txt")
    return path


def others(path: Path) -> None:
    (path / "good.txt.json").write_text("{}")
    (path / "LICENCE").write_text("free")


def hidden(path: Path) -> None:
    (path / ".cache").mkdir()
    (path / ".cache" / "report.txt").write_text("x")
    (path / ".~lock.txt").write_text("x")


def upper(path: Path) -> None:
    (path / "good.txt").rename(path / "GOOD.TXT")


def link_within(path: Path) -> None:
    (path / "sub").mkdir()
    (path / "good.txt").rename(path / "sub" / "good.txt")
    (path / "by-link.txt").symlink_to("sub/good.txt")


def link_to_a_folder_within(path: Path) -> None:
    (path / "sub").mkdir()
    (path / "sub" / "up").symlink_to(path, target_is_directory=True)


SEEN = [
    # what lies beside documents is counted and left alone, as the notes of `kg fetch` are
    (others, ["good.txt"], 2),
    # hidden files and folders are nobody's documents
    (hidden, ["good.txt"], 0),
    # endings in capitals, as some systems write them
    (upper, ["GOOD.TXT"], 0),
    # a link to a document of the same folder is that document
    (link_within, ["by-link.txt", "sub/good.txt"], 0),
    # a folder that contains itself by a link is read once
    (link_to_a_folder_within, ["good.txt"], 1),
]


@pytest.mark.parametrize(("prepare", "names", "aside"), SEEN)
def test_what_in_a_folder_is_a_document(
    documents: Path, prepare: Callable[[Path], None], names: list[str], aside: int
) -> None:
    prepare(documents)
    found = folder.look_into(documents)
    assert ([name for name, _ in found.documents], found.refused, found.aside) == (names, {}, aside)


def test_a_file_named_by_the_user_is_read_whatever_its_name(tmp_path: Path) -> None:
    shutil.copy(FIRST, tmp_path / "report")
    assert folder.look_into(tmp_path / "report").documents == [("report", tmp_path / "report")]


def only_others(path: Path) -> None:
    (path / "good.txt").rename(path / "good.csv")


def nothing(path: Path) -> None:
    (path / "good.txt").unlink()


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (nothing, r"^no documents in the folder: .*documents: name another; documents end in \.docx, "),
        (only_others, r"^no documents in the folder, only 1 of other kinds: "),
    ],
)
def test_a_folder_without_documents_says_what_it_looked_for(
    documents: Path, prepare: Callable[[Path], None], message: str
) -> None:
    prepare(documents)
    with pytest.raises(KgError, match=message):
        folder.look_into(documents)


def link_out(path: Path) -> None:
    shutil.copy(SECOND, path.parent / "secret.txt")
    (path / "bad.txt").symlink_to(path.parent / "secret.txt")


def folder_out(path: Path) -> None:
    (path.parent / "elsewhere").mkdir()
    shutil.copy(SECOND, path.parent / "elsewhere" / "secret.txt")
    (path / "bad.txt").symlink_to(path.parent / "elsewhere", target_is_directory=True)


def link_out_over_a_link(path: Path) -> None:
    link_out(path)
    (path / "bad.txt").rename(path / ".hidden")
    (path / "bad.txt").symlink_to(".hidden")


def loop(path: Path) -> None:
    (path / "bad.txt").symlink_to("other")
    (path / "other").symlink_to("bad.txt")


def broken(path: Path) -> None:
    (path / "bad.txt").symlink_to("gone.txt")


def pipe(path: Path) -> None:
    os.mkfifo(path / "bad.txt")


def huge(path: Path) -> None:
    with (path / "bad.txt").open("wb") as stream:
        stream.truncate(LIMIT)


def cut_short(path: Path) -> None:
    (path / "bad.txt").write_bytes(b"%PDF-1.7\n")


def other_body(path: Path) -> None:
    shutil.copy(DOCUMENTS / "peel_report" / "2024-btp-lines.txt", path / "bad.txt")


def name_of_bytes(path: Path) -> None:
    with (Path(os.fsdecode(os.fsencode(path) + b"/bad\xff.txt"))).open("w") as stream:
        stream.write(TEXT)


REFUSED = [
    # nobody's other files are read for having been linked into a folder
    (link_out, "a symbolic link that leads out of the folder: bad.txt: put the document itself into the folder"),
    (folder_out, "a symbolic link that leads out of the folder: bad.txt: "),
    (link_out_over_a_link, "a symbolic link that leads out of the folder: bad.txt: "),
    (loop, "a symbolic link that leads in a circle: bad.txt: remove it"),
    (broken, "a symbolic link that leads nowhere: bad.txt: remove it"),
    # nothing waits for a pipe
    (pipe, "not a file: "),
    (huge, "60 MB, larger than the 50 MB that a document may have: "),
    (cut_short, "a PDF that is cut short: its end is missing: "),
    (other_body, "'British Transport Police' is no force that this program knows: "),
    # names as an old system wrote them can neither be printed nor kept
    (name_of_bytes, "its name is not in Unicode: bad\ufffd.txt: rename it"),
]


@pytest.mark.parametrize(("spoil", "reason"), REFUSED)
def test_what_is_refused_is_told_in_a_line_and_the_rest_is_loaded(
    filled: Settings, documents: Path, spoil: Callable[[Path], None], reason: str
) -> None:
    spoil(documents)
    report = loading.load(filled, documents, as_of=DAY)
    assert [one.file for one in report.documents] == ["good.txt"]
    (refused,) = report.refused
    assert refused.reason.startswith(reason)
    assert "\n" not in refused.reason
    assert rows(filled, "MATCH (d:Document) WHERE d.files IS NOT NULL RETURN d.files") == [(["good.txt"],)]


def test_a_file_that_vanishes_before_it_is_read_is_refused(
    filled: Settings, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(SECOND, documents / "bad.txt")
    look = folder.look_into

    def look_and_lose(place: Path) -> folder.Folder:
        found = look(place)
        (place / "bad.txt").unlink()
        return found

    monkeypatch.setattr(folder, "look_into", look_and_lose)
    report = loading.load(filled, documents, as_of=DAY)
    assert [one.file for one in report.documents] == ["good.txt"]
    assert report.refused[0].reason.startswith("No such file or directory: ")


def test_a_fault_of_this_program_harms_no_other_file(
    filled: Settings, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(SECOND, documents / "bad.txt")
    read = loaders.read

    def faulty(path: Path, *arguments: object) -> Extract:
        if path.name == "bad.txt":
            raise IndexError("list index out of range")
        return read(path, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(loaders, "read", faulty)
    report = loading.load(filled, documents, as_of=DAY)
    assert [one.file for one in report.documents] == ["good.txt"]
    assert report.refused[0].reason.startswith("this should not happen: IndexError: list index out of range: ")


def test_what_nobody_can_supply_ends_the_load(filled: Settings, documents: Path) -> None:
    before = rows(filled, FINDINGS)
    with pytest.raises(UsageError, match="no cycle called '1999'"):
        loading.load(filled, documents, supplied=loaders.Supplied(cycle="1999"))
    assert rows(filled, FINDINGS) == before


DOUBTFUL = [
    # a grade that its year did not have
    ("Adequate\n", "'Adequate' is no grade of 2016"),
    # an ask among findings that is none of them as it stands
    (
        "Areas for improvement\n- The force should look.\nIts vans should be washed.\nThey are blue.\n",
        "not understood: Its vans",
    ),
]


@pytest.mark.parametrize(("line", "doubt"), DOUBTFUL)
def test_strict_loads_no_document_that_leaves_a_doubt(filled: Settings, documents: Path, line: str, doubt: str) -> None:
    (documents / "doubtful.txt").write_text(SECOND.read_text(encoding="utf-8") + line, encoding="utf-8")
    strict = loading.load(filled, documents, strict=True, as_of=DAY)
    assert [one.file for one in strict.documents] == ["good.txt"]
    assert strict.refused[0].reason.startswith("not loaded, as --strict asks: doubtful.txt:")
    assert doubt in strict.refused[0].reason
    assert rows(filled, "MATCH (d:Document) WHERE 'doubtful.txt' IN d.files RETURN d") == []
    lenient = loading.load(filled, documents, as_of=DAY)
    assert [one.file for one in lenient.documents] == ["doubtful.txt", "good.txt"]
    assert lenient.documents[0].warnings + lenient.documents[0].unhandled == 1


# What the commands tell

Kg = Callable[..., tuple[int, str, str]]
DOUBTFUL_PAGE = SECOND.read_text(encoding="utf-8") + DOUBTFUL[1][0]


def test_a_load_tells_what_became_of_every_paragraph(
    filled: Settings, documents: Path, kg: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_HOME", str(filled.home))
    monkeypatch.setenv("COLUMNS", "200")
    (documents / "odd.txt").write_text(SECOND.read_text(encoding="utf-8") + DOUBTFUL[0][0], encoding="utf-8")
    (documents / "notes.csv").touch()
    code, out, err = kg("load", "--documents", documents)
    assert code == 0
    assert out.splitlines()[0].split()[-5:] == ["judgments", "used", "ignored", "unhandled", "warnings"]
    told = err.splitlines()
    assert told[:3] == ["shipped facts", "good.txt", "odd.txt"]
    assert told[3].startswith("odd.txt:9: 'Adequate' is no grade of 2016")
    assert told[4] == "1 file left aside: no documents by their names"
    assert told[5].startswith("24 paragraphs: ")
    assert kg("load", "--documents", documents, "--strict")[0] == 1


def test_two_copies_that_contradict_each_other_are_told_in_a_line(
    filled: Settings, documents: Path, kg: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_HOME", str(filled.home))
    (documents / "mended.txt").write_text(reworded(TEXT), encoding="utf-8")
    code, _, err = kg("load", "--documents", documents, "--format", "json")
    line = (
        "good.txt and mended.txt are copies of one report (wiltshire.PEEL-2015.effectiveness) and differ: 1 finding "
        "worded differently; both are kept: where one corrects the other, give it the other's name and load it again"
    )
    assert code == 0
    assert line in err.splitlines()
    assert kg("load", "--documents", documents, "--strict")[0] == 1


def test_extract_tells_what_became_of_every_paragraph(tmp_path: Path, kg: Kg) -> None:
    file = tmp_path / "page.txt"
    file.write_text(DOUBTFUL_PAGE, encoding="utf-8")
    code, _, err = kg("extract", file)
    assert code == 0
    told = err.splitlines()
    assert told[-2].endswith("page.txt:11: not understood: Its vans should be washed.")
    assert told[-1].startswith("12 paragraphs: ")
    assert told[-1].endswith(", 1 not understood")
    assert kg("extract", file, "--strict")[0] == 1
    assert kg("extract", file, "--format", "json", "--strict")[0] == 1


@pytest.mark.parametrize("render", [web_page, pdf, word])
def test_places_count_in_the_text_that_extract_prints(tmp_path: Path, kg: Kg, render: Callable[[str], bytes]) -> None:
    file = tmp_path / "page"
    file.write_bytes(render(TEXT))
    _, text, err = kg("extract", file, "--text")
    records = json.loads(kg("extract", file, "--format", "json")[1])
    assert err == ""
    for finding in records["findings"]:
        where = finding["where"]
        printed = text[where["start"] : where["end"]]
        assert " ".join(printed.split()).startswith(where["quote"][:20])
        assert text.split("\n")[where["line"] - 1].strip("- ").startswith(printed.split("\n")[0])


# Two documents of one report


def shorter(text: str) -> str:
    return text.partition("Vulnerable people")[0]


def regraded(text: str) -> str:
    return text.replace("requires improvement in how it", "is good at how it")


def reworded(text: str) -> str:
    return text.replace("write down what they checked", "write down what they asked")


def other_findings(text: str) -> str:
    return text.replace("reduce the time that detained phones", "buy more phones")


COPIES = [
    # the summary page of a pillar and its detailed page: the longer completes the shorter
    (shorter, ["only a.txt has 2 findings and 1 grade"], False),
    # a grade that was mended, or misprinted: which of them holds only a person can tell
    (
        regraded,
        ["wiltshire.PEEL-2015.effectiveness.2 is requires improvement in a.txt and good in b.txt"],
        True,
    ),
    # a finding that is worded differently further on is the same finding
    (reworded, ["1 finding worded differently"], True),
    # each says what the other lacks
    (other_findings, ["only a.txt has 1 finding", "only b.txt has 1 finding"], True),
]


def _in_either_order(settings: Settings, tmp_path: Path, first: Path, second: Path) -> tuple[LoadReport, Settings]:
    """The report of loading both, which leaves the same graph one after the other, the other way round, and at once."""
    graphs = []
    for number, order in enumerate(([first, second], [second, first], [first.parent])):
        home = tmp_path / f"home-{number}"
        shutil.copytree(settings.home, home)
        own = replace(settings, home=home)
        for place in order:
            report = loading.load(own, place, as_of=DAY)
        with loading.open_graph(own) as graph:
            graphs.append(dump(graph))
    assert graphs[0] == graphs[1] == graphs[2]
    return report, own


@pytest.mark.parametrize(("change", "differences", "contradict"), COPIES)
def test_two_documents_of_one_report_stand_side_by_side_and_what_differs_is_told(
    filled: Settings,
    documents: Path,
    tmp_path: Path,
    change: Callable[[str], str],
    differences: list[str],
    contradict: bool,
) -> None:
    (documents / "good.txt").rename(documents / "a.txt")
    (documents / "b.txt").write_text(change(TEXT), encoding="utf-8")
    report, settings = _in_either_order(filled, tmp_path, documents / "a.txt", documents / "b.txt")
    (pair,) = report.differing
    assert (pair.document, pair.files) == ("wiltshire.PEEL-2015.effectiveness", ["a.txt", "b.txt"])
    assert (pair.differences, pair.contradict) == (differences, contradict)
    assert report.refused == []
    again = loading.load(settings, documents / "b.txt", as_of=DAY)
    assert [one.files for one in again.differing] == [["a.txt", "b.txt"]], "told of what an earlier load brought too"


def test_copies_that_say_the_same_need_no_word(filled: Settings, documents: Path, tmp_path: Path) -> None:
    (documents / "other.txt").write_text(TEXT.replace("\n", "\n\n"), encoding="utf-8")
    report, settings = _in_either_order(filled, tmp_path, documents / "good.txt", documents / "other.txt")
    assert (report.differing, report.repeated) == ([], [])
    assert len(rows(settings, FINDINGS)) == 4


def test_a_file_that_lies_in_the_folder_twice_adds_nothing(filled: Settings, documents: Path, tmp_path: Path) -> None:
    shutil.copy(FIRST, documents / "again.txt")
    report = loading.load(filled, documents, as_of=DAY)
    assert [(one.file, one.same_as) for one in report.repeated] == [("good.txt", "again.txt")]
    assert len(rows(filled, FINDINGS)) == 4
    (documents / "again.txt").unlink()
    loading.load(filled, documents, as_of=DAY)
    once = Settings(home=tmp_path / "once")
    loading.load(once, documents, as_of=DAY)
    with loading.open_graph(filled) as graph, loading.open_graph(once) as other:
        assert dump(graph) == dump(other), "its other name is forgotten"


def test_a_mended_file_takes_the_place_of_the_old_one_by_its_name(filled: Settings, documents: Path) -> None:
    (documents / "mended.txt").write_text(other_findings(TEXT), encoding="utf-8")
    (pair,) = loading.load(filled, documents, as_of=DAY).differing
    assert "give it the other's name and load it again" in str(pair)
    (documents / "mended.txt").replace(documents / "good.txt")
    assert loading.load(filled, documents, as_of=DAY).differing == []
    assert len(rows(filled, FINDINGS)) == 4
    assert rows(filled, "MATCH (d:Document) WHERE d.files IS NOT NULL RETURN d.files") == [(["good.txt"],)]


def test_a_file_that_was_read_as_another_document_says_nothing_there_any_more(
    filled: Settings, documents: Path
) -> None:
    """The cycle was supplied wrongly at first."""
    cover = "Police effectiveness, efficiency and legitimacy\nAn inspection of Wiltshire Police\nOur judgments\n"
    (documents / "good.txt").write_text(cover + TEXT.split("\n", 2)[2], encoding="utf-8")
    loading.load(filled, documents, as_of=DAY)
    once = Settings(home=filled.home.parent / "once")
    shutil.copytree(filled.home, once.home)
    wrong, right = (loaders.Supplied(cycle=cycle) for cycle in ("2018/19", "2016"))
    loading.load(once, documents, supplied=right, as_of=DAY)
    loading.load(filled, documents, supplied=wrong, as_of=DAY)
    assert {cycle for (cycle,) in rows(filled, "MATCH (n:Finding {force: 'wiltshire'}) RETURN n.cycle")} == {"2018/19"}
    loading.load(filled, documents, supplied=right, as_of=DAY)
    with loading.open_graph(filled) as graph, loading.open_graph(once) as other:
        assert dump(graph) == dump(other)


# Many documents


def _readable() -> list[Path]:
    files = [*DOCUMENTS.rglob("*.txt"), *MADE_UP.glob("*.txt")]
    return [file for file in sorted(files) if not isinstance(reading.read_one(file, loaders.Supplied()), KgError)]


def test_several_processes_read_what_one_reads_in_the_same_order(documents: Path) -> None:
    (documents / "bad.txt").write_text("")
    files = [*_readable()[:6], documents / "bad.txt", documents / "gone.txt", documents / "good.txt"]
    together = list(reading.read_all(files, loaders.Supplied(), processes=2))
    alone = list(reading.read_all(files, loaders.Supplied(), processes=1))
    assert [repr(one) if isinstance(one, KgError) else one for one in together] == [
        repr(one) if isinstance(one, KgError) else one for one in alone
    ]
    assert isinstance(together[6], KgError)
    assert together[6].remedy == "name a document with text"


def test_a_file_at_which_a_process_breaks_off_is_refused_alone(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, pathlib\nlook = pathlib.Path.stat\n"
        "def stat(path, **options):\n"
        "    if path.name == 'bad.txt': os._exit(139)\n"
        "    return look(path, **options)\n"
        "pathlib.Path.stat = stat\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    bad = documents / "bad.txt"
    bad.write_text(TEXT)
    files = [FIRST, SECOND, bad, FIRST, SECOND, FIRST]
    read = list(reading.read_all(files, loaders.Supplied(), processes=2))
    assert [isinstance(one, Extract) for one in read] == [True, True, False, True, True, True]
    assert str(read[2]) == f"reading it breaks off: {bad}: save it in another format, or as text"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads Linux's list of processes")
def test_whoever_stops_listening_leaves_no_process(documents: Path) -> None:
    files = [documents / "good.txt"] * 50
    before = set(_processes_of(os.getpid()))
    reader = reading.read_all(files, loaders.Supplied(), processes=2)
    assert isinstance(next(reader), Extract)
    assert len(set(_processes_of(os.getpid())) - before) == 2
    reader.close()
    assert set(_processes_of(os.getpid())) == before


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads Linux's list of processes")
def test_an_interrupted_load_of_many_documents_leaves_nothing(filled: Settings, tmp_path: Path) -> None:
    """Neither a process, nor a graph half loaded, nor more than a line."""
    many = tmp_path / "many"
    many.mkdir()
    for number in range(120):
        (many / f"{number}.txt").write_text(f"{TEXT}\n{number}\n")
    before = rows(filled, FINDINGS)
    environment = {**os.environ, "KG_HOME": str(filled.home), "NO_COLOR": "1", "NEO4J_URI": ""}
    command = [sys.executable, "-m", "kg", "load", "--documents", str(many)]
    load = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    assert load.stderr
    told = [load.stderr.readline()]
    while told[-1] and " of 120 documents" not in told[-1]:
        told.append(load.stderr.readline())
    started = _processes_of(load.pid)
    load.send_signal(signal.SIGINT)
    rest = load.stderr.read()
    assert (load.wait(), rest.splitlines()[-1]) == (130, "kg: interrupted")
    assert len(rest.splitlines()) <= 4
    assert started
    for _ in range(50):
        if not any(Path(f"/proc/{pid}").exists() for pid in started):
            break
        time.sleep(0.1)
    else:
        pytest.fail("processes go on")
    assert rows(filled, FINDINGS) == before


def _processes_of(parent: int) -> list[str]:
    """The ids of the processes that read for another."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            # what follows the name, which is in brackets and may hold any sign, is the state and the parent
            of = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            if of == parent and b"kg.loading.reading" in (process / "cmdline").read_bytes():
                found.append(process.name)
    return found


def test_all_test_documents_give_the_same_graph_in_any_order(
    empty: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two orders of all documents that can be read; of fewer on a server."""
    shelf = tmp_path / "documents"
    for file in _readable()[:: 6 if empty.uri else 1]:
        (shelf / file.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copy(file, shelf / file.parent.name)
    look = folder.look_into
    graphs = []
    for seed in (1, 2):

        def shuffled(place: Path, by: int = seed) -> folder.Folder:
            found = look(place)
            random.Random(by).shuffle(found.documents)
            return found

        monkeypatch.setattr(folder, "look_into", shuffled)
        if empty.uri:
            empty_neo4j(empty)
        settings = empty if empty.uri else Settings(home=tmp_path / f"home-{seed}")
        assert loading.load(settings, shelf, as_of=DAY).refused == []
        with loading.open_graph(settings) as graph:
            graphs.append(dump(graph))
    assert graphs[0] == graphs[1]
