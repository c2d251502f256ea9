"""Cards: what wraps a point's pepper, and what says who bears it."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.agents import Agent, AgentRole
from kiosk.domain.errors import PasswordTooShort, SealBroken
from kiosk.domain.slip_codes import SlipCode
from kiosk.sealing.cards import (
    MOST_NAME_CHARACTERS,
    card_key,
    card_lookup,
    check_password,
    open_agent,
    seal_agent,
    unwrap_pepper,
    wrap_pepper,
)
from kiosk.sealing.derivation import DerivationCost, slip_key
from kiosk.sealing.secrets import CardKey, Pepper

CHEAP = DerivationCost(memory_mib=1, passes=1)
SALT, OTHER_SALT = b"s" * 16, b"S" * 16
CODE, OTHER_CODE = SlipCode.draw(lambda _: 1234567890123456), SlipCode.draw(lambda _: 42)
PEPPER = Pepper(b"p" * 32)
CARD = CardKey(b"c" * 32)


def test_a_card_needs_its_digits_its_password_and_its_point() -> None:
    key = card_key(CODE, "bonjour-accueil", SALT, CHEAP)
    assert card_key(CODE, "bonjour-accueil", SALT, CHEAP) == key
    assert card_key(OTHER_CODE, "bonjour-accueil", SALT, CHEAP) != key
    assert card_key(CODE, "bonjour-accueiL", SALT, CHEAP) != key
    assert card_key(CODE, "bonjour-accueil", OTHER_SALT, CHEAP) != key


def test_a_card_without_a_password_is_no_slip_of_the_same_digits() -> None:
    assert card_key(CODE, "", SALT, CHEAP).reveal() != slip_key(CODE, SALT, CHEAP).reveal()


def test_an_accent_composed_by_another_keyboard_is_the_same_password() -> None:
    composed = "médiathèque"
    combined = unicodedata.normalize("NFD", composed)
    assert composed != combined
    assert card_key(CODE, composed, SALT, CHEAP) == card_key(CODE, combined, SALT, CHEAP)


@pytest.mark.parametrize("password", ["", "1234567", "ééééééé"])
def test_a_short_password_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooShort) as refused:
        check_password(password)
    assert refused.value.least == 8


def test_eight_characters_of_any_kind_are_enough() -> None:
    check_password("aaaaaaaa")


def test_a_card_unwraps_the_pepper_it_wrapped_and_no_other() -> None:
    wrapped = wrap_pepper(PEPPER, CARD)
    assert unwrap_pepper(wrapped, CARD) == PEPPER
    assert PEPPER.reveal() not in wrapped
    with pytest.raises(SealBroken):
        unwrap_pepper(wrapped, CardKey(b"C" * 32))
    for place in range(0, len(wrapped), 5):
        damaged = bytearray(wrapped)
        damaged[place] ^= 1
        with pytest.raises(SealBroken):
            unwrap_pepper(bytes(damaged), CARD)


def test_where_a_card_is_filed_tells_nothing_of_what_it_wraps() -> None:
    assert len(card_lookup(CARD)) == 16
    assert card_lookup(CARD) not in CARD.reveal() + wrap_pepper(PEPPER, CARD)


@given(st.text(min_size=1, max_size=MOST_NAME_CHARACTERS), st.sampled_from(AgentRole))
def test_any_bearer_comes_out_as_she_went_in_and_all_have_one_size(
    name: str, role: AgentRole
) -> None:
    agent = Agent("0123456789abcdef", name, role, date(2026, 11, 23))
    place = card_lookup(CARD)
    try:
        name.encode()
    except UnicodeEncodeError:
        return  # half a character: no name a form can bring
    sealed = seal_agent(agent, PEPPER, place)
    assert open_agent(sealed, PEPPER, place) == agent
    assert len(sealed) == len(seal_agent(Agent("", "", role, date(2026, 1, 1)), PEPPER, place))


def test_a_bearer_moved_to_another_row_or_point_is_nobody() -> None:
    agent = Agent("0123456789abcdef", "Camille", AgentRole.LEAD, date(2026, 11, 23))
    sealed = seal_agent(agent, PEPPER, b"1" * 16)
    for pepper, place in ((PEPPER, b"2" * 16), (Pepper(b"P" * 32), b"1" * 16)):
        with pytest.raises(SealBroken):
            open_agent(sealed, pepper, place)
