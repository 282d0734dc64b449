"""What paragraphs say of earlier findings: a table of our own sentences, about half of which say nothing of them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from loaders.meaning.continuity import outcomes_of
from loaders.words import first

CASES = tomllib.loads((Path(__file__).parent / "continuity_cases.toml").read_text(encoding="utf-8"))["case"]
_BETWEEN_SENTENCES = re.compile(r"(?<=\.)\s+(?=[A-Z])")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_what_a_paragraph_says_of_earlier_findings(case: dict[str, Any]) -> None:
    assert outcomes_of(_BETWEEN_SENTENCES.split(case["text"]), force="kent") == case["says"]


def test_the_quick_look_lets_through_all_that_says_something() -> None:
    assert [case["text"] for case in CASES if case["says"] and not first("continuity", "needed", case["text"])] == []


WITHIN_A_FINDING = [
    # the finding is printed here once more
    ("We raised this as an area for improvement in our 2018/19 inspection.", ["raised again"]),
    ("This was an area for improvement in 2017, and it has become worse.", ["raised again"]),
    # the sentence says more
    ("This was an area for improvement in our 2017 inspection, and the force hasn't improved.", ["no progress"]),
    ("We raised this in 2017. It has now been put right.", ["resolved"]),
]


@pytest.mark.parametrize(("text", "says"), WITHIN_A_FINDING)
def test_an_earlier_finding_named_within_a_finding_is_raised_again(text: str, says: list[str]) -> None:
    assert outcomes_of(_BETWEEN_SENTENCES.split(text), is_finding=True) == says


BELOW_A_QUOTED_FINDING = [
    ("The second hasn't been met.", ["open"]),
    ("Nothing has changed here.", ["no progress"]),
    ("We saw little sign of any progress.", ["no progress"]),
    ("Both are complete.", ["resolved"]),
    ("We found in August that very little has been done about this.", ["no progress"]),
    ("Officers wear cameras.", []),
]


@pytest.mark.parametrize(("text", "says"), BELOW_A_QUOTED_FINDING)
def test_below_a_quoted_finding_a_pointing_word_speaks_of_it(text: str, says: list[str]) -> None:
    assert outcomes_of(_BETWEEN_SENTENCES.split(text), is_quoted=True) == says


GRADES = [
    # the grade of today in the sentence before
    ("The force requires improvement in how it investigates crime. It was good last year.", ["grade down"]),
    ("The force is outstanding at this. Last year it was good.", ["grade up"]),
    # nothing to compare it with
    ("It was good last year.", []),
]


@pytest.mark.parametrize(("text", "says"), GRADES)
def test_an_earlier_grade_is_compared_with_that_of_today(text: str, says: list[str]) -> None:
    assert outcomes_of(_BETWEEN_SENTENCES.split(text)) == says
