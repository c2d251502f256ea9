"""When a place opens and closes, in its own time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.opening_hours import OpeningHours

PARIS = ZoneInfo("Europe/Paris")
HOURS = OpeningHours.of(
    ["", "09:00-12:30 14:00-18:00", "09:00-18:00", "", "09:00-18:00", "10:00-17:00", ""]
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the week of Monday 23 November 2026."""
    return datetime(2026, 11, 22, hour, minute, tzinfo=PARIS) + timedelta(days=day)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (at(1, 10), at(2, 9)),
        (at(2, 8), at(2, 9)),
        (at(2, 10), at(2, 10)),
        (at(2, 13), at(2, 14)),
        (at(2, 18), at(3, 9)),
        (at(6, 17), at(9, 9)),
    ],
)
def test_it_opens_next_at(moment: datetime, opens: datetime) -> None:
    assert HOURS.next_opening(moment, PARIS) == opens


@pytest.mark.parametrize(
    ("moment", "closes"),
    [(at(2, 9), at(2, 18)), (at(2, 13), at(2, 18)), (at(2, 18), None), (at(1, 10), None)],
)
def test_it_closes_after_its_last_hours_not_for_lunch(
    moment: datetime, closes: datetime | None
) -> None:
    assert HOURS.closing_after(moment, PARIS) == closes


def test_a_place_without_hours_says_none() -> None:
    nothing = OpeningHours.of([""] * 7)
    assert not nothing.is_told
    assert HOURS.is_told
    assert nothing.next_opening(at(1, 10), PARIS) is None
    assert nothing.closing_after(at(1, 10), PARIS) is None


def test_open_one_day_a_week_it_opens_in_a_week() -> None:
    mondays = OpeningHours.of(["09:00-10:00"] + [""] * 6)
    assert mondays.next_opening(at(1, 10), PARIS) == at(8, 9)
