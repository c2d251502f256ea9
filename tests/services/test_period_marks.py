"""Marks, averages and figures of the class, each on the line it belongs to."""

from datetime import date
from decimal import Decimal

from kiosk.domain.folder import MarkItem, SubjectMarks
from kiosk.domain.marks import MarkStatus
from kiosk.domain.schooling import Period
from kiosk.services.period_marks import GroupFigures, by_period
from kiosk.store.additions import GivenAverage
from kiosk.store.schoolwork import GivenMark, GroupMark
from tests.store.school_builders import MONDAY

TRIMESTER = Period("t1", "1er trimestre", date(2026, 9, 1), date(2026, 11, 30))
MATHS, BERNARD, ROUX = "Mathématiques", "Mme Bernard", "M. Roux"


def a_mark(teaching_id: int, teacher: str = BERNARD) -> GivenMark:
    item = MarkItem(
        "Contrôle", MONDAY, MarkStatus.MARKED, Decimal(10), Decimal(20), None, "", "", MONDAY
    )
    return GivenMark(teaching_id, teaching_id, 1, MATHS, teacher, item)


def an_average(teacher: str) -> GivenAverage:
    return GivenAverage(1, MATHS, teacher, Decimal(14), None, None, None, "Sérieuse.", MONDAY)


def lines(marks: list[GivenMark], averages: list[GivenAverage]) -> list[SubjectMarks]:
    (report,) = by_period(marks, averages, {1: TRIMESTER}, figures_of)
    return list(report.subjects)


def figures_of(teaching_id: int) -> GroupFigures:
    """Of a group in which five have a mark each."""
    return GroupFigures.of(
        GroupMark(teaching_id, pupil_id, 1, Decimal(teaching_id + pupil_id), Decimal(20), None)
        for pupil_id in range(5)
    )


def test_a_line_has_the_figures_of_its_group() -> None:
    (line,) = lines([a_mark(1)], [])
    assert (line.class_average, line.class_lowest, line.class_highest) == (3, 1, 5)


def test_a_line_of_two_groups_under_one_name_has_the_figures_of_neither() -> None:
    (line,) = lines([a_mark(1), a_mark(2)], [])
    assert (line.class_average, line.class_lowest, line.class_highest) == (None, None, None)
    assert [one.class_average for one in line.marks] == [3, 4], "each piece of work has its own"


def test_an_average_stands_on_its_teachers_line_and_leaves_anothers_alone() -> None:
    marks = [a_mark(1, BERNARD), a_mark(2, ROUX)]
    for teacher, other in ((BERNARD, ROUX), (ROUX, BERNARD)):
        found = {one.teacher: one for one in lines(marks, [an_average(teacher)])}
        assert (found[teacher].average, found[teacher].is_indicative) == (14, False)
        assert (found[other].average, found[other].is_indicative) == (10, True)
        assert found[other].comment == ""


def test_an_average_of_neither_of_two_teachers_is_a_line_of_its_own() -> None:
    marks = [a_mark(1, BERNARD), a_mark(2, ROUX)]
    for teacher in ("", "Mme Autre"):
        found = {one.teacher: one for one in lines(marks, [an_average(teacher)])}
        assert found.keys() == {BERNARD, ROUX, teacher}
        assert found[teacher].average == 14
        assert found[BERNARD].average == found[ROUX].average == 10
