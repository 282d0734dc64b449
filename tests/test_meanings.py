"""Phrases that mean the same: each stands in one row, and is found where it stands in a sentence."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from kg.lineage import topics
from kg.lineage.meanings import load, meanings_in

ROWS = [(table, name, phrase) for table, rows in load().items() for name, phrases in rows.items() for phrase in phrases]


def test_a_phrase_stands_in_one_row_only():
    assert [phrase for phrase, times in Counter(phrase for *_, phrase in ROWS).items() if times > 1] == []


def test_phrases_are_written_on_folded_text():
    for _, name, phrase in ROWS:
        assert phrase, f"{name}: two commas with nothing between them"
        for part in phrase:
            assert re.fullmatch(r"[a-z0-9]+\*?|\*", part), (name, phrase)
        assert topics.fold(" ".join(phrase)) == " ".join(phrase)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("reduce delays", ["?late"]),
        ("visits to sexual offenders are overdue", ["=visit", "~sex_offender", "?late"]),  # the longest counts
        ("recorded burgundy balloons", ["?record", "burgund", "balloon"]),  # no phrase: a stem
        ("the force should make sure", []),  # words of every finding
        ("", []),
    ],
)
def test_a_sentence_is_read_from_left_to_right(text, keys):
    assert [key for key, _ in meanings_in(text)] == keys
