"""One file taken into the store, kind by kind."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, and_, bindparam, or_, select, update
from sqlalchemy.engine import Connection

from kiosk.domain.errors import FileRefused
from kiosk.domain.schooling import SchoolData
from kiosk.store import schema
from kiosk.store.reconcile import Change, TableDifference, Values

Ids = dict[str, int]

# What would lose its footing with a record: a file that is silent on these removes no such record.
_HANGS_ON = {
    "classes": ("class_memberships",),
    "teachings": ("teaching_memberships", "assignments", "marks"),
    "assignments": ("marks",),
}


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

    def carry_out(self) -> dict[str, Change]:
        """Write everything; what changed, by kind. Raises ``FileRefused("source")``."""
        schools = self._write_schools()
        self._in_scope = list(schools.values())
        periods = self._write_named("periods", schema.periods, self._period_values())
        self._write_groups(schools)
        pupils = self._write_pupils(schools)
        guardians = self._write_named("guardians", schema.guardians, self._guardian_values())
        self._write_guardianships(guardians, pupils)
        self._write_memberships(pupils)
        assignments = self._write_assignments(periods)
        self._write_marks(assignments, pupils)
        self._remove_absent()
        return self._changes

    def _write_schools(self) -> Ids:
        self._refuse_other_sources()
        wanted = {
            (self._data.source, school.source_id): {"name": school.name, "uai": school.uai}
            for school in self._data.schools
        }
        ids = self._write_named("schools", schema.schools, wanted)
        touched = {school.source_id: ids[school.source_id] for school in self._data.schools}
        statement = update(schema.schools).where(schema.schools.c.id.in_(touched.values()))
        self._connection.execute(statement.values(as_of=self._now))
        return touched

    def _refuse_other_sources(self) -> None:
        uais = [school.uai for school in self._data.schools]
        table = schema.schools.c
        known = select(table.uai).where(table.uai.in_(uais), table.source != self._data.source)
        if other := self._connection.scalar(known):
            raise FileRefused("source", other)

    def _write_named(
        self, kind: str, table: Table, wanted: dict[Any, Values], *, scoped: bool = False
    ) -> Ids:
        """Upsert records that carry ``(source, source_id)``; the ids of all of the source's.

        A group may move from one of the source's schools to another. Only those of the file's
        schools are removed (``scoped``).
        """
        scope = table.c.source == self._data.source
        for (source, source_id), values in wanted.items():
            values.update(source=source, source_id=source_id)
        difference = TableDifference.of(
            self._connection, table, ("source", "source_id"), scope, wanted
        )
        self._note(kind, difference.upsert())
        if scoped:
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

    def _period_values(self) -> dict[Any, Values]:
        return {
            (self._data.source, period.source_id): {
                "title": period.title,
                "starts_on": period.starts_on,
                "ends_on": period.ends_on,
            }
            for period in self._data.periods
        }

    def _guardian_values(self) -> dict[Any, Values]:
        return {
            (self._data.source, guardian.source_id): {
                "civility": guardian.civility,
                "given_name": guardian.given_name,
                "family_name": guardian.family_name,
            }
            for guardian in self._data.guardians
        }

    def _write_groups(self, schools: Ids) -> None:
        source = self._data.source
        classes: dict[Any, Values] = {
            (source, one.source_id): {"school_id": schools[one.school_id], "name": one.name}
            for one in self._data.classes
        }
        self._classes = self._write_named("classes", schema.classes, classes, scoped=True)
        teachings: dict[Any, Values] = {
            (source, one.source_id): {
                "school_id": schools[one.school_id],
                "subject": one.subject,
                "teacher": one.teacher,
            }
            for one in self._data.teachings
        }
        self._teachings = self._write_named("teachings", schema.teachings, teachings, scoped=True)

    def _write_pupils(self, schools: Ids) -> Ids:
        wanted: dict[Any, Values] = {
            (self._data.source, pupil.source_id): {
                "school_id": schools[pupil.school_id],
                "given_name": pupil.given_name,
                "family_name": pupil.family_name,
                "birth_on": pupil.birth_on,
                "gone_on": None,
            }
            for pupil in self._data.pupils
        }
        ids = self._write_named("pupils", schema.pupils, wanted)
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
        source = self._data.source
        wanted: dict[Any, Values] = {}
        for link in self._data.guardianships:
            key = (source, guardians[link.guardian_id], pupils[link.pupil_id])
            wanted[key] = {
                "source": source,
                "guardian_id": key[1],
                "pupil_id": key[2],
                "right": link.right.value,
                "starts_on": link.starts_on,
                "ends_on": link.ends_on,
            }
        table = schema.guardianships
        scope = and_(table.c.source == source, table.c.pupil_id.in_(self._pupils_in_scope()))
        self._write("guardianships", table, ("source", "guardian_id", "pupil_id"), scope, wanted)

    def _write_memberships(self, pupils: Ids) -> None:
        classes: dict[Any, Values] = {
            (pupils[one.pupil_id], self._classes[one.class_id]): {
                "pupil_id": pupils[one.pupil_id],
                "class_id": self._classes[one.class_id],
                "begins_on": one.begins_on,
                "ends_on": one.ends_on,
            }
            for one in self._data.class_memberships
        }
        table = schema.class_memberships
        scope = self._scope(table.c.pupil_id, table.c.class_id, schema.classes)
        self._write("class_memberships", table, ("pupil_id", "class_id"), scope, classes)
        teachings: dict[Any, Values] = {
            (pupils[one.pupil_id], self._teachings[one.teaching_id]): {
                "pupil_id": pupils[one.pupil_id],
                "teaching_id": self._teachings[one.teaching_id],
                "begins_on": one.begins_on,
                "ends_on": one.ends_on,
            }
            for one in self._data.teaching_memberships
        }
        table = schema.teaching_memberships
        scope = self._scope(table.c.pupil_id, table.c.teaching_id, schema.teachings)
        self._write("teaching_memberships", table, ("pupil_id", "teaching_id"), scope, teachings)

    def _write_assignments(self, periods: Ids) -> Ids:
        source = self._data.source
        wanted: dict[Any, Values] = {
            (source, one.source_id): {
                "source": source,
                "source_id": one.source_id,
                "teaching_id": self._teachings[one.teaching_id],
                "kind": one.kind.value,
                "title": one.title,
                "text": one.text,
                "given_on": one.given_on,
                "due_on": one.due_on,
                "period_id": periods[one.period_id] if one.period_id else None,
                "out_of": one.out_of,
                "coefficient": one.coefficient,
            }
            for one in self._data.assignments
        }
        table = schema.assignments
        taught_here = self._groups_in_scope(schema.teachings)
        scope = and_(table.c.source == source, table.c.teaching_id.in_(taught_here))
        self._write(
            "assignments", table, ("source", "source_id"), scope, wanted, self._first_seen()
        )
        return self._ids(table)

    def _write_marks(self, assignments: Ids, pupils: Ids) -> None:
        wanted: dict[Any, Values] = {
            (assignments[one.assignment_id], pupils[one.pupil_id]): {
                "assignment_id": assignments[one.assignment_id],
                "pupil_id": pupils[one.pupil_id],
                "status": one.status.value,
                "value": one.value,
                "text": one.text,
                "comment": one.comment,
                "marked_on": one.marked_on,
            }
            for one in self._data.marks
        }
        table = schema.marks
        given_here = select(schema.assignments.c.id).where(
            schema.assignments.c.teaching_id.in_(self._groups_in_scope(schema.teachings))
        )
        scope = or_(
            and_(
                table.c.pupil_id.in_(self._pupils_in_scope()),
                table.c.assignment_id.in_(self._own(schema.assignments)),
            ),
            table.c.assignment_id.in_(given_here),
        )
        key = ("assignment_id", "pupil_id")
        self._write("marks", table, key, scope, wanted, self._first_seen())

    def _write(
        self,
        kind: str,
        table: Table,
        key: tuple[str, ...],
        scope: Any,
        wanted: dict[Any, Values],
        only_on_insert: Values | None = None,
    ) -> None:
        difference = TableDifference.of(self._connection, table, key, scope, wanted)
        self._note(kind, difference.upsert(only_on_insert))
        self._removals.append((kind, difference))

    def _remove_absent(self) -> None:
        for kind, difference in reversed(self._removals):
            if self._data.silent_on.isdisjoint({kind, *_HANGS_ON.get(kind, ())}):
                self._note(kind, difference.remove_absent())

    def _pupils_in_scope(self) -> Any:
        table = schema.pupils.c
        return select(table.id).where(
            table.source == self._data.source, table.school_id.in_(self._in_scope)
        )

    def _groups_in_scope(self, table: Table) -> Any:
        return select(table.c.id).where(table.c.school_id.in_(self._in_scope))

    def _scope(self, pupil_id: Any, group_id: Any, groups: Table) -> Any:
        """The places of the schools' own pupils, and everybody's in their groups.

        A pupil of another school of the source may sit in a group that goes: his place goes too.
        """
        of_pupils = and_(pupil_id.in_(self._pupils_in_scope()), group_id.in_(self._own(groups)))
        return or_(of_pupils, group_id.in_(self._groups_in_scope(groups)))

    def _own(self, table: Table) -> Any:
        return select(table.c.id).where(table.c.source == self._data.source)

    def _first_seen(self) -> Values:
        return {"first_seen_on": self._today}

    def _note(self, kind: str, change: Change) -> None:
        before = self._changes.get(kind, Change())
        self._changes[kind] = Change(
            before.added + change.added,
            before.changed + change.changed,
            before.removed + change.removed,
        )
