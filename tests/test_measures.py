"""The figures of `kg evaluate`, each against a value worked out by hand."""

from __future__ import annotations

import pytest

from kg.evaluation.measures import Rates, Share, extended_b_cubed, pairwise, wilson

INTERVALS = [
    # nothing is known of none, and a few that are all right prove little
    (0, 0, 0.0, 1.0),
    (1, 1, 0.207, 1.0),
    (10, 10, 0.722, 1.0),
    (0, 10, 0.0, 0.278),
    (8, 10, 0.490, 0.943),
    (95, 100, 0.888, 0.978),
]


@pytest.mark.parametrize(("right", "number", "low", "high"), INTERVALS)
def test_the_interval_of_a_share(right, number, low, high):
    assert wilson(right, number) == pytest.approx((low, high), abs=0.0006)
    share = Share.of(right, number)
    assert share.share == (right / number if number else None)


PAIRS = [
    # found, true, judged, and precision, recall, F1
    ("ab", "ab", "abc", (1, 1, 1)),
    ("abc", "ab", "abcd", (2 / 3, 1, 0.8)),
    ("a", "ab", "abcd", (1, 0.5, 2 / 3)),
    # what nobody judged is neither right nor wrong
    ("axy", "ab", "ab", (1, 0.5, 2 / 3)),
    # nothing found is no precision, and nothing true no recall
    ("", "ab", "ab", (None, 0, None)),
    ("a", "", "ab", (0, None, None)),
    ("b", "a", "ab", (0, 0, 0)),
]


@pytest.mark.parametrize(("found", "true", "judged", "rates"), PAIRS)
def test_pairs(found, true, judged, rates):
    result = pairwise(set(found), set(true), set(judged))
    assert (result.precision, result.recall, result.f1) == pytest.approx(rates)


CLUSTERS = [
    # the same clusters, with and without overlap
    (["ab", "c"], ["ab", "c"], 1, 1),
    (["ac", "bc"], ["bc", "ac"], 1, 1),
    # one item in the wrong cluster of two; without overlap it is plain B-cubed
    (["ab", "c"], ["a", "bc"], 2 / 3, 2 / 3),
    # all apart is never imprecise, all together forgets nothing
    (["a", "b"], ["ab"], 1, 0.5),
    (["ab"], ["a", "b"], 0.5, 1),
    # c follows both a and b: sharing one cluster in place of two, or two in place of one, is wrong by a half
    (["ab", "ab"], ["ab"], 0.5, 1),
    (["ab"], ["ab", "ab"], 1, 0.5),
    # a blob of two threads that share a later finding: a and b are no one's company there
    (["abc"], ["ac", "bc"], (2 / 3 + 2 / 3 + 1) / 3, (1 + 1 + (0.5 + 1 + 1) / 3) / 3),
]


@pytest.mark.parametrize(("found", "true", "precision", "recall"), CLUSTERS)
def test_b_cubed_for_clusters_that_overlap(found, true, precision, recall):
    result = extended_b_cubed([set(one) for one in found], [set(one) for one in true])
    assert (result.precision, result.recall) == pytest.approx((precision, recall))


def test_no_clusters_have_no_rates():
    assert extended_b_cubed([], []) == Rates(None, None, None)
