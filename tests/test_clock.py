"""The clock of section 55 of the Police Act 1996."""

import pytest

from kg.clock import days_between, due, is_late

DUE = [
    # the day of publication is the first of the 56
    ("2023-07-07", "police and crime commissioner", "2023-08-31", "s55(5A)"),
    # the first day on which section 55(5A) was in force, and the day before it
    ("2017-05-02", "police and crime commissioner", "2017-06-26", "s55(5A)"),
    ("2017-05-01", "police and crime commissioner", "2017-05-31", "custom"),
    # across a leap day
    ("2020-01-10", "mayor", "2020-03-05", "s55(5A)"),
    # each kind of policing body
    ("2019-05-02", "deputy mayor", "2019-06-26", "s55(5A)"),
    ("2019-05-02", "police authority board", "2019-06-26", "s55(5A)"),
    # nobody gives a chief officer 56 days, whether the date is known or not
    ("2017-05-02", "chief constable", None, "not a policing body"),
    (None, "force", None, "not a policing body"),
    # a month is no day to count from
    ("2023-07", "police and crime commissioner", None, "date unknown"),
    (None, "police and crime commissioner", None, "date unknown"),
]


@pytest.mark.parametrize(("published", "role", "last_day", "basis"), DUE)
def test_the_last_day_follows_from_publication_and_author(published, role, last_day, basis):
    assert due(published, role) == (last_day, basis)


LATE = [
    ("2023-08-31", "2023-08-31", False),  # the last day is in time
    ("2023-08-31", "2023-09-01", True),
    ("2023-08-31", "2023-08", None),  # no clock without the day, even where any day of August is in time
    ("2023-08-31", "2023-09", None),
    ("2023-08-31", None, None),
    (None, "2023-08-31", None),
]


@pytest.mark.parametrize(("last_day", "responded", "late"), LATE)
def test_late_is_said_only_where_both_days_are_known(last_day, responded, late):
    assert is_late(last_day, responded) is late


@pytest.mark.parametrize(
    ("published", "responded", "days"),
    [("2023-07-07", "2023-08-10", 34), ("2023-07-07", "2023-08", None), (None, "2023-08-10", None)],
)
def test_days_need_two_exact_dates(published, responded, days):
    assert days_between(published, responded) == days


def test_what_is_no_date_is_refused():
    with pytest.raises(ValueError, match="is no date"):
        due("2023-02-30", "mayor")
