"""A school file's complete picture, made the store's own.

Only the schools a file names are touched. People are never deleted: a pupil who is no longer
there is closed to everyone, so that a slip in a drawer keeps its meaning if he comes back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from kiosk.domain.errors import FileRefused, TooManyRemoved
from kiosk.domain.removals import Removal
from kiosk.domain.schooling import SchoolData
from kiosk.store import schema
from kiosk.store.reconcile import Change
from kiosk.store.replacement import Replacement


@dataclass
class RosterChange:
    """What a file changed, kind by kind, in the words of ``schooling.RECORD_KINDS``."""

    kinds: dict[str, Change] = field(default_factory=dict)
    removals: tuple[Removal, ...] = ()
    """What of it nobody takes for granted."""
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    """Pupils not taken as they are still present at another school, counted by its UAI."""

    def __bool__(self) -> bool:
        return any(self.kinds.values())


class Roster:
    """People, groups, homework and marks of schools."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(
        self, data: SchoolData, *, today: date, now: datetime, accept_removals: bool = False
    ) -> RosterChange:
        """Make the store say of the file's schools exactly what the file says.

        Raises ``TooManyRemoved`` when a class or a large part of a school would go with it, unless
        a person says that it may (``accept_removals``).

        Also ``FileRefused("source")`` when one of them was last told of by another system:
        two systems' identifiers must never be taken for one another. ``FileRefused("conflict")``
        when the file gives a group, a period or a piece of work of a school it does not name. A
        pupil who is present at such a school is left out (``RosterChange.elsewhere``).
        """
        replacement = Replacement(self._connection, data, today, now)
        try:
            kinds = replacement.carry_out()
        except IntegrityError:
            raise FileRefused("conflict", data.source) from None
        change = RosterChange(kinds, replacement.removals(), replacement.elsewhere)
        if change.removals and not accept_removals:
            raise TooManyRemoved(change.removals)
        return change

    def sources(self) -> dict[str, str]:
        """The system each school's identifiers belong to, by UAI."""
        rows = self._connection.execute(select(schema.schools.c.uai, schema.schools.c.source))
        return {uai: source for uai, source in rows}

    def school_dates(self) -> dict[str, datetime]:
        """When each school's data was last received, by UAI."""
        rows = self._connection.execute(select(schema.schools.c.uai, schema.schools.c.as_of))
        return {uai: as_of for uai, as_of in rows if as_of is not None}
