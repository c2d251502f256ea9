"""What the use cases of an access point work with: a keeper, visits, a printer."""

from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from threading import Lock

from kiosk.clock import Clock
from kiosk.domain.opening_hours import OpeningHours
from kiosk.printing.printers import Printer
from kiosk.sealing.derivation import DerivationCost
from kiosk.services.accounted_printer import AccountedPrinter
from kiosk.services.lifetime import Lifetime
from kiosk.services.print_following import take_all_back
from kiosk.services.visits import Visits
from kiosk.vault.keeper import Keeper
from kiosk_config import Settings


@dataclass(frozen=True)
class AccessPoint:
    """One public machine. ``domain_salt`` is its hub's, 16 bytes; ``place`` is where it stands,
    and ``hours`` when that place is open.

    ``derivation_turn`` lets one slip at a time be derived: each takes 64 MiB while it lasts.
    """

    keeper: Keeper
    visits: Visits
    printer: Printer
    domain_salt: bytes
    cost: DerivationCost
    settings: Settings
    clock: Clock
    catalogs: Path
    place: str
    hours: OpeningHours
    lifetime: Lifetime = field(default_factory=Lifetime, repr=False)
    derivation_turn: Lock = field(default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        self.visits.at_end = partial(take_all_back, self.paper)

    @cached_property
    def paper(self) -> AccountedPrinter:
        """The printer, with what it prints in the point's ledger."""
        return AccountedPrinter(self.printer, self.keeper)

    def sweep(self) -> None:
        """End a visit that slept or lasted too long, without waiting for its next request.

        While nobody is here, see to the sheets of those who were.
        """
        self.visits.sweep()
        self.visits.while_nobody(partial(self.paper.look_now_and_then, self.clock.seconds()))
