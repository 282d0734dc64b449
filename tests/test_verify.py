"""The shipped facts of published documents: what they hold, how drafts keep summaries, and how `kg verify` compares."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import loaders
from kg import drafting, facts
from kg.errors import KgError
from kg.facts import shipped
from kg.records import Extract
from kg.verify import compare, verify

DOCUMENTS = os.environ.get("KG_DOCUMENTS")
SHIPPED = {extract.document.id: extract for extract in facts.documents()}
TABLES = facts.load()


def _records(value: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every object within plain values, with the names that lead to it."""
    if isinstance(value, list):
        for one in value:
            yield from _records(one, names)
    if isinstance(value, dict):
        yield names, value
        for name, one in value.items():
            yield from _records(one, (*names, name))


PLAIN = {id: extract.model_dump(mode="json", by_alias=True) for id, extract in SHIPPED.items()}
ALL = [(id, names, record) for id, plain in PLAIN.items() for names, record in _records(plain)]


def test_the_five_documents_are_shipped():
    assert set(SHIPPED) == {
        "gloucestershire.PEEL-2015.effectiveness",
        "gloucestershire.PEEL-2021-22",
        "gloucestershire.response.2017-05-05",
        "gloucestershire.response.2023-08-10",
        "avon-and-somerset.PEEL-2018-19",
    }


@pytest.mark.parametrize("id", SHIPPED)
def test_every_record_that_has_a_summary_has_one_of_our_own_short_sentence(id):
    for key, record in shipped.summarised(shipped.without_print(SHIPPED[id])):
        summary = record.get("summary", "")
        assert 10 < len(summary) <= shipped.SUMMARY_LENGTH, key
        assert summary == f"{summary[0].upper()}{summary[1:-1]}.", key


def test_no_printed_text_is_shipped():
    """Text, headlines, stems and first words stay out; a deadline and what an answer refers to are a few words each."""
    for id, names, record in ALL:
        for name in ("text", "headline", "stem", "quote"):
            if names[-1:] != ("deadline",):
                assert record.get(name) is None, (id, names)
        for name in ("text", "refers_to"):
            assert len((record.get(name) or "").split()) <= 8, (id, names, record)


def test_every_record_has_a_place_and_a_hash():
    places = [(id, names, record) for id, names, record in ALL if names[-1:] == ("where",)]
    assert len(places) > 200
    for id, names, place in places:
        assert place["line"] > 0, (id, names)
        assert place["start"] == place["spans"][0][0] < place["spans"][-1][1] == place["end"], (id, names)
        if names != ("responses", "where"):
            assert len(place["hash"]) == 16, (id, names)


def test_every_key_leads_to_a_row_of_the_tables():
    known = {
        "force": set(TABLES.force_by_id),
        "forces": set(TABLES.force_by_id),
        "members": set(TABLES.force_by_id),
        "question": set(TABLES.question_by_id),
        "theme": set(TABLES.theme_by_id),
        "cycle": set(TABLES.cycle_by_id),
        "carried_over_from": set(TABLES.cycle_by_id),
        "body": set(TABLES.body_by_id) | set(TABLES.force_by_id),
    }
    for id, names, record in ALL:
        for name, ids in known.items():
            value = record.get(name) or []
            assert set([value] if isinstance(value, str) else value) <= ids, (id, names, name, value)


def test_the_tables_name_shipped_documents_only():
    named = {row.document for table in (TABLES.publications, TABLES.responses) for row in table if row.document}
    assert named == set(SHIPPED)


def test_ids_are_distinct():
    for id, extract in SHIPPED.items():
        ids = [record.id for record in (*extract.findings, *extract.judgments)]
        assert len(ids) == len(set(ids)), id


GRADES = [
    # document, question, grade, carried over from: as the grade tables give them, from the document alone
    ("gloucestershire.PEEL-2015.effectiveness", "2015.effectiveness.3", "requires improvement", None),
    ("gloucestershire.PEEL-2021-22", "2021-22.area.investigating-crime", "inadequate", None),
    ("avon-and-somerset.PEEL-2018-19", "2018-19.effectiveness.1", "good", "2016"),  # the section, not the overview
    ("avon-and-somerset.PEEL-2018-19", "2018-19.effectiveness.5", "ungraded", None),
]


@pytest.mark.parametrize(("id", "question", "grade", "carried_over_from"), GRADES)
def test_a_shipped_judgment_agrees_with_the_grade_table(id, question, grade, carried_over_from):
    [judgment] = [one for one in SHIPPED[id].judgments if one.question == question]
    assert (judgment.grade, judgment.carried_over_from) == (grade, carried_over_from)
    rows = [row for row in TABLES.grades if (row.force, row.question) == (judgment.force, question)]
    assert {(row.grade, row.carried_over_from) for row in rows} == {(grade, carried_over_from)}


def test_no_shipped_judgment_contradicts_the_grade_table():
    told = {(row.force, row.question): row.grade for row in TABLES.grades if not row.interim}
    for extract in SHIPPED.values():
        for judgment in extract.judgments:
            assert told.get((judgment.force, judgment.question), judgment.grade) == judgment.grade, judgment.id


def test_the_page_of_a_document_comes_from_the_table_of_publications():
    assert SHIPPED["gloucestershire.PEEL-2021-22"].document.url == (
        "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/gloucestershire-2021-22/"
    )
    assert SHIPPED["gloucestershire.response.2017-05-05"].document.url is None  # it carries no address of its own


# ---- comparing

REPORT = "gloucestershire.PEEL-2015.effectiveness"
LETTER = "gloucestershire.response.2017-05-05"


def _changed(id: str, change: Any) -> Extract:
    extract = SHIPPED[id].model_copy(deep=True)
    change(extract)
    return extract


def _set(path: str, value: Any) -> Any:
    *way, last = path.split(".")

    def change(extract: Extract) -> None:
        target: Any = extract
        for step in way:
            target = target[int(step)] if step.isdigit() else getattr(target, step)
        setattr(target, last, value)

    return change


CHANGES = [
    # what the document says otherwise, record by record; which difference is told
    (REPORT, _set("judgments.0.grade", "outstanding"), f"{REPORT}.1: grade", "good", "outstanding"),
    (REPORT, _set("judgments.0.carried_over_from", "2014"), f"{REPORT}.1: carried_over_from", "", "2014"),
    (REPORT, _set("findings.0.where.line", 99), "{0}: where.line", "11", "99"),  # another place
    (REPORT, _set("findings.0.where.hash", "0" * 16), "{0}: where.hash", None, "0" * 16),  # other words
    (REPORT, _set("findings.0.theme", "leadership"), "{0}: theme", "preventing-crime", "leadership"),
    (REPORT, _set("document.published", "2016-02-18"), "document: published", "", "2016-02-18"),
    (REPORT, lambda extract: extract.findings.pop(0), "{0}", "line 11: not in the document", ""),
    (
        LETTER,
        _set("responses.0.date", "2017-05-06"),
        "response of the chief constable: date",
        "2017-05-05",
        "2017-05-06",
    ),
    (LETTER, lambda extract: extract.responses[0].disputes.pop(), None, None, ""),
    (LETTER, _set("responses.0.items.0.stance", "accepted"), None, "disputed", "accepted"),
]


@pytest.mark.parametrize(("id", "change", "item", "before", "after"), CHANGES)
def test_one_change_in_a_document_is_one_difference(id, change, item, before, after):
    [difference] = compare(SHIPPED[id], _changed(id, change))
    assert difference.document == id
    if item is not None:
        assert difference.item == item.format(SHIPPED[id].findings[0].id)
    if before is not None:
        assert difference.shipped == before
    assert difference.read == after


def test_a_record_that_is_not_shipped_is_a_difference():
    less = _changed(REPORT, lambda extract: extract.findings.pop(0))
    [difference] = compare(less, SHIPPED[REPORT])
    assert (difference.item, difference.shipped, difference.read) == (
        SHIPPED[REPORT].findings[0].id,
        "",
        "line 11: not shipped",
    )


@pytest.mark.parametrize(
    "change", [_set("document.title", "Another"), _set("findings.0.summary", "Other words of ours.")]
)
def test_our_own_words_are_no_difference(change):
    assert compare(SHIPPED[REPORT], _changed(REPORT, change)) == []


# ---- drafts: a made-up report in the layout of 2015

PAGE = f"""Kent PEEL 2015
Effectiveness
{TABLES.question_by_id["2015.effectiveness.0"].wording}
{TABLES.question_by_id["2015.effectiveness.2"].wording}
Kent Police requires improvement in how it investigates crime. Too few burglaries reach a detective within a week.
Areas for improvement
- The force should send a detective to each burglary within two days.
- The force should keep a list of bicycles that were found.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "kent.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_a_draft_keeps_the_summaries_and_the_title_that_were_written(page):
    first = Extract.model_validate(drafting.draft(loaders.read(page)))
    assert [finding.summary for finding in first.findings] == [None, None]
    first.findings[0].summary, first.document.title = "Send a detective to burglaries.", "Kent 2015"
    page.write_text(PAGE.replace("bicycles", "boats"), encoding="utf-8")  # the second is another finding now
    again = drafting.draft(loaders.read(page), first)
    assert [finding.get("summary") for finding in again["findings"]] == ["Send a detective to burglaries.", None]
    assert again["document"]["title"] == "Kent 2015"


def test_the_maintainers_command_writes_the_draft_and_lists_what_lacks_a_summary(page, tmp_path, capsys):
    target = tmp_path / "drafts"
    target.mkdir()
    drafting.main([page], target)
    [file] = target.iterdir()
    assert file.name == "kent.PEEL-2015.effectiveness.toml"
    assert compare(shipped.read(file), loaders.read(page)) == []
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition(" ")[2] for line in lines] == ["7)", "8)"]
    assert all(line.startswith(f"{file.name}: no summary: finding kent.PEEL-2015.") for line in lines)


def test_summaries_of_promises_are_dropped_when_their_number_changes():
    before = SHIPPED[LETTER]
    after = _changed(LETTER, lambda extract: extract.responses[0].items[0].commitments.append(
        extract.responses[0].items[0].commitments[0].model_copy(update={"summary": None})
    ))  # fmt: skip
    after.responses[0].items[0].commitments[0].summary = None
    item = drafting.draft(after, before)["responses"][0]["items"][0]
    assert [commitment.get("summary") for commitment in item["commitments"]] == [None, None]
    assert item["summary"] == before.responses[0].items[0].summary


def test_a_document_that_says_what_is_shipped_gives_no_difference(page):
    ours = [Extract.model_validate(drafting.draft(loaders.read(page)))]
    result = verify(page.parent, ours)
    assert (result.differences, result.documents, result.not_at_hand, result.unreadable) == ([], 1, [], [])
    assert result.checked == 4  # the document, one judgment, two findings


def test_another_grade_in_the_document_is_told(page):
    ours = [Extract.model_validate(drafting.draft(loaders.read(page)))]
    page.write_text(
        PAGE.replace("requires improvement in how it investigates", "is good at investigating"), encoding="utf-8"
    )
    fields = {difference.item.rpartition(": ")[2] for difference in verify(page.parent, ours).differences}
    assert "grade" in fields


def test_documents_that_are_not_at_hand_and_files_that_cannot_be_read_are_named(page):
    (page.parent / "notes.txt").write_text("Milk, bread, eggs.\n", encoding="utf-8")
    result = verify(page.parent)
    assert len(result.not_at_hand) == len(SHIPPED)
    assert (result.documents, result.differences) == (0, [])
    assert [error.where for error in result.unreadable] == [str(page.parent / "notes.txt")]


def test_a_folder_that_holds_nothing_to_compare_is_told(tmp_path):
    with pytest.raises(KgError, match="no document"):
        verify(tmp_path)
    with pytest.raises(KgError, match="no folder"):
        verify(tmp_path / "missing")


BROKEN = [
    ("findings = [", "restore data/documents/broken.toml"),  # no TOML
    ('[document]\nid = "x"\ntitle = "X"\nfamily = "novel"\n', r"document.family 'novel'"),
    ('[document]\nid = "x"\ntitle = "X"\nfamily = "letter"\nfroce = "kent"\n', r"document.froce 'kent'"),  # typing slip
]


@pytest.mark.parametrize(("content", "expected"), BROKEN)
def test_a_broken_file_of_shipped_records_is_told(tmp_path, content, expected):
    file = tmp_path / "broken.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(KgError, match=expected):
        shipped.read(file)


@pytest.mark.skipif(not DOCUMENTS, reason="needs the published documents: set KG_DOCUMENTS")
def test_the_published_documents_say_what_is_shipped():
    result = verify(Path(str(DOCUMENTS)))
    assert (result.differences, result.not_at_hand, result.documents) == ([], [], len(SHIPPED))
