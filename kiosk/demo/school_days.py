"""The school year around a day: its school days and its periods.

Holidays are left out on purpose: a demonstration opened at Christmas or in August must still show
work to do. Only weekends and the public holidays that never move are no school days.
"""

from bisect import bisect_right
from datetime import date, timedelta

from kiosk.demo.records import COLLEGE_ID, ECOLE_ID, SchoolYear
from kiosk.domain.schooling import Period

_PUBLIC_HOLIDAYS = frozenset(
    {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
)
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


def is_school_day(day: date) -> bool:
    """Whether work may be given or due on that day."""
    return day.weekday() < _SATURDAY and (day.month, day.day) not in _PUBLIC_HOLIDAYS


def school_year_of(today: date) -> SchoolYear:
    """The school year ``today`` belongs to; the summer belongs to the year that ends."""
    year = today.year
    if today < _first_school_day(date(year, 9, 1)):
        year -= 1
    starts_on = _first_school_day(date(year, 9, 1))
    ends_on = _first_school_day(date(year + 1, 7, 3))
    periods = {
        COLLEGE_ID: _periods(
            ("1er trimestre", "2e trimestre", "3e trimestre"),
            f"{year}-trimestre",
            (starts_on, date(year, 12, 1), date(year + 1, 3, 11)),
            ends_on,
        ),
        ECOLE_ID: _periods(
            ("1er semestre", "2e semestre"),
            f"{year}-semestre",
            (starts_on, date(year + 1, 2, 1)),
            ends_on,
        ),
    }
    return SchoolYear(starts_on, ends_on, periods)


def _first_school_day(day: date) -> date:
    while not is_school_day(day):
        day += _ONE_DAY
    return day


def _periods(
    titles: tuple[str, ...], stem: str, starts: tuple[date, ...], ends_on: date
) -> tuple[Period, ...]:
    ends = (*(start - _ONE_DAY for start in starts[1:]), ends_on)
    return tuple(
        Period(f"{stem}-{number}", title, start, end)
        for number, (title, start, end) in enumerate(zip(titles, starts, ends, strict=True), 1)
    )


class SchoolDays:
    """The school days of a year, numbered from 0, to count « in three school days » with."""

    def __init__(self, year: SchoolYear) -> None:
        """Count on through the summer, and a little beyond, so that August has a tomorrow."""
        last = date(year.starts_on.year + 1, 9, 30)
        span = (last - year.starts_on).days + 1
        days = (year.starts_on + timedelta(days=number) for number in range(span))
        self._days = tuple(day for day in days if is_school_day(day))

    def __getitem__(self, number: int) -> date:
        return self._days[number]

    def __len__(self) -> int:
        return len(self._days)

    def number_of(self, today: date) -> int:
        """The number of ``today``, or of the last school day before it."""
        return bisect_right(self._days, today) - 1

    def numbers_within(self, period: Period) -> range:
        """The numbers of the school days of a period."""
        first = self.number_of(period.starts_on - _ONE_DAY) + 1
        return range(first, self.number_of(period.ends_on) + 1)
