"""Whom and what the lines of a school's own spreadsheets mean, within that one school.

A name is unified, never guessed at: two that fit are a fault, as is none. Nobody is joined here to
a person of another source.
"""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.engine import Connection

from kiosk.domain.faults import Fault
from kiosk.domain.supplement import CoefficientLine, LinePlace, Whom
from kiosk.domain.written_names import period_name, unified
from kiosk.store.schema import (
    assignments,
    class_memberships,
    classes,
    periods,
    pupils,
    teaching_memberships,
    teachings,
)

_ABOUT_TO_BEGIN = timedelta(days=45)
_SAME_YEAR = timedelta(days=200)


def fault(reason: str, place: LinePlace, column: str, value: str = "") -> Fault:
    """What is wrong with a line, at its place."""
    return Fault(place.file, reason, place.line, column, value)


@dataclass(frozen=True, slots=True)
class _PupilFacts:
    pupil_id: int
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _PeriodFacts:
    period_id: int
    title: str
    starts_on: date
    ends_on: date


class PeopleLookup:
    """The present pupils and the classes of one school; what is not found becomes a fault."""

    def __init__(
        self, connection: Connection, school_id: int, today: date, faults: list[Fault]
    ) -> None:
        self._faults = faults
        self._by_identifier: dict[str, _PupilFacts] = {}
        self._by_names: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        row = pupils.c
        present = select(row.id, row.source_id, row.family_name, row.given_name).where(
            row.school_id == school_id, row.gone_on.is_(None)
        )
        for pupil_id, identifier, family_name, given_name in connection.execute(present):
            names = (unified(family_name), unified(given_name))
            self._by_identifier[identifier] = _PupilFacts(pupil_id, names)
            self._by_names[names].append(pupil_id)
        self._classes: defaultdict[str, list[int]] = defaultdict(list)
        named = select(classes.c.id, classes.c.name).where(classes.c.school_id == school_id)
        for class_id, name in connection.execute(named):
            self._classes[unified(name)].append(class_id)
        self._classes_of = _classes_of_pupils(connection, school_id, today)

    def pupil(self, whom: Whom, place: LinePlace) -> int | None:
        """The pupil a line is about; None with a fault."""
        if whom.identifier:
            return self._identified(whom, place)
        found = self._by_names.get((unified(whom.family_name), unified(whom.given_name)), [])
        written = f"{whom.family_name} {whom.given_name}"
        if found and whom.class_name:
            found = self._in_class(found, whom.class_name, place)
            if not found:
                return None
        if len(found) == 1:
            return found[0]
        reason = "pupil_ambiguous" if found else "pupil_unknown"
        self._faults.append(fault(reason, place, "Nom", written))
        return None

    def _identified(self, whom: Whom, place: LinePlace) -> int | None:
        """A number copied one line too low would show a child's life to another family."""
        facts = self._by_identifier.get(whom.identifier)
        if facts is None:
            reason = "pupil_unknown_identifier"
            self._faults.append(fault(reason, place, "Identifiant", whom.identifier))
            return None
        written = (whom.family_name, whom.given_name)
        for name, known in zip(written, facts.names, strict=True):
            if name and unified(name) != known:
                self._faults.append(fault("pupil_other_name", place, "Identifiant", name))
                return None
        if whom.class_name and not self._in_class([facts.pupil_id], whom.class_name, place):
            return None
        return facts.pupil_id

    def _in_class(self, pupil_ids: list[int], name: str, place: LinePlace) -> list[int]:
        """Those of some pupils who are in the class of that name; none with a fault."""
        class_id = self.school_class(name, place)
        if class_id is None:
            return []
        found = [one for one in pupil_ids if class_id in self._classes_of[one]]
        if not found:
            self._faults.append(fault("pupil_other_class", place, "Classe", name))
        return found

    def school_class(self, name: str, place: LinePlace) -> int | None:
        """The class of that name; None with a fault."""
        found = self._classes.get(unified(name), [])
        if len(found) == 1:
            return found[0]
        reason = "class_ambiguous" if found else "class_unknown"
        self._faults.append(fault(reason, place, "Classe", name))
        return None

    def audience(self, whom: Whom, place: LinePlace) -> tuple[int | None, int | None] | None:
        """A pupil, otherwise a class, otherwise the whole school; None with a fault."""
        if whom.identifier or whom.family_name or whom.given_name:
            pupil_id = self.pupil(whom, place)
            return None if pupil_id is None else (pupil_id, None)
        if whom.class_name:
            class_id = self.school_class(whom.class_name, place)
            return None if class_id is None else (None, class_id)
        return None, None


class WorkLookup:
    """Periods, subjects and pieces of work of one school."""

    def __init__(
        self, connection: Connection, school_id: int, today: date, faults: list[Fault]
    ) -> None:
        self._connection = connection
        self._school_id = school_id
        self._today = today
        self._faults = faults
        self._periods: list[_PeriodFacts] = []
        self._used: set[int] = set()
        self._subjects: dict[Hashable, str] = {}

    def read_periods(self, source: str) -> None:
        """Those the school's source tells of, and which of them the school's work falls in."""
        row = periods.c
        told = select(row.id, row.title, row.starts_on, row.ends_on).where(row.source == source)
        found = self._connection.execute(told.order_by(row.id))
        self._periods = [_PeriodFacts(*facts) for facts in found]
        used = (
            select(assignments.c.period_id)
            .join(teachings, teachings.c.id == assignments.c.teaching_id)
            .where(teachings.c.school_id == self._school_id, assignments.c.period_id.is_not(None))
        )
        self._used = set(self._connection.scalars(used.distinct()))

    def period(self, title: str, place: LinePlace) -> int | None:
        """The period of that title, of this year where several years have one."""
        wanted = period_name(title)
        found = [one for one in self._periods if period_name(one.title) == wanted]
        begun = [one for one in found if one.starts_on <= self._today + _ABOUT_TO_BEGIN] or found
        latest = max((one.starts_on for one in begun), default=date.min)
        of_year = [one for one in begun if latest - one.starts_on < _SAME_YEAR]
        ours = [one for one in of_year if one.period_id in self._used] or of_year
        if ours and len({(one.starts_on, one.ends_on) for one in ours}) == 1:
            return ours[0].period_id
        reason = "period_ambiguous" if ours else "period_unknown"
        self._faults.append(fault(reason, place, "Période", title))
        return None

    def read_subjects(self) -> None:
        """How the school's system spells its subjects, and each pupil's own."""
        told = (
            select(teaching_memberships.c.pupil_id, teachings.c.subject)
            .join(teachings, teachings.c.id == teaching_memberships.c.teaching_id)
            .where(teachings.c.school_id == self._school_id)
            .order_by(teachings.c.subject.desc())
        )
        for pupil_id, subject in self._connection.execute(told.distinct()):
            self._subjects[unified(subject)] = subject
            self._subjects[pupil_id, unified(subject)] = subject

    def subject(self, pupil_id: int, written: str) -> str:
        """A subject in the spelling of the school's system, where it has it."""
        of_school = self._subjects.get(unified(written), written)
        return self._subjects.get((pupil_id, unified(written)), of_school)

    def read_work(self) -> None:
        """Every piece of work, by identifier and by class, subject and title."""
        work = assignments.c
        told = (
            select(work.id, work.source_id, teachings.c.subject, work.title, work.teaching_id)
            .join(teachings, teachings.c.id == work.teaching_id)
            .where(teachings.c.school_id == self._school_id)
        )
        classes_of = _classes_of_teachings(self._connection, self._school_id)
        self._by_identifier: dict[str, int] = {}
        self._by_names: defaultdict[tuple[int, str, str], list[int]] = defaultdict(list)
        for work_id, identifier, subject, title, teaching_id in self._connection.execute(told):
            self._by_identifier[identifier] = work_id
            for class_id in classes_of[teaching_id]:
                self._by_names[class_id, unified(subject), unified(title)].append(work_id)

    def work(self, line: CoefficientLine, people: PeopleLookup) -> int | None:
        """The piece of work a line names; None with a fault."""
        if line.identifier:
            if line.identifier not in self._by_identifier:
                column = "Identifiant du devoir"
                self._faults.append(fault("work_unknown", line.place, column, line.identifier))
            return self._by_identifier.get(line.identifier)
        class_id = people.school_class(line.class_name, line.place)
        if class_id is None:
            return None
        found = self._by_names.get((class_id, unified(line.subject), unified(line.title)), [])
        if len(found) == 1:
            return found[0]
        reason = "work_ambiguous" if found else "work_unknown"
        self._faults.append(fault(reason, line.place, "Intitulé", line.title))
        return None


def _classes_of_pupils(
    connection: Connection, school_id: int, today: date
) -> defaultdict[int, set[int]]:
    """The classes each pupil is in; while he is in none, as in the holidays, all of his."""
    member = class_memberships.c
    is_now = and_(
        or_(member.begins_on.is_(None), member.begins_on <= today),
        or_(member.ends_on.is_(None), member.ends_on >= today),
    )
    told = (
        select(member.pupil_id, member.class_id, is_now)
        .join(classes, classes.c.id == member.class_id)
        .where(classes.c.school_id == school_id)
    )
    now: defaultdict[int, set[int]] = defaultdict(set)
    ever: defaultdict[int, set[int]] = defaultdict(set)
    for pupil_id, class_id, is_there in connection.execute(told):
        ever[pupil_id].add(class_id)
        if is_there:
            now[pupil_id].add(class_id)
    ever.update(now)
    return ever


def _classes_of_teachings(connection: Connection, school_id: int) -> defaultdict[int, set[int]]:
    """The classes whose pupils a teaching has."""
    told = (
        select(teaching_memberships.c.teaching_id, class_memberships.c.class_id)
        .join(
            class_memberships,
            class_memberships.c.pupil_id == teaching_memberships.c.pupil_id,
        )
        .join(classes, classes.c.id == class_memberships.c.class_id)
        .where(classes.c.school_id == school_id)
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    for teaching_id, class_id in connection.execute(told.distinct()):
        found[teaching_id].add(class_id)
    return found
