"""The language chosen once: her slip alone makes the screen speak it from then on."""

import pytest

from kiosk.domain.outbox import LanguageChosen, OutboxMessage
from kiosk.sealing.outbox import open_message
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.views.own_point import OwnPoint, a_child, a_folder


def told(own_point: OwnPoint) -> list[str]:
    """The languages the hub is told of."""
    bodies = [
        OutboxMessage.from_bytes(open_message(one, own_point.outbox_key).content).body
        for one in own_point.vault.outbox()
    ]
    return [one.language for one in bodies if isinstance(one, LanguageChosen)]


@pytest.fixture
def screen(own_point: OwnPoint) -> GuardianAtScreen:
    return GuardianAtScreen(own_point.app())


def speaks(screen: GuardianAtScreen) -> str:
    return screen.page.text.partition('<html lang="')[2][:2]


def test_a_choice_made_before_the_slip_is_told_once(
    own_point: OwnPoint, screen: GuardianAtScreen
) -> None:
    code = own_point.gives_slip(a_folder(a_child()))
    screen.sends("/language", language="ar")
    screen.opens("/")
    screen.shows_slip_in("دخول", code)
    assert speaks(screen) == "ar"
    screen.opens("/children/1/marks")
    assert told(own_point) == ["ar"]


def test_a_choice_made_during_the_visit_is_told(
    own_point: OwnPoint, screen: GuardianAtScreen
) -> None:
    screen.shows_slip(own_point.gives_slip(a_folder(a_child())))
    screen.sends("/language", language="en")
    screen.sends("/language", language="en")
    assert told(own_point) == ["en"]
    screen.sends("/language", language="fr")
    assert sorted(told(own_point)) == ["en", "fr"]


def test_her_slip_makes_the_screen_speak_her_language(
    own_point: OwnPoint, screen: GuardianAtScreen
) -> None:
    code = own_point.gives_slip(a_folder(a_child(), language="ar"))
    assert speaks(screen) == "fr"
    screen.shows_slip(code)
    assert speaks(screen) == "ar"
    screen.sends("/sign-out")
    screen.opens("/")
    assert speaks(screen) == "fr", "the next person is somebody else"
    assert told(own_point) == []


def test_what_she_chose_just_now_counts_more(own_point: OwnPoint, screen: GuardianAtScreen) -> None:
    code = own_point.gives_slip(a_folder(a_child(), language="ar"))
    screen.sends("/language", language="en")
    screen.opens("/")
    screen.shows_slip_in("Enter", code)
    assert speaks(screen) == "en"
    assert told(own_point) == ["en"]


def test_a_language_nobody_translated_is_french(
    own_point: OwnPoint, screen: GuardianAtScreen
) -> None:
    screen.shows_slip(own_point.gives_slip(a_folder(a_child(), language="tlh")))
    assert speaks(screen) == "fr"
    screen.sends("/language", language="tlh")
    assert told(own_point) == []
