"""A point with two readers in its directory, three cards, and a desk to show them at."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from kiosk.clock import FixedClock
from kiosk.domain.agents import AgentRole
from kiosk.domain.directory import DirectoryEntry
from kiosk.domain.journal import IssueWay, JournalEntry
from kiosk.domain.outbox import Body, OutboxMessage
from kiosk.domain.segment import DirectoryRow
from kiosk.domain.slips import SlipKind
from kiosk.sealing.directory import seal_entry
from kiosk.sealing.locks import make_lock
from kiosk.sealing.outbox import open_message, outbox_public_key
from kiosk.sealing.secrets import CardKey, FolderKey, OutboxKey, Pepper, SlipKey
from kiosk.vault.cards import Cards
from kiosk.vault.desk_keeper import DeskCaps, DeskKeeper
from kiosk.vault.issuing import NewSlip
from kiosk.vault.keeper import Keeper
from kiosk.vault.opening import Opening
from kiosk.vault.vault import Vault
from tests.vault.builders import LAST_DAY, Hub, an_envelope

PEPPER = Pepper(b"p" * 32)
OUTBOX = OutboxKey(b"o" * 32)
LEAD, AGENT, OPENER, RESCUE = (CardKey(letter * 32) for letter in (b"L", b"A", b"O", b"R"))
STRANGE_CARD = CardKey(b"S" * 32)
NADIA, SONIA = "r-1", "r-2"
NADIAS_SLIP, NEW_SLIP = SlipKey(b"n" * 32), SlipKey(b"N" * 32)
NADIAS_KEY = FolderKey(b"f" * 32)
CAPS = DeskCaps(daily=3, lead_daily=5, september_daily=8)


@dataclass
class DeskPoint:
    """A vault and both halves of its keeper."""

    vault: Vault
    clock: FixedClock
    hub: Hub = field(default_factory=Hub)
    is_open: bool = True

    def __post_init__(self) -> None:
        cards = Cards(self.vault, self.clock)
        with self.vault.transaction() as cursor:
            cards.make(cursor, "Camille", AgentRole.LEAD, LEAD, PEPPER)
            cards.make(cursor, "Dominique", AgentRole.AGENT, AGENT, PEPPER)
            cards.make(cursor, "Sacha", AgentRole.OPENER, OPENER, PEPPER)
            cards.make(cursor, "Secours", AgentRole.RESCUE, RESCUE, PEPPER)
        self.vault.apply(
            self.hub.segment(
                [
                    named(NADIA, "Mme", "Nadia", "Moreau"),
                    named(SONIA, "", "Sonia", "Le Goff-Ruiz"),
                    an_envelope(NADIA),
                    an_envelope(SONIA),
                    lock_of(NADIAS_SLIP, "E-00001", NADIA, "boat"),
                ]
            )
        )
        self.restart()
        if not self.is_open:
            self.opening.close()

    def restart(self, pepper: Pepper | None = PEPPER) -> None:
        """The plug was pulled: what was in memory is gone, the disk is as it was."""
        public = outbox_public_key(OUTBOX)
        self.opening = Opening(self.clock, lambda at: at + timedelta(hours=12), given=pepper)
        self.keeper = Keeper(self.vault, self.opening, self.clock, public)
        self.desk = DeskKeeper(
            self.vault,
            self.opening,
            self.clock,
            public,
            issuer="P1",
            caps=CAPS,
            randbelow=lambda _: 0,
        )

    def badge(self, card: CardKey = AGENT) -> str:
        """A card shown at the desk."""
        return self.desk.enter(card).badge

    def gives(
        self,
        badge: str,
        reader_id: str = SONIA,
        slip: SlipKey = NEW_SLIP,
        old_slip: SlipKey | None = None,
    ) -> str:
        """A slip made for a reader; its serial."""
        serial, picture = self.desk.number_slip(badge, reader_id)
        way = IssueWay.OLD_SLIP if old_slip else IssueWay.ATTACHED
        new = NewSlip(serial, picture, SlipKind.LONG, LAST_DAY, reader_id, way)
        self.desk.issue(badge, new, slip, old_slip)
        return serial

    def told(self) -> list[Body]:
        """Every message that waits for the hub, opened as the hub would; journal lines last."""
        opened = [open_message(sealed, OUTBOX) for sealed in self.vault.outbox()]
        assert all(one.is_from(PEPPER) for one in opened)
        bodies = [OutboxMessage.from_bytes(one.content).body for one in opened]
        return sorted(bodies, key=lambda body: isinstance(body, JournalEntry))

    def told_of(self, kind: type[Body]) -> list[Body]:
        """The messages of one kind."""
        return [body for body in self.told() if isinstance(body, kind)]


def named(reader_id: str, civility: str, given_name: str, family_name: str) -> DirectoryRow:
    """A reader's name, sealed for this point."""
    entry = DirectoryEntry(reader_id, civility, given_name, family_name)
    return DirectoryRow(reader_id, seal_entry(entry, PEPPER))


def lock_of(
    slip: SlipKey,
    serial: str,
    reader_id: str,
    picture: str = "boat",
    *,
    kind: str = "long",
    expires_on: date = LAST_DAY,
):
    """The lock of a slip of Nadia's key."""
    return make_lock(
        slip,
        PEPPER,
        NADIAS_KEY,
        serial=serial,
        kind=kind,
        expires_on=expires_on,
        reader_id=reader_id,
        picture=picture,
    )
