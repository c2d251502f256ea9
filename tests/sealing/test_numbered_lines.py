"""Lines of the journal and names of the directory: of one size, bound to their place."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.directory import DirectoryEntry
from kiosk.domain.errors import SealBroken
from kiosk.domain.journal import JournalEntry, JournalEvent
from kiosk.sealing.directory import MOST_NAME_CHARACTERS, open_entry, seal_entry
from kiosk.sealing.numbered_lines import JOURNAL
from kiosk.sealing.secrets import Pepper

PEPPER, OTHER = Pepper(b"p" * 32), Pepper(b"P" * 32)
NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
names = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


def a_line(number: int = 1, agent: str = "Camille", detail: str = "lost") -> JournalEntry:
    return JournalEntry(number, NOW, JournalEvent.REVOKED, agent, "E-00001", detail, "0" * 16)


@given(names, names)
def test_any_line_comes_out_as_it_went_in_and_all_have_one_size(agent: str, detail: str) -> None:
    line = a_line(7, agent, detail)
    sealed = JOURNAL.seal(line, PEPPER)
    assert JOURNAL.open(sealed, PEPPER, 7) == line
    assert len(sealed) == len(JOURNAL.seal(a_line(), PEPPER))


def test_a_line_too_long_is_refused_and_never_cut() -> None:
    with pytest.raises(ValueError, match="at most"):
        JOURNAL.seal(a_line(detail="x" * JOURNAL.line_bytes), PEPPER)


def test_a_line_moved_changed_or_of_another_point_does_not_open() -> None:
    sealed = JOURNAL.seal(a_line(7), PEPPER)
    with pytest.raises(SealBroken):
        JOURNAL.open(sealed, PEPPER, 8)
    with pytest.raises(SealBroken):
        JOURNAL.open(sealed, OTHER, 7)
    with pytest.raises(SealBroken):
        JOURNAL.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), PEPPER, 7)


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=200))
def test_any_name_fits_in_one_size_and_only_its_end_is_lost(name: str) -> None:
    entry = DirectoryEntry("0" * 16, name, name, name)
    sealed = seal_entry(entry, PEPPER)
    opened = open_entry(sealed, PEPPER, "0" * 16)
    kept = "".join(letter for letter in name if letter.isprintable())
    assert opened.family_name == kept[:MOST_NAME_CHARACTERS]
    assert len(sealed) == len(seal_entry(DirectoryEntry("0" * 16, "", "", ""), PEPPER))


def test_a_name_moved_to_another_reader_or_point_does_not_open() -> None:
    sealed = seal_entry(DirectoryEntry("r-1", "Mme", "Nadia", "Moreau"), PEPPER)
    assert b"Moreau" not in sealed
    for pepper, reader_id in ((PEPPER, "r-2"), (OTHER, "r-1")):
        with pytest.raises(SealBroken):
            open_entry(sealed, pepper, reader_id)
