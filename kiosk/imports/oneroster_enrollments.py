"""Who sits in which class and who teaches what, as a OneRoster package gives it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kiosk.domain.people import Pupil
from kiosk.domain.schooling import (
    ClassMembership,
    SchoolClass,
    Teaching,
    TeachingMembership,
    grade_class_id,
)
from kiosk.imports.cells import read_day, read_flag
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.oneroster_people import People
from kiosk.imports.oneroster_records import LeftOut, OneRosterFiles, Register
from kiosk.imports.tables import Row


@dataclass(frozen=True, slots=True)
class Enrollments:
    """Classes and teachings as the pupils live them."""

    classes: tuple[SchoolClass, ...]
    teachings: tuple[Teaching, ...]
    class_memberships: tuple[ClassMembership, ...]
    teaching_memberships: tuple[TeachingMembership, ...]
    teachers: Mapping[str, str]
    """By the id of the class or teaching; nobody where the package names nobody."""

    def with_class_teachings(
        self, class_ids: Collection[str], subjects: Mapping[str, str]
    ) -> "Enrollments":
        """Some classes also as teachings, in which whoever sits in the class has his place."""
        return replace(
            self,
            teachings=(
                *self.teachings,
                *(
                    Teaching(
                        one.source_id,
                        one.school_id,
                        subjects[one.source_id],
                        self.teachers.get(one.source_id, ""),
                    )
                    for one in self.classes
                    if one.source_id in class_ids
                ),
            ),
            teaching_memberships=(
                *self.teaching_memberships,
                *(
                    TeachingMembership(one.pupil_id, one.class_id, one.begins_on, one.ends_on)
                    for one in self.class_memberships
                    if one.class_id in class_ids
                ),
            ),
        )


@dataclass(frozen=True, order=True, slots=True)
class _TeacherPlace:
    """A teacher's place in a class; the smallest is the one shown."""

    is_secondary: bool
    days_before_the_end_of_time: int
    label: str


def read_enrollments(
    files: OneRosterFiles,
    classes: Register[SchoolClass | Teaching],
    people: People,
    faults: FaultLog,
) -> Enrollments:
    """Read enrollments; a pupil without a homeroom gets a class named by his grade."""
    reader = _EnrollmentReader(classes, people, faults)
    told = files.load("enrollments.csv", reader.read)
    grade_classes, grade_places = (
        ([], []) if told.is_absent else _classes_by_grade(people, reader.pupils_in_class)
    )
    teachers = reader.teachers()
    rooms = [taught for taught in classes.taken() if isinstance(taught, SchoolClass)]
    return Enrollments(
        classes=(*rooms, *grade_classes),
        teachings=tuple(
            replace(taught, teacher=teachers.get(taught.source_id, ""))
            for taught in classes.taken()
            if isinstance(taught, Teaching)
        ),
        class_memberships=(*reader.class_places, *grade_places),
        teaching_memberships=tuple(reader.teaching_places),
        teachers=teachers,
    )


class _EnrollmentReader:
    def __init__(
        self, classes: Register[SchoolClass | Teaching], people: People, faults: FaultLog
    ) -> None:
        self._classes = classes
        self._people = people
        self._faults = faults
        # Dictionaries keep the order and hold each place once, whatever the file repeats.
        self.class_places: dict[ClassMembership, None] = {}
        self.teaching_places: dict[TeachingMembership, None] = {}
        self.pupils_in_class: set[str] = set()
        self._teachers: defaultdict[str, list[_TeacherPlace]] = defaultdict(list)

    def teachers(self) -> dict[str, str]:
        """The primary teacher of each class, otherwise who stays longest."""
        return {class_id: min(places).label for class_id, places in self._teachers.items()}

    def read(self, row: Row) -> SchoolClass | Teaching | LeftOut:
        """Keep what one row says; the class it is about comes back."""
        taught = self._classes.find(row, "classSourcedId", self._faults)
        if isinstance(taught, LeftOut):
            return taught
        role = row["role"].casefold()
        if role == "student":
            pupil = self._people.find_pupil(row, "userSourcedId")
            if isinstance(pupil, LeftOut):
                return pupil
            return self._place_pupil(row, pupil, taught)
        if role == "teacher":
            return self._place_teacher(row, taught)
        return taught

    def _place_pupil(
        self, row: Row, pupil: Pupil, taught: SchoolClass | Teaching
    ) -> SchoolClass | Teaching | LeftOut:
        span = self._span(row)
        if isinstance(span, LeftOut):
            return span
        begins_on, ends_on = span
        if begins_on and ends_on and ends_on < begins_on:
            self._faults.add(row.fault("dates_reversed", "endDate"))
            return LeftOut.REFUSED
        if isinstance(taught, SchoolClass):
            place = ClassMembership(pupil.source_id, taught.source_id, begins_on, ends_on)
            self.class_places[place] = None
            self.pupils_in_class.add(pupil.source_id)
        else:
            seat = TeachingMembership(pupil.source_id, taught.source_id, begins_on, ends_on)
            self.teaching_places[seat] = None
        return taught

    def _place_teacher(
        self, row: Row, taught: SchoolClass | Teaching
    ) -> SchoolClass | Teaching | LeftOut:
        teacher = self._people.users.find(row, "userSourcedId", self._faults)
        if isinstance(teacher, LeftOut):
            return teacher
        span = self._span(row)
        if isinstance(span, LeftOut):
            return span
        _, ends_on = span
        place = _TeacherPlace(
            is_secondary=not read_flag(row["primary"]),
            days_before_the_end_of_time=(date.max - (ends_on or date.max)).days,
            label=self._people.staff_label(teacher),
        )
        self._teachers[taught.source_id].append(place)
        return taught

    def _span(self, row: Row) -> tuple[date | None, date | None] | LeftOut:
        """The first and last day; a date nobody can read must not become "without end"."""
        begins_on = read_day(row, "beginDate", self._faults, is_needed=True)
        ends_on = read_day(row, "endDate", self._faults, is_needed=True)
        if (row["beginDate"] and not begins_on) or (row["endDate"] and not ends_on):
            return LeftOut.REFUSED
        return begins_on, ends_on


def _classes_by_grade(
    people: People, placed: set[str]
) -> tuple[list[SchoolClass], list[ClassMembership]]:
    classes: dict[str, SchoolClass] = {}
    places = []
    for pupil in people.pupils():
        user = people.users.get(pupil.source_id)
        if pupil.source_id in placed or user is None or not user.grades:
            continue
        grade = user.grades[0]
        class_id = grade_class_id(pupil.school_id, grade)
        classes.setdefault(class_id, SchoolClass(class_id, pupil.school_id, grade))
        places.append(ClassMembership(pupil.source_id, class_id))
    return list(classes.values()), places
