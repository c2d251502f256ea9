"""One school's spreadsheets taken into the store, kind by kind.

``removals`` tells what would go beyond the ordinary: whoever takes them decides.
"""

import hashlib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, exists, insert, or_, select, update
from sqlalchemy.engine import Connection

from kiosk.domain.faults import Fault
from kiosk.domain.removals import Removal, is_a_kind_cut_short, is_a_table_emptied
from kiosk.domain.supplement import (
    AttendanceLine,
    AverageLine,
    CoefficientLine,
    DocumentLine,
    LinePlace,
    MessageLine,
    PaperFamilyLine,
)
from kiosk.store import schema
from kiosk.store.reconcile import Change, TableDifference, Values
from kiosk.store.school_lookup import PeopleLookup, WorkLookup, fault

NewDocument = Callable[[], tuple[str, bytes]]
"""Draws a document's random identifier and its key, sealed for the office."""

_ATTENDANCE = ("pupil_id", "kind", "starts_on", "starts_at_half", "minutes")
_AVERAGE = ("pupil_id", "period_id", "subject")
_MESSAGE = ("pupil_id", "class_id", "sent_on", "sender", "subject", "text")
_DOCUMENT = ("pupil_id", "class_id", "published_on", "title", "file_id")


class SupplementTaking:
    """One school's spreadsheets being taken in."""

    def __init__(self, connection: Connection, uai: str, today: date) -> None:
        self._connection = connection
        self._uai = uai
        self._today = today
        row = schema.schools.c
        found = connection.execute(select(row.id, row.source).where(row.uai == uai)).one()
        self._school_id: int = found[0]
        self._source: str = found[1]
        self.faults: list[Fault] = []
        self.changes: dict[str, Change] = {}
        self.removals: list[Removal] = []
        self._people = PeopleLookup(connection, self._school_id, today, self.faults)
        self._work = WorkLookup(connection, self._school_id, today, self.faults)

    def attendance(self, lines: Sequence[AttendanceLine]) -> None:
        """Absences and latenesses. Two of one half-day differ by their minutes at least."""
        rows: dict[Hashable, Values] = {}
        for line in lines:
            pupil_id = self._people.pupil(line.whom, line.place)
            if pupil_id is None:
                continue
            values: Values = {
                "pupil_id": pupil_id,
                "kind": line.kind.value,
                "starts_on": line.starts_on,
                "starts_at_half": line.starts_at_half and line.starts_at_half.value,
                "ends_on": line.ends_on,
                "ends_at_half": line.ends_at_half and line.ends_at_half.value,
                "half_days": line.half_days,
                "minutes": line.minutes,
                "is_justified": line.is_justified,
            }
            self._put(rows, _ATTENDANCE, values, line.place)
        news = ("ends_on", "ends_at_half", "half_days", "is_justified")
        self._write("attendance", schema.attendance, _ATTENDANCE, rows, news)

    def averages(self, lines: Sequence[AverageLine]) -> None:
        """Averages and comments as given."""
        self._work.read_periods(self._source)
        self._work.read_subjects()
        rows: dict[Hashable, Values] = {}
        for line in lines:
            pupil_id = self._people.pupil(line.whom, line.place)
            period_id = self._work.period(line.period, line.place)
            if pupil_id is None or period_id is None:
                continue
            values: Values = {
                "pupil_id": pupil_id,
                "period_id": period_id,
                "subject": self._work.subject(pupil_id, line.subject),
                "teacher": line.teacher,
                "average": line.average,
                "class_average": line.class_average,
                "class_lowest": line.class_lowest,
                "class_highest": line.class_highest,
                "comment": line.comment,
            }
            self._put(rows, _AVERAGE, values, line.place)
        # A pupil who came from another school brought his averages with him.
        self._write(
            "averages",
            schema.given_averages,
            _AVERAGE,
            rows,
            ("average", "comment"),
            or_(
                schema.given_averages.c.school_id == self._school_id,
                schema.given_averages.c.pupil_id.in_(self._pupils()),
            ),
        )

    def messages(self, lines: Sequence[MessageLine]) -> None:
        """Messages to a family, a class or the school; another text is another message."""
        rows: dict[Hashable, Values] = {}
        for line in lines:
            audience = self._people.audience(line.whom, line.place)
            if audience is None:
                continue
            values: Values = {
                "pupil_id": audience[0],
                "class_id": audience[1],
                "sent_on": line.sent_on,
                "sender": line.sender,
                "subject": line.subject,
                "text": line.text,
            }
            self._put(rows, _MESSAGE, values, line.place)
        self._write("messages", schema.messages, _MESSAGE, rows)

    def documents(self, lines: Sequence[DocumentLine], new_document: NewDocument) -> None:
        """Documents, their PDFs kept once whoever names them, and only while somebody does."""
        taken = [
            (line, audience)
            for line in lines
            if (audience := self._people.audience(line.whom, line.place)) is not None
        ]
        files = self._keep_files([line for line, _ in taken], new_document)
        rows: dict[Hashable, Values] = {}
        for line, (pupil_id, class_id) in taken:
            values: Values = {
                "pupil_id": pupil_id,
                "class_id": class_id,
                "published_on": line.published_on,
                "title": line.title,
                "file_id": files[line.content],
            }
            self._put(rows, _DOCUMENT, values, line.place)
        self._write("documents", schema.documents, _DOCUMENT, rows)
        named = exists().where(schema.documents.c.file_id == schema.document_files.c.id)
        self._connection.execute(delete(schema.document_files).where(~named))

    def _keep_files(
        self, lines: Sequence[DocumentLine], new_document: NewDocument
    ) -> dict[bytes, str]:
        contents = {line.content: content_hash(line.content) for line in lines}
        table = schema.document_files.c
        known = select(table.content_hash, table.id).where(
            table.content_hash.in_(contents.values())
        )
        ids = {hashed: file_id for hashed, file_id in self._connection.execute(known)}
        for content, hashed in contents.items():
            if hashed in ids:
                continue
            ids[hashed], sealed_key = new_document()
            self._connection.execute(
                insert(schema.document_files).values(
                    id=ids[hashed],
                    content_hash=hashed,
                    document_key=sealed_key,
                    content=content,
                )
            )
        return {content: ids[hashed] for content, hashed in contents.items()}

    def coefficients(self, lines: Sequence[CoefficientLine]) -> None:
        """Coefficients of the school's work: those of the spreadsheet, and no others."""
        self._work.read_work()
        wanted: dict[int, Any] = {}
        for line in lines:
            work_id = self._work.work(line, self._people)
            if work_id in wanted:
                self.faults.append(fault("line_twice", line.place, "Intitulé", line.title))
            elif work_id is not None:
                wanted[work_id] = line.coefficient
        row = schema.assignments.c
        taught = select(schema.teachings.c.id).where(
            schema.teachings.c.school_id == self._school_id
        )
        told = select(row.id, row.coefficient).where(row.teaching_id.in_(taught))
        before = {work_id: value for work_id, value in self._connection.execute(told)}
        held = {work_id: value for work_id, value in before.items() if value is not None}
        for work_id in before:
            if before[work_id] != wanted.get(work_id):
                statement = update(schema.assignments).where(row.id == work_id)
                self._connection.execute(statement.values(coefficient=wanted.get(work_id)))
        self._note("coefficients", _change(held, wanted), len(held), len(wanted))

    def paper_families(self, lines: Sequence[PaperFamilyLine]) -> None:
        """Pupils whose families want paper."""
        wanted: dict[int, int] = {}
        for line in lines:
            pupil_id = self._people.pupil(line.whom, line.place)
            if pupil_id in wanted:
                self.faults.append(fault("line_twice", line.place, "Nom", line.whom.family_name))
            elif pupil_id is not None:
                wanted[pupil_id] = pupil_id
        table = schema.paper_families
        told = select(table.c.pupil_id).where(table.c.school_id == self._school_id)
        before = {pupil_id: pupil_id for pupil_id in self._connection.scalars(told)}
        change = _change(before, wanted)
        if change:
            ours = or_(table.c.school_id == self._school_id, table.c.pupil_id.in_(wanted))
            self._connection.execute(delete(table).where(ours))
            rows = [{"pupil_id": one, "school_id": self._school_id} for one in wanted]
            if rows:
                self._connection.execute(insert(table), rows)
        self._note("paper_families", change, len(before), len(wanted))

    def _pupils(self) -> Any:
        return select(schema.pupils.c.id).where(schema.pupils.c.school_id == self._school_id)

    def _put(
        self,
        rows: dict[Hashable, Values],
        key: tuple[str, ...],
        values: Values,
        place: LinePlace,
    ) -> None:
        identity = tuple(values[name] for name in key)
        if identity in rows:
            self.faults.append(fault("line_twice", place, ""))
        else:
            rows[identity] = {"school_id": self._school_id, **values}

    def _write(
        self,
        kind: str,
        table: Table,
        key: tuple[str, ...],
        rows: dict[Hashable, Values],
        news: tuple[str, ...] = (),
        scope: ColumnElement[bool] | None = None,
    ) -> None:
        ours = table.c.school_id == self._school_id
        compared = ours if scope is None else scope
        difference = TableDifference.of(self._connection, table, key, compared, rows)
        held = {
            key: row
            for key, row in difference.present.items()
            if row["school_id"] == self._school_id
        }
        difference.renew("first_seen_on", self._today, when=news)
        written = difference.upsert()
        removed = replace(difference, present=held).remove_absent().removed
        self._note(kind, replace(written, removed=removed), len(held), len(rows))
        self._tell(kind)

    def _note(self, kind: str, change: Change, held: int, left: int) -> None:
        self.changes[kind] = change
        gone = change.removed
        if is_a_kind_cut_short(gone, held, left) or is_a_table_emptied(gone, left):
            self.removals.append(Removal(self._uai, kind, gone, held))

    def _tell(self, kind: str) -> None:
        row = schema.told_kinds.c
        known = select(row.kind).where(row.school_id == self._school_id, row.kind == kind)
        if self._connection.scalar(known) is None:
            told = insert(schema.told_kinds).values(school_id=self._school_id, kind=kind)
            self._connection.execute(told)


def content_hash(content: bytes) -> str:
    """What tells one PDF from another (BLAKE2b, 32 bytes, hex)."""
    return hashlib.blake2b(content, digest_size=32).hexdigest()


def _change(before: dict[int, Any], wanted: dict[int, Any]) -> Change:
    kept = before.keys() & wanted.keys()
    return Change(
        added=len(wanted.keys() - before.keys()),
        changed=sum(before[one] != wanted[one] for one in kept),
        removed=len(before.keys() - wanted.keys()),
    )
