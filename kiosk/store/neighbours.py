"""What the schools of a source that a file does not name have in the store: theirs to speak of.

One system's code may stand in the exports of many schools. A file of one of them must neither
take a child from another nor speak of its groups and periods.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Table, and_, select, union
from sqlalchemy.engine import Connection

from kiosk.domain.errors import FileRefused
from kiosk.domain.schooling import SchoolData
from kiosk.domain.written_names import period_name
from kiosk.store.reconcile import TableDifference
from kiosk.store.schema import (
    assignments,
    given_averages,
    guardians,
    guardianships,
    periods,
    pupils,
    schools,
    teachings,
)


class Neighbours:
    """The other schools of a file's source."""

    def __init__(self, connection: Connection, data: SchoolData, named: Collection[int]) -> None:
        """``named`` are the ids of the schools the file names."""
        self._connection = connection
        self._data = data
        self._named = list(named)

    def refuse_other_people(self) -> None:
        """Two schools whose numbering happens to be the same are not one source.

        A pupil may come from a school the file does not name; under another name he is somebody
        else, and so is an adult whose known pupils are all elsewhere. Raises
        ``FileRefused("other_people")``.
        """
        told = {one.source_id: one for one in self._data.pupils}
        self._refuse_if_renamed(pupils, pupils.c.school_id.not_in(self._named), told)
        here = select(pupils.c.id).where(
            pupils.c.source == self._data.source, pupils.c.school_id.in_(self._named)
        )
        known_here = select(guardianships.c.guardian_id).where(guardianships.c.pupil_id.in_(here))
        tied_elsewhere = and_(
            guardians.c.id.in_(select(guardianships.c.guardian_id)),
            guardians.c.id.not_in(known_here),
        )
        adults = {one.source_id: one for one in self._data.guardians}
        self._refuse_if_renamed(guardians, tied_elsewhere, adults)

    def _refuse_if_renamed(self, table: Table, condition: Any, told: dict[str, Any]) -> None:
        columns = table.c
        known = select(columns.source_id, columns.given_name, columns.family_name).where(
            columns.source == self._data.source, condition
        )
        for source_id, given_name, family_name in self._connection.execute(known):
            person = told.get(source_id)
            if person and (person.given_name, person.family_name) != (given_name, family_name):
                raise FileRefused("other_people", self._data.source)

    def refuse_another_period(self) -> None:
        """A period they have work or averages in keeps its name; its days may be corrected.

        Raises ``FileRefused("conflict")``.
        """
        told = {one.source_id: one.title for one in self._data.periods}
        row = periods.c
        known = select(row.id, row.source_id, row.title).where(row.source == self._data.source)
        renamed = [
            period_id
            for period_id, source_id, title in self._connection.execute(known)
            if period_name(told.get(source_id, title)) != period_name(title)
        ]
        theirs = schools_with(self._connection, renamed).keys() - set(self._named)
        if theirs:
            uai = select(schools.c.uai).where(schools.c.id == min(theirs))
            raise FileRefused("conflict", self._connection.execute(uai).scalar_one())

    def refuse_their_groups(self, difference: TableDifference) -> None:
        """Classes or teachings that stand in another school; ``FileRefused("conflict")``."""
        for key in difference.wanted:
            row = difference.present.get(key)
            if row is not None and row["school_id"] not in self._named:
                uai = select(schools.c.uai).where(schools.c.id == row["school_id"])
                raise FileRefused("conflict", self._connection.execute(uai).scalar_one())

    def without_their_pupils(self) -> tuple[SchoolData, Counter[str]]:
        """The file less the pupils who are present at another school, counted by its UAI.

        Whoever changes schools comes in once a newer file of the former one no longer has him, or
        with a file that names both.
        """
        told = {one.source_id for one in self._data.pupils}
        present = (
            select(pupils.c.source_id, schools.c.uai)
            .join(schools, schools.c.id == pupils.c.school_id)
            .where(
                pupils.c.source == self._data.source,
                pupils.c.school_id.not_in(self._named),
                pupils.c.gone_on.is_(None),
            )
        )
        theirs = {source_id: uai for source_id, uai in self._connection.execute(present)}
        counts = Counter(uai for source_id, uai in theirs.items() if source_id in told)
        return self._data.without_pupils(theirs.keys()), counts


def schools_with(connection: Connection, period_ids: Collection[int]) -> dict[int, set[int]]:
    """The schools that have work or averages in some periods, and in which of them."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    if not period_ids:
        return found
    work = (
        select(teachings.c.school_id, assignments.c.period_id)
        .join(teachings, teachings.c.id == assignments.c.teaching_id)
        .where(assignments.c.period_id.in_(period_ids))
    )
    averages = select(given_averages.c.school_id, given_averages.c.period_id).where(
        given_averages.c.period_id.in_(period_ids)
    )
    for school_id, period_id in connection.execute(union(work, averages)):
        found[school_id].add(period_id)
    return found
