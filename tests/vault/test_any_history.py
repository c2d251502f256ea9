"""Whatever the feed and whatever the order it comes in: the vault is the fold of its rows."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import SegmentRefused
from kiosk.domain.segment import (
    DocumentDropRow,
    DocumentRow,
    DropRow,
    EnvelopeRow,
    LockRow,
    Row,
    SchoolDateRow,
    Segment,
    TombstoneRow,
)
from kiosk.vault.vault import Vault
from tests.feed.builders import NOW
from tests.vault.builders import (
    DOCUMENTS,
    POINT,
    READERS,
    SERIALS,
    Hub,
    a_lock,
    an_envelope,
    contents_of,
    place_of,
)

ROWS = st.one_of(
    st.builds(
        an_envelope, st.sampled_from(READERS), st.integers(1, 6), st.binary(min_size=1, max_size=5)
    ),
    st.builds(
        a_lock,
        st.sampled_from(SERIALS),
        st.sampled_from(READERS),
        wrapped=st.binary(min_size=1, max_size=5),
    ),
    st.builds(TombstoneRow, st.sampled_from(SERIALS)),
    st.builds(DropRow, st.sampled_from(READERS)),
    st.builds(DocumentRow, st.sampled_from(DOCUMENTS), st.binary(min_size=1, max_size=5)),
    st.builds(DocumentDropRow, st.sampled_from(DOCUMENTS)),
    st.builds(
        SchoolDateRow,
        st.sampled_from(["0751234A", "0751234B"]),
        st.integers(0, 9).map(lambda days: NOW + timedelta(days=days)),
    ),
)
HISTORIES = st.lists(st.lists(ROWS, max_size=5), max_size=6)


@dataclass
class Fold:
    """What a vault should hold after some rows, in the plainest words."""

    envelopes: dict[str, EnvelopeRow] = field(default_factory=dict)
    locks: dict[str, LockRow] = field(default_factory=dict)
    dead: set[str] = field(default_factory=set)
    school_dates: dict[str, datetime] = field(default_factory=dict)
    documents: dict[str, bytes] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        match row:
            case EnvelopeRow():
                known = self.envelopes.get(row.reader_id)
                if known is None or row.version > known.version:
                    self.envelopes[row.reader_id] = row
            case LockRow() if row.serial not in self.dead:
                self.locks[row.serial] = row
            case TombstoneRow():
                self.dead.add(row.serial)
                self.locks.pop(row.serial, None)
            case DropRow():
                self.envelopes.pop(row.reader_id, None)
                self.locks = {
                    serial: lock
                    for serial, lock in self.locks.items()
                    if lock.reader_id != row.reader_id
                }
            case DocumentRow():
                self.documents[row.document_id] = row.sealed
            case DocumentDropRow():
                self.documents.pop(row.document_id, None)
            case SchoolDateRow():
                self.school_dates[row.school_uai] = row.as_of


def assert_is_fold(vault: Vault, rows: list[Row]) -> None:
    fold = Fold()
    for row in rows:
        fold.take(row)
    found = contents_of(vault)
    assert found.envelopes == {reader_id: fold.envelopes.get(reader_id) for reader_id in READERS}
    assert found.locks == {serial: fold.locks.get(serial) for serial in SERIALS}
    assert found.school_dates == fold.school_dates
    assert found.documents == {one: fold.documents.get(one) for one in DOCUMENTS}
    assert found.with_a_note == frozenset(fold.envelopes)


@settings(derandomize=True, deadline=None, max_examples=35)
@given(HISTORIES)
def test_a_vault_is_the_fold_of_its_rows_and_the_same_when_opened_again(
    history: list[list[Row]],
) -> None:
    hub = Hub()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "vault.db"
        vault = Vault.create(path, POINT)
        taken: list[Row] = []
        for rows in history:
            vault.apply(hub.segment(rows))
            taken += rows
            assert_is_fold(vault, taken)
        before = contents_of(vault)
        vault.close()
        vault = Vault.open(path)
        assert contents_of(vault) == before
        vault.close()


def outcome(vault: Vault, segment: Segment) -> str:
    try:
        vault.apply(segment)
    except SegmentRefused as refused:
        return refused.reason
    return "taken"


@settings(derandomize=True, deadline=None, max_examples=25)
@given(HISTORIES, st.randoms(use_true_random=False))
def test_sticks_in_any_order_and_number_leave_a_prefix_that_never_goes_back(
    history: list[list[Row]], chance: random.Random
) -> None:
    hub = Hub()
    segments = [hub.segment(rows) for rows in history]
    sticks = segments * 3
    chance.shuffle(sticks)
    with TemporaryDirectory() as folder:
        vault = Vault.create(Path(folder) / "vault.db", POINT)
        reached = 0
        dead: set[str] = set()
        for segment in sticks:
            sequence = segment.head.sequence
            found = outcome(vault, segment)
            if sequence == reached + 1:
                assert found == "taken"
                reached = sequence
                dead |= {row.serial for row in segment.rows if isinstance(row, TombstoneRow)}
            else:
                assert found == ("old" if sequence <= reached else "gap")
            assert vault.state().sequence == reached
            assert all(vault.lock_at(place_of(serial)) is None for serial in dead)
        assert_is_fold(vault, [row for rows in history[:reached] for row in rows])
        vault.close()
