"""Notes of visits: one size, one reader, and nothing to tell a note from an empty place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import SealBroken
from kiosk.sealing.boxes import context, seal
from kiosk.sealing.envelopes import open_envelope, seal_envelope
from kiosk.sealing.secrets import FolderKey
from kiosk.sealing.visit_notes import (
    MOST_NOTE_BYTES,
    SEALED_BYTES,
    open_note,
    seal_note,
    unfilled_note,
)

KEY = FolderKey(b"f" * 32)


@settings(derandomize=True, deadline=None)
@given(st.binary(max_size=MOST_NOTE_BYTES), st.text(max_size=9))
def test_any_note_comes_out_as_it_went_in_and_has_one_size(note: bytes, reader_id: str) -> None:
    sealed = seal_note(note, KEY, reader_id)
    assert len(sealed) == len(unfilled_note()) == SEALED_BYTES
    assert open_note(sealed, KEY, reader_id) == note


def test_the_longest_note_fits_and_a_longer_one_is_refused() -> None:
    assert open_note(seal_note(bytes(MOST_NOTE_BYTES), KEY, "r-1"), KEY, "r-1")
    with pytest.raises(ValueError, match="at most"):
        seal_note(bytes(MOST_NOTE_BYTES + 1), KEY, "r-1")


def test_nobody_elses_key_or_place_opens_a_note() -> None:
    sealed = seal_note(b"note", KEY, "r-1")
    for key, reader_id in ((FolderKey(b"F" * 32), "r-1"), (KEY, "r-2"), (KEY, "")):
        with pytest.raises(SealBroken):
            open_note(sealed, key, reader_id)


def test_an_empty_place_opens_for_nobody_and_is_never_the_same() -> None:
    with pytest.raises(SealBroken):
        open_note(unfilled_note(), KEY, "r-1")
    assert unfilled_note() != unfilled_note()


def test_a_note_is_no_envelope_and_an_envelope_no_note() -> None:
    with pytest.raises(SealBroken):
        open_envelope(seal_note(b"note", KEY, "r-1"), KEY, "r-1", 1)
    with pytest.raises(SealBroken):
        open_note(seal_envelope(b"folder", KEY, "r-1", 1), KEY, "r-1")
    under_the_folder_key = seal(bytes(4096), KEY.reveal(), context("visit note", "r-1"))
    with pytest.raises(SealBroken):
        open_note(under_the_folder_key, KEY, "r-1")
