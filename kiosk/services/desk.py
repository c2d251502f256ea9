"""What the use cases of a desk work with, and the way in: a card, a password, a badge."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from kiosk.clock import Clock
from kiosk.domain.agents import Agent
from kiosk.domain.errors import KioskError
from kiosk.domain.opening_hours import OpeningHours
from kiosk.domain.print_jobs import Sheet
from kiosk.domain.slip_codes import SlipCode, read_code
from kiosk.printing.printers import Printer
from kiosk.sealing.cards import card_key
from kiosk.sealing.derivation import DerivationCost, slip_key
from kiosk.sealing.secrets import CardKey, SlipKey
from kiosk.services.lifetime import Lifetime
from kiosk.services.presence import Presence
from kiosk.vault.desk_keeper import DeskKeeper, Entered
from kiosk.wording import Words
from kiosk_config import Settings


@dataclass
class Batch:
    """Up to forty slips in one go. ``made`` of ``total`` keys are derived so far; ``sheet`` is
    there once it was printed, ``refusal`` where it could not be.
    """

    total: int
    made: int = 0
    is_over: bool = False
    refusal: KioskError | None = None
    sheet: Sheet | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Desk:
    """The desk of one point. ``domain_salt`` is its hub's, ``card_salt`` its own, 16 bytes each.

    ``place`` is what people call where it stands. ``derivation_turn`` lets one key at a time be
    derived: each takes 64 MiB while it lasts. ``batches`` are the runs under way, by badge.
    ``receipts`` is a printer with a roll, where the desk has one.
    ``lifetime`` is that of its process: names were searched for in it, and go with it.
    """

    keeper: DeskKeeper
    printer: Printer
    domain_salt: bytes
    card_salt: bytes
    cost: DerivationCost
    settings: Settings
    clock: Clock
    catalogs: Path
    words: Words
    place: str
    hours: OpeningHours
    presence: Presence
    receipts: Printer | None = None
    lifetime: Lifetime = field(default_factory=Lifetime, repr=False)
    derivation_turn: Lock = field(default_factory=Lock, repr=False)
    batches: dict[str, Batch] = field(default_factory=dict, repr=False)

    def sweep(self) -> None:
        """Let go of agents who left without saying so; with the last one the process may end."""
        for badge in self.presence.away():
            self.let_go(badge)
        if self.presence.is_over and all(batch.is_over for batch in self.batches.values()):
            self.lifetime.end()

    def let_go(self, badge: str) -> None:
        """An agent's session ends."""
        self.presence.leave(badge)
        self.keeper.leave(badge)

    def key_of_slip(self, code: SlipCode) -> SlipKey:
        """T of a slip; about 0.1 s."""
        with self.derivation_turn:
            return slip_key(code, self.domain_salt, self.cost)

    def key_of_card(self, code: SlipCode, password: str) -> CardKey:
        """The key of a card and its password; about 0.1 s."""
        with self.derivation_turn:
            return card_key(code, password, self.card_salt, self.cost)


def enter_with_card(desk: Desk, typed: str, password: str) -> Entered:
    """Let an agent in, opening the point where it is closed.

    Raises ``SlipMistyped`` (no try), ``CardRefused``, the same for a card nobody has, one put out
    of use and a wrong password, or ``TryLater``.
    """
    code = read_code(typed)
    desk.keeper.check_patience()
    return desk.keeper.enter(desk.key_of_card(code, password))


def agent_of(desk: Desk, badge: str) -> Agent | None:
    """Whose badge this is, while the point is open."""
    return desk.keeper.agent(badge)
