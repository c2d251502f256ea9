"""School days of France: who counts them, counts as a calendar on the wall would."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.school_calendar import Zone, is_school_day, school_days_since

ANY_DAY = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "zone", "at_school"),
    [
        ("2026-11-27", "", True),  # a Friday in autumn
        ("2026-11-28", "", False),  # Saturday
        ("2026-11-11", "", False),  # the armistice, a Wednesday
        ("2026-10-26", "", False),  # Toussaint
        ("2026-11-02", "", True),  # back
        ("2027-01-04", "", True),  # back from Christmas
        ("2027-02-15", "A", False),
        ("2027-02-15", "B", True),
        ("2027-02-15", "", True),
        ("2027-03-01", "B", False),
        ("2027-04-05", "C", False),
        ("2027-03-29", "", False),  # Easter Monday
        ("2028-04-17", "", False),  # the next year's, of a year not listed
        ("2027-05-06", "", False),  # Ascension
        ("2027-05-07", "", False),  # the day after it, given by the calendar
        ("2027-05-17", "", False),  # Whit Monday
        ("2026-08-20", "", False),
        ("2031-08-20", "", False),
        ("2031-03-12", "", True),
    ],
)
def test_a_day_is_one_of_school_or_not(day: str, zone: str, at_school: bool) -> None:
    assert is_school_day(date.fromisoformat(day), Zone(zone)) is at_school


def test_a_weekend_ages_nothing_and_a_week_five_days() -> None:
    friday = date(2026, 11, 20)
    counts = [school_days_since(friday, friday + timedelta(days=n), Zone.B, 99) for n in range(8)]
    assert counts == [0, 0, 0, 1, 2, 3, 4, 5]


def test_christmas_ages_nothing() -> None:
    assert school_days_since(date(2026, 12, 18), date(2027, 1, 3), Zone.NONE, 99) == 0
    assert school_days_since(date(2026, 12, 18), date(2027, 1, 5), Zone.NONE, 99) == 2


@given(then=ANY_DAY, later=ANY_DAY, zone=st.sampled_from(Zone), most=st.integers(0, 40))
def test_no_count_is_more_than_days_passed_nor_than_what_was_asked(
    then: date, later: date, zone: Zone, most: int
) -> None:
    count = school_days_since(then, later, zone, most)
    assert 0 <= count <= min(most, max((later - then).days, 0))


@given(then=ANY_DAY, days=st.integers(0, 90), zone=st.sampled_from(Zone))
def test_news_never_gets_younger(then: date, days: int, zone: Zone) -> None:
    later = then + timedelta(days=days)
    assert school_days_since(then, later, zone, 99) <= school_days_since(
        then, later + timedelta(days=1), zone, 99
    )
