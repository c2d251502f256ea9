"""« J’ai un autre ticket »: two slips of one person, shown in one visit."""

import pytest

from kiosk.domain.outbox import OutboxMessage, ReadersJoined, ReadersParted
from kiosk.domain.slip_codes import SlipCode
from kiosk.sealing.outbox import open_message
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.views.own_point import OwnPoint, a_child, a_folder


def said(own_point: OwnPoint) -> list[object]:
    """What the point has for its hub, but for lines of its journal."""
    bodies = [
        OutboxMessage.from_bytes(open_message(one, own_point.outbox_key).content).body
        for one in own_point.vault.outbox()
    ]
    return [one for one in bodies if isinstance(one, ReadersJoined | ReadersParted)]


@pytest.fixture
def lucie(own_point: OwnPoint) -> SlipCode:
    return own_point.gives_slip(a_folder(a_child()))


@pytest.fixture
def tom(own_point: OwnPoint) -> SlipCode:
    """The same mother, as the école knows her."""
    child = a_child(given_name="Tom", school_name="École Pasteur", school_uai="0350000B")
    return own_point.gives_slip(a_folder(child, reader_id="reader-lambert-2"))


@pytest.fixture
def screen(own_point: OwnPoint, lucie: SlipCode) -> GuardianAtScreen:
    screen = GuardianAtScreen(own_point.app())
    screen.shows_slip(lucie)
    return screen


def test_the_other_slip_is_looked_at_before_anything_is_joined(
    own_point: OwnPoint, screen: GuardianAtScreen, tom: SlipCode
) -> None:
    screen.follows("J’ai un autre ticket")
    screen.shows_slip(tom)
    assert "Tom" in screen.reads
    assert "École Pasteur" in screen.reads
    screen.follows("Non, pas maintenant")
    assert "Tom" not in screen.reads
    assert said(own_point) == []


def test_joined_slips_show_all_the_children_at_once_and_the_hub_is_told(
    own_point: OwnPoint, screen: GuardianAtScreen, tom: SlipCode
) -> None:
    screen.follows("J’ai un autre ticket")
    screen.shows_slip(tom)
    screen.presses("Réunir")
    assert "Lucie" in screen.reads
    assert "Tom" in screen.reads
    assert screen.opens("/children/2/homework").status_code == 200
    (joined,) = said(own_point)
    assert isinstance(joined, ReadersJoined)
    assert (joined.reader_id, joined.other_id) == ("reader-lambert", "reader-lambert-2")
    screen.opens("/visits")
    assert "réuni avec un autre ticket" in screen.reads


def test_what_is_joined_can_be_parted(
    own_point: OwnPoint, screen: GuardianAtScreen, tom: SlipCode
) -> None:
    screen.follows("J’ai un autre ticket")
    screen.shows_slip(tom)
    screen.presses("Réunir")
    screen.follows("J’ai un autre ticket")
    screen.presses("Séparer mes tickets")
    assert "C’est demandé." in screen.reads
    assert {type(one) for one in said(own_point)} == {ReadersJoined, ReadersParted}


def test_a_slip_that_shows_the_same_children_is_said_to(
    own_point: OwnPoint, screen: GuardianAtScreen, lucie: SlipCode
) -> None:
    screen.opens("/other-slip")
    screen.shows_slip(lucie)
    assert "Ce ticket montre déjà les mêmes enfants." in screen.reads
    assert said(own_point) == []


def test_a_slip_nobody_has_joins_nothing_and_the_first_is_still_there(
    own_point: OwnPoint, screen: GuardianAtScreen
) -> None:
    screen.opens("/other-slip")
    assert screen.shows_slip(own_point.strange_code()).status_code == 400
    screen.sends("/other-slip/join")
    assert said(own_point) == []
    screen.opens("/family")
    assert "Lucie" in screen.reads


def test_an_other_slip_with_four_digits_asks_for_them(
    own_point: OwnPoint, screen: GuardianAtScreen, tom: SlipCode
) -> None:
    with_pin = GuardianAtScreen(own_point.app())
    with_pin.shows_slip(tom)
    with_pin.opens("/pin")
    with_pin.presses("Garder ces chiffres", pin="4716", again="4716")
    with_pin.finishes()
    again = GuardianAtScreen(own_point.app())
    again.shows_slip(own_point.gives_slip(a_folder(a_child())))
    again.opens("/other-slip")
    again.shows_slip(tom)
    assert "Cet autre ticket a 4 chiffres." in again.reads
    again.presses("Entrer", pin="8305")
    assert said(own_point) == []
    again.opens("/other-slip")
    again.shows_slip(tom)
    again.presses("Entrer", pin="4716")
    assert "Tom" in again.reads


def test_a_visit_ends_when_either_slip_is_ended(
    own_point: OwnPoint, screen: GuardianAtScreen, tom: SlipCode
) -> None:
    screen.opens("/other-slip")
    screen.shows_slip(tom)
    screen.presses("Réunir")
    own_point.revokes(tom)
    screen.opens("/family")
    assert screen.is_at_welcome()
