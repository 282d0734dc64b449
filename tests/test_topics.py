"""Topics: every row proves itself, and a finding is about what it asks, not what it mentions."""

from __future__ import annotations

import csv
import re

import pytest

from kg import resources
from kg.lineage import topics

TOPICS = topics.load()


@pytest.mark.parametrize(
    ("topic", "text"), [(t, text) for t in TOPICS for text in t.examples], ids=lambda v: str(v)[:60]
)
def test_an_example_has_its_topic(topic, text):
    assert topic.id in topics.topics_of(text)


@pytest.mark.parametrize(
    ("topic", "text"), [(t, text) for t in TOPICS for text in t.counter_examples], ids=lambda v: str(v)[:60]
)
def test_a_counter_example_lacks_its_topic(topic, text):
    assert topic.id not in topics.topics_of(text)


def test_every_topic_is_whole_and_stands_under_a_known_theme():
    with (resources.folder("data") / "themes.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        themes = {row.get("slug") or row["id"] for row in reader}
    assert len({topic.id for topic in TOPICS}) == len(TOPICS)
    for topic in TOPICS:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", topic.id), topic.id
        assert topic.theme in themes, topic.id
        assert topic.name, topic.id
        assert topic.definition.endswith("."), topic.id
        assert topic.patterns or topic.together, topic.id
        assert topic.examples, topic.id
        assert topic.counter_examples, topic.id
        assert topic.instead_of <= {other.id for other in TOPICS} - {topic.id}, topic.id
        assert not topic.instead_of & topics.broad(), f"{topic.id}: a broad topic stays beside a narrow one"


def test_patterns_are_written_on_folded_text():
    # a capital, an apostrophe or a hyphen between letters can never match folded text
    for topic in TOPICS:
        for pattern in topic.patterns:
            assert re.compile(pattern)
            assert not re.search(r"[’']|[a-z]-[a-z]", re.sub(r"\[[^]]*\]", "", pattern)), topic.id
        for word in topic.words:
            assert word == topics.fold(word), topic.id


def test_gaps_in_patterns_are_bounded():
    # an unbounded gap would let a pattern run across a whole report, and twice nested would never end
    for topic in TOPICS:
        for pattern in topic.patterns:
            assert not re.search(r"[\].)][*+](?!\?)", pattern), f"{topic.id}: {pattern}"


WHERE_LOOKED = [
    # what is asked in the opening
    ("The force should review how it allocates crimes to investigators.", {"allocation-of-investigations"}, set()),
    # what is only evidence: calls are mentioned after the opening, in a sentence that asks nothing
    ("The force should plan its budgets. " + "It has plans of many kinds. " * 12 + "Some 101 calls were abandoned.",
     {"financial-planning"}, {"call-answering"}),
    # what is asked in a later sentence counts
    ("The force should plan its budgets. " + "It has plans of many kinds. " * 12 + "It should answer 101 calls sooner.",
     {"financial-planning", "call-answering"}, set()),
    # marks of links and curly apostrophes do not hide a topic
    ("It should follow the [Victims’ Code](#).", {"victims-code"}, set()),
    # nothing to go by
    ("", set(), {topic.id for topic in TOPICS}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "has", "lacks"), WHERE_LOOKED)
def test_topics_come_from_what_is_asked(text, has, lacks):
    found = set(topics.topics_of(text))
    assert has <= found
    assert not lacks & found
