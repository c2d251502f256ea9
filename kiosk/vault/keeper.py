"""The keeper holds a point's pepper and vault; a worker that serves a person holds neither.

What crosses ``admit`` is one key in, and out a few bytes, strings and dates, once a session. What a
worker may ask here is what a reader at the screen may; the desk has calls of its own
(``kiosk.vault.desk_keeper``).
"""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from threading import RLock

from kiosk.clock import Clock
from kiosk.domain.errors import NewsTooOld, NotFound, PinNeeded, SealBroken, SlipUnknown
from kiosk.domain.freshness import USUAL, Freshness, NewsAge
from kiosk.domain.journal import JournalEntry, JournalEvent, RevocationReason
from kiosk.domain.outbox import Body, PinChosen, ReadersJoined, ReadersParted
from kiosk.domain.print_ledger import USUAL_QUOTA, Allowance, PrintEvent, QuotaRule, SheetAccount
from kiosk.domain.segment import EnvelopeRow, LockRow
from kiosk.sealing.derivation import lookup as lookup_of
from kiosk.sealing.locks import open_lock
from kiosk.sealing.secrets import FolderKey, Pepper, SlipKey
from kiosk.vault.ending import end_slip
from kiosk.vault.ledger import Ledger
from kiosk.vault.news import age_of_news
from kiosk.vault.opening import Opening
from kiosk.vault.patience import Patience
from kiosk.vault.pins import keep_pin, pin_of, try_pin
from kiosk.vault.print_ledger import PrintLedger
from kiosk.vault.vault import Vault

TRIES_A_LINE = 5
"""Wrong codes in a row for each line of the journal that tells of them."""


@dataclass(frozen=True, slots=True)
class Admission:
    """What a right slip gives a worker: one reader's envelope and the key that opens it.

    ``envelope`` is None where the hub has not published the reader's Folder here yet;
    ``school_dates`` tells how old each school's data is, by UAI. ``visit_note`` is what is noted,
    sealed, of her last visit; ``picture`` is the one on her slip. ``has_pin`` tells whether the
    slip needed one; ``late_since`` is the day of the last news, where that is long ago.
    """

    serial: str
    lookup: bytes
    reader_id: str
    folder_key: FolderKey
    envelope: EnvelopeRow | None
    school_dates: dict[str, datetime]
    visit_note: bytes | None
    picture: str
    has_pin: bool = False
    late_since: date | None = None


class Keeper:
    """The supervisor's half of signing in, and of what a reader may do about her own slips."""

    def __init__(
        self,
        vault: Vault,
        opening: Opening,
        clock: Clock,
        outbox_key: bytes,
        freshness: Freshness = USUAL,
        quota: QuotaRule = USUAL_QUOTA,
    ) -> None:
        self._vault = vault
        self._freshness = freshness
        self._opening = opening
        self._clock = clock
        self._patience = Patience(vault, "slips", clock)
        self._ledger = Ledger(vault, opening, clock, outbox_key)
        self._printed = PrintLedger(vault, opening, clock, self._ledger)
        self._quota = quota
        self._turn = RLock()

    def is_open(self) -> bool:
        """Whether an agent has opened the point."""
        return self._opening.is_open

    def news_age(self) -> NewsAge:
        """How old what could be read here is."""
        return age_of_news(self._vault, self._freshness, self._clock)

    def check_patience(self, mark: bytes | None = None) -> None:
        """Raise ``PointClosed``, or ``TryLater`` while this machine must wait after wrong codes.

        ``mark`` is what a code is known by while it waits: its turn is kept from now on.
        """
        self._opening.pepper()
        with self._turn:
            self._patience.check(mark)

    def admit(
        self, slip: SlipKey, mark: bytes | None = None, pin_of_slip: bytes | None = None
    ) -> Admission:
        """Let a slip in; raise ``SlipUnknown``, the same for every cause, or ``TryLater``.

        ``PinNeeded`` is no try: it neither counts nor forgives. Raises ``PointClosed``, and
        ``NewsTooOld`` where nothing is to be shown any more.
        """
        pepper, age = self._opening.pepper(), self.news_age()
        if age.is_too_old:
            raise NewsTooOld
        with self._turn:
            self._patience.check(mark)
            try:
                lock, folder_key = self._open(slip, pepper, self._clock.today())
                has_pin = self._check_pin(lock, pin_of_slip, pepper)
            except SlipUnknown:
                self._patience.failed(mark)
                self._tell_of_wrong_codes()
                raise
            self._patience.succeeded()
        self._note_use(lock)
        return Admission(
            serial=lock.serial,
            lookup=lock.lookup,
            reader_id=lock.reader_id,
            folder_key=folder_key,
            envelope=self._vault.envelope_of(lock.reader_id),
            school_dates=self._vault.school_dates(),
            visit_note=self._vault.visit_note(lock.reader_id),
            picture=lock.picture,
            has_pin=has_pin,
            late_since=age.signed_on if age.is_late else None,
        )

    def still_opens(self, lookup: bytes, version: int) -> bool:
        """Whether the slip a session was opened with still opens the same envelope.

        Not if the slip was revoked, nor if her Folder went or a newer one came: a right may have
        been withdrawn. Nor if the point closed, or the vault cannot be read: what nobody can check
        is closed.
        """
        if not self._opening.is_open:
            return False
        try:
            if self.news_age().is_too_old:
                return False
            lock = self._vault.lock_at(lookup)
            return lock is not None and self._vault.envelope_version(lock.reader_id) == version
        except sqlite3.Error:
            return False

    def newer_envelope(self, lookup: bytes, version: int) -> EnvelopeRow | None:
        """What came since in the place of an envelope, for a slip that still opens something."""
        if not self._opening.is_open:
            return None
        try:
            lock = None if self.news_age().is_too_old else self._vault.lock_at(lookup)
            found = self._vault.envelope_of(lock.reader_id) if lock else None
        except sqlite3.Error:
            return None
        return found if found is not None and found.version > version else None

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

    def post(self, body: Body, message_id: str = "") -> None:
        """Keep a message for the office, until the office says that it has it."""
        with self._ledger.writing() as page:
            page.post(body, message_id)

    def point_id(self) -> str:
        """Which point this is."""
        return self._vault.state().point_id

    # --- her own slips, shown by the lookup of the one she came with ---------------------------

    def slip_ledger(self, lookup: bytes) -> tuple[JournalEntry, ...]:
        """What happened at this point with any slip of hers, the newest first."""
        lock = self._own(lookup)
        return tuple(one for one in self._ledger.entries() if one.reader_id == lock.reader_id)

    def live_serials(self, lookup: bytes) -> tuple[str, ...]:
        """Her slips that open something or soon will, in order."""
        rows = self._vault.rows(
            "SELECT serial FROM locks WHERE reader_id = ? AND expires_on >= ? AND"
            " (kind <> 'reserve' OR serial IN (SELECT serial FROM woken)) UNION"
            " SELECT serial FROM pending WHERE reader_id = ? AND expires_on >= ? ORDER BY serial",
            (self._own(lookup).reader_id, self._clock.today().isoformat()) * 2,
        )
        return tuple(serial for (serial,) in rows)

    def end_own_slip(self, lookup: bytes, serial: str) -> None:
        """Put an end to a slip of hers that she says is not hers; raise ``NotFound``."""
        if serial not in self.live_serials(lookup):
            raise NotFound("slip", serial)
        with self._ledger.writing() as page:
            end_slip(page, serial, RevocationReason.NOT_ME)
        self._vault.empty_log()

    def choose_pin(self, lookup: bytes, pin_of_slip: bytes | None) -> None:
        """Give the slip she came with a PIN, as ``kiosk.sealing.pins.pin_of_slip``; None: none."""
        lock = self._own(lookup)
        with self._ledger.writing() as page:
            version = keep_pin(page.cursor, lock.serial, pin_of_slip, page.pepper)
            page.post(PinChosen(lock.serial, version, (pin_of_slip or b"").hex()))
            event = JournalEvent.PIN_CHOSEN if pin_of_slip else JournalEvent.PIN_RESET
            page.note(event, serial=lock.serial, reader_id=lock.reader_id)

    def join(self, lookup: bytes, other_lookup: bytes) -> None:
        """Say that one person showed both slips; raise ``NotFound`` where one opens nothing."""
        lock, other = self._own(lookup), self._own(other_lookup)
        if lock.reader_id == other.reader_id:
            raise NotFound("slip", "")
        with self._ledger.writing() as page:
            page.post(
                ReadersJoined(lock.reader_id, lock.serial, other.reader_id, other.serial, page.now)
            )
            for one in (lock, other):
                page.note(JournalEvent.JOINED, serial=one.serial, reader_id=one.reader_id)

    def part(self, lookup: bytes) -> None:
        """Have what was joined with her slip apart again; raise ``NotFound``."""
        lock = self._own(lookup)
        with self._ledger.writing() as page:
            page.post(ReadersParted(lock.reader_id, page.now))
            page.note(JournalEvent.PARTED, serial=lock.serial, reader_id=lock.reader_id)

    # --- what she prints, before, while and after ------------------------------------------------

    def may_print(self, lookup: bytes) -> Allowance:
        """How many pages the slip she came with may still print."""
        return self._printed.allowance(self._own(lookup).serial, self._quota)

    def ask_to_print(self, lookup: bytes, sheet: str, pages: int) -> None:
        """Note a sheet before the printer knows of it; raise ``PaperLeft``, ``PagesUsedUp``."""
        self._printed.ask(self._own(lookup).serial, sheet, pages, self._quota)

    def note_accepted(self, sheet: str, job_id: str) -> None:
        """The printer knows of a sheet, and how it can be asked after it."""
        self._printed.note(PrintEvent.ACCEPTED, sheet, job_id=job_id)

    def note_settled(self, sheet: str, pages: int) -> None:
        """So many pages of a sheet came, and no more will: the others are given back."""
        self._printed.note(PrintEvent.SETTLED, sheet, pages=pages)

    def note_left(self, sheet: str) -> None:
        """Its reader is gone, and nobody knows what came of it: the desk has to look."""
        self._printed.note(PrintEvent.LEFT, sheet)

    def open_sheets(self) -> tuple[SheetAccount, ...]:
        """The sheets nobody knows the end of; raise ``PointClosed``."""
        return self._printed.open()

    def _own(self, lookup: bytes) -> LockRow:
        lock = self._vault.lock_at(lookup)
        if lock is None:
            raise NotFound("slip", "")
        return lock

    def _open(self, slip: SlipKey, pepper: Pepper, today: date) -> tuple[LockRow, FolderKey]:
        lock = self._vault.lock_at(lookup_of(slip, pepper))
        if lock is None or lock.expires_on < today:
            raise SlipUnknown
        try:
            return lock, open_lock(lock, slip, pepper)
        except SealBroken:
            raise SlipUnknown from None

    def _check_pin(self, lock: LockRow, of_slip: bytes | None, pepper: Pepper) -> bool:
        """Whether the slip has a PIN, and it was given; raise ``PinNeeded``, ``SlipUnknown``."""
        row = pin_of(self._vault, lock.serial)
        if row is None:
            return False
        if of_slip is None:
            raise PinNeeded
        with self._vault.transaction() as cursor:
            is_right = try_pin(cursor, row, of_slip, pepper, self._clock.now())
        if not is_right:
            raise SlipUnknown
        return True

    def _tell_of_wrong_codes(self) -> None:
        """The hub sums what is tried at all its points; a line tells of several tries."""
        if self._patience.in_a_row % TRIES_A_LINE == 0:
            with suppress(sqlite3.Error), self._ledger.writing() as page:
                page.note(JournalEvent.WRONG_CODES, detail=str(TRIES_A_LINE))

    def _note_use(self, lock: LockRow) -> None:
        # A full disk does not keep her from reading.
        with suppress(sqlite3.Error), self._ledger.writing() as page:
            page.note(JournalEvent.USED, serial=lock.serial, reader_id=lock.reader_id)
