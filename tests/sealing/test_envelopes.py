"""Envelopes: compressed, padded, sealed, and opened only as what they are."""

import os
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import SealBroken, TooLarge
from kiosk.feed.segments import MAX_SEGMENT_BYTES, MAX_STORED_BYTES
from kiosk.sealing.boxes import OVERHEAD_BYTES, context, seal
from kiosk.sealing.envelopes import (
    MAX_DOCUMENT_BYTES,
    MAX_FOLDER_BYTES,
    open_document,
    open_envelope,
    padme,
    seal_document,
    seal_envelope,
)
from kiosk.sealing.secrets import DocumentKey, FolderKey

KEY = FolderKey(b"f" * 32)
READER = "r-7"
FOLDER = b'{"children":[{"given_name":"canary"}]}'
SEALED = seal_envelope(FOLDER, KEY, READER, 3)


def assert_broken(
    sealed: bytes, key: FolderKey = KEY, reader_id: str = READER, version: int = 3
) -> None:
    with pytest.raises(SealBroken) as broken:
        open_envelope(sealed, key, reader_id, version)
    assert broken.value.what == "envelope"


def sealed_content(content: bytes) -> bytes:
    """Any bytes, in a seal that opens: what only a holder of the key could make."""
    return seal(content, KEY.reveal(), context("envelope", READER, 3))


@settings(derandomize=True, deadline=None)
@given(st.binary(max_size=3000), st.text(max_size=9), st.integers(0, 2**63))
@example(b"", "", 0)
def test_any_folder_comes_out_as_it_went_in(folder: bytes, reader_id: str, version: int) -> None:
    sealed = seal_envelope(folder, KEY, reader_id, version)
    assert open_envelope(sealed, KEY, reader_id, version) == folder


def test_an_envelope_shows_nothing_of_its_folder() -> None:
    assert b"canary" not in SEALED
    assert zlib.compress(FOLDER, 6)[2:-4] not in SEALED


def test_a_change_at_any_byte_breaks_the_seal() -> None:
    for place in range(len(SEALED)):
        for flip in (0x01, 0x80, 0xFF):
            damaged = bytearray(SEALED)
            damaged[place] ^= flip
            assert_broken(bytes(damaged))


def test_a_cut_at_any_byte_breaks_the_seal() -> None:
    for length in range(len(SEALED)):
        assert_broken(SEALED[:length])
        assert_broken(SEALED[len(SEALED) - length :])


def test_bytes_added_break_the_seal() -> None:
    assert_broken(SEALED + b"\0")
    assert_broken(b"\0" + SEALED)


def test_another_key_opens_nothing() -> None:
    assert_broken(SEALED, key=FolderKey(b"F" * 32))


@pytest.mark.parametrize("reader_id", ["", "r-70", "r-", "R-7", "r-7\0"])
def test_an_envelope_given_to_another_reader_does_not_open(reader_id: str) -> None:
    assert_broken(SEALED, reader_id=reader_id)


@pytest.mark.parametrize("version", [0, 2, 4, 33, -3])
def test_an_envelope_passed_for_another_version_does_not_open(version: int) -> None:
    assert_broken(SEALED, version=version)


def test_reader_and_version_cannot_lend_each_other_a_digit() -> None:
    assert_broken(seal_envelope(FOLDER, KEY, "r-1", 23), reader_id="r-12", version=3)


def test_a_bomb_in_a_valid_seal_is_refused() -> None:
    bomb = zlib.compress(bytes(MAX_FOLDER_BYTES + 1), 9)
    assert len(bomb) < 10_000
    assert_broken(sealed_content(len(bomb).to_bytes(4, "big") + bomb))


def test_a_folder_of_the_greatest_size_opens() -> None:
    folder = os.urandom(1024) * (MAX_FOLDER_BYTES // 1024)
    assert open_envelope(seal_envelope(folder, KEY, READER, 3), KEY, READER, 3) == folder


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"\0\0\0\0",
        b"\xff\xff\xff\xff",
        b"\0\0\0\x05hello",
        (4).to_bytes(4, "big") + zlib.compress(FOLDER),
        (999).to_bytes(4, "big") + zlib.compress(FOLDER)[:-4],
    ],
)
def test_a_valid_seal_around_anything_else_is_refused(content: bytes) -> None:
    assert_broken(sealed_content(content))


@settings(derandomize=True, deadline=None)
@given(st.binary(max_size=60))
def test_a_valid_seal_around_random_bytes_is_refused(content: bytes) -> None:
    assert_broken(sealed_content(content))


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.integers(0, MAX_FOLDER_BYTES))
def test_padding_never_cuts_and_adds_an_eighth_at_most(length: int) -> None:
    assert length <= padme(length)
    assert (padme(length) - length) * 100 <= 12 * length


def test_padding_never_adds_more_than_twelve_in_a_hundred_at_any_small_size() -> None:
    assert all((padme(length) - length) * 100 <= 12 * length for length in range(70_000))


def test_padding_leaves_few_sizes() -> None:
    assert padme(9) == 10
    assert len({padme(length) for length in range(2_000, 6_000)}) < 60
    assert all(padme(padme(length)) == padme(length) for length in range(5_000))


def test_two_folders_of_nearly_the_same_size_make_envelopes_of_one_size() -> None:
    sizes = {len(seal_envelope(os.urandom(4200 + more), KEY, READER, 1)) for more in range(20)}
    assert len(sizes) <= 2


def test_an_envelope_has_the_size_padding_gives_it() -> None:
    folder = os.urandom(5000)
    body = 4 + len(zlib.compress(folder, 6))
    assert len(seal_envelope(folder, KEY, READER, 1)) == padme(body) + OVERHEAD_BYTES


# Documents.

DOCUMENT_KEY = DocumentKey(b"d" * 32)
PDF = b"%PDF-1.7 canary " + bytes(200)


def test_a_document_comes_out_as_it_went_in_and_shows_nothing() -> None:
    sealed = seal_document(PDF, DOCUMENT_KEY, "d-1")
    assert open_document(sealed, DOCUMENT_KEY, "d-1") == PDF
    assert b"%PDF" not in sealed
    assert b"canary" not in sealed


@pytest.mark.parametrize(
    ("key", "document_id"), [(DOCUMENT_KEY, "d-2"), (DocumentKey(b"D" * 32), "d-1")]
)
def test_a_document_opens_under_its_own_key_and_name_only(
    key: DocumentKey, document_id: str
) -> None:
    with pytest.raises(SealBroken) as broken:
        open_document(seal_document(PDF, DOCUMENT_KEY, "d-1"), key, document_id)
    assert broken.value.what == "document"


def test_a_document_of_the_greatest_size_opens_and_a_larger_one_is_refused() -> None:
    largest = os.urandom(1024) * (MAX_DOCUMENT_BYTES // 1024)
    sealed = seal_document(largest, DOCUMENT_KEY, "d-1")
    assert open_document(sealed, DOCUMENT_KEY, "d-1") == largest
    packed = zlib.compress(largest + b"x")
    body = len(packed).to_bytes(4, "big") + packed
    by_hand = seal(body, DOCUMENT_KEY.reveal(), context("document", "d-1"))
    with pytest.raises(SealBroken):
        open_document(by_hand, DOCUMENT_KEY, "d-1")


def test_what_no_point_would_open_is_never_sealed() -> None:
    with pytest.raises(TooLarge):
        seal_document(bytes(MAX_DOCUMENT_BYTES + 1), DOCUMENT_KEY, "d-1")
    with pytest.raises(TooLarge):
        seal_envelope(bytes(MAX_FOLDER_BYTES + 1), KEY, READER, 3)


def test_the_largest_folder_opens_and_travels_even_if_nothing_of_it_can_be_compressed() -> None:
    folder = os.urandom(MAX_FOLDER_BYTES)
    sealed = seal_envelope(folder, KEY, READER, 3)
    assert open_envelope(sealed, KEY, READER, 3) == folder
    assert len(sealed) < MAX_STORED_BYTES - MAX_SEGMENT_BYTES
