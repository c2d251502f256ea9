"""What each row of a segment does to the vault, within the segment's transaction."""

import sqlite3
from functools import singledispatch

from kiosk.domain.segment import (
    DirectoryRow,
    DocumentDropRow,
    DocumentRow,
    DropRow,
    EnvelopeRow,
    LockRow,
    PinRow,
    ReceivedRow,
    Row,
    SchoolDateRow,
    TombstoneRow,
)
from kiosk.sealing.visit_notes import unfilled_note


@singledispatch
def apply_row(row: Row, cursor: sqlite3.Cursor) -> None:
    """Take one row."""
    raise TypeError(type(row).__name__)


@apply_row.register
def _(row: EnvelopeRow, cursor: sqlite3.Cursor) -> None:
    cursor.execute(
        "INSERT INTO envelopes VALUES (?, ?, ?) ON CONFLICT (reader_id) DO UPDATE"
        " SET version = excluded.version, sealed = excluded.sealed"
        " WHERE excluded.version > envelopes.version",
        (row.reader_id, row.version, row.sealed),
    )
    cursor.execute(
        "INSERT OR IGNORE INTO visit_notes VALUES (?, ?)", (row.reader_id, unfilled_note())
    )


@apply_row.register
def _(row: LockRow, cursor: sqlite3.Cursor) -> None:
    cursor.execute("DELETE FROM locks WHERE serial = ? OR lookup = ?", (row.serial, row.lookup))
    cursor.execute("DELETE FROM pending WHERE serial = ?", (row.serial,))
    cursor.execute(
        "INSERT INTO locks SELECT ?, ?, ?, ?, ?, ?, ?, 0"
        " WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE serial = ?)",
        (
            row.lookup,
            row.serial,
            row.kind,
            row.expires_on.isoformat(),
            row.reader_id,
            row.picture,
            row.wrapped,
            row.serial,
        ),
    )


@apply_row.register
def _(row: TombstoneRow, cursor: sqlite3.Cursor) -> None:
    cursor.execute("INSERT OR IGNORE INTO tombstones VALUES (?)", (row.serial,))
    for table in ("locks", "pending", "pins"):
        cursor.execute(f"DELETE FROM {table} WHERE serial = ?", (row.serial,))  # noqa: S608


@apply_row.register
def _(row: PinRow, cursor: sqlite3.Cursor) -> None:
    # One chosen here meanwhile, of the same version, stays: she has just been told it is hers.
    cursor.execute(
        "INSERT INTO pins SELECT ?, ?, ?, 0, ''"
        " WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE serial = ?)"
        " ON CONFLICT (serial) DO UPDATE SET version = excluded.version,"
        " verifier = excluded.verifier, failures = 0, asleep_until = ''"
        " WHERE excluded.version > pins.version",
        (row.serial, row.version, row.verifier, row.serial),
    )


@apply_row.register
def _(row: DropRow, cursor: sqlite3.Cursor) -> None:
    for table in ("envelopes", "locks", "pending", "visit_notes", "directory"):
        cursor.execute(f"DELETE FROM {table} WHERE reader_id = ?", (row.reader_id,))  # noqa: S608


@apply_row.register
def _(row: DirectoryRow, cursor: sqlite3.Cursor) -> None:
    cursor.execute("INSERT OR REPLACE INTO directory VALUES (?, ?)", (row.reader_id, row.sealed))


@apply_row.register
def _(row: SchoolDateRow, cursor: sqlite3.Cursor) -> None:
    cursor.execute(
        "INSERT INTO school_dates VALUES (?, ?) ON CONFLICT (school_uai) DO UPDATE"
        " SET as_of = excluded.as_of",
        (row.school_uai, row.as_of.isoformat()),
    )


@apply_row.register
def _(row: DocumentRow, cursor: sqlite3.Cursor) -> None:
    # A document dropped and wanted again comes anew; one that is there never changes.
    cursor.execute("INSERT OR REPLACE INTO documents VALUES (?, ?)", (row.document_id, row.sealed))


@apply_row.register
def _(row: DocumentDropRow, cursor: sqlite3.Cursor) -> None:
    cursor.execute("DELETE FROM documents WHERE document_id = ?", (row.document_id,))


@apply_row.register
def _(row: ReceivedRow, cursor: sqlite3.Cursor) -> None:
    cursor.execute(
        "UPDATE outbox SET taken_at = (SELECT value FROM state WHERE name = 'signed_at')"
        " WHERE message_id = ? AND taken_at = ''",
        (row.message_id,),
    )
