"""How old news may be: shown, shown with its day, not shown."""

from datetime import date, timedelta

from kiosk.domain.freshness import Freshness, NewsAge
from kiosk.domain.school_calendar import Zone

MONDAY = date(2026, 11, 2)


def kinds_by_day(freshness: Freshness, days: int) -> str:
    """One letter a day: fresh, late, old."""
    ages = (freshness.age(MONDAY, MONDAY + timedelta(days=day)) for day in range(days))
    return "".join("o" if age.is_too_old else "l" if age.is_late else "f" for age in ages)


def test_late_after_seven_school_days_and_too_old_after_thirty() -> None:
    # The armistice is a Wednesday of the second week.
    assert kinds_by_day(Freshness(), 45) == "f" * 11 + "l" * 33 + "o"


def test_a_place_may_be_stricter() -> None:
    assert kinds_by_day(Freshness(Zone.A, late_after=1, closes_after=2), 5) == "ffloo"


def test_a_point_that_never_heard_is_not_late() -> None:
    assert Freshness().age(None, MONDAY) == NewsAge(None)


def test_a_day_to_come_is_fresh() -> None:
    tomorrow = MONDAY + timedelta(days=1)
    assert Freshness().age(tomorrow, MONDAY) == NewsAge(tomorrow)
