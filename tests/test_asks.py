"""Recommendations wherever they stand: their lead-ins, by when, and where a list of them ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.records import Extract
from loaders import read
from loaders.words import stems

PAGE = """Kent Police: accelerated cause of concern
Published on: 21 March 2023
Publication type: Accelerated cause of concern and PEEL
Police Forces: Kent
Introduction
We found this during our PEEL 2023–25 inspection of Kent Police.
Causes of concern
The force leaves calls for help unanswered
One call in five is lost. Nobody rings back.
Recommendations
{asked}
What happens next
We will go back.
"""

DEADLINES = [
    ("Within three months, we recommend that the force:", ("Within three months", None, "2023-06-21")),
    ("We recommend that, within three months, the force:", ("within three months", None, "2023-06-21")),
    ("We recommend that, by 30 June 2025, the force should:", ("by 30 June 2025", "2025-06-30", None)),
    ("We recommend that by 30 June 2025 the force should:", ("by 30 June 2025", "2025-06-30", None)),
    ("By 30 June 2023, we recommend that the force:", ("By 30 June 2023", "2023-06-30", None)),
    ("We recommend that the force immediately:", ("immediately", None, None)),
    ("We recommend that, immediately, the force should:", ("immediately", None, None)),
    ("The force should, by 1 June 2024:", ("by 1 June 2024", "2024-06-01", None)),
    ("Forces should, within six months:", ("within six months", None, "2023-09-21")),
    ("The force must within 3 months:", ("within 3 months", None, "2023-06-21")),
    ("In the next six months, the force should:", ("In the next six months", None, "2023-09-21")),
    ("Over the next three months, forces should:", ("Over the next three months", None, "2023-06-21")),
    ("Within nine months, the College of Policing, with the NPCC and the Home Office, should:",
     ("Within nine months", None, "2023-12-21")),
    ("Our report asked the force to do this within three months:", ("within three months", None, "2023-06-21")),
    ("As a matter of urgency, the force should:", ("As a matter of urgency", None, None)),
    ("Each police and crime commissioner should, no later than the end of 2021, ask visitors to report.",
     ("no later than the end of 2021", "2021", None)),
    # a standard inside the ask, and a time before the inspection
    ("The force should answer each call within three days.", None),
    ("We recommend that the force visits offenders within six months.", None),
    ("The force should learn from what it did in the next six months after the fire.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DEADLINES)
def test_by_when(text: str, expected: tuple[str, str | None, str | None] | None) -> None:
    told = stems.deadline([text], "2023-03-21", None)
    assert (told and (told.text, told.by, told.computed)) == expected


ASKED = [
    # a lead-in with a date or period in any place
    ("We recommend that, by 30 June 2025, Kent Police should:\n• ring back; and\n• count its calls.",
     [("ring back", "by 30 June 2025"), ("count its calls.", "by 30 June 2025")]),
    ("Within three months, we recommend that Kent Police:\n• rings back; and\n• counts its calls.",
     [("rings back", "Within three months"), ("counts its calls.", "Within three months")]),
    ("To put this right, Kent Police must, within three months:\n• ring back.",
     [("ring back.", "within three months")]),
    # the time on a line of its own, before lead-in, bullets or paragraphs
    ("Within three months:\nKent Police should:\n• ring back; and\n• count its calls.",
     [("ring back", "Within three months"), ("count its calls.", "Within three months")]),
    ("By 30 June 2023\nKent Police should ring back.", [("Kent Police should ring back.", "By 30 June 2023")]),
    ("Immediately\n• ring back; and\n• count its calls.",
     [("ring back", "Immediately"), ("count its calls.", "Immediately")]),
    # a second time holds from there on
    ("Immediately\n• ring back.\nWithin six months\n• count its calls.",
     [("ring back.", "Immediately"), ("count its calls.", "Within six months")]),
    # lines behind the list that ask nothing
    ("Kent Police should:\n• ring back.\nWe will look at this again in 2024.", [("ring back.", None)]),
    ("Kent Police should:\n• ring back.\nThe force has told us that it accepts these recommendations.",
     [("ring back.", None)]),
    ("Kent Police should:\n• ring back.\nThe force has three months to send us its plan.", [("ring back.", None)]),
    # what asks behind the list is one more
    ("Kent Police should immediately:\n• ring back.\nBy 30 June 2023, the force should have trained all staff.",
     [("ring back.", "immediately"), ("By 30 June 2023, the force should have trained all staff.", "By 30 June 2023")]),
    # bullets run together on one line
    ("Kent Police should: • ring back; • count its calls; and • train its staff.",
     [("ring back", None), ("count its calls", None), ("train its staff.", None)]),
    ("Within three months, Kent Police should: • ring back; and • count its calls.",
     [("ring back", "Within three months"), ("count its calls.", "Within three months")]),
]  # fmt: skip


def _read(folder: Path, asked: str) -> Extract:
    file = folder / "page.txt"
    file.write_text(PAGE.format(asked=asked), encoding="utf-8")
    return read(file)


@pytest.mark.parametrize(("asked", "expected"), ASKED)
def test_recommendations_of_a_cause(tmp_path: Path, asked: str, expected: list[tuple[str, str | None]]) -> None:
    extract = _read(tmp_path, asked)
    [cause] = [one for one in extract.findings if one.kind == "cause_of_concern"]
    found = [one for one in extract.findings if one.kind == "recommendation"]
    assert [(one.text, one.deadline and one.deadline.text) for one in found] == expected
    assert {one.part_of for one in found} == {cause.id}
    assert extract.accounting.unhandled == []


SEVERAL = [
    # the next cause under no heading of its own
    "The force loses track of those it bails\nNobody could say how many.\nRecommendations\nKent Police should:\n"
    "• keep a list.",
    "The force loses track of those it bails\nNobody could say how many.\nKent Police should:\n• keep a list.",
    "Cause of concern 2\nThe force loses track of those it bails\nNobody could say how many.\nRecommendation\n"
    "Kent Police should keep a list.",
]


@pytest.mark.parametrize("second", SEVERAL)
def test_causes_one_after_another(tmp_path: Path, second: str) -> None:
    found = _read(tmp_path, f"Kent Police should:\n• ring back.\n{second}").findings
    assert [one.kind for one in found] == ["cause_of_concern", "recommendation"] * 2
    assert [one.part_of for one in found] == [None, found[0].id, None, found[2].id]
    assert "keep a list" in str(found[3].text)
