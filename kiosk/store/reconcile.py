"""Making a table agree with a file, and telling what that changed."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """How many records of one kind a file added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass
class TableDifference:
    """What stands in a table against what a file says, keyed alike."""

    connection: Connection
    table: Table
    present: dict[Hashable, Values]
    wanted: Mapping[Hashable, Values]

    @classmethod
    def of(
        cls,
        connection: Connection,
        table: Table,
        key: Sequence[str],
        scope: ColumnElement[bool],
        wanted: Mapping[Hashable, Values],
    ) -> "TableDifference":
        """Read the rows of ``table`` within ``scope``; ``key`` names the columns that identify."""
        rows = connection.execute(select(table).where(scope)).mappings()
        present: dict[Hashable, Values] = {
            tuple(row[name] for name in key): {str(name): row[name] for name in row} for row in rows
        }
        return cls(connection, table, present, wanted)

    def keep(self, name: str) -> None:
        """Leave a column as it stands where a record is there already."""
        for key, values in self.wanted.items():
            if key in self.present:
                values[name] = self.present[key][name]

    def renew(self, name: str, value: Any, *, when: Sequence[str]) -> None:
        """Set a column on what is new, and where one of the columns ``when`` changes."""
        for key, values in self.wanted.items():
            row = self.present.get(key)
            is_news = row is None or _differs(row, {one: values[one] for one in when})
            values[name] = value if is_news or row is None else row[name]

    def upsert(self) -> Change:
        """Add what is missing and correct what differs."""
        missing = [values for key, values in self.wanted.items() if key not in self.present]
        differing = [
            {"row_id": self.present[key]["id"], **values}
            for key, values in self.wanted.items()
            if key in self.present and _differs(self.present[key], values)
        ]
        if missing:
            self.connection.execute(insert(self.table), missing)
        if differing:
            statement = update(self.table).where(self.table.c.id == bindparam("row_id"))
            names = [name for name in differing[0] if name != "row_id"]
            changes = statement.values({name: bindparam(f"new_{name}") for name in names})
            self.connection.execute(
                changes,
                [
                    {"row_id": row["row_id"], **{f"new_{name}": row[name] for name in names}}
                    for row in differing
                ],
            )
        return Change(added=len(missing), changed=len(differing))

    def absent(self) -> list[int]:
        """The ids of the rows the file no longer has."""
        return [row["id"] for key, row in self.present.items() if key not in self.wanted]

    def remove_absent(self) -> Change:
        """Delete the rows the file no longer has."""
        gone = self.absent()
        if gone:
            statement = delete(self.table).where(self.table.c.id == bindparam("row_id"))
            self.connection.execute(statement, [{"row_id": one} for one in gone])
        return Change(removed=len(gone))


def _differs(row: Values, values: Values) -> bool:
    return any(row[name] != value for name, value in values.items())
