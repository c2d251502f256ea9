"""Homework, tests and marks of a OneRoster package."""

import re
from decimal import Decimal

from kiosk.domain.homework import Assignment, WorkKind
from kiosk.domain.marks import Mark, MarkStatus
from kiosk.domain.people import Pupil
from kiosk.domain.schooling import SchoolClass
from kiosk.imports.cells import folded, read_day, read_flag, read_number, word_for_no_mark
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.oneroster_people import People
from kiosk.imports.oneroster_records import LeftOut, OneRosterFiles, Register
from kiosk.imports.oneroster_schools import Schools
from kiosk.imports.plain_text import one_line, plain_text
from kiosk.imports.tables import Row

_HOMEWORK_WORD = re.compile(r"\b(?:homework|devoir|travail|exercice|travaux)s?\b")
# « Devoir surveillé », « devoir commun », « devoir sur table »: work, but done in class and marked.
_TEST_WORD = re.compile(r"\b(?:surveille|commun|sur table)s?\b")
_STATUSES = {
    "fully graded": MarkStatus.MARKED,
    "exempt": MarkStatus.EXEMPT,
    "not submitted": MarkStatus.NOT_HANDED_IN,
    "submitted": MarkStatus.PENDING,
    "partially graded": MarkStatus.PENDING,
}
_WITHOUT_VALUE = (MarkStatus.EXEMPT, MarkStatus.NOT_HANDED_IN)


class Gradebook:
    """The assignments and marks of a package."""

    def __init__(
        self, files: OneRosterFiles, schools: Schools, people: People, faults: FaultLog
    ) -> None:
        """Read categories, lineItems and results."""
        self._schools = schools
        self._people = people
        self._faults = faults
        self._marks: dict[tuple[str, str], Mark] = {}
        self.classes_with_work: set[str] = set()
        """The classes (homerooms) that work is given to as a whole, by their id."""
        self._kinds: Register[WorkKind] = files.load("categories.csv", _read_kind)
        self._assignments = files.load("lineItems.csv", self._read_assignment)
        files.load("results.csv", self._read_mark)

    def assignments(self) -> tuple[Assignment, ...]:
        """Homework and tests."""
        return tuple(self._assignments.taken())

    def marks(self) -> tuple[Mark, ...]:
        """One mark at most for each pupil and assignment."""
        return tuple(self._marks.values())

    def _read_assignment(self, row: Row) -> Assignment | LeftOut:
        taught = self._schools.classes.find(row, "classSourcedId", self._faults)
        if isinstance(taught, LeftOut):
            return taught
        kind = self._kind_of(row)
        if isinstance(kind, LeftOut):
            return kind
        period_id = self._period_of(row)
        if isinstance(period_id, LeftOut):
            return period_id
        title, text = one_line(row["title"]), plain_text(row["description"])
        if not (title or text):
            self._faults.add(row.fault("blank", "title"))
            return LeftOut.REFUSED
        if isinstance(taught, SchoolClass):
            self.classes_with_work.add(taught.source_id)
        return Assignment(
            source_id=row["sourcedId"],
            teaching_id=taught.source_id,
            kind=kind,
            title=title,
            text=text,
            given_on=read_day(row, "assignDate", self._faults),
            due_on=read_day(row, "dueDate", self._faults),
            period_id=period_id,
            out_of=self._out_of(row),
            # categories.weight is a share of the average for a whole category, no coefficient.
            coefficient=None,
        )

    def _kind_of(self, row: Row) -> WorkKind | LeftOut:
        if not row["categorySourcedId"] or self._kinds.is_absent:
            return WorkKind.TEST
        return self._kinds.find(row, "categorySourcedId", self._faults)

    def _period_of(self, row: Row) -> str | None | LeftOut:
        sessions = self._schools.sessions
        if not row["academicSessionSourcedId"] or sessions.is_absent:
            return None
        session = sessions.find(row, "academicSessionSourcedId", self._faults)
        if isinstance(session, LeftOut):
            return session
        return session.period.source_id if session.period else None

    def _out_of(self, row: Row) -> Decimal | None:
        value = read_number(row, "resultValueMax", self._faults)
        if value == 0:
            self._faults.add(row.fault("out_of_zero", "resultValueMax"))
            return None
        return value

    def _read_mark(self, row: Row) -> Mark | LeftOut:
        assignment = self._assignments.find(row, "lineItemSourcedId", self._faults)
        if isinstance(assignment, LeftOut):
            return assignment
        pupil = self._people.find_pupil(row, "studentSourcedId")
        if isinstance(pupil, LeftOut):
            return pupil
        status = self._status_of(row)
        if isinstance(status, LeftOut):
            return status
        key = (assignment.source_id, pupil.source_id)
        if key in self._marks:
            self._faults.add(row.fault("second_result", "studentSourcedId"))
            return LeftOut.REFUSED
        mark = self._mark(row, assignment, pupil, status)
        if isinstance(mark, Mark):
            self._marks[key] = mark
        return mark

    def _mark(
        self, row: Row, assignment: Assignment, pupil: Pupil, status: MarkStatus
    ) -> Mark | LeftOut:
        has_value = status not in _WITHOUT_VALUE
        value = read_number(row, "score", self._faults, is_needed=True) if has_value else None
        if has_value and row["score"] and value is None:
            return LeftOut.REFUSED
        text = one_line(row["textScore"])
        if status is MarkStatus.MARKED and not value and (word := word_for_no_mark(text)):
            # « Abs » beside 0: some systems write a number in every row.
            status, value = word, None
        if status is MarkStatus.MARKED and value is None and not text:
            self._faults.add(row.fault("no_score", "score"))
            return LeftOut.REFUSED
        if value is not None and assignment.out_of is not None and value > assignment.out_of:
            self._faults.add(row.fault("over_scale", "score"))
        return Mark(
            assignment.source_id,
            pupil.source_id,
            status,
            value,
            text,
            plain_text(row["comment"]),
            read_day(row, "scoreDate", self._faults),
        )

    def _status_of(self, row: Row) -> MarkStatus | LeftOut:
        """What stands in the mark's place; a dispensation is stronger than work missing."""
        status = _STATUSES.get(" ".join(row["scoreStatus"].casefold().split()))
        if status is None:
            self._faults.add(row.fault("unknown_value", "scoreStatus"))
            return LeftOut.REFUSED
        if read_flag(row["missing"]) and status is not MarkStatus.EXEMPT:
            return MarkStatus.NOT_HANDED_IN
        return status


def _read_kind(row: Row) -> WorkKind:
    """Only its category tells homework from a test."""
    title = folded(row["title"])
    is_homework = _HOMEWORK_WORD.search(title) and not _TEST_WORD.search(title)
    return WorkKind.HOMEWORK if is_homework else WorkKind.TEST
