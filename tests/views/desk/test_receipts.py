"""A roll at the desk: one person's slip on it, sheets for what a roll cannot bear."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from kiosk.domain.agents import AgentRole
from kiosk.printing.printers import BrowserPrinter
from kiosk.printing.raw_printer import RawPrinter
from tests.navigators.agent_at_desk import AgentAtDesk
from tests.printing.receipt_port import hanging_up, listening, reading
from tests.views.desk.own_desk import PASSWORD, OwnDesk
from tests.waiting import soon


@dataclass
class Roll:
    """What came over the line, and where the printer listens."""

    address: str
    bytes: bytearray


@pytest.fixture
def roll() -> Iterator[Roll]:
    received = bytearray()
    with listening(reading(received)) as address:
        yield Roll(address, received)


@pytest.fixture
def with_a_roll(own_desk: OwnDesk, roll: Roll) -> OwnDesk:
    own_desk.desk = replace(own_desk.desk, receipts=RawPrinter(roll.address))
    return own_desk


def at_desk(own_desk: OwnDesk, role: AgentRole = AgentRole.AGENT) -> AgentAtDesk:
    agent = AgentAtDesk(own_desk.app())
    agent.shows_card(own_desk.cards[role], PASSWORD)
    return agent


def test_a_slip_comes_out_of_the_roll_and_no_sheet(with_a_roll: OwnDesk, roll: Roll) -> None:
    agent = at_desk(with_a_roll)
    agent.gives("Sonia", language="fr")
    assert "Le ticket sort de l’imprimante" in agent.reads
    assert with_a_roll.papers() == []
    assert soon(lambda: "n° P1-00001".encode("cp858") in roll.bytes)


def test_a_language_the_roll_cannot_write_has_a_sheet(with_a_roll: OwnDesk, roll: Roll) -> None:
    agent = at_desk(with_a_roll)
    agent.gives("Sonia", language="ar")
    assert len(with_a_roll.papers()) == 1
    agent.gives("Sonia", language="en")
    assert soon(lambda: b"P1-00002" in roll.bytes)
    assert b"P1-00001" not in roll.bytes


def test_where_the_browser_prints_sheets_a_strip_is_not_shown_to_it(
    with_a_roll: OwnDesk, roll: Roll
) -> None:
    with_a_roll.prints_on(BrowserPrinter())
    agent = at_desk(with_a_roll)
    agent.gives("Sonia", language="fr")
    assert agent.read.named("iframe") == []
    assert soon(lambda: bool(roll.bytes))


def test_a_roll_that_is_off_gives_nothing_and_says_so(own_desk: OwnDesk) -> None:
    with listening(reading(bytearray())) as address:
        pass
    own_desk.desk = replace(own_desk.desk, receipts=RawPrinter(address))
    agent = at_desk(own_desk)
    assert agent.gives("Sonia", language="fr").status_code == 409
    assert "rien n’a été remis" in agent.reads
    assert own_desk.entries() == []


def test_a_roll_that_stops_halfway_sends_the_agent_to_look(own_desk: OwnDesk) -> None:
    with listening(hanging_up) as address:
        own_desk.desk = replace(own_desk.desk, receipts=RawPrinter(address))
        agent = at_desk(own_desk)
        agent.gives("Sonia", language="fr")
    assert "Regardez l’imprimante." in agent.reads
    assert "Le ticket sort" not in agent.reads
