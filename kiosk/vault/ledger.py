"""The one way to write to a vault in the name of an open point: with a line in its journal.

What changes, the line that tells of it, and the messages that tell the hub are one transaction:
no slip is ever given out, or put to an end, without leaving its trace.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.clock import SCHOOL_ZONE, Clock
from kiosk.domain.errors import SealBroken
from kiosk.domain.journal import KEPT_FOR, JournalEntry, JournalEvent
from kiosk.domain.outbox import Body, OutboxMessage
from kiosk.sealing.numbered_lines import JOURNAL
from kiosk.sealing.outbox import seal_message
from kiosk.sealing.secrets import Pepper
from kiosk.vault.opening import Opening
from kiosk.vault.vault import Vault

MESSAGE_ID_BYTES = 16
_LAST_NUMBER = "journal_number"


@dataclass(frozen=True, slots=True)
class Page:
    """The ledger open at one transaction."""

    cursor: sqlite3.Cursor
    pepper: Pepper
    outbox_key: bytes
    point_id: str
    now: datetime

    def note(
        self,
        event: JournalEvent,
        *,
        agent: str = "",
        serial: str = "",
        detail: str = "",
        reader_id: str = "",
    ) -> None:
        """Write the next line, here and for the hub."""
        number = self.count(_LAST_NUMBER)
        entry = JournalEntry(number, self.now, event, agent, serial, detail, reader_id)
        sealed = JOURNAL.seal(entry, self.pepper)
        self.cursor.execute("INSERT INTO journal VALUES (?, ?)", (number, sealed))
        self.post(entry)

    def post(self, body: Body, message_id: str = "") -> None:
        """Leave a message for the hub; one of the same id is left once."""
        message_id = message_id or secrets.token_hex(MESSAGE_ID_BYTES)
        message = OutboxMessage(message_id, self.point_id, body).to_bytes()
        sealed = seal_message(message, self.outbox_key, self.pepper)
        self.cursor.execute(
            "INSERT OR IGNORE INTO outbox (message_id, sealed) VALUES (?, ?)", (message_id, sealed)
        )

    def count(self, name: str) -> int:
        """The next number of a counter that never goes back."""
        (value,) = self.cursor.execute(
            "INSERT INTO state VALUES (?, '1') ON CONFLICT (name)"
            " DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING value",
            (name,),
        ).fetchone()
        return int(value)


class Ledger:
    """A point's journal, and what is written together with it."""

    def __init__(self, vault: Vault, opening: Opening, clock: Clock, outbox_key: bytes) -> None:
        self._vault = vault
        self._opening = opening
        self._clock = clock
        self._outbox_key = outbox_key

    @contextmanager
    def writing(self) -> Iterator[Page]:
        """One transaction; raise ``PointClosed`` before anything is done."""
        pepper = self._opening.pepper()
        point_id = self._vault.state().point_id
        with self._vault.transaction() as cursor:
            yield Page(cursor, pepper, self._outbox_key, point_id, self._clock.now())

    def entries(self) -> Iterator[JournalEntry]:
        """Every line, the newest first; one that was damaged is passed over."""
        pepper = self._opening.pepper()
        for number, sealed in self._vault.rows(
            "SELECT number, CAST(sealed AS BLOB) FROM journal ORDER BY number DESC"
        ):
            with suppress(SealBroken):
                yield JOURNAL.open(sealed, pepper, number)

    def of_today(self, event: JournalEvent) -> list[JournalEntry]:
        """Today's lines of one kind."""
        today = self._clock.today()
        found = []
        for entry in self.entries():
            if _day(entry) < today:
                break
            if entry.event is event:
                found.append(entry)
        return found

    def forget_old(self) -> None:
        """Take away the lines that were kept long enough."""
        oldest_kept = self._clock.now() - KEPT_FOR
        old = [entry.number for entry in self.entries() if entry.at < oldest_kept]
        if old:
            with self._vault.transaction() as cursor:
                cursor.execute("DELETE FROM journal WHERE number <= ?", (max(old),))


def _day(entry: JournalEntry) -> date:
    return entry.at.astimezone(SCHOOL_ZONE).date()
