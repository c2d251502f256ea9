"""The hub's hand on its segments."""

import pytest

from kiosk.sealing.secrets import FeedSigningKey
from kiosk.sealing.signatures import SIGNATURE_BYTES, is_signed_by, public_key_of, sign

# RFC 8032, section 7.1, test 3.
SEED = bytes.fromhex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
PUBLIC = bytes.fromhex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
MESSAGE = bytes.fromhex("af82")
SIGNATURE = bytes.fromhex(
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
)
KEY = FeedSigningKey(SEED)


def test_the_example_of_rfc_8032_is_signed_and_verified() -> None:
    assert public_key_of(KEY) == PUBLIC
    assert sign(MESSAGE, KEY) == SIGNATURE
    assert len(SIGNATURE) == SIGNATURE_BYTES
    assert is_signed_by(MESSAGE, SIGNATURE, PUBLIC)


def test_another_message_is_not_signed() -> None:
    assert not is_signed_by(MESSAGE + b"\0", SIGNATURE, PUBLIC)
    assert not is_signed_by(b"", SIGNATURE, PUBLIC)


def test_another_hub_did_not_sign() -> None:
    assert not is_signed_by(MESSAGE, SIGNATURE, public_key_of(FeedSigningKey(b"k" * 32)))


def test_a_signature_damaged_at_any_byte_does_not_hold() -> None:
    for place in range(SIGNATURE_BYTES):
        damaged = bytearray(SIGNATURE)
        damaged[place] ^= 1
        assert not is_signed_by(MESSAGE, bytes(damaged), PUBLIC)


@pytest.mark.parametrize("size", [0, 1, 63, 65, 128])
def test_a_signature_of_another_length_does_not_hold(size: int) -> None:
    assert not is_signed_by(MESSAGE, (SIGNATURE * 2)[:size], PUBLIC)


@pytest.mark.parametrize("public_key", [b"", bytes(31), bytes(33), bytes(32), b"\xff" * 32])
def test_a_public_key_that_is_none_never_vouches(public_key: bytes) -> None:
    assert not is_signed_by(MESSAGE, SIGNATURE, public_key)
