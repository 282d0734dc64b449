"""Lists that were run together on one line, cut into lead-in and items."""

from __future__ import annotations

import pytest

from loaders.structure.blocks import Source, parse
from loaders.structure.pieces import without_runs

LISTS = [
    # one mark alone, whichever it is, is a list of its own
    ("The force should: ◦ stop it; ◦ go; and ◦ run", ["The force should:", "stop it;", "go; and", "run"]),
    ("The force should: (a) stop it; and (b) go.", ["The force should:", "stop it; and", "go."]),
    ("The force should: 1. stop it; 2. go.", ["The force should:", "stop it;", "go."]),
    ("Recommendations: i) stop; ii) go; iii) run", ["Recommendations:", "stop;", "go;", "run"]),
    # a bullet with the next behind its full stop; in prose a dash is none
    ("- Stop it at once. - The force should go.", ["Stop it at once.", "The force should go."]),
    ("Stop it. - The force should go.", ["Stop it. - The force should go."]),
    # what counts nothing from the first on is no list
    ("See section 3: (b) was met in 2019.", ["See section 3: (b) was met in 2019."]),
    ("He said: (a) nothing.", ["He said: (a) nothing."]),
    ("The force (a) did this; and (b) did that.", ["The force (a) did this; and (b) did that."]),
]


@pytest.mark.parametrize(("text", "parts"), LISTS)
def test_a_list_on_one_line_is_cut_at_its_marks_or_counts(text: str, parts: list[str]) -> None:
    source = without_runs(Source("entry.txt", "", text, parse(text)))
    assert [block.text for block in source.blocks] == parts
    assert all(text[block.start : block.end] == block.text for block in source.blocks)
