"""One file taken into the store, kind by kind."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, and_, bindparam, or_, select, update
from sqlalchemy.engine import Connection

from kiosk.domain.errors import FileRefused
from kiosk.domain.people import Right
from kiosk.domain.removals import Removal
from kiosk.domain.schooling import SchoolData, is_made_of_a_grade, school_year_start
from kiosk.store import record_values, schema
from kiosk.store.neighbours import Neighbours
from kiosk.store.reconcile import Change, TableDifference
from kiosk.store.record_values import Ids, Rows
from kiosk.store.removals import RemovalCheck
from kiosk.store.renumbered import follow_classes, follow_periods, written_to_classes

# What would lose its footing with a record: a file that is silent on these removes no such record.
_HANGS_ON = {
    "classes": ("class_memberships",),
    "teachings": ("teaching_memberships", "assignments", "marks"),
    "assignments": ("marks",),
}
_NAMED = ("source", "source_id")
_FOLLOWED = {"classes": follow_classes, "periods": follow_periods}


class Replacement:
    """One file being taken in. Parents are written before children, removed after them.

    Only rows of the file's own source and schools are ever compared with it.
    """

    def __init__(
        self, connection: Connection, data: SchoolData, today: date, now: datetime
    ) -> None:
        self._connection = connection
        self._data = data
        self._today = today
        self._now = now
        self._changes: dict[str, Change] = {}
        self._removals: list[tuple[str, TableDifference]] = []
        self._differences: dict[str, TableDifference] = {}
        self.elsewhere: Counter[str] = Counter()
        """Pupils left out as they are present at a school the file does not name, by its UAI."""
        self._written_to_classes: list[Removal] = []

    def carry_out(self) -> dict[str, Change]:
        """Write everything; what changed, by kind.

        Raises ``FileRefused``: ``"source"``, ``"other_people"`` or ``"conflict"``.
        """
        schools = self._write_schools()
        self._neighbours = Neighbours(self._connection, self._data, self._in_scope)
        self._neighbours.refuse_other_people()
        self._neighbours.refuse_another_period()
        self._data, self.elsewhere = self._neighbours.without_their_pupils()
        data = self._data
        periods = self._write_named("periods", schema.periods, record_values.periods(data))
        rows = record_values.classes(data, schools)
        classes = self._write_named("classes", schema.classes, rows, of_schools=True)
        self._grades = {row_id for one, row_id in classes.items() if is_made_of_a_grade(one)}
        rows = record_values.teachings(data, schools)
        teachings = self._write_named("teachings", schema.teachings, rows, of_schools=True)
        pupils = self._write_pupils(schools)
        guardians = self._write_named("guardians", schema.guardians, record_values.guardians(data))
        self._write_guardianships(guardians, pupils)
        self._write_memberships(pupils, classes, teachings)
        assignments = self._write_assignments(teachings, periods)
        self._write_marks(assignments, pupils)
        self._remove_absent()
        return self._changes

    def removals(self) -> tuple[Removal, ...]:
        """What of all that was carried out a person must say yes to."""
        told = {kind for kind, _ in self._removals if self._is_told(kind)}
        check = RemovalCheck(self._differences, self._uais, told, self._grades, self._today)
        return (*check.found(), *self._written_to_classes)

    def _write_schools(self) -> Ids:
        self._refuse_other_sources()
        ids = self._write_named("schools", schema.schools, record_values.schools(self._data))
        touched = {school.source_id: ids[school.source_id] for school in self._data.schools}
        statement = update(schema.schools).where(schema.schools.c.id.in_(touched.values()))
        self._connection.execute(statement.values(as_of=self._now))
        self._in_scope = list(touched.values())
        self._uais = {touched[school.source_id]: school.uai for school in self._data.schools}
        return touched

    def _refuse_other_sources(self) -> None:
        uais = [school.uai for school in self._data.schools]
        table = schema.schools.c
        known = select(table.uai).where(table.uai.in_(uais), table.source != self._data.source)
        if other := self._connection.scalar(known):
            raise FileRefused("source", other)

    def _write_named(self, kind: str, table: Table, rows: Rows, *, of_schools: bool = False) -> Ids:
        """Upsert records that carry ``(source, source_id)``; the ids of all of the source's.

        A group may move from one of the file's schools to another (``of_schools``), and only
        theirs are removed.
        """
        for (source, source_id), values in rows.items():
            values.update(source=source, source_id=source_id)
        scope = table.c.source == self._data.source
        difference = self._difference(kind, table, _NAMED, scope, rows)
        if follow := _FOLLOWED.get(kind):
            follow(difference, self._in_scope)
        if of_schools:
            self._neighbours.refuse_their_groups(difference)
        self._note(kind, difference.upsert())
        if of_schools:
            ours = {
                key: row
                for key, row in difference.present.items()
                if row["school_id"] in self._in_scope
            }
            self._removals.append((kind, replace(difference, present=ours)))
        return self._ids(table)

    def _ids(self, table: Table) -> Ids:
        rows = self._connection.execute(
            select(table.c.source_id, table.c.id).where(table.c.source == self._data.source)
        )
        return {source_id: row_id for source_id, row_id in rows}

    def _write_pupils(self, schools: Ids) -> Ids:
        rows = record_values.pupils(self._data, schools)
        ids = self._write_named("pupils", schema.pupils, rows)
        self._close_absent_pupils({pupil.source_id for pupil in self._data.pupils})
        return ids

    def _close_absent_pupils(self, named: set[str]) -> None:
        table = schema.pupils.c
        rows = self._connection.execute(
            select(table.id, table.source_id).where(
                table.source == self._data.source,
                table.school_id.in_(self._in_scope),
                table.gone_on.is_(None),
            )
        )
        gone = [row_id for row_id, source_id in rows if source_id not in named]
        if gone:
            statement = update(schema.pupils).where(table.id == bindparam("row_id"))
            self._connection.execute(
                statement.values(gone_on=self._today), [{"row_id": one} for one in gone]
            )
        self._note("pupils", Change(removed=len(gone)))

    def _write_guardianships(self, guardians: Ids, pupils: Ids) -> None:
        table = schema.guardianships
        scope = and_(
            table.c.source == self._data.source, table.c.pupil_id.in_(self._pupils_in_scope())
        )
        if "guardianships.self" in self._data.silent_on:
            scope = and_(scope, table.c.right != Right.SELF.value)
        key = ("source", "guardian_id", "pupil_id")
        rows = record_values.guardianships(self._data, guardians, pupils)
        self._write(self._difference("guardianships", table, key, scope, rows), "guardianships")

    def _write_memberships(self, pupils: Ids, classes: Ids, teachings: Ids) -> None:
        table = schema.class_memberships
        scope = self._places(table.c.pupil_id, table.c.class_id, schema.classes)
        key = ("pupil_id", "class_id", "begins_on")
        rows = record_values.class_memberships(self._data, pupils, classes)
        kind = "class_memberships"
        self._write(self._difference(kind, table, key, scope, rows), kind)
        table = schema.teaching_memberships
        scope = self._places(table.c.pupil_id, table.c.teaching_id, schema.teachings)
        key = ("pupil_id", "teaching_id", "begins_on")
        rows = record_values.teaching_memberships(self._data, pupils, teachings)
        kind = "teaching_memberships"
        difference = self._difference(kind, table, key, scope, rows)
        if not self._is_told("teachings"):
            # A teaching that stays because of its work keeps its pupils too.
            named = {teachings[one.source_id] for one in self._data.teachings}
            of_named = {
                place: row
                for place, row in difference.present.items()
                if row["teaching_id"] in named
            }
            difference = replace(difference, present=of_named)
        self._write(difference, kind)

    def _write_assignments(self, teachings: Ids, periods: Ids) -> Ids:
        table = schema.assignments
        taught_here = self._groups_in_scope(schema.teachings)
        scope = and_(table.c.source == self._data.source, table.c.teaching_id.in_(taught_here))
        rows = record_values.assignments(self._data, teachings, periods)
        difference = self._difference("assignments", table, _NAMED, scope, rows)
        difference.renew("first_seen_on", self._today, when=())
        self._write(difference, "assignments")
        return self._ids(table)

    def _write_marks(self, assignments: Ids, pupils: Ids) -> None:
        table = schema.marks
        given_here = select(schema.assignments.c.id).where(
            schema.assignments.c.teaching_id.in_(self._groups_in_scope(schema.teachings))
        )
        scope = or_(
            and_(
                _one_by_one(table.c.pupil_id).in_(self._pupils_in_scope()),
                table.c.assignment_id.in_(self._own(schema.assignments)),
            ),
            table.c.assignment_id.in_(given_here),
        )
        rows = record_values.marks(self._data, assignments, pupils)
        difference = self._difference("marks", table, ("assignment_id", "pupil_id"), scope, rows)
        # Handed in on Monday, marked on Friday: what a family waits for is new on Friday.
        difference.renew("first_seen_on", self._today, when=("status", "value", "text"))
        self._write(difference, "marks")

    def _difference(
        self, kind: str, table: Table, key: tuple[str, ...], scope: Any, rows: Rows
    ) -> TableDifference:
        difference = TableDifference.of(self._connection, table, key, scope, rows)
        self._differences[kind] = difference
        for silent in self._data.silent_on:
            of_kind, _, column = silent.partition(".")
            if of_kind == kind and column in table.c:
                difference.keep(column)
        return difference

    def _write(self, difference: TableDifference, kind: str) -> None:
        self._differences[kind] = difference
        self._note(kind, difference.upsert())
        self._removals.append((kind, difference))

    def _remove_absent(self) -> None:
        for kind, difference in reversed(self._removals):
            if self._is_told(kind):
                if kind == "classes":
                    self._look_at_what_was_written_to(difference.absent())
                self._note(kind, difference.remove_absent())

    def _look_at_what_was_written_to(self, class_ids: Collection[int]) -> None:
        since = school_year_start(self._today)
        lost = written_to_classes(self._connection, class_ids, self._uais, since)
        self._written_to_classes = list(lost)
        for one in self._written_to_classes:
            self._note(one.kind, Change(removed=one.gone))

    def _is_told(self, kind: str) -> bool:
        """Whether a record of a kind that the file does not have is to be removed."""
        return self._data.silent_on.isdisjoint({kind, *_HANGS_ON.get(kind, ())})

    def _pupils_in_scope(self) -> Any:
        table = schema.pupils.c
        return select(table.id).where(
            table.source == self._data.source, table.school_id.in_(self._in_scope)
        )

    def _groups_in_scope(self, table: Table) -> Any:
        return select(table.c.id).where(table.c.school_id.in_(self._in_scope))

    def _places(self, pupil_id: Any, group_id: Any, groups: Table) -> Any:
        """The places of the schools' own pupils, and everybody's in their groups.

        A pupil of another school of the source may sit in a group that goes: his place goes too.
        """
        own = _one_by_one(group_id).in_(self._own(groups))
        of_pupils = and_(pupil_id.in_(self._pupils_in_scope()), own)
        return or_(of_pupils, group_id.in_(self._groups_in_scope(groups)))

    def _own(self, table: Table) -> Any:
        return select(table.c.id).where(table.c.source == self._data.source)

    def _note(self, kind: str, change: Change) -> None:
        before = self._changes.get(kind, Change())
        self._changes[kind] = Change(
            before.added + change.added,
            before.changed + change.changed,
            before.removed + change.removed,
        )


def _one_by_one(row_id: Any) -> Any:
    """An id looked at row by row.

    SQLite would otherwise look up every pupil with every group in the index of both: a hundred
    thousand marks take it forty seconds instead of one.
    """
    return row_id + 0
