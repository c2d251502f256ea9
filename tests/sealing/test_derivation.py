"""From digits to keys, against values computed by the library alone."""

import hashlib

import pytest
from nacl import pwhash

from kiosk.domain.slip_codes import SlipCode
from kiosk.sealing.derivation import (
    LOOKUP_BYTES,
    SALT_BYTES,
    WRAP_KEY_BYTES,
    DerivationCost,
    lookup,
    slip_key,
    wrap_key,
)
from kiosk.sealing.secrets import Pepper, SlipKey

CHEAP = DerivationCost(memory_mib=1, passes=1)
SALT = bytes(range(SALT_BYTES))
PEPPER = Pepper(b"p" * 32)
CODE = SlipCode.draw(lambda _limit: 1234567890123456)
OTHER_CODE = SlipCode.draw(lambda _limit: 1234567890123457)
KEY = SlipKey(b"k" * 32)


def test_the_key_of_a_slip_is_argon2id_of_its_sixteen_digits_and_nothing_else() -> None:
    expected = pwhash.argon2id.kdf(32, b"1234567890123456", SALT, opslimit=2, memlimit=2 * 2**20)
    assert slip_key(CODE, SALT, DerivationCost(memory_mib=2, passes=2)) == SlipKey(expected)


def test_the_key_of_a_slip_is_the_published_value_for_good() -> None:
    """Another value here means that no slip in circulation opens anything any more."""
    assert (
        slip_key(CODE, SALT, CHEAP).reveal().hex()
        == "3b195abcb0067446bb8803776ed2710d652e8345cadcf8b725ac02b090e896f5"
    )


def test_the_default_cost_is_that_of_rfc_9106() -> None:
    assert DerivationCost() == DerivationCost(memory_mib=64, passes=3)


@pytest.mark.parametrize(
    ("code", "salt", "cost"),
    [
        (OTHER_CODE, SALT, CHEAP),
        (CODE, bytes(SALT_BYTES), CHEAP),
        (CODE, SALT, DerivationCost(memory_mib=2, passes=1)),
        (CODE, SALT, DerivationCost(memory_mib=1, passes=2)),
    ],
)
def test_other_digits_salt_or_cost_give_another_key(
    code: SlipCode, salt: bytes, cost: DerivationCost
) -> None:
    assert slip_key(code, salt, cost) != slip_key(CODE, SALT, CHEAP)


def test_lookup_and_wrap_key_are_blake2b_keyed_with_the_pepper() -> None:
    for found, purpose in ((lookup(KEY, PEPPER), b"lookup"), (wrap_key(KEY, PEPPER), b"wrap")):
        expected = hashlib.blake2b(
            KEY.reveal(), digest_size=len(found), key=PEPPER.reveal(), person=b"kiosk " + purpose
        )
        assert found == expected.digest()


def test_lookup_and_wrap_key_tell_nothing_of_each_other() -> None:
    place, key = lookup(KEY, PEPPER), wrap_key(KEY, PEPPER)
    assert (len(place), len(key)) == (LOOKUP_BYTES, WRAP_KEY_BYTES)
    assert place != key[:LOOKUP_BYTES]
    assert place != key[LOOKUP_BYTES:]


@pytest.mark.parametrize(
    ("slip", "pepper"), [(SlipKey(b"K" * 32), PEPPER), (KEY, Pepper(b"P" * 32))]
)
def test_another_slip_or_pepper_gives_another_place_and_key(slip: SlipKey, pepper: Pepper) -> None:
    assert lookup(slip, pepper) != lookup(KEY, PEPPER)
    assert wrap_key(slip, pepper) != wrap_key(KEY, PEPPER)
