"""The averages and comments the invented schools give, and the coefficients of their tests.

The collège gives averages once a term is under way, and comments as its end comes near; two
subjects give no average, so that a visitor sees an indicative one too. The école gives comments
only, as most do.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from random import Random
from typing import NamedTuple

from kiosk.demo.people import PUBLIC_SEED
from kiosk.demo.records import COLLEGE_ID, InventedSchool, Lesson
from kiosk.demo.report_texts import COMMENTS, COMMENTS_AT_THE_ECOLE, GENERAL_COMMENTS
from kiosk.demo.school_days import SchoolDays
from kiosk.domain.homework import Assignment, WorkKind
from kiosk.domain.marks import indicative_average
from kiosk.domain.schooling import Period

_WITHOUT_AVERAGE = frozenset({"arts-plastiques", "education-musicale"})
_AVERAGES_FROM, _COMMENTS_FROM, _COMMENTS_AT_THE_ECOLE_FROM = 0.4, 0.8, 0.5
_STRONG, _WEAK = Decimal(14), Decimal(9)
_HUNDREDTH = Decimal("0.01")
_COEFFICIENTS = {"Contrôle": 2, "Évaluation": 2, "Contrôle bilan": 3, "Évaluation finale": 3}


class Figures(NamedTuple):
    """A pupil's average, then those of his class."""

    average: Decimal | None = None
    class_average: Decimal | None = None
    class_lowest: Decimal | None = None
    class_highest: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of a report card; ``subject`` and ``teacher_id`` are blank for the general one."""

    pupil_id: str
    period: str
    subject: str
    teacher_id: str
    figures: Figures
    comment: str


def coefficient_of(work: Assignment) -> Decimal:
    """How much a test counts, after the word its title begins with."""
    return Decimal(_COEFFICIENTS.get(work.title.partition(" : ")[0], 1))


def tests_of(school: InventedSchool, school_id: str) -> list[tuple[Assignment, Lesson]]:
    """The tests of one school so far, with what they test."""
    lessons = {one.source_id: one for one in school.lessons if one.school_id == school_id}
    return [
        (one, lessons[one.teaching_id])
        for one in school.assignments
        if one.kind is WorkKind.TEST and one.teaching_id in lessons
    ]


def report_lines(school: InventedSchool, school_id: str) -> Iterator[ReportLine]:
    """The report cards of one school as they stand today."""
    averages = _averages(school)
    days = SchoolDays(school.year)
    now = days.number_of(school.today)
    for period in school.year.periods[school_id]:
        numbers = days.numbers_within(period)
        share = (now + 1 - numbers.start) / len(numbers)
        for school_class in (one for one in school.classes if one.school_id == school_id):
            pupil_ids = [
                one.person.source_id
                for one in school.pupils
                if one.class_id == school_class.source_id
            ]
            lessons = [one for one in school.lessons if one.class_id == school_class.source_id]
            if school_id == COLLEGE_ID:
                yield from _of_college(period, share, lessons, pupil_ids, averages)
            elif share >= _COMMENTS_AT_THE_ECOLE_FROM:
                yield from _of_ecole(period, lessons, pupil_ids, averages)


Averages = dict[tuple[str, str, str], Decimal]
"""By pupil, teaching and period."""


def _averages(school: InventedSchool) -> Averages:
    works = {one.source_id: one for one in school.assignments}
    given: defaultdict[tuple[str, str, str], list[tuple[Decimal, Decimal, Decimal]]]
    given = defaultdict(list)
    for mark in school.marks:
        work = works[mark.assignment_id]
        if mark.value is not None and work.out_of and work.period_id:
            key = (mark.pupil_id, work.teaching_id, work.period_id)
            given[key].append((mark.value, work.out_of, coefficient_of(work)))
    found = ((key, indicative_average(marks)) for key, marks in given.items())
    return {key: average for key, average in found if average is not None}


def _of_college(
    period: Period,
    share: float,
    lessons: list[Lesson],
    pupil_ids: list[str],
    averages: Averages,
) -> Iterator[ReportLine]:
    if share < _AVERAGES_FROM:
        return
    of_pupil: defaultdict[str, list[Decimal]] = defaultdict(list)
    for place, lesson in enumerate(lessons):
        key = (lesson.source_id, period.source_id)
        known = {one: averages[one, *key] for one in pupil_ids if (one, *key) in averages}
        is_without = lesson.source_id.removeprefix(f"{lesson.class_id}-") in _WITHOUT_AVERAGE
        for pupil_id, average in known.items():
            comment = _drawn(COMMENTS, average, f"{pupil_id} {period.source_id}", place)
            comment = comment if share >= _COMMENTS_FROM else ""
            if is_without and not comment:
                continue
            if not is_without:
                of_pupil[pupil_id].append(average)
            figures = Figures() if is_without else _figures(average, known)
            yield ReportLine(
                pupil_id, period.title, lesson.subject, lesson.teacher_id, figures, comment
            )
    if share > 1:
        yield from _general(period, {one: _mean(given) for one, given in of_pupil.items()})


def _general(period: Period, averages: dict[str, Decimal]) -> Iterator[ReportLine]:
    for pupil_id, average in averages.items():
        comment = _drawn(GENERAL_COMMENTS, average, f"{pupil_id} {period.source_id}", 0)
        figures = _figures(average, averages)
        yield ReportLine(pupil_id, period.title, "", "", figures, comment)


def _of_ecole(
    period: Period, lessons: list[Lesson], pupil_ids: list[str], averages: Averages
) -> Iterator[ReportLine]:
    for place, lesson in enumerate(lessons):
        for pupil_id in pupil_ids:
            average = averages.get((pupil_id, lesson.source_id, period.source_id))
            if average is None:
                continue
            seed = f"{pupil_id} {period.source_id}"
            comment = _drawn(COMMENTS_AT_THE_ECOLE, average, seed, place)
            yield ReportLine(
                pupil_id, period.title, lesson.subject, lesson.teacher_id, Figures(), comment
            )


def _drawn(comments: tuple[tuple[str, ...], ...], average: Decimal, seed: str, place: int) -> str:
    """A comment of the level; from one subject to the next a pupil gets another."""
    choices = comments[(average >= _WEAK) + (average >= _STRONG)]
    return choices[(_start(seed) + place) % len(choices)]


@cache
def _start(seed: str) -> int:
    return Random(f"{PUBLIC_SEED} appréciation {seed}").randrange(1_000)


def _figures(average: Decimal, of_class: dict[str, Decimal]) -> Figures:
    given = list(of_class.values())
    return Figures(average, _mean(given), min(given), max(given))


def _mean(values: list[Decimal]) -> Decimal:
    return (sum(values, Decimal(0)) / len(values)).quantize(_HUNDREDTH, ROUND_HALF_UP)
