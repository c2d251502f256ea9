"""Messages up: whoever holds the point cannot read them again, nor tell one from another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import SealBroken
from kiosk.sealing.outbox import MESSAGE_BYTES, open_message, outbox_public_key, seal_message
from kiosk.sealing.secrets import OutboxKey, Pepper

KEY = OutboxKey(b"o" * 32)
PUBLIC = outbox_public_key(KEY)
PEPPER = Pepper(b"p" * 32)


@settings(derandomize=True, deadline=None)
@given(st.binary(max_size=MESSAGE_BYTES - 2))
def test_any_message_comes_out_as_it_went_in_and_all_have_one_size(message: bytes) -> None:
    sealed = seal_message(message, PUBLIC, PEPPER)
    opened = open_message(sealed, KEY)
    assert opened.content == message
    assert opened.is_from(PEPPER)
    assert len(sealed) == len(seal_message(b"", PUBLIC, PEPPER))


def test_a_message_too_long_is_refused_and_never_cut() -> None:
    with pytest.raises(ValueError, match="at most"):
        seal_message(bytes(MESSAGE_BYTES - 1), PUBLIC, PEPPER)


@settings(derandomize=True, deadline=None)
@given(st.binary(max_size=300))
def test_bytes_that_are_no_message_are_refused(content: bytes) -> None:
    with pytest.raises(SealBroken):
        open_message(content, KEY)


def test_a_message_changed_or_cut_anywhere_is_refused() -> None:
    sealed = seal_message(b"message", PUBLIC, PEPPER)
    for place in range(0, len(sealed), 7):
        damaged = bytearray(sealed)
        damaged[place] ^= 1
        for broken in (bytes(damaged), sealed[:place]):
            with pytest.raises(SealBroken):
                open_message(broken, KEY)


def test_another_office_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        open_message(seal_message(b"message", PUBLIC, PEPPER), OutboxKey(b"O" * 32))


def test_the_point_holds_nothing_that_opens_what_it_sends() -> None:
    sealed = seal_message(b"canary", PUBLIC, PEPPER)
    assert b"canary" not in sealed
    with pytest.raises(SealBroken):
        open_message(sealed, OutboxKey(PUBLIC))


def test_who_holds_the_disk_but_not_the_pepper_cannot_write_in_the_points_name() -> None:
    forged = open_message(seal_message(b"message", PUBLIC, Pepper(b"P" * 32)), KEY)
    assert not forged.is_from(PEPPER)
    assert b"message" not in repr(forged).encode()
