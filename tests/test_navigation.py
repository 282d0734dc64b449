"""What a web page prints around its text, and which force, cycle and pillar it is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loaders.meaning import identity, inspection
from loaders.structure.blocks import Source, parse
from loaders.structure.navigation import without_navigation


def _source(text: str, **told: str | None) -> Source:
    return replace(without_navigation(Source("page.txt", "0", text, parse(text))), **told)  # type: ignore[arg-type]


PROSE = "word " * 20 + "."

CUT = [
    # a menu above the title goes with it, the title stays
    ("Skip to content\n\nHome\n\nKent\n\nKent PEEL 2015\n\nIt is well led.", ["Kent PEEL 2015", "It is well led."]),
    # nothing known to be a menu stands above it: the lines may be a letter's
    ("A word before\n\nKent PEEL 2015\n\nIt is well led.", ["A word before", "Kent PEEL 2015", "It is well led."]),
    # a menu word inside the text may be a heading
    (f"Kent PEEL 2015\n\n{PROSE}\n\nNews\n\n{PROSE}", ["Kent PEEL 2015", "word", "News", "word"]),
    # the same on every page, up to the next heading
    ("Other inspections\n\nThese are joint.\n\nLegitimacy\n\nIt is fair.", ["Legitimacy", "It is fair."]),
    # other forces' documents below the text
    ("It is fair.\n\nRelated documents\n\nKent PEEL 2015", ["It is fair."]),
    # a banner names a day that is not the document's
    ("We are consulting on our plans. Have your say by 4 April.\n\nIt is fair.", ["It is fair."]),
    # nor does what goes on with the banner, whatever it says, above the title of a page on a force
    ("We are consulting on our plans.\n\nTell us by 4 April 2018.\n\nKent PEEL 2016", ["Kent PEEL 2016"]),
    ("HMICFRS is consulting on it.\n\nWe read all that you say. Tell us.\n\nKent 2016", ["Kent 2016"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kept"), CUT)
def test_what_belongs_to_the_web_page_is_cut(text: str, kept: list[str]) -> None:
    body = _source(text).body()
    assert len(body) == len(kept)
    assert all(block.text.startswith(words) for block, words in zip(body, kept, strict=True))


TOLD = [
    # the address outranks a title with another force's name
    ("Surrey PEEL 2015", "https://example.org/hmic/peel-2015/sussex/legitimacy/", ("sussex", "2015", "legitimacy", 1)),
    ("Kent 2021/22", "https://example.org/peel-reports/kent-2021-22/", ("kent", "2021/22", None, 0)),
    ("Kent 2016", None, ("kent", "2016", None, 0)),
    # a slug that begins another slug
    ("2016", "https://example.org/peel-2016/south-yorkshire/", ("south-yorkshire", "2016", None, 0)),
    # the older name of a force
    ("Hampshire 2015", "https://example.org/peel-2015/hampshire-and-isle-of-wight/", ("hampshire", "2015", None, 0)),
    # the year of the address against that of the title
    ("Kent PEEL 2016", "https://example.org/peel-2015/kent/", ("kent", "2015", None, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("title", "url", "told"), TOLD)
def test_address_and_title_say_what_a_page_is_about(
    title: str, url: str | None, told: tuple[str, str, str | None, int]
) -> None:
    source = _source(f"{title}\n\nIt is well led.", url=url)
    lines = inspection.title_of(source)
    force, of_force = identity.force_of(source, lines, known=False)
    cycle, of_cycle = identity.cycle_of_report(source, lines)
    warnings = len(of_force) + len(of_cycle)
    assert (force, cycle, identity.pillar_of(source, lines, cycle), warnings) == told


def test_a_text_that_speaks_of_another_force_is_warned_of() -> None:
    source = _source("Sussex PEEL 2015\n\n" + "Surrey Police is well led. " * 3)
    _, warnings = identity.force_of(source, inspection.title_of(source), known=False)
    assert ["surrey 3 times" in one.message for one in warnings] == [True]
