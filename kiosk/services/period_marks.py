"""A pupil's marks and the averages his school gave, under their periods and subjects.

What the school gave stands as given; what it did not give is computed and says so. A figure of the
class is computed from five marks or more, of pupils who are still there.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from kiosk.domain.folder import MarkItem, PeriodMarks, SubjectMarks
from kiosk.domain.marks import ClassFigures, MarkStatus, class_figures, indicative_average
from kiosk.domain.schooling import Period
from kiosk.domain.written_names import alphabetical
from kiosk.store.additions import GivenAverage
from kiosk.store.schoolwork import GivenMark, GroupMark

Described = TypeVar("Described", MarkItem, SubjectMarks)

Lines = dict[tuple[str, str], SubjectMarks]
"""The subjects of one period, by subject and teacher."""


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The figures of one teaching: of each piece of work, and of the averages in each period."""

    by_assignment: Mapping[int, ClassFigures]
    by_period: Mapping[int | None, ClassFigures]

    @classmethod
    def of(cls, marks: Iterable[GroupMark]) -> "GroupFigures":
        """The figures of all the numbers given in a teaching."""
        of_work: dict[int, list[GroupMark]] = defaultdict(list)
        of_pupils: dict[int | None, dict[int, list[GroupMark]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for mark in marks:
            of_work[mark.assignment_id].append(mark)
            of_pupils[mark.period_id][mark.pupil_id].append(mark)
        works = {work: class_figures([mark.value for mark in of]) for work, of in of_work.items()}
        periods = {
            period: class_figures(
                [one for one in map(_average, pupils.values()) if one is not None]
            )
            for period, pupils in of_pupils.items()
        }
        return cls(
            {work: figures for work, figures in works.items() if figures},
            {period: figures for period, figures in periods.items() if figures},
        )


FiguresOf = Callable[[int], GroupFigures]


def by_period(
    marks: Iterable[GivenMark],
    averages: Iterable[GivenAverage],
    periods: Mapping[int, Period],
    figures_of: FiguresOf,
) -> list[PeriodMarks]:
    """Marks under their period and subject, the latest period first."""
    marks_in: dict[int | None, list[GivenMark]] = defaultdict(list)
    averages_in: dict[int | None, list[GivenAverage]] = defaultdict(list)
    for mark in marks:
        marks_in[mark.period_id].append(mark)
    for average in averages:
        averages_in[average.period_id].append(average)
    reports = [
        _period(
            None if period_id is None else periods[period_id],
            _subject_lines(marks_in[period_id], figures_of),
            averages_in[period_id],
        )
        for period_id in {**marks_in, **averages_in}
    ]
    return sorted(reports, key=lambda report: report.starts_on or date.min, reverse=True)


def _period(period: Period | None, lines: Lines, averages: list[GivenAverage]) -> PeriodMarks:
    for given in averages:
        if given.subject:
            _take_in(lines, given)
    report = PeriodMarks(
        title=period.title if period else "",
        starts_on=period.starts_on if period else None,
        ends_on=period.ends_on if period else None,
        subjects=tuple(
            sorted(lines.values(), key=lambda one: (alphabetical(one.subject), one.teacher))
        ),
    )
    general = next((one for one in averages if not one.subject), None)
    if general is None:
        return report
    return replace(
        report,
        average=general.average,
        class_average=general.class_average,
        comment=general.comment,
        first_seen_on=general.first_seen_on,
    )


def _subject_lines(marks: list[GivenMark], figures_of: FiguresOf) -> Lines:
    of_subject: dict[tuple[str, str], list[GivenMark]] = defaultdict(list)
    for mark in marks:
        of_subject[mark.subject, mark.teacher].append(mark)
    return {
        (subject, teacher): _subject(subject, teacher, of, figures_of)
        for (subject, teacher), of in of_subject.items()
    }


def _subject(
    subject: str, teacher: str, marks: list[GivenMark], figures_of: FiguresOf
) -> SubjectMarks:
    line = SubjectMarks(
        subject=subject,
        teacher=teacher,
        average=indicative_average(
            (item.value, item.out_of, item.coefficient)
            for item in (mark.item for mark in marks)
            if item.status is MarkStatus.MARKED
            and item.value is not None
            and item.out_of is not None
        ),
        is_indicative=True,
        marks=tuple(_with_figures(mark, figures_of) for mark in marks),
    )
    groups = {mark.teaching_id for mark in marks}
    if len(groups) > 1:
        return line  # two groups under one name: neither one's figures are those of the line
    found = figures_of(groups.pop()).by_period.get(marks[0].period_id)
    return line if found is None else _described(line, found)


def _with_figures(mark: GivenMark, figures_of: FiguresOf) -> MarkItem:
    found = figures_of(mark.teaching_id).by_assignment.get(mark.assignment_id)
    return mark.item if found is None else _described(mark.item, found)


def _described(one: Described, figures: ClassFigures) -> Described:
    return replace(
        one,
        class_average=figures.average,
        class_lowest=figures.lowest,
        class_highest=figures.highest,
    )


def _take_in(lines: Lines, given: GivenAverage) -> None:
    """Put an average where its subject is, or as a line of its own."""
    same = [key for key in lines if alphabetical(key[0]) == alphabetical(given.subject)]
    of_teacher = [key for key in same if key[1] == given.teacher]
    found = of_teacher or (same if len(same) == 1 else [])
    key = found[0] if found else (given.subject, given.teacher)
    line = lines.get(key) or SubjectMarks(given.subject, given.teacher, None, True, ())
    lines[key] = replace(
        line,
        teacher=line.teacher or given.teacher,
        average=line.average if given.average is None else given.average,
        is_indicative=line.is_indicative and given.average is None,
        comment=given.comment,
        first_seen_on=given.first_seen_on,
    )
    if (given.class_average, given.class_lowest, given.class_highest) != (None, None, None):
        lines[key] = replace(
            lines[key],
            class_average=given.class_average,
            class_lowest=given.class_lowest,
            class_highest=given.class_highest,
            is_class_indicative=False,
        )


def _average(marks: list[GroupMark]) -> Decimal | None:
    return indicative_average(
        (mark.value, mark.out_of, mark.coefficient) for mark in marks if mark.out_of is not None
    )
