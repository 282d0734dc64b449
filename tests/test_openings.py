"""Heads of PEEL pages in orders and layouts of their own: which kind, force, cycle and pillar they are of."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import read

_EFFICIENCY = (
    "How efficient is the force at keeping people safe and reducing crime?\nGood\nThe force saves.\n"
    "How well does the force understand demand?\nOutstanding\nIt does.\n"
    "Areas for improvement\nThe force should count its calls.\n"
)
_AREAS = (
    "Overall summary\nOur judgments\nWe inspected how good it is.\nHM Inspector's observations\nI am pleased.\n"
    "Preventing crime and anti-social behaviour\nGood\nThe force is good at preventing crime.\n"
    "Treating the public fairly and with respect\nAdequate\nThe force is adequate at treating the public fairly.\n"
    "Main findings\nThe force listens\nIt does.\n"
)

HEADS = [
    # pillar, force and programme on lines of their own, in any order
    ("Efficiency\nEssex\nPEEL 2017\nLast updated 09/11/2017\n" + _EFFICIENCY, ("essex", "2017", "efficiency")),
    ("PEEL 2017\nEssex Police\nEfficiency\n" + _EFFICIENCY, ("essex", "2017", "efficiency")),
    ("PEEL 2017 - Essex - Efficiency\n" + _EFFICIENCY, ("essex", "2017", "efficiency")),
    # a menu with other years and the headings of boxes, above the stamp
    (
        "Skip to content\nHome\nFind a force\nEssex\nOverview 2017\nEffectiveness\nEfficiency\nLegitimacy\n"
        "Causes of concern\nAreas for improvement\nPrevious assessments: PEEL 2015 Good | PEEL 2014 Good\n"
        "Last updated 09/11/2017\nEfficiency\n" + _EFFICIENCY,
        ("essex", "2017", "efficiency"),
    ),
    # the path alone tells
    ("Home » PEEL assessments » PEEL 2017 » Essex » Efficiency\n" + _EFFICIENCY, ("essex", "2017", "efficiency")),
    # the programme first, or the force first
    ("PEEL 2021/22\nEssex Police\n" + _AREAS, ("essex", "2021/22", None)),
    ("Essex Police\nPEEL 2021/22\nPublished on: 3 March 2022\n" + _AREAS, ("essex", "2021/22", None)),
]


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_a_page_is_known_by_its_head_and_its_headings(
    tmp_path: Path, text: str, expected: tuple[str, str, str | None]
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(text.replace("\n", "\n\n"), encoding="utf-8")
    extract = read(page)
    told = extract.document
    assert (told.force, told.cycle, told.pillar) == expected
    assert len(extract.judgments) == 2
    assert len(extract.findings) == 1, "nothing of a menu is a finding"
    assert extract.accounting.unhandled == []


def test_an_area_headed_in_other_words_is_the_area_of_its_theme(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(("PEEL 2021/22\nEssex Police\n" + _AREAS).replace("\n", "\n\n"), encoding="utf-8")
    assert [one.theme for one in read(page).judgments] == ["preventing-crime", "public-treatment"]
