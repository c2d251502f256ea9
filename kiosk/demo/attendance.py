"""Who was away or late at the invented schools, half-day by half-day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from kiosk.demo.people import PUBLIC_SEED
from kiosk.demo.records import InventedPupil, InventedSchool
from kiosk.demo.school_days import SchoolDays
from kiosk.domain.attendance import AttendanceKind, HalfDay

_ABSENCE_RATE, _LATENESS_RATE = 0.022, 0.025
_HALF_DAYS = (1, 1, 2, 2, 2, 3, 4, 6)
_MINUTES = (5, 5, 10, 10, 15, 20, 25)
_NEVER_JUSTIFIED_RATE = 0.25
_LONGEST_TO_JUSTIFY = 8
_WEDNESDAY = 2
_SEED = "présence 45"
"""With which the first family a visitor meets has an absence to excuse."""

M, A = HalfDay.MORNING, HalfDay.AFTERNOON


@dataclass(frozen=True, slots=True)
class Incident:
    """An absence or a lateness, as the school's own records hold it."""

    pupil_id: str
    kind: AttendanceKind
    starts_on: date
    starts_at: HalfDay
    ends_on: date
    ends_at: HalfDay
    half_days: int | None
    minutes: int | None
    is_justified: bool


def attendance_of(school: InventedSchool, school_id: str) -> Iterator[Incident]:
    """What one school has written down so far; the next day only adds, or brings an excuse."""
    days = SchoolDays(school.year)
    halves = _half_days(days, days.number_of(school.today))
    for pupil in school.pupils:
        if pupil.school_id == school_id:
            yield from _of_pupil(pupil, halves)


def _half_days(days: SchoolDays, now: int) -> list[tuple[date, HalfDay]]:
    """The half-days of school up to a day; there is none on a Wednesday afternoon."""
    return [
        (days[number], half)
        for number in range(now + 1)
        for half in (M, A)
        if half is M or days[number].weekday() != _WEDNESDAY
    ]


def _of_pupil(pupil: InventedPupil, halves: list[tuple[date, HalfDay]]) -> Iterator[Incident]:
    rng = Random(f"{PUBLIC_SEED} {_SEED} {pupil.person.source_id}")
    place = 0
    while place < len(halves):
        chance, length = rng.random(), rng.choice(_HALF_DAYS)
        minutes, is_hopeless = rng.choice(_MINUTES), rng.random() < _NEVER_JUSTIFIED_RATE
        excused_at = place + rng.randrange(2, _LONGEST_TO_JUSTIFY)
        is_justified = not is_hopeless and excused_at < len(halves)
        starts_on, starts_at = halves[place]
        if chance < _ABSENCE_RATE / 2 and place + length <= len(halves):
            ends_on, ends_at = halves[place + length - 1]
            yield Incident(
                pupil.person.source_id,
                AttendanceKind.ABSENCE,
                starts_on,
                starts_at,
                ends_on,
                ends_at,
                length,
                None,
                is_justified,
            )
            place += length
        elif _ABSENCE_RATE / 2 <= chance < (_ABSENCE_RATE + _LATENESS_RATE) / 2:
            yield Incident(
                pupil.person.source_id,
                AttendanceKind.LATENESS,
                starts_on,
                starts_at,
                starts_on,
                starts_at,
                None,
                minutes,
                is_justified,
            )
        place += 1
