"""One page kept as text, web page, PDF and Word file is one document, though its files differ in every byte."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendering import pdf, web_page, word

from kg import ids, loading
from kg.settings import Settings
from loaders import read

DOCUMENTS = Path(__file__).parent / "documents"
CONCERN = DOCUMENTS / "accelerated_concern" / "announced_and_boxed_cleveland.txt"
DATE = re.compile(
    r"(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d"
)
UNDATED = [
    # (document, with its dates taken out; why it is here)
    ("accelerated_concern/announced_and_boxed_cleveland", "prints no date; its PDF joins a heading to the line above"),
    ("accelerated_concern/full_south_yorkshire", "a full page with recommendations in lists"),
    ("accelerated_concern/landing_northamptonshire", "a landing page, around which web pages differ most"),
    ("register_entry/theme_view_no_force", "several entries of the register, and no force"),
    ("register_entry/forces_with_a_policy", "one entry without a force"),
    ("letter/area_of_concern_becomes_cause_norfolk", "a letter, told from others by its title where it is dated"),
    ("response/kent-pcc-table", "answers in a table"),
]


def copies(text: str, folder: Path) -> list[Path]:
    """The text in each format that is read."""
    made = {"page.txt": text.encode(), "page.html": web_page(text), "page.pdf": pdf(text), "page.docx": word(text)}
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in made]


@pytest.mark.parametrize(("name", "why"), UNDATED, ids=[name for name, _ in UNDATED])
def test_a_page_has_one_id_in_every_format(name: str, why: str, tmp_path: Path) -> None:
    text = DATE.sub("one day", (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8"))
    told = {read(path).document.id for path in copies(text, tmp_path)}
    assert len(told) == 1, why


def test_pages_that_ask_other_things_have_other_ids(tmp_path: Path) -> None:
    text = CONCERN.read_text(encoding="utf-8")
    other = text.replace("watch over prisoners who may", "look after visitors who might")
    assert read(copies(text, tmp_path)[0]).document.id != read(copies(other, tmp_path)[0]).document.id


def test_copies_in_several_formats_are_loaded_as_one_document(filled: Settings, tmp_path: Path) -> None:
    """Each cause of concern and each recommendation is in the graph once."""
    folder = tmp_path / "documents"
    folder.mkdir()
    copies(CONCERN.read_text(encoding="utf-8"), folder)
    loading.load(filled, folder, as_of="2026-11-23")
    with loading.open_graph(filled) as graph:
        (document,) = graph.rows(
            "MATCH (d:Document) WHERE d.id STARTS WITH 'cleveland.accelerated-concern' RETURN size(d.copies) AS copies"
        )
        found = graph.rows(
            "MATCH (f:Finding)-[:STATED_IN]->(d:Document) WHERE d.id STARTS WITH 'cleveland.accelerated-concern' "
            "RETURN DISTINCT f.id AS id"
        )
    assert document["copies"] == 4
    assert len(found) == len(read(CONCERN).findings)


@given(st.lists(st.text()), st.randoms())
def test_neither_order_nor_repetition_changes_what_is_said(texts: list[str], chance: Random) -> None:
    shuffled = [*texts, *texts]
    chance.shuffle(shuffled)
    assert ids.content_hash(shuffled) == ids.content_hash(texts)


ANNOUNCED = DOCUMENTS / "accelerated_concern" / "sussex_landing_of_full.txt"
IN_FULL = DOCUMENTS / "accelerated_concern" / "sussex_full_of_landing.txt"
RAISED = """
MATCH (:Inspection)-[:RAISED]->(f:Finding)-[s:STATED_IN]->(d:Document)
WHERE d.id STARTS WITH 'sussex.accelerated-concern' AND s.quoted IS NULL
RETURN DISTINCT f.kind AS kind, f.text AS text, size(d.copies) AS copies ORDER BY text
"""


def raised(settings: Settings, *loads: list[Path]) -> list[tuple[str, ...]]:
    """What the causes of concern on Sussex say after these loads, each of a folder with these files."""
    for number, files in enumerate(loads):
        folder = settings.home.parent / f"load{number}"
        folder.mkdir()
        for file in files:
            (folder / file.name).write_bytes(file.read_bytes())
        loading.load(settings, folder, as_of="2026-11-23")
    with loading.open_graph(settings) as graph:
        return [tuple(row.values()) for row in graph.rows(RAISED)]


@pytest.mark.parametrize(
    "loads",
    [
        pytest.param([[ANNOUNCED, IN_FULL]], id="together"),
        pytest.param([[ANNOUNCED], [IN_FULL]], id="the landing page first"),
        pytest.param([[IN_FULL], [ANNOUNCED]], id="the publication first"),
        pytest.param([[ANNOUNCED, IN_FULL], [ANNOUNCED]], id="the landing page once more"),
    ],
)
def test_what_a_landing_page_announces_is_not_raised_again(filled: Settings, loads: list[list[Path]]) -> None:
    told = [(one.kind, one.text, 2) for one in read(IN_FULL).findings]
    assert raised(filled, *loads) == sorted(told, key=lambda one: str(one[1]))


def test_a_landing_page_alone_is_believed(filled: Settings) -> None:
    announced = [one for one in read(ANNOUNCED).findings if one.announced]
    assert [one.kind for one in announced] == ["cause_of_concern", "cause_of_concern"]
    assert len(raised(filled, [ANNOUNCED])) == 2
