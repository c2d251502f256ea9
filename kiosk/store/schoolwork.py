"""One pupil's school life as his school told it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import exists, func, or_, select
from sqlalchemy.engine import Connection

from kiosk.domain.folder import HomeworkItem, MarkItem
from kiosk.domain.homework import WorkKind
from kiosk.domain.marks import MarkStatus
from kiosk.domain.schooling import Period
from kiosk.store.schema import (
    assignments,
    class_memberships,
    classes,
    marks,
    periods,
    pupils,
    schools,
    teaching_memberships,
    teachings,
)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A pupil, his class on a day and his school."""

    pupil_id: int
    given_name: str
    family_name: str
    class_name: str
    school_name: str
    school_uai: str
    school_id: int


@dataclass(frozen=True, slots=True)
class GroupMark:
    """One number that somebody of a group was given: what figures of the class are made of."""

    assignment_id: int
    pupil_id: int
    period_id: int | None
    value: Decimal
    out_of: Decimal | None
    coefficient: Decimal | None


@dataclass(frozen=True, slots=True)
class GivenMark:
    """A mark with where it belongs; ``period_id`` is None where the source gives no period."""

    teaching_id: int
    assignment_id: int
    period_id: int | None
    subject: str
    teacher: str
    item: MarkItem


class Schoolwork:
    """Classes, homework and marks of one pupil at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def enrolled(self, pupil_id: int, day: date) -> Enrolled:
        """The pupil with the class he is in on that day."""
        row = self._connection.execute(
            select(
                pupils.c.id,
                pupils.c.given_name,
                pupils.c.family_name,
                schools.c.name,
                schools.c.uai,
                schools.c.id,
            )
            .join(schools, schools.c.id == pupils.c.school_id)
            .where(pupils.c.id == pupil_id)
        ).one()
        pupil, given_name, family_name, school, uai, school_id = row
        class_name = self._class_name(pupil_id, day)
        return Enrolled(pupil, given_name, family_name, class_name, school, uai, school_id)

    def _class_name(self, pupil_id: int, day: date) -> str:
        member = class_memberships.c
        statement = (
            select(classes.c.name)
            .join(class_memberships, member.class_id == classes.c.id)
            .where(
                member.pupil_id == pupil_id,
                or_(member.begins_on.is_(None), member.begins_on <= day),
                or_(member.ends_on.is_(None), member.ends_on >= day),
            )
            .order_by(classes.c.name)
        )
        return self._connection.scalars(statement).first() or ""

    def homework(self, pupil_id: int, *, due_from: date, given_by: date) -> Iterator[HomeworkItem]:
        """Work due from a day on and given by another, soonest first.

        A piece of work counts for the pupils who are in its group on the day it is due; work
        without such a day counts from the day it was given. Tests stand among it until their
        mark is there.
        """
        member = teaching_memberships.c
        work = assignments.c
        wanted_on = func.coalesce(work.due_on, work.given_on, work.first_seen_on)
        is_there = exists().where(
            member.teaching_id == work.teaching_id,
            member.pupil_id == pupil_id,
            or_(member.begins_on.is_(None), member.begins_on <= wanted_on),
            or_(member.ends_on.is_(None), member.ends_on >= wanted_on),
        )
        marked = exists().where(marks.c.assignment_id == work.id, marks.c.pupil_id == pupil_id)
        statement = (
            select(
                teachings.c.subject,
                work.kind,
                work.title,
                work.text,
                teachings.c.teacher,
                work.given_on,
                work.due_on,
                work.first_seen_on,
            )
            .join(teachings, teachings.c.id == work.teaching_id)
            .where(
                is_there,
                wanted_on >= due_from,
                or_(work.given_on.is_(None), work.given_on <= given_by),
                or_(work.kind == WorkKind.HOMEWORK.value, ~marked),
            )
            .order_by(
                # Said, since databases differ: one order, or the same Folder has two hashes.
                work.due_on.nulls_first(),
                teachings.c.subject,
                work.given_on.nulls_first(),
                work.id,
            )
        )
        for subject, kind, *rest in self._connection.execute(statement):
            yield HomeworkItem(subject, WorkKind(kind), *rest)

    def marks(self, pupil_id: int) -> Iterator[GivenMark]:
        """Every mark of the pupil, the oldest first."""
        work, mark = assignments.c, marks.c
        statement = (
            select(
                work.teaching_id,
                work.id,
                work.period_id,
                teachings.c.subject,
                teachings.c.teacher,
                work.title,
                mark.marked_on,
                mark.status,
                mark.value,
                work.out_of,
                work.coefficient,
                mark.text,
                mark.comment,
                mark.first_seen_on,
            )
            .join(assignments, work.id == mark.assignment_id)
            .join(teachings, teachings.c.id == work.teaching_id)
            .where(mark.pupil_id == pupil_id)
            .order_by(mark.marked_on.nulls_first(), work.id)
        )
        for row in self._connection.execute(statement):
            teaching_id, assignment_id, period_id, subject, teacher, title, on, status, *rest = row
            item = MarkItem(title, on, MarkStatus(status), *rest)
            yield GivenMark(teaching_id, assignment_id, period_id, subject, teacher, item)

    def marks_of_group(self, teaching_id: int) -> list[GroupMark]:
        """Every number given in a teaching to pupils who are still there."""
        work, mark = assignments.c, marks.c
        statement = (
            select(
                work.id, mark.pupil_id, work.period_id, mark.value, work.out_of, work.coefficient
            )
            .join(assignments, work.id == mark.assignment_id)
            .join(pupils, pupils.c.id == mark.pupil_id)
            .where(
                work.teaching_id == teaching_id,
                mark.status == MarkStatus.MARKED.value,
                mark.value.is_not(None),
                pupils.c.gone_on.is_(None),
            )
        )
        return [GroupMark(*row) for row in self._connection.execute(statement)]

    def periods(self) -> dict[int, Period]:
        """All periods: two systems may well call theirs by the same identifier."""
        rows = self._connection.execute(
            select(
                periods.c.id,
                periods.c.source_id,
                periods.c.title,
                periods.c.starts_on,
                periods.c.ends_on,
            )
        )
        return {row_id: Period(*facts) for row_id, *facts in rows}

    def periods_start_on(self, school_id: int) -> list[date]:
        """When the periods start that a school's source ever told."""
        source = select(schools.c.source).where(schools.c.id == school_id).scalar_subquery()
        return list(
            self._connection.scalars(select(periods.c.starts_on).where(periods.c.source == source))
        )
