"""What schools added by hand, read for one pupil: absences, averages, messages, documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Date, Table, and_, bindparam, func, or_, select
from sqlalchemy.engine import Connection

from kiosk.domain.attendance import AttendanceKind, HalfDay
from kiosk.domain.folder import AttendanceItem, MessageItem
from kiosk.store.schema import (
    attendance,
    class_memberships,
    document_files,
    documents,
    given_averages,
    messages,
    told_kinds,
)


@dataclass(frozen=True, slots=True)
class GivenAverage:
    """An average and a comment as the school gave them; ``subject`` blank for the general one."""

    period_id: int
    subject: str
    teacher: str
    average: Decimal | None
    class_average: Decimal | None
    class_lowest: Decimal | None
    class_highest: Decimal | None
    comment: str
    first_seen_on: date


@dataclass(frozen=True, slots=True)
class GivenDocument:
    """A document's facts, and its key as the office keeps it."""

    file_id: str
    title: str
    published_on: date
    size_bytes: int
    sealed_key: bytes
    first_seen_on: date


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A document itself, and its key as the office keeps it."""

    file_id: str
    sealed_key: bytes
    content: bytes


class Additions:
    """The supplements of all schools."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def told(self, school_id: int) -> list[str]:
        """The kinds a school sends at all."""
        statement = select(told_kinds.c.kind).where(told_kinds.c.school_id == school_id)
        return list(self._connection.scalars(statement.order_by(told_kinds.c.kind)))

    def attendance(self, pupil_id: int, since: date) -> Iterator[AttendanceItem]:
        """Absences and latenesses that began on a day or later, the newest first."""
        row = attendance.c
        statement = (
            select(
                row.kind,
                row.starts_at_half,
                row.ends_at_half,
                row.starts_on,
                row.ends_on,
                row.half_days,
                row.minutes,
                row.is_justified,
                row.first_seen_on,
            )
            .where(row.pupil_id == pupil_id, row.starts_on >= since)
            .order_by(row.starts_on.desc(), row.starts_at_half.nulls_first(), row.kind, row.id)
        )
        for kind, first, last, starts_on, ends_on, *rest in self._connection.execute(statement):
            yield AttendanceItem(
                AttendanceKind(kind),
                starts_on,
                HalfDay(first) if first else None,
                ends_on,
                HalfDay(last) if last else None,
                *rest,
            )

    def averages(self, pupil_id: int) -> Iterator[GivenAverage]:
        """Every average and comment given to a pupil."""
        row = given_averages.c
        statement = (
            select(
                row.period_id,
                row.subject,
                row.teacher,
                row.average,
                row.class_average,
                row.class_lowest,
                row.class_highest,
                row.comment,
                row.first_seen_on,
            )
            .where(row.pupil_id == pupil_id)
            .order_by(row.period_id, row.subject)
        )
        for found in self._connection.execute(statement):
            yield GivenAverage(*found)

    def messages(
        self, pupil_id: int, school_id: int, since: date, until: date
    ) -> Iterator[MessageItem]:
        """Messages to the pupil's family, class or school between two days, the newest first."""
        row = messages.c
        statement = (
            select(row.sent_on, row.sender, row.subject, row.text, row.first_seen_on)
            .where(
                row.sent_on.between(since, until),
                _concerns(messages, row.sent_on, pupil_id, school_id, until),
            )
            .order_by(row.sent_on.desc(), row.id.desc())
        )
        for found in self._connection.execute(statement):
            yield MessageItem(*found)

    def documents(
        self, pupil_id: int, school_id: int, since: date, until: date
    ) -> Iterator[GivenDocument]:
        """Documents for the pupil's family, class or school, as ``messages`` are found."""
        row, file = documents.c, document_files.c
        statement = (
            select(
                row.file_id,
                row.title,
                row.published_on,
                func.length(file.content),
                file.document_key,
                row.first_seen_on,
            )
            .join(document_files, file.id == row.file_id)
            .where(
                row.published_on.between(since, until),
                _concerns(documents, row.published_on, pupil_id, school_id, until),
            )
            .order_by(row.published_on.desc(), row.id.desc())
        )
        for found in self._connection.execute(statement):
            yield GivenDocument(*found)

    def document_file(self, file_id: str) -> DocumentFile:
        """A document that a Folder names."""
        file = document_files.c
        statement = select(file.id, file.document_key, file.content).where(file.id == file_id)
        return DocumentFile(*self._connection.execute(statement).one())


def _concerns(
    table: Table, borne_on: ColumnElement[date], pupil_id: int, school_id: int, today: date
) -> ColumnElement[bool]:
    """To the pupil himself; to a class he is in on that day or today; to the whole school.

    A class, too, is only ever spoken to by the pupil's own school.
    """
    row, member = table.c, class_memberships.c
    now = bindparam("today", today, Date)
    his_classes = select(member.class_id).where(
        member.pupil_id == pupil_id, or_(_covers(borne_on), _covers(now))
    )
    to_his_group = or_(row.class_id.is_(None), row.class_id.in_(his_classes))
    return or_(
        row.pupil_id == pupil_id,
        and_(row.pupil_id.is_(None), row.school_id == school_id, to_his_group),
    )


def _covers(day: ColumnElement[date]) -> ColumnElement[bool]:
    member = class_memberships.c
    return and_(
        or_(member.begins_on.is_(None), member.begins_on <= day),
        or_(member.ends_on.is_(None), member.ends_on >= day),
    )
