"""The school year that families are shown, day by day."""

from datetime import date

import pytest

from kiosk.domain.schooling import year_shown_since

LAST, THIS = date(2025, 8, 1), date(2026, 8, 1)
FIRST_PERIODS = {
    "none": (),
    "of last year": (date(2025, 9, 1), date(2025, 12, 1), date(2026, 3, 11)),
    "in September": (date(2025, 9, 1), date(2026, 12, 1), date(2026, 9, 3)),
    "in August": (date(2025, 8, 18), date(2026, 8, 17), date(2027, 1, 4)),
    "of next year too": (date(2026, 9, 1), date(2027, 9, 1)),
}


@pytest.mark.parametrize(
    ("starts", "last_day_of_last_year"),
    [
        ("none", date(2026, 8, 31)),
        ("of last year", date(2026, 8, 31)),
        ("in September", date(2026, 9, 2)),
        ("in August", date(2026, 8, 16)),
        ("of next year too", date(2026, 8, 31)),
    ],
)
def test_a_school_year_lasts_until_the_school_begins_the_next(
    starts: str, last_day_of_last_year: date
) -> None:
    periods = FIRST_PERIODS[starts]
    of_last_year = (date(2026, 1, 5), date(2026, 7, 31), date(2026, 8, 1), last_day_of_last_year)
    next_day = date.fromordinal(last_day_of_last_year.toordinal() + 1)
    of_this_year = (next_day, date(2026, 11, 23), date(2027, 7, 31))
    assert {year_shown_since(periods, day) for day in of_last_year} == {LAST}
    assert {year_shown_since(periods, day) for day in of_this_year} == {THIS}
