"""Entries of the register of recommendations: which note of a log counts, and whose entry it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.records import Extract
from loaders import Supplied, read

ADDRESS = "www.justiceinspectorates.gov.uk/hmicfrs/recommendation/kent/1234/\n"
ENTRY = (
    "Cause(s) of concern\nKent Police fails victims of stalking.\nRecommendation(s)\nThe force should train officers.\n"
)
VIEW = "www.justiceinspectorates.gov.uk/hmicfrs/?recommendation-theme=harm\n"


def _read(folder: Path, text: str, supplied: Supplied = Supplied()) -> Extract:  # noqa: B008  (frozen)
    file = folder / "entry.txt"
    file.write_text(text, encoding="utf-8")
    return read(file, supplied)


LOGS = [
    ("[on]3rd March 2017 [status]awaiting-review[/status][/on]", ("open", "2017-03-03")),
    ("3rd March 2017 awaiting-review\n4th August 2017 complete", ("resolved", "2017-08-04")),
    # from complete back to being progressed
    ("3rd March 2017 complete\n4th August 2017 being-progressed", ("open", "2017-08-04")),
    # the newest note first
    ("4th August 2017 complete\n3rd March 2017 awaiting-review", ("resolved", "2017-08-04")),
    # two notes of one day: the later one
    ("4th August 2017 complete\n4th August 2017 no-further-action-needed", ("superseded", "2017-08-04")),
    # a comment that says nothing of the outcome leaves the status before it
    ("[on]3rd March 2017 [status]complete[/status][/on][on]4th August 2017 [comment]Plan received.[/comment][/on]",
     ("resolved", "2017-03-03")),
    # whoever signs a comment is not kept
    ("[on]4th August 2017 [comment]This recommendation has been closed by Jo Bloggs[/comment][/on]",
     ("resolved", "2017-08-04")),
]  # fmt: skip


@pytest.mark.parametrize(("log", "expected"), LOGS)
def test_the_last_dated_note_counts(tmp_path: Path, log: str, expected: tuple[str, str]) -> None:
    extract = _read(tmp_path, ADDRESS + ENTRY + log + "\n")
    assert [(one.says, one.on) for one in extract.continuity] == [expected]
    assert "Bloggs" not in extract.model_dump_json()
    assert extract.accounting.unhandled == []


def test_bullets_run_together_are_one_recommendation_each(tmp_path: Path) -> None:
    text = ENTRY.replace("should train officers.", "should: • train officers; ◦ all of them; and • check.")
    asked = [one for one in _read(tmp_path, ADDRESS + text).findings if one.kind == "recommendation"]
    assert [one.text for one in asked] == ["train officers; all of them", "check."]


def test_a_view_that_asks_the_force_for_something_needs_its_name(tmp_path: Path) -> None:
    """Only what is asked of all forces, or of a body that is named, is national."""
    note = "[on]3rd March 2017 [status]complete[/status][/on]\n"
    entry = f"On patrol: a national look (7000)\nThe force should train officers.\n{note}"
    with pytest.raises(KgError, match="which force"):
        _read(tmp_path, VIEW + entry)
    assert _read(tmp_path, VIEW + entry, Supplied(force="kent")).document.force == "kent"
    national = _read(tmp_path, VIEW + entry.replace("The force", "All forces"))
    assert national.document.force is None
    assert [one.addressed_to for one in national.findings] == [["all-chief-constables"]]


def test_an_entry_of_no_known_force_among_others_is_left_over(tmp_path: Path) -> None:
    text = (
        "Kent Police: Crime Data Integrity inspection 2016 (7319)\n\nThe force should train officers.\n"
        "[on]3rd March 2017 [status]complete[/status][/on]\n"
        "Crime data integrity force reports (5255)\n\nThe force should check records.\n"
        "[on]3rd March 2017 [status]complete[/status][/on]\n"
    )
    extract = _read(tmp_path, VIEW + text)
    assert [(one.force, one.restated and one.restated.cycle) for one in extract.findings] == [("kent", "cdi-2016")]
    assert extract.accounting.unhandled
    assert extract.warnings


REPORTS = [
    ("National Child Protection Inspections: Kent Police", "NCPI", None),
    ("Kent Police - national child protection inspection (2018)", "NCPI", None),
    ("Report on an unannounced inspection visit to police custody suites in Kent", "custody", None),
    ("PEEL: Police legitimacy 2017 - Kent Police", "PEEL", "2017"),
    ("Kent Police: Crime Data Integrity inspection 2018", "CDI", "cdi-2018"),
    ("Stop and search powers 2: are the police using them effectively and fairly?", "thematic", None),
    ("Understanding the difference: the initial police response to hate crime", "thematic", None),
]

HEADED = [
    "{title}\nRecommendation (9377)\n",
    "{title} (9377)\nRecommendation\n",
    "Kent Police\nChild victims\n{title}\nPublished: 6 March 2018\nRecommendation (9377)\n",
    "{title}\nRecommendation 9377\nRecommendations [1]\n",
]


@pytest.mark.parametrize(("title", "programme", "cycle"), REPORTS)
@pytest.mark.parametrize("head", HEADED)
def test_the_title_of_its_report_says_of_which_programme_an_entry_is(
    tmp_path: Path, title: str, programme: str, cycle: str | None, head: str
) -> None:
    log = "20th November 2018 awaiting-review\n22nd July 2020 no-further-action-needed\n"
    ask = "We recommend that Kent Police immediately acts to make sure that nobody is held overnight.\n"
    extract = _read(tmp_path, ADDRESS + head.format(title=title) + ask + log)
    assert extract.document.programme == programme
    [finding] = extract.findings
    assert finding.restated
    assert (finding.restated.programme, finding.restated.cycle) == (programme, cycle)
    assert finding.deadline
    assert finding.deadline.text == "immediately"
    [note] = extract.continuity
    assert (note.says, note.programme, note.on) == ("superseded", programme, "2020-07-22")
    assert extract.accounting.unhandled == []


LISTS = [
    "the force should, within six months, take steps to ensure that: • no case is closed; and ◦ victims are told.",
    "the force should: • make sure that no case is closed; • make sure that victims are told.",
    "the force should ensure that:\n• no case is closed; and\n• victims are told.",
]


@pytest.mark.parametrize(("asked", "count"), zip(LISTS, (2, 2, 2), strict=True))
@pytest.mark.parametrize(
    "heading", ["Recommendations [2]", "Recommendation(s) 2", "Recommendations (2):", "Recommendations"]
)
def test_a_heading_with_a_count_opens_the_list(tmp_path: Path, heading: str, asked: str, count: int) -> None:
    text = f"Cause of concern\nKent Police fails victims.\n{heading}\nTo address this cause of concern, {asked}\n"
    found = _read(tmp_path, ADDRESS + text + "3rd March 2017 complete\n").findings
    assert [one.kind for one in found] == ["cause_of_concern", *["recommendation"] * count]
    assert not any("Recommendation" in str(one.text) for one in found)


WHOSE = [
    "{title}\n{entry}{log}Police force: Kent Police\n",  # a label below the log
    "Force: Kent\n{title}\n{entry}{log}",
    "Search recommendations\nKent\n{title}\n{entry}{log}",  # the name alone, as of a link
    "Home > Police forces > Kent > Recommendations\n{title}\n{entry}{log}",
    "Recommendations for Kent Police\n{title}\n{entry}{log}",
]


@pytest.mark.parametrize("page", WHOSE)
def test_any_line_around_an_entry_may_say_whose_it_is(tmp_path: Path, page: str) -> None:
    entry = "Recommendation 2\nThe force should train its officers.\nThe training should be of a week.\n"
    title = "PEEL: Police effectiveness 2017 - Stalking (8859)"
    text = page.format(title=title, entry=entry, log="3rd March 2017 awaiting-review\n")
    extract = _read(tmp_path, text)
    assert extract.document.force == "kent"
    # two paragraphs under the heading of one recommendation
    assert [one.text for one in extract.findings] == [
        "The force should train its officers. The training should be of a week."
    ]
    assert extract.accounting.unhandled == []
