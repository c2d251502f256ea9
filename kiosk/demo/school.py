"""The invented collège and école as they stand on a day.

Pure: the same day gives the same people, homework and marks, and the next day only adds to them.
"""

from collections import defaultdict
from datetime import date

from kiosk.demo.assessments import Assessment, assessments_of
from kiosk.demo.chosen_households import DEMO_SLIP_HOLDERS, GROWN_PUPIL_ID, TEACHER_AND_MOTHER_ID
from kiosk.demo.homework import PAST_SCHOOL_DAYS_KEPT, homework_at
from kiosk.demo.marks import marks_for
from kiosk.demo.people import CLASSES, HEAD_TEACHER_IDS, TEACHERS, all_lessons, people_of
from kiosk.demo.records import InventedPupil, InventedSchool
from kiosk.demo.school_days import SchoolDays, school_year_of
from kiosk.domain.marks import Mark

__all__ = ["DEMO_SLIP_HOLDERS", "GROWN_PUPIL_ID", "TEACHER_AND_MOTHER_ID", "invent_school"]


def invent_school(today: date) -> InventedSchool:
    """Both schools, with the year around ``today``, homework to do and marks so far."""
    year = school_year_of(today)
    days = SchoolDays(year)
    now = days.number_of(today)
    pupils, adults = people_of(year.starts_on.year)
    seen = [one for one in assessments_of(year, days) if _is_seen(one, now)]
    homework = tuple(homework_at(year, days, now))
    return InventedSchool(
        today=today,
        year=year,
        classes=CLASSES,
        lessons=all_lessons(),
        head_teacher_ids=HEAD_TEACHER_IDS,
        teachers=TEACHERS,
        pupils=pupils,
        adults=adults,
        assignments=(*homework, *(one.assignment for one in seen)),
        marks=tuple(_marks(seen, pupils, days, now)),
    )


def _is_seen(assessment: Assessment, now: int) -> bool:
    """Announced or sat already; what never gets marks is dropped as old homework is."""
    if assessment.marked is None and assessment.due < now - PAST_SCHOOL_DAYS_KEPT:
        return False
    return assessment.given <= now


def _marks(
    seen: list[Assessment], pupils: tuple[InventedPupil, ...], days: SchoolDays, now: int
) -> list[Mark]:
    classmates: defaultdict[str, list[InventedPupil]] = defaultdict(list)
    for pupil in pupils:
        classmates[pupil.class_id].append(pupil)
    return [
        mark
        for one in seen
        if one.marked is not None and one.marked <= now
        for mark in marks_for(one.assignment, classmates[one.class_id], days[one.marked])
    ]
