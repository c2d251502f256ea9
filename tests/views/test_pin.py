"""Four digits beside a slip: offered the second time, asked for after the slip, never shown."""

from dataclasses import replace

import pytest

from kiosk.domain.slip_codes import SlipCode
from kiosk_config.settings import Slips
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.views.own_point import OwnPoint, a_child, a_folder

PIN = "7294"


def with_policy(own_point: OwnPoint, policy: str) -> None:
    settings = replace(own_point.point.settings, slips=Slips(pin=policy))
    own_point.point = replace(own_point.point, settings=settings)


@pytest.fixture
def slip(own_point: OwnPoint) -> SlipCode:
    return own_point.gives_slip(a_folder(a_child()))


def chooses_pin(guardian: GuardianAtScreen, pin: str = PIN) -> None:
    guardian.opens("/pin")
    guardian.presses("Garder ces chiffres", pin=pin, again=pin)


def types_pin(guardian: GuardianAtScreen, pin: str) -> int:
    return guardian.presses("Entrer", pin=pin).status_code


def test_it_is_offered_from_the_second_days_visit_to_who_has_none(
    own_point: OwnPoint, slip: SlipCode
) -> None:
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(slip)
    assert "Ajouter 4 chiffres" not in guardian.reads
    guardian.finishes()
    own_point.clock.advance(days=1)
    guardian.opens("/")
    guardian.shows_slip(slip)
    guardian.follows("Ajouter 4 chiffres")
    guardian.presses("Garder ces chiffres", pin=PIN, again=PIN)
    assert "C’est gardé" in guardian.reads
    guardian.follows("Continuer")
    assert "Ajouter 4 chiffres" not in guardian.reads


def test_a_slip_with_four_digits_opens_with_them_only(own_point: OwnPoint, slip: SlipCode) -> None:
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(slip)
    chooses_pin(guardian)
    guardian.finishes()
    guardian.opens("/")
    guardian.shows_slip(slip)
    assert "Tapez les 4 chiffres" in guardian.reads
    assert slip.digits() not in guardian.page.text
    guardian.opens("/family")
    assert guardian.is_at_welcome(), "the slip alone is no visit"
    guardian.shows_slip(slip)
    types_pin(guardian, PIN)
    assert "Bonjour" in guardian.reads


def test_a_wrong_pin_is_answered_as_a_slip_nobody_has(own_point: OwnPoint, slip: SlipCode) -> None:
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(slip)
    chooses_pin(guardian)
    guardian.finishes()
    guardian.opens("/")
    unknown = guardian.shows_slip(own_point.strange_code())
    unknown_status, unknown_says = unknown.status_code, guardian.reads
    guardian.shows_slip(slip)
    assert types_pin(guardian, "0000") == unknown_status
    assert guardian.reads == unknown_says


def test_after_five_wrong_ones_the_slip_sleeps_and_then_wakes(
    own_point: OwnPoint, slip: SlipCode
) -> None:
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(slip)
    chooses_pin(guardian)
    guardian.finishes()
    guardian.opens("/")
    for _ in range(5):
        guardian.shows_slip(slip)
        types_pin(guardian, "0000")
    guardian.shows_slip(slip)
    assert types_pin(guardian, PIN) == 403
    own_point.clock.advance(minutes=15, seconds=1)
    guardian.shows_slip(slip)
    types_pin(guardian, PIN)
    assert "Bonjour" in guardian.reads


def test_the_slip_that_waits_for_its_pin_waits_two_minutes(
    own_point: OwnPoint, slip: SlipCode
) -> None:
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(slip)
    chooses_pin(guardian)
    guardian.finishes()
    guardian.opens("/")
    guardian.shows_slip(slip)
    own_point.clock.advance(seconds=120)
    assert types_pin(guardian, PIN) == 400
    assert guardian.is_at_welcome()


@pytest.mark.parametrize(
    ("pin", "again", "told"),
    [
        ("1234", "1234", "Trop facile"),
        ("1985", "1985", "Trop facile"),
        ("729", "729", "Trop facile"),
        ("72 4", "72 4", "Trop facile"),
        ("7294", "7295", "pas les mêmes"),
    ],
)
def test_what_is_refused_is_told_and_not_repeated(
    own_point: OwnPoint, slip: SlipCode, pin: str, again: str, told: str
) -> None:
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(slip)
    guardian.opens("/pin")
    answer = guardian.presses("Garder ces chiffres", pin=pin, again=again)
    assert answer.status_code == 400
    assert told in guardian.reads
    assert f'value="{pin}"' not in answer.text


def test_she_may_take_them_away(own_point: OwnPoint, slip: SlipCode) -> None:
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(slip)
    chooses_pin(guardian)
    guardian.opens("/pin")
    guardian.presses("Enlever mes 4 chiffres")
    guardian.finishes()
    guardian.opens("/")
    guardian.shows_slip(slip)
    assert "Bonjour" in guardian.reads


def test_where_they_are_required_nothing_is_shown_before(
    own_point: OwnPoint, slip: SlipCode
) -> None:
    with_policy(own_point, "required")
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(slip)
    assert "il faut les choisir avant de lire" in guardian.reads
    for path in ("/family", "/children/1/marks", "/visits"):
        guardian.opens(path)
        assert "Garder ces chiffres" in guardian.page.text
    chooses_pin(guardian)
    guardian.opens("/family")
    assert "Bonjour" in guardian.reads


def test_where_they_are_off_they_are_not_offered(own_point: OwnPoint, slip: SlipCode) -> None:
    with_policy(own_point, "off")
    guardian = GuardianAtScreen(own_point.app())
    for _ in range(2):
        guardian.opens("/")
        guardian.shows_slip(slip)
        assert "4 chiffres" not in guardian.reads
        guardian.finishes()
        own_point.clock.advance(days=1)
