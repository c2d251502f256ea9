"""The desk of the line's point: cards, a tray for paper, digits the test knows."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from kiosk.domain.agents import AgentRole
from kiosk.domain.directory import DirectoryEntry
from kiosk.domain.segment import DirectoryRow
from kiosk.domain.slip_codes import SlipCode
from kiosk.printing.printers import FolderPrinter
from kiosk.sealing.cards import card_key
from kiosk.sealing.directory import seal_entry
from kiosk.sealing.outbox import outbox_public_key
from kiosk.services.desk import Desk, enter_with_card
from kiosk.services.presence import Presence
from kiosk.vault.cards import Cards
from kiosk.vault.desk_keeper import DeskCaps, DeskKeeper
from kiosk.vault.rows import apply_row
from kiosk.wording import catalogs_folder, french
from tests.services.line import CHEAP, NO_HOURS, Line, reader_id_of

PASSWORD = "bonjour-accueil"
SALT = b"salt of the card"
CAPS = DeskCaps(daily=20, lead_daily=60, september_daily=200)


@dataclass
class DeskOfLine:
    """Camille leads it, Dominique works at it."""

    line: Line
    desk: Desk = field(init=False)
    tray: Path = field(init=False)
    cards: dict[str, SlipCode] = field(default_factory=dict)
    digits: random.Random = field(default_factory=lambda: random.Random("desk of the line"))

    def __post_init__(self) -> None:
        line = self.line
        self.tray = line.folder / "tray"
        self.tray.mkdir()
        line.opening.closes_at_for = lambda at: at + timedelta(hours=12)
        pepper = line.opening.pepper()
        with line.vault.transaction() as cursor:
            for name, role in (("Camille", AgentRole.LEAD), ("Dominique", AgentRole.AGENT)):
                self.cards[name] = self.draw()
                key = card_key(self.cards[name], PASSWORD, SALT, CHEAP)
                Cards(line.vault, line.clock).make(cursor, name, role, key, pepper)
        self.desk = Desk(
            keeper=DeskKeeper(
                line.vault,
                line.opening,
                line.clock,
                outbox_public_key(line.office.outbox_key),
                issuer=line.issuer,
                caps=CAPS,
            ),
            printer=FolderPrinter(self.tray),
            domain_salt=line.office.domain_salt,
            card_salt=SALT,
            cost=CHEAP,
            settings=line.point.settings,
            clock=line.clock,
            catalogs=catalogs_folder(),
            words=french(),
            place=line.place,
            hours=NO_HOURS,
            presence=Presence(line.clock, line.point.settings.desk.idle_seconds),
        )

    def draw(self) -> SlipCode:
        """Digits that come again at every run."""
        return SlipCode.draw(self.digits.randrange)

    def badge(self, name: str = "Dominique") -> str:
        """The card of somebody, shown at the desk."""
        return enter_with_card(self.desk, self.cards[name].digits(), PASSWORD).badge

    def knows(self, given_name: str) -> str:
        """Have an adult of the school in the point's directory; her reader."""
        with self.line.office.store.transaction() as tx:
            reader = next(one for one in tx.rights.readers() if one.given_name == given_name)
        entry = DirectoryEntry(
            reader.reader_id, reader.civility, reader.given_name, reader.family_name
        )
        row = DirectoryRow(reader.reader_id, seal_entry(entry, self.line.opening.pepper()))
        with self.line.vault.transaction() as cursor:
            apply_row(row, cursor)
        return reader_id_of(self.line.office, given_name)

    def papers(self) -> list[bytes]:
        """What lies in the tray."""
        return [file.read_bytes() for file in sorted(self.tray.iterdir())]
