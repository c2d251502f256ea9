"""What the desk may ask of the keeper: a card opens, a badge does the rest.

A badge is a random word that a right card is given until the point closes. The keeper looks at
what its bearer's role may do at every call: what a screen forgets to forbid is forbidden here.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from threading import RLock

from kiosk.clock import Clock
from kiosk.domain.agents import Agent, AgentRole, DeskAct
from kiosk.domain.directory import DirectoryEntry, Found, HeldSlip
from kiosk.domain.errors import (
    ActForbidden,
    CapReached,
    CardRefused,
    NotFound,
    SealBroken,
    SlipUnknown,
)
from kiosk.domain.freshness import USUAL, Freshness, NewsAge
from kiosk.domain.journal import IssueWay, JournalEntry, JournalEvent, RevocationReason
from kiosk.domain.outbox import PinChosen, SlipAsked, SlipWoken
from kiosk.domain.pictures import choose_picture
from kiosk.domain.print_ledger import SheetAccount
from kiosk.domain.written_names import alphabetical
from kiosk.sealing.cards import card_lookup
from kiosk.sealing.derivation import lookup as lookup_of
from kiosk.sealing.locks import open_lock
from kiosk.sealing.secrets import CardKey, FolderKey, SlipKey
from kiosk.vault.cards import Cards
from kiosk.vault.directory import Directory, by_name
from kiosk.vault.ending import end_slip
from kiosk.vault.issuing import NewSlip, enter_slip, lock_slip
from kiosk.vault.ledger import Ledger
from kiosk.vault.news import age_of_news
from kiosk.vault.opening import Opening
from kiosk.vault.patience import Patience
from kiosk.vault.pins import keep_pin
from kiosk.vault.print_ledger import PrintLedger
from kiosk.vault.vault import Vault

MOST_JOURNAL_LINES = 200
SEPTEMBER = 9
_SLIPS_MADE = "slips_made"


@dataclass(frozen=True, slots=True)
class Entered:
    """A right card: its badge until the point closes, and whether it opened the point."""

    badge: str
    agent: Agent
    has_opened: bool


@dataclass(frozen=True, slots=True)
class DeskCaps:
    """How many slips one card gives out in a day; in September whole classes come."""

    daily: int
    lead_daily: int
    september_daily: int

    def of(self, agent: Agent, day: date) -> int:
        """The cap of an agent on a day."""
        usual = self.lead_daily if agent.role is AgentRole.LEAD else self.daily
        return max(usual, self.september_daily) if day.month == SEPTEMBER else usual


class DeskKeeper:
    """The keeper's half of the desk. ``issuer`` begins every serial this point gives."""

    def __init__(
        self,
        vault: Vault,
        opening: Opening,
        clock: Clock,
        outbox_key: bytes,
        *,
        issuer: str,
        caps: DeskCaps,
        freshness: Freshness = USUAL,
        randbelow: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._vault = vault
        self._opening = opening
        self._clock = clock
        self._cards = Cards(vault, clock)
        self._directory = Directory(vault, opening, clock)
        self._ledger = Ledger(vault, opening, clock, outbox_key)
        self._printed = PrintLedger(vault, opening, clock, self._ledger)
        self._patience = Patience(vault, "cards", clock)
        self._issuer = issuer
        self._caps = caps
        self._freshness = freshness
        self._randbelow = randbelow
        self._badges: dict[str, bytes] = {}
        self._turn = RLock()

    # --- opening and closing -------------------------------------------------------------------

    def is_open(self) -> bool:
        """Whether the pepper is here."""
        return self._opening.is_open

    def closes_at(self) -> datetime | None:
        """When the point closes by itself; None for never, and while it is closed."""
        return self._opening.closes_at if self._opening.is_open else None

    def check_patience(self) -> None:
        """Raise ``TryLater`` while this desk must wait after wrong cards."""
        with self._turn:
            self._patience.check()

    def enter(self, card: CardKey) -> Entered:
        """Let a card in, opening the point if it is closed.

        Raises ``CardRefused``, the same for every cause, or ``TryLater``.
        """
        with self._turn:
            self._patience.check()
            try:
                pepper, agent = self._cards.recognise(card)
            except CardRefused:
                self._patience.failed()
                raise
            self._patience.succeeded()
            has_opened = not self._opening.is_open
            if has_opened:
                self._badges.clear()
                self._opening.open(pepper)
                self._ledger.forget_old()
                self._printed.forget_old()
            with self._ledger.writing() as page:
                self._cards.note_use(page.cursor, card_lookup(card), pepper)
                if has_opened:
                    page.note(JournalEvent.OPENED, agent=agent.name)
            badge = secrets.token_urlsafe(32)
            self._badges[badge] = card_lookup(card)
        return Entered(badge, agent, has_opened)

    def agent(self, badge: str) -> Agent | None:
        """Whose badge this is; None once the point closed or the card was put out of use."""
        lookup = self._badges.get(badge)
        if lookup is None or not self._opening.is_open:
            return None
        return self._cards.bearer(lookup, self._opening.pepper())

    def leave(self, badge: str) -> None:
        """Take a badge back."""
        self._badges.pop(badge, None)

    def close(self, badge: str) -> None:
        """Close the point: its pepper goes."""
        self._close("button", self._bearer(badge, DeskAct.CLOSE).name)

    def close_if_due(self) -> bool:
        """Close where the hour has come; whether it had."""
        if self._opening.given is None or not self._opening.is_due:
            return False
        self._opening.closes_at = None  # the last line is written under the pepper that goes
        self._close("hour")
        return True

    # --- finding -------------------------------------------------------------------------------

    def find(self, badge: str, typed: str, pictures: tuple[str, ...] = ()) -> tuple[Found, ...]:
        """Adults by name, by the serial of a slip or by its picture; see ``Directory.find``."""
        self._bearer(badge, DeskAct.ISSUE)
        return self._directory.find(typed, pictures)

    def reader(self, badge: str, reader_id: str) -> Found:
        """One adult; raise ``NotFound``."""
        self._bearer(badge, DeskAct.ISSUE)
        return self._directory.reader(reader_id)

    def reader_of_slip(self, badge: str, slip: SlipKey) -> Found:
        """Whose slip this is, shown at the desk; raise ``SlipUnknown``, ``TryLater``."""
        self._bearer(badge, DeskAct.ISSUE)
        reader_id, _ = self._opened_by(slip)
        return self._directory.reader(reader_id)

    def without_slip(self, badge: str) -> tuple[DirectoryEntry, ...]:
        """The adults who hold no slip at all, in the order of their names."""
        self._bearer(badge, DeskAct.BATCH)
        held = self._directory.held()
        lacking = [one for one in self._directory.entries() if one.reader_id not in held]
        return tuple(sorted(lacking, key=by_name))

    # --- giving out ----------------------------------------------------------------------------

    def check_cap(self, badge: str, count: int) -> None:
        """Raise ``CapReached`` where so many more slips are too many for this card today."""
        self._check_cap(self._bearer(badge, DeskAct.ISSUE), count)

    def number_slip(self, badge: str, reader_id: str = "") -> tuple[str, str]:
        """A serial no other slip has, and a picture her other slips do not bear.

        Before anything is printed: whatever becomes of the paper, no other slip has its serial.
        """
        agent = self._bearer(badge, DeskAct.ISSUE)
        self._check_cap(agent, 1)
        own = {slip.picture for slip in self._directory.held().get(reader_id, ())}
        with self._ledger.writing() as page:
            number = page.count(_SLIPS_MADE)
        return f"{self._issuer}-{number:05d}", choose_picture(own, (), self._randbelow)

    def issue(
        self, badge: str, new: NewSlip, slip: SlipKey, old_slip: SlipKey | None = None
    ) -> None:
        """Register a slip that is on paper; the hub makes its lock.

        With the old slip in hand its lock is made here and works at once. Raises ``SlipUnknown``
        for an old slip that opens nothing, or another reader's Folder.
        """
        agent = self._bearer(badge, DeskAct.ISSUE)
        self._check_cap(agent, 1)
        self._directory.reader(new.reader_id)
        folder_key: FolderKey | None = None
        if old_slip is not None:
            reader_id, folder_key = self._opened_by(old_slip)
            if reader_id != new.reader_id:
                raise SlipUnknown
        with self._ledger.writing() as page:
            if folder_key is not None:
                lock_slip(page, new, slip, folder_key)
            enter_slip(page, new, slip, agent)

    def ask(self, badge: str, asked: SlipAsked) -> None:
        """Register a slip for somebody unknown here: it sleeps until her school says yes."""
        agent = self._bearer(badge, DeskAct.ISSUE)
        self._check_cap(agent, 1)
        with self._ledger.writing() as page:
            page.post(replace(asked, agent=agent.name, issued_at=page.now))
            way = IssueWay.ASKED.value
            page.note(JournalEvent.ISSUED, agent=agent.name, serial=asked.serial, detail=way)

    def wake(self, badge: str, serial: str) -> DirectoryEntry:
        """Give a slip the school made beforehand its life; raise ``NotFound``."""
        agent = self._bearer(badge, DeskAct.WAKE)
        reader_id = self._holder(serial, is_asleep=True)
        with self._ledger.writing() as page:
            page.cursor.execute("INSERT INTO woken VALUES (?)", (serial,))
            page.post(SlipWoken(serial, page.now, agent.name))
            page.note(JournalEvent.WOKEN, agent=agent.name, serial=serial, reader_id=reader_id)
        return self._directory.reader(reader_id).entry

    # --- putting an end to, and looking back ---------------------------------------------------

    def revoke(self, badge: str, serial: str) -> None:
        """A slip was lost: it opens nothing from now on, here, without a line to the hub.

        Raises ``NotFound`` for a serial that nobody served here holds.
        """
        agent = self._bearer(badge, DeskAct.REVOKE)
        self._holder(serial)
        with self._ledger.writing() as page:
            end_slip(page, serial, RevocationReason.LOST, agent.name)
        self._vault.empty_log()

    def holder(self, badge: str, serial: str) -> tuple[Found, HeldSlip]:
        """Whose slip it is, and the slip; raise ``NotFound``."""
        self._bearer(badge, DeskAct.REVOKE)
        found = self._directory.reader(self._holder(serial))
        return found, next(slip for slip in found.slips if slip.serial == serial)

    def reset_pin(self, badge: str, serial: str) -> None:
        """Take a slip's PIN away: its bearer chooses another at the screen; raise ``NotFound``."""
        agent = self._bearer(badge, DeskAct.REVOKE)
        reader_id = self._holder(serial)
        with self._ledger.writing() as page:
            version = keep_pin(page.cursor, serial, None, page.pepper)
            page.post(PinChosen(serial, version, ""))
            page.note(JournalEvent.PIN_RESET, agent=agent.name, serial=serial, reader_id=reader_id)

    def journal(self, badge: str) -> tuple[JournalEntry, ...]:
        """The newest lines of the journal."""
        self._bearer(badge, DeskAct.JOURNAL)
        return tuple(islice(self._ledger.entries(), MOST_JOURNAL_LINES))

    def sheets_left(self, badge: str) -> tuple[SheetAccount, ...]:
        """The sheets that may lie at the screen's printer; nobody prints there meanwhile."""
        self._bearer(badge, DeskAct.CLEAR)
        return self._printed.left()

    def clear_sheets(self, badge: str, sheets: tuple[str, ...]) -> None:
        """The agent looked for these, by their names: whoever comes next may print."""
        agent = self._bearer(badge, DeskAct.CLEAR)
        with self._ledger.writing() as page:
            count = self._printed.clear(page, frozenset(sheets))
            if count:
                page.note(JournalEvent.PAPER_CLEARED, agent=agent.name, detail=str(count))

    def news_age(self) -> NewsAge:
        """How old what families could read here is."""
        return age_of_news(self._vault, self._freshness, self._clock)

    def unsent(self) -> int:
        """How many messages the hub has not said it has."""
        ((count,),) = self._vault.rows("SELECT COUNT(*) FROM outbox WHERE taken_at = ''")
        return int(count)

    # --- cards ---------------------------------------------------------------------------------

    def cards(self, badge: str) -> tuple[Agent, ...]:
        """Every card's bearer, by name."""
        self._bearer(badge, DeskAct.CARDS)
        found = self._cards.all(self._opening.pepper()).values()
        return tuple(sorted(found, key=lambda one: alphabetical(one.name)))

    def add_card(self, badge: str, name: str, role: AgentRole, card: CardKey) -> Agent:
        """Make a card; who has one of that name already gets the new one in its place."""
        lead = self._bearer(badge, DeskAct.CARDS)
        with self._ledger.writing() as page:
            agent = self._cards.make(page.cursor, name, role, card, page.pepper)
            told = f"{role.value} {agent.name}"
            page.note(JournalEvent.CARD_MADE, agent=lead.name, detail=told)
        self._vault.empty_log()
        return agent

    def disable_card(self, badge: str, card_id: str) -> None:
        """Put a card out of use for good; raise ``NotFound``. Nobody ends his own."""
        lead = self._bearer(badge, DeskAct.CARDS)
        if card_id == lead.card_id:
            raise ActForbidden(DeskAct.CARDS.value)
        with self._ledger.writing() as page:
            agent = self._cards.end(page.cursor, card_id, page.pepper)
            page.note(JournalEvent.CARD_DISABLED, agent=lead.name, detail=agent.name)
        self._vault.empty_log()

    # --- within --------------------------------------------------------------------------------

    def _bearer(self, badge: str, act: DeskAct) -> Agent:
        agent = self.agent(badge)
        if agent is None or not agent.may(act):
            raise ActForbidden(act.value)
        return agent

    def _close(self, by: str, name: str = "") -> None:
        with self._turn:
            with self._ledger.writing() as page:
                page.note(JournalEvent.CLOSED, agent=name, detail=by)
            self._badges.clear()
            self._opening.close()

    def _check_cap(self, agent: Agent, more: int) -> None:
        most = self._caps.of(agent, self._clock.today())
        given = self._ledger.of_today(JournalEvent.ISSUED)
        if sum(one.agent == agent.name for one in given) + more > most:
            raise CapReached(most)

    def _holder(self, serial: str, *, is_asleep: bool | None = None) -> str:
        """Whose slip it is; raise ``NotFound``."""
        for reader_id, slips in self._directory.held().items():
            for slip in slips:
                if slip.serial == serial and is_asleep in (None, slip.is_asleep):
                    return reader_id
        raise NotFound("slip", serial)

    def _opened_by(self, slip: SlipKey) -> tuple[str, FolderKey]:
        pepper = self._opening.pepper()
        with self._turn:
            self._patience.check()
            lock = self._vault.lock_at(lookup_of(slip, pepper))
            try:
                if lock is None or lock.expires_on < self._clock.today():
                    raise SlipUnknown
                return lock.reader_id, open_lock(lock, slip, pepper)
            except (SlipUnknown, SealBroken):
                self._patience.failed()
                raise SlipUnknown from None
