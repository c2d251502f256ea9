"""Which days pupils go to school in France: the age of news is counted in them.

Holidays are those of the national calendar (arrêté of 7 December 2022 for 2025-2026; the one
published in October 2025 for 2026-2027). A year not listed here has its public holidays and its
summer; its other weekdays count, so that news looks older rather than newer than it is.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
_FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)})
_AFTER_EASTER = (1, 39, 50)
"""Easter Monday, Ascension and Whit Monday, in days after Easter (Code du travail, L3133-1)."""
_SUMMER = ((7, 8), (8, 31))
"""Never school, whatever the year: the calendar ends it in July's first week at the latest."""


class Zone(StrEnum):
    """Whose winter and spring holidays; « » counts those of all zones together as school."""

    NONE = ""
    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True)
class _Holidays:
    first: date
    last: date
    zone: Zone = Zone.NONE


def _from(first: str, last: str, zone: Zone = Zone.NONE) -> _Holidays:
    return _Holidays(date.fromisoformat(first), date.fromisoformat(last), zone)


_HOLIDAYS = (
    _from("2025-10-18", "2025-11-02"),
    _from("2025-12-20", "2026-01-04"),
    _from("2026-02-07", "2026-02-22", Zone.A),
    _from("2026-02-14", "2026-03-01", Zone.B),
    _from("2026-02-21", "2026-03-08", Zone.C),
    _from("2026-04-04", "2026-04-19", Zone.A),
    _from("2026-04-11", "2026-04-26", Zone.B),
    _from("2026-04-18", "2026-05-03", Zone.C),
    _from("2026-05-15", "2026-05-16"),
    _from("2026-07-04", "2026-08-31"),
    _from("2026-10-17", "2026-11-01"),
    _from("2026-12-19", "2027-01-03"),
    _from("2027-02-13", "2027-02-28", Zone.A),
    _from("2027-02-20", "2027-03-07", Zone.B),
    _from("2027-02-06", "2027-02-21", Zone.C),
    _from("2027-04-10", "2027-04-25", Zone.A),
    _from("2027-04-17", "2027-05-02", Zone.B),
    _from("2027-04-03", "2027-04-18", Zone.C),
    _from("2027-05-07", "2027-05-08"),
    _from("2027-07-03", "2027-08-31"),
)
LAST_YEAR_KNOWN = 2027
"""The school year that ends in it is the last whose calendar stands here."""


def is_school_day(day: date, zone: Zone) -> bool:
    """Whether pupils of a zone go to school: Saturdays, where some do, do not count."""
    if day.weekday() >= _SATURDAY or (day.month, day.day) in _FIXED_HOLIDAYS:
        return False
    if _SUMMER[0] <= (day.month, day.day) <= _SUMMER[1]:
        return False
    if (day - _easter(day.year)).days in _AFTER_EASTER:
        return False
    return not any(
        one.first <= day <= one.last and one.zone in (Zone.NONE, zone) for one in _HOLIDAYS
    )


def school_days_since(then: date, today: date, zone: Zone, most: int) -> int:
    """How many school days began after a day, today among them; ``most`` where it is more."""
    day, count = then, 0
    while day < today and count < most:
        day += _ONE_DAY
        count += is_school_day(day, zone)
    return count


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (J. Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    length = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * length) // 433
    month = (h + length - 7 * m + 90) // 25
    return date(year, month, (h + length - 7 * m + 33 * month + 19) % 32)
