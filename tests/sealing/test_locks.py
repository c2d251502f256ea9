"""Locks: one slip opens one reader's Folder at one point, and no part of that can be changed."""

import dataclasses
from datetime import date
from typing import Any

import pytest

from kiosk.domain.errors import SealBroken
from kiosk.domain.segment import LockRow
from kiosk.sealing.boxes import context, seal
from kiosk.sealing.derivation import lookup, wrap_key
from kiosk.sealing.locks import make_lock, open_lock
from kiosk.sealing.secrets import FolderKey, Pepper, SlipKey

SLIP, PEPPER, FOLDER_KEY = SlipKey(b"s" * 32), Pepper(b"p" * 32), FolderKey(b"f" * 32)


def a_lock(slip: SlipKey = SLIP, reader_id: str = "r-1", serial: str = "E-00001") -> LockRow:
    return make_lock(
        slip,
        PEPPER,
        FOLDER_KEY,
        serial=serial,
        kind="long",
        expires_on=date(2027, 10, 31),
        reader_id=reader_id,
        picture="boat",
    )


def assert_broken(lock: LockRow, slip: SlipKey = SLIP, pepper: Pepper = PEPPER) -> None:
    with pytest.raises(SealBroken) as broken:
        open_lock(lock, slip, pepper)
    assert broken.value.what == "lock"


def test_a_slip_opens_its_own_lock() -> None:
    assert open_lock(a_lock(), SLIP, PEPPER) == FOLDER_KEY


def test_a_lock_lies_where_its_slip_looks() -> None:
    assert a_lock().lookup == lookup(SLIP, PEPPER)


def test_another_slip_does_not_open_it() -> None:
    assert_broken(a_lock(), slip=SlipKey(b"S" * 32))


def test_the_same_slip_does_not_open_it_at_another_point() -> None:
    assert_broken(a_lock(), pepper=Pepper(b"P" * 32))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("serial", "E-00002"),
        ("serial", ""),
        ("picture", "kite"),
        ("kind", "day"),
        ("kind", "long "),
        ("expires_on", date(2028, 10, 31)),
        ("expires_on", date(2026, 10, 31)),
        ("lookup", bytes(16)),
        ("reader_id", "r-2"),
        ("reader_id", "r-10"),
        ("wrapped", b""),
        ("wrapped", bytes(72)),
    ],
)
def test_a_lock_with_any_fact_changed_does_not_open(field: str, value: Any) -> None:
    assert_broken(dataclasses.replace(a_lock(), **{field: value}))


def test_a_lock_damaged_or_cut_at_any_byte_does_not_open() -> None:
    lock = a_lock()
    for place in range(len(lock.wrapped)):
        damaged = bytearray(lock.wrapped)
        damaged[place] ^= 1
        assert_broken(dataclasses.replace(lock, wrapped=bytes(damaged)))
        assert_broken(dataclasses.replace(lock, wrapped=lock.wrapped[:place]))


def test_the_key_of_one_lock_does_not_fit_in_another_lock_of_the_same_slip() -> None:
    one, other = a_lock(reader_id="r-1"), a_lock(reader_id="r-2")
    assert_broken(dataclasses.replace(one, wrapped=other.wrapped))


def test_two_locks_of_one_reader_share_no_bytes() -> None:
    assert a_lock().wrapped != a_lock().wrapped
    assert a_lock(SlipKey(b"t" * 32), serial="E-00002").lookup != a_lock().lookup


def test_a_lock_holds_no_key_in_clear() -> None:
    lock = a_lock()
    for secret in (SLIP, PEPPER, FOLDER_KEY):
        assert secret.reveal()[:8] not in lock.wrapped + lock.lookup


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_valid_seal_around_something_that_is_no_key_is_refused(size: int) -> None:
    lock = a_lock()
    facts = (lock.serial, lock.kind, "2027-10-31", lock.lookup, lock.reader_id, lock.picture)
    bound = context("lock", *facts)
    whole = seal(FOLDER_KEY.reveal(), wrap_key(SLIP, PEPPER), bound)
    assert open_lock(dataclasses.replace(lock, wrapped=whole), SLIP, PEPPER) == FOLDER_KEY
    wrapped = seal(bytes(size), wrap_key(SLIP, PEPPER), bound)
    assert_broken(dataclasses.replace(lock, wrapped=wrapped))
