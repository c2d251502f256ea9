"""The assessments of the year: which subject, which day, told in advance or not, marked when.

The dates are fixed by the year alone. ``today`` only decides which ones one sees, and whether
their marks are there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from kiosk.demo.people import CLASSES, PUBLIC_SEED, lesson_id, plans_of
from kiosk.demo.programme import SubjectPlan
from kiosk.demo.records import COLLEGE_ID, InventedClass, SchoolYear
from kiosk.demo.school_days import SchoolDays
from kiosk.domain.homework import Assignment, WorkKind
from kiosk.domain.schooling import Period

TOPICS_PER_PERIOD = 3
_ANNOUNCED_BEFORE_SCHOOL_DAYS = 7
_MARKING_SCHOOL_DAYS = 2
_OPENING_PER_DAY = 4
"""The first days of September see a short test in most subjects, marked at once."""
_QUIET_LAST_DAYS = 3
_SCHOOL_DAYS_BETWEEN_ANNOUNCED = 6
_OUT_OF = (20,) * 14 + (10,) * 4 + (5, 40)
_OUT_OF_AT_THE_ECOLE = (10,) * 9 + (20,) * 9 + (5, 5)


@dataclass(frozen=True, slots=True)
class Assessment:
    """An assessment and the number of the school day on which its marks come out, if they do."""

    assignment: Assignment
    class_id: str
    given: int
    due: int
    marked: int | None


@dataclass(frozen=True, slots=True)
class _Sitting:
    """The ``nth`` assessment of a subject in a period, on one school day."""

    plan: SubjectPlan
    nth: int
    due: int
    is_announced: bool
    is_marked_at_once: bool


def assessments_of(year: SchoolYear, days: SchoolDays) -> Iterator[Assessment]:
    """All the assessments of a school year, then those announced through the summer."""
    for place, school_class in enumerate(CLASSES):
        plans = plans_of(school_class)
        turned = plans[2 * place :] + plans[: 2 * place]
        for rank, period in enumerate(year.periods[school_class.school_id]):
            sittings = _sittings(turned, days.numbers_within(period), opens_the_year=rank == 0)
            for sitting in sittings:
                yield _assessment(sitting, school_class, rank, period, days)
        yield from _summer(turned, school_class, year, days)


def _sittings(
    plans: tuple[SubjectPlan, ...], period: range, opens_the_year: bool
) -> Iterator[_Sitting]:
    """One period's assessments: subjects take turns, spread evenly over its school days."""
    most = max(plan.marked for plan in plans)
    turns = [(plan, nth) for nth in range(most) for plan in plans if nth < plan.marked]
    opening = len(plans) if opens_the_year else 0
    first = -(-opening // _OPENING_PER_DAY)
    span, spread = len(period) - _QUIET_LAST_DAYS - first, len(turns) - opening
    # One test in so many is told in advance: always one or two to revise for, never a heap.
    announced_every = max(1, _SCHOOL_DAYS_BETWEEN_ANNOUNCED * spread // span)
    for number, (plan, nth) in enumerate(turns):
        if number < opening:
            yield _Sitting(plan, nth, period[number // _OPENING_PER_DAY], False, True)
            continue
        later = number - opening
        due = period[first + later * span // (spread - 1)]
        yield _Sitting(plan, nth, due, later % announced_every == 0, False)


def _summer(
    plans: tuple[SubjectPlan, ...], school_class: InventedClass, year: SchoolYear, days: SchoolDays
) -> Iterator[Assessment]:
    """Tests announced after the year's last day and never marked, for a visitor in August."""
    periods = year.periods[school_class.school_id]
    last = days.number_of(year.ends_on)
    for number, due in enumerate(range(last + 1, len(days), 5)):
        sitting = _Sitting(plans[number % len(plans)], number // len(plans) + 10, due, True, False)
        whole = _assessment(sitting, school_class, len(periods) - 1, periods[-1], days)
        yield Assessment(whole.assignment, whole.class_id, whole.given, whole.due, None)


def _assessment(
    sitting: _Sitting, school_class: InventedClass, rank: int, period: Period, days: SchoolDays
) -> Assessment:
    plan, due = sitting.plan, sitting.due
    source_id = f"eval-{lesson_id(school_class, plan)}-{period.source_id}-{sitting.nth + 1}"
    given = max(0, due - _ANNOUNCED_BEFORE_SCHOOL_DAYS) if sitting.is_announced else due
    in_college = school_class.school_id == COLLEGE_ID
    scale = _OUT_OF if in_college else _OUT_OF_AT_THE_ECOLE
    assignment = Assignment(
        source_id=source_id,
        teaching_id=lesson_id(school_class, plan),
        kind=WorkKind.TEST,
        title=_title(sitting, rank),
        text=plan.revision if sitting.is_announced else "",
        given_on=days[given],
        due_on=days[due],
        period_id=period.source_id,
        out_of=Decimal(Random(f"{PUBLIC_SEED} {source_id}").choice(scale)),
    )
    marked = due if sitting.is_marked_at_once else due + _MARKING_SCHOOL_DAYS
    return Assessment(assignment, school_class.source_id, given, due, marked)


def _title(sitting: _Sitting, rank: int) -> str:
    """« Contrôle : les fractions ». The second time a topic comes round, the word changes."""
    plan = sitting.plan
    topic = plan.topics[rank * TOPICS_PER_PERIOD + sitting.nth % TOPICS_PER_PERIOD]
    words = plan.announced if sitting.is_announced else plan.unannounced
    return f"{words[min(sitting.nth // TOPICS_PER_PERIOD, 1)]} : {topic}"
