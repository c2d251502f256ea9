"""The keeper holds a point's pepper and vault; a worker that serves a person holds neither.

What crosses ``admit`` is one key in, and out a few bytes, strings and dates, once a session: so the
keeper can live in the supervisor and the worker, which reads one Folder, in a process of its own
that ends with the session.
"""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

from kiosk.clock import Clock
from kiosk.domain.errors import SealBroken, SlipUnknown, TryLater
from kiosk.domain.segment import EnvelopeRow
from kiosk.sealing.derivation import lookup as lookup_of
from kiosk.sealing.locks import open_lock
from kiosk.sealing.secrets import FolderKey, Pepper, SlipKey
from kiosk.vault.attempts import Attempts
from kiosk.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Admission:
    """What a right slip gives a worker: one reader's envelope and the key that opens it.

    ``envelope`` is None where the hub has not published the reader's Folder here yet;
    ``school_dates`` tells how old each school's data is, by UAI. ``visit_note`` is what is noted,
    sealed, of her last visit; ``picture`` is the one on her slip.
    """

    serial: str
    lookup: bytes
    reader_id: str
    folder_key: FolderKey
    envelope: EnvelopeRow | None
    school_dates: dict[str, datetime]
    visit_note: bytes | None
    picture: str


class Keeper:
    """The supervisor's half of signing in."""

    def __init__(self, vault: Vault, pepper: Pepper, clock: Clock) -> None:
        self._vault = vault
        self._pepper = pepper
        self._clock = clock
        self._attempts = Attempts()
        self._turn = Lock()

    def check_patience(self, mark: bytes | None = None) -> None:
        """Raise ``TryLater`` while this machine must wait after wrong codes.

        ``mark`` is what a code is known by while it waits: its turn is kept from now on.
        """
        with self._turn:
            self._refuse_haste(mark)

    def admit(self, slip: SlipKey, mark: bytes | None = None) -> Admission:
        """Let a slip in; raise ``SlipUnknown``, the same for every cause, or ``TryLater``."""
        with self._turn:
            self._refuse_haste(mark)
            try:
                admission = self._open(slip, self._clock.today())
            except SlipUnknown:
                self._attempts.failed(self._clock.now(), mark)
                raise
            self._attempts.succeeded()
        return admission

    def still_opens(self, lookup: bytes, version: int) -> bool:
        """Whether the slip a session was opened with still opens the same envelope.

        Not if the slip was revoked, nor if her Folder went or a newer one came: a right may have
        been withdrawn. Nor if the vault cannot be read: what nobody can check is closed.
        """
        try:
            lock = self._vault.lock_at(lookup)
            return lock is not None and self._vault.envelope_version(lock.reader_id) == version
        except sqlite3.Error:
            return False

    def school_dates(self) -> dict[str, datetime]:
        """How old each school's data is, by UAI."""
        return self._vault.school_dates()

    def document(self, document_id: str) -> bytes | None:
        """A document's sealed bytes; the Folders that name it hold its key."""
        return self._vault.document(document_id)

    def keep_visit_note(self, reader_id: str, sealed: bytes) -> None:
        """Note a visit, in place of the one before.

        Where the disk takes nothing, what is new is forgotten; the person still reads.
        """
        with suppress(sqlite3.Error):
            self._vault.keep_visit_note(reader_id, sealed)

    def post(self, message_id: str, sealed: bytes) -> None:
        """Keep a message for the office, until the office says that it has it."""
        self._vault.post(message_id, sealed)

    def point_id(self) -> str:
        """Which point this is."""
        return self._vault.state().point_id

    def _refuse_haste(self, mark: bytes | None) -> None:
        wait_seconds = self._attempts.seconds_to_wait(self._clock.now(), mark)
        if wait_seconds:
            raise TryLater(wait_seconds)

    def _open(self, slip: SlipKey, today: date) -> Admission:
        lock = self._vault.lock_at(lookup_of(slip, self._pepper))
        if lock is None or lock.expires_on < today:
            raise SlipUnknown
        try:
            folder_key = open_lock(lock, slip, self._pepper)
        except SealBroken:
            raise SlipUnknown from None
        return Admission(
            serial=lock.serial,
            lookup=lock.lookup,
            reader_id=lock.reader_id,
            folder_key=folder_key,
            envelope=self._vault.envelope_of(lock.reader_id),
            school_dates=self._vault.school_dates(),
            visit_note=self._vault.visit_note(lock.reader_id),
            picture=lock.picture,
        )
