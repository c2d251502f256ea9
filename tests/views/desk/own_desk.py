"""The desk of a point a test fills itself: cards of every role, names, a tray for paper."""

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from kiosk.app import create_app
from kiosk.domain.agents import AgentRole
from kiosk.domain.directory import DirectoryEntry
from kiosk.domain.segment import DirectoryRow
from kiosk.domain.slip_codes import SlipCode
from kiosk.printing.printers import FolderPrinter, Printer
from kiosk.sealing.cards import card_key
from kiosk.sealing.directory import seal_entry
from kiosk.sealing.outbox import outbox_public_key
from kiosk.services.desk import Desk
from kiosk.services.presence import Presence
from kiosk.vault.cards import Cards
from kiosk.vault.desk_keeper import DeskCaps, DeskKeeper
from kiosk.vault.rows import apply_row
from kiosk.wording import french
from tests.views.own_point import (
    CHEAP,
    NO_HOURS,
    PLACE,
    SALT,
    OwnPoint,
    a_child,
    a_folder,
    a_mark,
    a_period,
    a_subject,
)

PASSWORD = "bonjour-accueil"
NAMES = {
    AgentRole.OPENER: "Sacha",
    AgentRole.AGENT: "Dominique",
    AgentRole.LEAD: "Camille",
    AgentRole.RESCUE: "Secours",
}
NADIA, SONIA = "r-nadia", "r-sonia"
CANARIES = ("Lucille", "16,75", "6e Z", "Collège des Canaris")
"""What no page of a desk may ever say."""


class OwnDesk:
    """Two readers: Nadia holds a slip, Sonia none."""

    def __init__(self, own_point: OwnPoint, folder: Path, **caps: int) -> None:
        self.point = own_point
        self.tray = folder / "tray"
        self.tray.mkdir()
        self._digits = random.Random("own desk")
        own_point.opening.closes_at_for = lambda at: at + timedelta(hours=12)
        pepper = own_point.opening.pepper()
        self.cards = {role: SlipCode.draw(self._digits.randrange) for role in AgentRole}
        with own_point.vault.transaction() as cursor:
            for role, code in self.cards.items():
                key = card_key(code, PASSWORD, SALT, CHEAP)
                Cards(own_point.vault, own_point.clock).make(cursor, NAMES[role], role, key, pepper)
            for reader_id, given, family in (
                (NADIA, "Nadia", "Moreau"),
                (SONIA, "Sonia", "Le Goff"),
            ):
                entry = DirectoryEntry(reader_id, "Mme", given, family)
                apply_row(DirectoryRow(reader_id, seal_entry(entry, pepper)), cursor)
        child = a_child(
            given_name=CANARIES[0],
            class_name=CANARIES[2],
            school_name=CANARIES[3],
            periods=(a_period("T1", a_subject("Maths", a_mark("16.75"))),),
        )
        self.nadias_slip = own_point.gives_slip(replace(a_folder(child), reader_id=NADIA))
        self.desk = Desk(
            keeper=DeskKeeper(
                own_point.vault,
                own_point.opening,
                own_point.clock,
                outbox_public_key(own_point.outbox_key),
                issuer="P1",
                caps=DeskCaps(**{"daily": 20, "lead_daily": 60, "september_daily": 200, **caps}),
            ),
            printer=FolderPrinter(self.tray),
            domain_salt=SALT,
            card_salt=SALT,
            cost=CHEAP,
            settings=own_point.point.settings,
            clock=own_point.clock,
            catalogs=own_point.point.catalogs,
            words=french(),
            place=PLACE,
            hours=NO_HOURS,
            presence=Presence(own_point.clock, own_point.point.settings.desk.idle_seconds),
        )

    def app(self) -> Flask:
        """The desk face."""
        app = create_app("desk", self.desk)
        app.testing = True
        return app

    def prints_on(self, printer: Printer) -> None:
        """Another printer beside the desk; ask for the face anew."""
        self.desk = replace(self.desk, printer=printer)

    def papers(self) -> list[bytes]:
        """What lies in the tray."""
        return [file.read_bytes() for file in sorted(self.tray.iterdir())]

    def entries(self) -> list[Any]:
        """The journal, the newest line first."""
        entered = self.desk.keeper.enter(
            card_key(self.cards[AgentRole.LEAD], PASSWORD, SALT, CHEAP)
        )
        return list(self.desk.keeper.journal(entered.badge))
