"""Readers who are one person, by the slips she showed together; nobody is joined by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, or_, select, update
from sqlalchemy.engine import Connection

from kiosk.store.from_points import reader_unions


@dataclass(frozen=True, slots=True)
class Union:
    """Two readers, the slips that proved it, and where and when they were shown."""

    reader_id: str
    serial: str
    other_id: str
    other_serial: str
    point_id: str
    joined_at: datetime
    parted_at: datetime | None = None
    parted_because: str = ""


_COLUMNS = [reader_unions.c[name] for name in Union.__slots__]
_HOLDS = reader_unions.c.parted_at.is_(None)


class Unions:
    """What was joined, and what was parted since."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Union]:
        """Every union there was, the newest first."""
        statement = select(*_COLUMNS).order_by(reader_unions.c.id.desc())
        return [Union(*row) for row in self._connection.execute(statement)]

    def join(self, union: Union) -> None:
        """Join two readers, unless they are."""
        if union.other_id in self.with_reader(union.reader_id):
            return
        values = {name: getattr(union, name) for name in Union.__slots__}
        self._connection.execute(insert(reader_unions).values(values))

    def part(self, reader_id: str, at: datetime, because: str) -> bool:
        """Take a reader out of what was joined; whether she was in anything."""
        return self._end(_of(reader_id), at, because)

    def part_by_slip(self, serial: str, at: datetime, because: str) -> bool:
        """What a slip proved holds no more; whether it had proved anything."""
        unions = reader_unions.c
        return self._end(or_(unions.serial == serial, unions.other_serial == serial), at, because)

    def groups(self) -> dict[str, tuple[str, ...]]:
        """For each reader who is joined, all that she is one with, herself among them, by id."""
        statement = select(reader_unions.c.reader_id, reader_unions.c.other_id).where(_HOLDS)
        return components(self._connection.execute(statement))

    def with_reader(self, reader_id: str) -> tuple[str, ...]:
        """All that a reader is one with, herself among them; nobody else where she is not."""
        return self.groups().get(reader_id, (reader_id,))

    def ever_with(self, reader_ids: Iterable[str]) -> set[str]:
        """These readers, and all whom they are or ever were joined with."""
        statement = select(reader_unions.c.reader_id, reader_unions.c.other_id)
        groups = components(self._connection.execute(statement))
        return {other for one in reader_ids for other in groups.get(one, (one,))}

    def _end(self, which: object, at: datetime, because: str) -> bool:
        statement = update(reader_unions).where(_HOLDS, which)  # type: ignore[arg-type]
        ended = self._connection.execute(statement.values(parted_at=at, parted_because=because))
        return ended.rowcount > 0


def _of(reader_id: str) -> object:
    return or_(reader_unions.c.reader_id == reader_id, reader_unions.c.other_id == reader_id)


def components(pairs: Iterable[Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Who is reached from whom, each with all of hers, by id."""
    groups: dict[str, set[str]] = {}
    for one, other in pairs:
        together = groups.get(one, {one}) | groups.get(other, {other})
        for member in together:
            groups[member] = together
    return {one: tuple(sorted(members)) for one, members in groups.items()}
