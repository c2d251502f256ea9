"""The one primitive everything sealed goes through."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import SealBroken
from kiosk.sealing.boxes import NONCE_BYTES, OVERHEAD_BYTES, context, seal, unseal

KEY = b"k" * 32
PARTS = st.lists(st.one_of(st.binary(max_size=6), st.text("ab\0", max_size=3)), max_size=4)


def test_the_same_value_is_never_sealed_twice_to_the_same_bytes() -> None:
    sealed = {seal(b"value", KEY, b"") for _ in range(100)}
    assert len({one[:NONCE_BYTES] for one in sealed}) == 100
    assert len({one[NONCE_BYTES:] for one in sealed}) == 100


def test_a_seal_adds_its_nonce_and_its_tag_only() -> None:
    assert len(seal(b"value", KEY, b"context")) == 5 + OVERHEAD_BYTES


@pytest.mark.parametrize("size", range(OVERHEAD_BYTES + 2))
def test_bytes_that_were_never_sealed_do_not_open(size: int) -> None:
    with pytest.raises(SealBroken):
        unseal(bytes(size), KEY, b"", "value")


def test_the_context_is_not_stored_in_the_seal() -> None:
    assert b"canary" not in seal(b"value", KEY, b"canary")


@settings(derandomize=True, deadline=None, max_examples=300)
@given(PARTS, PARTS)
def test_two_contexts_are_the_same_only_for_the_same_parts(
    one: list[str | bytes], other: list[str | bytes]
) -> None:
    def as_bytes(parts: list[str | bytes]) -> list[bytes]:
        return [part if isinstance(part, bytes) else part.encode() for part in parts]

    assert (context(*one) == context(*other)) is (as_bytes(one) == as_bytes(other))


def test_a_part_moved_to_its_neighbour_is_another_context() -> None:
    assert context("ab", "c") != context("a", "bc")
    assert context("ab", "") != context("", "ab")
    assert context("ab") != context("ab", "")
    assert context("lock", 12, 3) != context("lock", 1, 23)
