"""Schools, periods, classes and subjects of a OneRoster package."""

from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.errors import FileRefused
from kiosk.domain.schooling import Period, School, SchoolClass, Teaching
from kiosk.imports.cells import read_day, read_list
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.oneroster_records import LeftOut, OneRosterFiles, Register
from kiosk.imports.plain_text import one_line
from kiosk.imports.tables import Row

_PERIOD_TYPES = ("term", "semester", "gradingperiod")
_SESSION_TYPES = (*_PERIOD_TYPES, "schoolyear")


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation; ``school`` is None for a district, a department and the like."""

    source_id: str
    school: School | None


@dataclass(frozen=True, slots=True)
class Session:
    """An academic session; ``period`` is None for a school year."""

    ends_on: date
    period: Period | None


@dataclass(frozen=True, slots=True)
class Schools:
    """What people and marks of a package refer to."""

    orgs: Register[Org]
    sessions: Register[Session]
    classes: Register[SchoolClass | Teaching]
    class_subjects: dict[str, str]
    """What a class (a homeroom) teaches where work is given to it as a whole, by its id."""

    def schools(self) -> tuple[School, ...]:
        """The organisations that are schools."""
        return tuple(org.school for org in self.orgs.taken() if org.school)

    def periods(self) -> tuple[Period, ...]:
        """The sessions that are periods."""
        return tuple(session.period for session in self.sessions.taken() if session.period)

    def last_day(self) -> date | None:
        """The end of the latest session, school years included."""
        return max((session.ends_on for session in self.sessions.taken()), default=None)


def read_schools(files: OneRosterFiles, faults: FaultLog) -> Schools:
    """Read orgs, academicSessions, courses and classes.

    Raises ``FileRefused("no_school")`` when no organisation is a school.
    """
    orgs = files.load("orgs.csv", _OrgReader(faults).read)
    if not any(org.school for org in orgs.taken()):
        raise FileRefused("no_school", "orgs.csv")
    sessions = files.load("academicSessions.csv", lambda row: _read_session(row, faults))
    courses = files.load("courses.csv", _read_course_subject)
    reader = _ClassReader(orgs, courses, faults)
    classes: Register[SchoolClass | Teaching] = files.load("classes.csv", reader.read)
    return Schools(orgs, sessions, classes, reader.class_subjects)


@dataclass
class _OrgReader:
    faults: FaultLog
    uais: set[str] = field(default_factory=set)

    def read(self, row: Row) -> Org | LeftOut:
        """Two schools never share an identifier: everything downstream names a school by it."""
        source_id = row["sourcedId"]
        if row["type"].casefold() != "school":
            return Org(source_id, None)
        uai = row["identifier"] or source_id
        if uai in self.uais:
            self.faults.add(row.fault("duplicate", "identifier", uai))
            return LeftOut.REFUSED
        name = one_line(row["name"])
        if not name:
            self.faults.add(row.fault("blank", "name"))
            return LeftOut.REFUSED
        self.uais.add(uai)
        return Org(source_id, School(source_id, name, uai))


def _read_session(row: Row, faults: FaultLog) -> Session | LeftOut:
    kind = row["type"].casefold()
    if kind not in _SESSION_TYPES:
        faults.add(row.fault("unknown_value", "type"))
        return LeftOut.REFUSED
    starts_on = read_day(row, "startDate", faults, is_needed=True)
    ends_on = read_day(row, "endDate", faults, is_needed=True)
    if starts_on is None or ends_on is None:
        for column in ("startDate", "endDate"):
            if not row[column]:
                faults.add(row.fault("blank", column))
        return LeftOut.REFUSED
    if ends_on < starts_on:
        faults.add(row.fault("dates_reversed", "endDate"))
        return LeftOut.REFUSED
    if kind not in _PERIOD_TYPES:
        return Session(ends_on, None)
    period = Period(row["sourcedId"], one_line(row["title"]), starts_on, ends_on)
    return Session(ends_on, period)


def _read_course_subject(row: Row) -> str:
    """The subject a course teaches; its title where it names none."""
    return next(iter(read_list(row["subjects"])), "") or one_line(row["title"])


@dataclass(frozen=True)
class _ClassReader:
    orgs: Register[Org]
    courses: Register[str]
    faults: FaultLog
    class_subjects: dict[str, str] = field(default_factory=dict)

    def read(self, row: Row) -> SchoolClass | Teaching | LeftOut:
        kind = row["classType"].casefold()
        if kind not in ("homeroom", "scheduled"):
            self.faults.add(row.fault("unknown_value", "classType"))
            return LeftOut.REFUSED
        org = self.orgs.find(row, "schoolSourcedId", self.faults)
        if isinstance(org, LeftOut):
            return org
        if org.school is None:
            self.faults.add(row.fault("not_a_school", "schoolSourcedId"))
            return LeftOut.REFUSED
        if kind == "homeroom":
            name, course = one_line(row["title"]), self.courses.get(row["courseSourcedId"])
            self.class_subjects[row["sourcedId"]] = course or name
            return SchoolClass(row["sourcedId"], org.source_id, name)
        subject = self._subject(row)
        if isinstance(subject, LeftOut):
            return subject
        return Teaching(row["sourcedId"], org.source_id, subject)

    def _subject(self, row: Row) -> str | LeftOut:
        """The course's subject; the class's own where the package names no course."""
        if row["courseSourcedId"] and not self.courses.is_absent:
            return self.courses.find(row, "courseSourcedId", self.faults)
        return next(iter(read_list(row["subjects"])), "") or one_line(row["title"])
