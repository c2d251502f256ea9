"""The homework the teachers give, day after day.

What is due on a day depends on the class and the day alone, never on when one looks: tomorrow's
export only adds and drops items, as a real school's does.
"""

from collections.abc import Iterator

from kiosk.demo.people import CLASSES, lesson_id, plans_of
from kiosk.demo.records import COLLEGE_ID, InventedClass, SchoolYear
from kiosk.demo.school_days import SchoolDays
from kiosk.domain.homework import Assignment, WorkKind

PAST_SCHOOL_DAYS_KEPT = 5
_FURTHEST_SCHOOL_DAYS = 8

# For each day work is due: how many school days before it was given, in turn. The collège gives
# one more piece from one day to the next.
_COLLEGE_LEADS = ((1,), (2, 4, 3, 8))
_ECOLE_LEADS = ((2, 4, 3, 3),)


def homework_at(year: SchoolYear, days: SchoolDays, now: int) -> Iterator[Assignment]:
    """The homework a school's export holds on school day number ``now``."""
    for place, school_class in enumerate(CLASSES):
        first = max(1, now - PAST_SCHOOL_DAYS_KEPT)
        for due in range(first, now + _FURTHEST_SCHOOL_DAYS + 1):
            yield from _due_on(due, now, place, school_class, year, days)


def _due_on(
    due: int, now: int, place: int, school_class: InventedClass, year: SchoolYear, days: SchoolDays
) -> Iterator[Assignment]:
    leads_of_slots = _COLLEGE_LEADS if school_class.school_id == COLLEGE_ID else _ECOLE_LEADS
    plans = plans_of(school_class)
    for slot, leads in enumerate(leads_of_slots):
        given = max(0, due - leads[(due + place) % len(leads)])
        if given > now:
            continue
        turn = due * len(leads_of_slots) + slot + place
        plan = plans[turn % len(plans)]
        title, text = plan.tasks[(turn // len(plans) + place) % len(plan.tasks)]
        yield Assignment(
            source_id=f"devoir-{school_class.source_id}-{days[due]:%Y%m%d}-{slot + 1}",
            teaching_id=lesson_id(school_class, plan),
            kind=WorkKind.HOMEWORK,
            title=title,
            text=text,
            given_on=days[given],
            due_on=days[due],
            period_id=_period_at(year, school_class.school_id, days, due),
        )


def _period_at(year: SchoolYear, school_id: str, days: SchoolDays, number: int) -> str:
    """The period a school day falls in; the summer counts with the last one."""
    periods = year.periods[school_id]
    started = [period for period in periods if period.starts_on <= days[number]]
    return started[-1].source_id
