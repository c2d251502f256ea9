"""The sealed store of an access point: takes verified segments, gives locks and envelopes.

It opens nothing itself. A segment is applied in one transaction or not at all; a tombstone always
wins, whatever arrives before or after it.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.domain.errors import SchemaRefused, SegmentRefused
from kiosk.domain.segment import GENESIS, DropRow, EnvelopeRow, LockRow, Segment, Snapshot
from kiosk.vault.file import connect, schema_version
from kiosk.vault.rows import apply_row
from kiosk.vault.schema import SCHEMA_VERSION, TABLES

TAKEN_KEPT_FOR = timedelta(days=30)
"""How long a message stays after the hub said it has it: a hub may come back from a backup."""


@dataclass(frozen=True, slots=True)
class VaultState:
    """Whose vault this is and the last segment it took.

    ``signed_at`` is the latest moment its hub has signed for; None before the first segment.
    ``feed_key`` is the hub's public key, blank while it is the one of the enrolment.
    """

    point_id: str
    sequence: int
    head: str
    signed_at: datetime | None = None
    feed_key: bytes = b""


class Vault:
    """One SQLite file; safe to share between threads, one statement at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._turn = threading.RLock()

    @classmethod
    def create(cls, path: Path, point_id: str) -> "Vault":
        """A new, empty vault for a point. The file must not exist yet."""
        path.touch(mode=0o600, exist_ok=False)  # before SQLite, whose -wal copies the mode
        connection = connect(path)
        with connection:
            connection.executescript(f"BEGIN;{TABLES}")
            connection.executemany(
                "INSERT INTO state VALUES (?, ?)",
                [
                    ("schema_version", SCHEMA_VERSION),
                    ("point_id", point_id),
                    ("sequence", "0"),
                    ("head", GENESIS),
                    ("signed_at", ""),
                    ("feed_key", ""),
                ],
            )
        return cls(connection)

    @classmethod
    def open(cls, path: Path) -> "Vault":
        """An existing vault; raise ``SchemaRefused`` for anything else, which is left as it is."""
        found = schema_version(path)
        if found != SCHEMA_VERSION:
            raise SchemaRefused(found, SCHEMA_VERSION)
        return cls(connect(path))

    def close(self) -> None:
        """Leave no write-ahead log behind, where the disk lets it go."""
        with self._turn:
            self.empty_log()
            self._connection.close()

    def state(self) -> VaultState:
        """Whose vault this is and the last segment it took."""
        with self._turn:
            values = dict(self._connection.execute("SELECT name, value FROM state"))
        signed_at = datetime.fromisoformat(values["signed_at"]) if values["signed_at"] else None
        return VaultState(
            point_id=values["point_id"],
            sequence=int(values["sequence"]),
            head=values["head"],
            signed_at=signed_at,
            feed_key=bytes.fromhex(values["feed_key"]),
        )

    def pin_key(self, feed_key: bytes) -> None:
        """Believe another public key of the hub from now on, and no other."""
        with self.transaction() as cursor:
            cursor.execute("UPDATE state SET value = ? WHERE name = 'feed_key'", (feed_key.hex(),))

    def apply(self, segment: Segment) -> None:
        """Take one verified segment, whole.

        Raises ``SegmentRefused``, changing nothing: ``"foreign"`` for another point's,
        ``"old"`` for one already passed, ``"gap"`` for one too early, ``"fork"`` for one whose
        predecessor is not the last one taken.
        """
        with self.transaction() as cursor:
            state = self.state()
            self._check_place(segment, state)
            head = segment.head
            self._move(cursor, state, head.sequence, segment.hash, head.signed_at)
            for row in segment.rows:
                apply_row(row, cursor)
        self.empty_log()

    def apply_snapshot(self, snapshot: Snapshot) -> None:
        """Take all that a snapshot says in the place of what the hub said before.

        What was done here stays: tombstones, PINs, woken slips, locks the hub does not know of
        yet, and what is still to be told. Raises ``SegmentRefused``, changing nothing:
        ``"foreign"``, or ``"old"`` where as much was said already.
        """
        head = snapshot.head
        with self.transaction() as cursor:
            state = self.state()
            if head.point_id != state.point_id:
                raise SegmentRefused("foreign", head.sequence)
            if head.sequence <= state.sequence:
                raise SegmentRefused("old", head.sequence)
            self._move(cursor, state, head.sequence, head.head, head.signed_at)
            served = cursor.execute("SELECT reader_id FROM envelopes").fetchall()
            cursor.execute("DELETE FROM locks WHERE made_here = 0")
            for table in ("envelopes", "documents", "directory", "school_dates"):
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            for row in snapshot.rows:
                apply_row(row, cursor)
            kept = {one.reader_id for one in snapshot.rows if isinstance(one, EnvelopeRow)}
            for (reader_id,) in served:
                if reader_id not in kept:
                    apply_row(DropRow(reader_id), cursor)
            # A hub that sends one may be an old copy of itself, and have lost what it took.
            cursor.execute("UPDATE outbox SET taken_at = ''")
        self.empty_log()

    def lock_at(self, lookup: bytes) -> LockRow | None:
        """The lock filed under a lookup, unless its serial is dead or still sleeps."""
        with self._turn:
            found = self._connection.execute(
                "SELECT serial, kind, expires_on, lookup, reader_id, picture, wrapped FROM locks"
                " WHERE lookup = ? AND serial NOT IN (SELECT serial FROM tombstones)"
                " AND (kind <> 'reserve' OR serial IN (SELECT serial FROM woken))",
                (lookup,),
            ).fetchone()
        if found is None:
            return None
        serial, kind, expires_on, place, reader_id, picture, wrapped = found
        try:
            last_day = date.fromisoformat(expires_on)
        except (ValueError, TypeError):
            return None  # damaged on disk: a lock that opens nothing
        return LockRow(serial, kind, last_day, place, reader_id, picture, wrapped)

    def envelope_of(self, reader_id: str) -> EnvelopeRow | None:
        """A reader's sealed Folder."""
        with self._turn:
            found = self._connection.execute(
                "SELECT reader_id, version, CAST(sealed AS BLOB) FROM envelopes"
                " WHERE reader_id = ?",
                (reader_id,),
            ).fetchone()
        return EnvelopeRow(*found) if found else None

    def envelope_version(self, reader_id: str) -> int | None:
        """The version of a reader's sealed Folder, which stays where it is."""
        with self._turn:
            found = self._connection.execute(
                "SELECT version FROM envelopes WHERE reader_id = ?", (reader_id,)
            ).fetchone()
        return found[0] if found else None

    def school_dates(self) -> dict[str, datetime]:
        """How old each school's data is, by UAI."""
        with self._turn:
            rows = self._connection.execute("SELECT school_uai, as_of FROM school_dates").fetchall()
        return {uai: datetime.fromisoformat(as_of) for uai, as_of in rows}

    def document(self, document_id: str) -> bytes | None:
        """A document's sealed bytes."""
        with self._turn:
            found = self._connection.execute(
                "SELECT CAST(sealed AS BLOB) FROM documents WHERE document_id = ?", (document_id,)
            ).fetchone()
        return found[0] if found else None

    def visit_note(self, reader_id: str) -> bytes | None:
        """What is noted, sealed, of a reader's last visit: random bytes where she never came."""
        with self._turn:
            found = self._connection.execute(
                "SELECT CAST(sealed AS BLOB) FROM visit_notes WHERE reader_id = ?", (reader_id,)
            ).fetchone()
        return found[0] if found else None

    def keep_visit_note(self, reader_id: str, sealed: bytes) -> None:
        """Put a reader's note in the place of the one before; nothing where she has none."""
        with self.transaction() as cursor:
            cursor.execute(
                "UPDATE visit_notes SET sealed = ? WHERE reader_id = ?", (sealed, reader_id)
            )
        # The log would name the readers of the last hours, who are not to be told apart.
        self.empty_log()

    def post(self, message_id: str, sealed: bytes) -> None:
        """Keep a message until its office says that it has it."""
        with self.transaction() as cursor:
            cursor.execute(
                "INSERT OR IGNORE INTO outbox (message_id, sealed) VALUES (?, ?)",
                (message_id, sealed),
            )

    def outbox(self) -> list[bytes]:
        """Every message the office has not said it has; in the order of their random names."""
        with self._turn:
            rows = self._connection.execute(
                "SELECT sealed FROM outbox WHERE taken_at = '' ORDER BY message_id"
            )
            return [bytes(sealed) for (sealed,) in rows.fetchall()]

    def outbox_mark(self) -> int:
        """Changes whenever a message is added to the outbox, or leaves it."""
        with self._turn:
            ids = self._connection.execute(
                "SELECT message_id FROM outbox WHERE taken_at = '' ORDER BY message_id"
            )
            return hash(tuple(ids.fetchall()))

    def empty_log(self) -> None:
        """What was taken away leaves the write-ahead log too.

        Where a reader of the file or a full disk prevents it now, the next segment or the closing
        does it.
        """
        with self._turn, suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def rows(self, statement: str, parameters: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """All that one statement finds."""
        with self._turn:
            return self._connection.execute(statement, parameters).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Cursor]:
        """All of what is done with the cursor is kept, or none of it."""
        with self._turn, self._connection:
            cursor = self._connection.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            yield cursor

    @staticmethod
    def _move(
        cursor: sqlite3.Cursor, state: VaultState, sequence: int, head: str, signed_at: datetime
    ) -> None:
        """Stand elsewhere in the feed, never earlier in time; what was taken long ago goes."""
        latest = max(signed_at, state.signed_at or signed_at)
        cursor.executemany(
            "UPDATE state SET value = ? WHERE name = ?",
            [(str(sequence), "sequence"), (head, "head"), (latest.isoformat(), "signed_at")],
        )
        oldest_kept = (latest - TAKEN_KEPT_FOR).isoformat()
        cursor.execute("DELETE FROM outbox WHERE taken_at <> '' AND taken_at < ?", (oldest_kept,))

    @staticmethod
    def _check_place(segment: Segment, state: VaultState) -> None:
        head = segment.head
        if head.point_id != state.point_id:
            raise SegmentRefused("foreign", head.sequence)
        if 0 < head.sequence == state.sequence and segment.hash != state.head:
            # A hub brought back from a backup numbers anew: what it says is news nobody has read.
            raise SegmentRefused("fork", head.sequence)
        if head.sequence <= state.sequence:
            raise SegmentRefused("old", head.sequence)
        if head.sequence != state.sequence + 1:
            raise SegmentRefused("gap", head.sequence)
        if head.previous != state.head:
            raise SegmentRefused("fork", head.sequence)
