"""Pages whose title nobody foresaw: what they hold says what they are, and what holds nothing stays refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.records import Extract
from loaders import read

GRADED = (
    "Published on: 25 March 2025\nVetting\nGood\nKent Police is good at vetting.\nArea for improvement\n"
    "The force should record its decisions\nIn ten files we saw no reason for the decision that was made.\n"
    "Counter-corruption\nAdequate\nKent Police is adequate at tackling corruption.\n"
)
ASKED = (
    "Recommendation 1\nBy 31 March 2025, chief constables should count the cash in their stores.\n"
    "Recommendation 2\nThe Home Office should, within six months, change the law on lost property.\n"
)
ANSWERED = (
    "HMICFRS has looked at lost property.\nRecommendation 1\nBy March 2025, chief constables should count it.\n"
    "Accepted. Kent Police has counted it and this is complete.\n"
    "Recommendation 2\nBy May 2025, chief constables should sell it.\nI do not accept this recommendation.\n"
    "Police and Crime Commissioner for Kent\n"
)

KNOWN = [
    # the publisher alone says that it is a report: on its cover, in its foot, by its address
    ("Lost and found\nHM Inspectorate of Constabulary\n" + ASKED, ("thematic_report", None, "thematic", 2)),
    ("Lost and found\n" + ASKED + "May 2024 | © HMICFRS 2024\n", ("thematic_report", None, "thematic", 2)),
    (
        "Lost and found\n" + ASKED + "www.justiceinspectorates.gov.uk/hmicfrs\n",
        ("thematic_report", None, "thematic", 2),
    ),
    # a title such as inspections have, or who inspects, where nobody answers
    ("Finders keepers: An inspection of how well forces keep it\n" + ASKED, ("thematic_report", None, "thematic", 2)),
    ("A spotlight on lost property\n" + ASKED, ("thematic_report", None, "thematic", 2)),
    (
        "Finders keepers\nAbout us\nHMICFRS independently assesses the police.\n" + ASKED,
        ("thematic_report", None, "thematic", 2),
    ),
    # the number and what is asked on one line
    (
        "Lost and found\n© HMICFRS 2024\n" + ASKED.replace("1\n", "1: ").replace("2\n", "2. "),
        ("thematic_report", None, "thematic", 2),
    ),
    # headings with grades are the inspectorate's, though nobody says so; the title tells force and programme
    ("Kent Police – Police integrity inspection\n" + GRADED, ("thematic_report", "kent", "integrity", 1)),
    ("Inspection of Kent Police’s counter-corruption unit\n" + GRADED, ("thematic_report", "kent", "integrity", 1)),
    ("Keeping children safe in Kent: Kent Police\n" + GRADED, ("thematic_report", "kent", "NCPI", 1)),
    ("Kent Police: child protection inspection\n" + GRADED, ("reinspection", "kent", "NCPI", 1)),
    ("How well Kent Police protects children at risk\n" + GRADED, ("reinspection", "kent", "NCPI", 1)),
    # somebody answers what was asked, under no duty that is named
    ("Finders keepers: An inspection of lost property\n" + ANSWERED, ("response", "kent", "thematic", 2)),
    ("Lost and found – what we are doing\n" + ANSWERED, ("response", "kent", "thematic", 2)),
]


def _read(folder: Path, text: str) -> Extract:
    file = folder / "page.txt"
    file.write_text(text, encoding="utf-8")
    return read(file)


@pytest.mark.parametrize(("text", "expected"), KNOWN)
def test_a_page_is_known_by_what_it_holds(
    tmp_path: Path, text: str, expected: tuple[str, str | None, str, int]
) -> None:
    extract = _read(tmp_path, text)
    one = extract.document
    assert (one.family, one.force, one.programme, len(extract.findings)) == expected
    assert extract.accounting.unhandled == []


UNKNOWN = [
    # nothing is found or asked
    "Lost and found\n© HMICFRS 2024\nWe will publish a report on lost property in May.\n",
    # headings of boxes that are a menu
    "Lost and found\n© HMICFRS 2024\nRecommendations\nAreas for improvement\nContact us\n",
    # another service than the police
    "Kent Fire and Rescue Service 2023–2025\n© HMICFRS 2024\n" + GRADED.replace("Kent Police", "The service"),
    # what grades and findings mean
    "How it works\n© HMICFRS 2024\nCharacteristics of good\nThe force finds what was lost and gives it back.\n"
    + GRADED,
    # the inspectorate is not named, and nothing is graded
    "Lost and found\n" + ASKED,
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_a_page_that_holds_nothing_of_the_kind_stays_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(KgError):
        _read(tmp_path, text)
