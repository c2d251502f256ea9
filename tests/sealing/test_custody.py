"""What an office keeps sealed: a value copied over another opens nothing."""

from itertools import permutations

import pytest

from kiosk.domain.errors import SealBroken
from kiosk.sealing.boxes import context, seal
from kiosk.sealing.custody import lock_away, take_out
from kiosk.sealing.secrets import FeedSigningKey, FolderKey, MasterKey, Pepper, Secret, SlipKey

MASTER = MasterKey(b"m" * 32)
KINDS = [FeedSigningKey, FolderKey, Pepper, SlipKey]


@pytest.mark.parametrize("kind", KINDS)
def test_a_secret_comes_out_as_it_went_in(kind: type[Secret]) -> None:
    secret = kind(b"v" * 32)
    sealed = lock_away(secret, "owner", MASTER)
    assert take_out(kind, sealed, "owner", MASTER) == secret
    assert b"vvvv" not in sealed


@pytest.mark.parametrize(("kind", "other"), list(permutations(KINDS, 2)))
def test_a_secret_of_one_kind_is_not_taken_for_another(
    kind: type[Secret], other: type[Secret]
) -> None:
    sealed = lock_away(kind(b"v" * 32), "owner", MASTER)
    with pytest.raises(SealBroken) as broken:
        take_out(other, sealed, "owner", MASTER)
    assert broken.value.what == other.__name__


@pytest.mark.parametrize("owner", ["", "r-2", "r-11", "R-1"])
def test_a_secret_copied_over_another_owners_does_not_open(owner: str) -> None:
    sealed = lock_away(FolderKey(b"v" * 32), "r-1", MASTER)
    with pytest.raises(SealBroken):
        take_out(FolderKey, sealed, owner, MASTER)


def test_another_master_key_opens_nothing() -> None:
    sealed = lock_away(FolderKey(b"v" * 32), "r-1", MASTER)
    with pytest.raises(SealBroken):
        take_out(FolderKey, sealed, "r-1", MasterKey(b"M" * 32))


def test_a_secret_damaged_or_cut_at_any_byte_does_not_open() -> None:
    sealed = lock_away(Pepper(b"v" * 32), "point", MASTER)
    for place in range(len(sealed)):
        damaged = bytearray(sealed)
        damaged[place] ^= 1
        for broken in (bytes(damaged), sealed[:place]):
            with pytest.raises(SealBroken):
                take_out(Pepper, broken, "point", MASTER)


def test_a_valid_seal_around_something_that_is_no_key_is_refused() -> None:
    sealed = seal(b"short", MASTER.reveal(), context("custody", "Pepper", "point"))
    with pytest.raises(SealBroken):
        take_out(Pepper, sealed, "point", MASTER)
