"""Agents' cards: made and printed by a lead, put out of use by a lead."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.agents import Agent, AgentRole
from kiosk.domain.errors import NameRefused
from kiosk.domain.print_jobs import PrintJob, Sheet
from kiosk.domain.slip_codes import SlipCode
from kiosk.printing.card_sheet import render_card_sheet
from kiosk.sealing.cards import MOST_NAME_CHARACTERS, check_password
from kiosk.services.desk import Desk

SHEET_NAME_BYTES = 9


@dataclass(frozen=True, slots=True)
class MadeCard:
    """A card just made; its digits are on its paper only."""

    agent: Agent
    sheet: Sheet
    job: PrintJob


def make_card(
    desk: Desk,
    badge: str,
    name: str,
    role: AgentRole,
    password: str,
    *,
    draw: Callable[[], SlipCode] = SlipCode.draw,
) -> MadeCard:
    """Print a card and register it with the password its bearer typed.

    Who has one of that name gets the new one in its place. Raises ``PasswordTooShort``,
    ``NameRefused``, ``ActForbidden``, ``PrinterUnavailable``.
    """
    name = checked_name(name)
    check_password(password)
    desk.keeper.cards(badge)  # refused before a card is printed
    code = draw()
    key = desk.key_of_card(code, password)
    sheet_name = secrets.token_urlsafe(SHEET_NAME_BYTES)
    sheet = render_card_sheet(code, name, role, desk.place, desk.words, sheet_name)
    job = desk.printer.submit(sheet)
    return MadeCard(desk.keeper.add_card(badge, name, role, key), sheet, job)


def checked_name(name: str) -> str:
    """A bearer's name as cards and the journal write it; raise ``NameRefused``."""
    plain = " ".join(name.split())
    if not plain or len(plain) > MOST_NAME_CHARACTERS or not plain.isprintable():
        raise NameRefused(MOST_NAME_CHARACTERS)
    return plain
