"""A snapshot in the place of a feed: the vault is as it would be had it read all of it."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import SegmentRefused
from kiosk.domain.segment import (
    DirectoryRow,
    DocumentDropRow,
    DocumentRow,
    DropRow,
    EnvelopeRow,
    LockRow,
    PinRow,
    ReceivedRow,
    Row,
    SchoolDateRow,
    Segment,
    Snapshot,
    SnapshotHead,
    TombstoneRow,
)
from kiosk.feed.snapshots import Fold, SnapshotParts, write_snapshot
from kiosk.vault.vault import Vault
from tests.feed.builders import HUB, HUB_PUBLIC, NOW
from tests.vault.builders import (
    DOCUMENTS,
    LAST_DAY,
    POINT,
    READERS,
    SERIALS,
    Hub,
    a_lock,
    an_envelope,
    place_of,
)

LATER = NOW + timedelta(days=1)

# Few of each, so that rows meet.
reader_ids, serials = st.sampled_from(READERS[:3]), st.sampled_from(SERIALS[:3])
contents = st.sampled_from([b"one", b"two", b"three"])
ROWS: st.SearchStrategy[Row] = st.one_of(
    st.builds(EnvelopeRow, reader_ids, st.integers(1, 4), contents),
    st.builds(
        LockRow,
        serials,
        st.just("long"),
        st.just(LAST_DAY),
        st.sampled_from([place_of(one) for one in SERIALS[:3]]),
        reader_ids,
        st.just("boat"),
        contents,
    ),
    st.builds(TombstoneRow, serials),
    st.builds(PinRow, serials, st.integers(1, 3), contents),
    st.builds(DropRow, reader_ids),
    st.builds(
        SchoolDateRow, st.sampled_from(["A", "B"]), st.sampled_from([NOW, NOW + timedelta(1)])
    ),
    st.builds(DocumentRow, st.sampled_from(DOCUMENTS), contents),
    st.builds(DocumentDropRow, st.sampled_from(DOCUMENTS)),
    st.builds(DirectoryRow, reader_ids, contents),
    st.builds(ReceivedRow, st.sampled_from(["m-1", "m-2"])),
)
FEEDS = st.lists(st.lists(ROWS, max_size=6), min_size=1, max_size=6)

TABLES = {
    "state": "*",
    "envelopes": "*",
    "locks": "*",
    "documents": "*",
    "directory": "*",
    "school_dates": "*",
    "tombstones": "*",
    "pins": "*",
    "visit_notes": "reader_id",
    "pending": "*",
}


def tables_of(vault: Vault) -> dict[str, list[tuple[object, ...]]]:
    """Everything a hub can change, but the random of a note nobody wrote."""
    return {
        name: sorted(vault.rows(f"SELECT {columns} FROM {name}"), key=repr)
        for name, columns in TABLES.items()
    }


def snapshot_of(segments: list[Segment]) -> Snapshot:
    """What a hub makes of the feed so far, through the wire."""
    fold = Fold()
    for segment in segments:
        for row in segment.rows:
            fold.take(row)
    last = segments[-1]
    head = SnapshotHead(
        last.head.point_id,
        last.head.sequence,
        last.hash,
        1,
        1,
        last.head.signed_at,
        last.head.expires_at,
    )
    parts = SnapshotParts(HUB_PUBLIC)
    for content in write_snapshot(head, fold.rows(), HUB):
        parts.add(content)
    whole = parts.whole()
    assert whole is not None
    return whole


@settings(max_examples=150)
@given(feed=FEEDS, known=st.integers(0, 5))
def test_from_wherever_a_point_stands_a_snapshot_is_worth_the_whole_feed(
    tmp_path_factory: pytest.TempPathFactory, feed: list[list[Row]], known: int
) -> None:
    folder, hub = tmp_path_factory.mktemp("vaults"), Hub()
    segments = [hub.segment(rows) for rows in feed]
    reader, jumper = (Vault.create(folder / name, POINT) for name in ("reader", "jumper"))
    for segment in segments:
        reader.apply(segment)
    for segment in segments[: min(known, len(segments) - 1)]:
        jumper.apply(segment)
    jumper.apply_snapshot(snapshot_of(segments))
    try:
        assert tables_of(jumper) == tables_of(reader)
        after = hub.segment([an_envelope("r-4")])
        jumper.apply(after)
        assert jumper.envelope_of("r-4") is not None
    finally:
        reader.close()
        jumper.close()


@settings(max_examples=60)
@given(feed=FEEDS, more=FEEDS)
def test_a_fold_of_a_fold_is_the_fold_of_all(feed: list[list[Row]], more: list[list[Row]]) -> None:
    first, again, whole = Fold(), Fold(), Fold()
    for rows in feed:
        for row in rows:
            first.take(row)
            whole.take(row)
    for row in first.rows():
        again.take(row)
    for rows in more:
        for row in rows:
            again.take(row)
            whole.take(row)
    assert sorted(again.rows(), key=repr) == sorted(whole.rows(), key=repr)


def test_what_was_done_at_the_point_stays(vault: Vault, hub: Hub) -> None:
    vault.apply(hub.segment([an_envelope("r-1"), a_lock("E-00001"), a_lock("E-00002")]))
    vault.post("m-1", b"sealed")
    with vault.transaction() as cursor:
        cursor.execute("INSERT INTO tombstones VALUES ('E-00002')")
        cursor.execute("INSERT INTO pins VALUES ('E-00001', 5, x'01', 2, '')")
        cursor.execute("INSERT INTO woken VALUES ('E-00003')")
        cursor.execute("UPDATE locks SET made_here = 1 WHERE serial = 'E-00001'")
        cursor.execute("INSERT INTO pending VALUES ('P1-1', 'r-1', 'long', 'boat', '2027-10-31')")
    hub.segment([])
    locks = [a_lock("E-00002"), PinRow("E-00001", 4, b"older")]
    vault.apply_snapshot(snapshot_of([*hub.sent[-1:], hub.segment([an_envelope("r-1"), *locks])]))
    assert vault.lock_at(place_of("E-00001")) is not None, "the hub does not know of it yet"
    assert vault.lock_at(place_of("E-00002")) is None, "it was ended here"
    assert vault.rows("SELECT version, failures FROM pins") == [(5, 2)]
    assert vault.rows("SELECT serial FROM woken") == [("E-00003",)]
    assert vault.rows("SELECT serial FROM pending") == [("P1-1",)]
    assert vault.outbox() == [b"sealed"]


def test_what_the_hub_took_is_told_again_since_it_may_be_an_old_copy(
    vault: Vault, hub: Hub
) -> None:
    vault.post("m-1", b"sealed")
    vault.apply(hub.segment([ReceivedRow("m-1")]))
    assert vault.outbox() == []
    vault.apply_snapshot(snapshot_of([hub.segment([])]))
    assert vault.outbox() == [b"sealed"]


def test_a_snapshot_of_another_point_or_of_what_is_known_changes_nothing(
    vault: Vault, hub: Hub
) -> None:
    first = hub.segment([an_envelope("r-1")])
    vault.apply(first)
    before = tables_of(vault)
    known = snapshot_of([first])
    foreign = snapshot_of([Hub("mairie").segment([])])
    for snapshot, reason in ((known, "old"), (foreign, "foreign")):
        with pytest.raises(SegmentRefused) as refusal:
            vault.apply_snapshot(snapshot)
        assert refusal.value.reason == reason
    assert tables_of(vault) == before


def test_a_snapshot_that_breaks_off_has_changed_nothing(vault: Vault, hub: Hub, path: Path) -> None:
    vault.apply(hub.segment([an_envelope("r-1"), a_lock()]))
    before = tables_of(vault)
    with vault.transaction() as cursor:
        cursor.execute(
            "CREATE TRIGGER full BEFORE INSERT ON documents BEGIN SELECT RAISE(FAIL, 'full'); END"
        )
    with pytest.raises(Exception, match="full"):
        vault.apply_snapshot(
            snapshot_of([hub.segment([an_envelope("r-2"), DocumentRow("d-1", b"x")])])
        )
    assert tables_of(vault) == before


# The parts on the wire.


def many_parts(hub: Hub) -> list[bytes]:
    rows = [an_envelope(f"r-{number}", sealed=bytes(900_000)) for number in range(1, 5)]
    last = hub.segment([])
    head = SnapshotHead(POINT, 1, last.hash, 1, 1, NOW, NOW + timedelta(days=60))
    return write_snapshot(head, rows, HUB)


def test_parts_are_of_use_only_all_of_them_and_in_order(hub: Hub) -> None:
    parts = many_parts(hub)
    assert len(parts) == 2
    half = SnapshotParts(HUB_PUBLIC)
    half.add(parts[0])
    assert half.whole() is None
    half.add(parts[1])
    whole = half.whole()
    assert whole is not None
    assert len(whole.rows) == 4
    for given_before, wrong in (((), 1), ((0, 1), 1)):
        refused = SnapshotParts(HUB_PUBLIC)
        for number in given_before:
            refused.add(parts[number])
        with pytest.raises(SegmentRefused):
            refused.add(parts[wrong])


def test_a_part_flipped_or_cut_anywhere_is_refused(hub: Hub) -> None:
    content = write_snapshot(
        SnapshotHead(POINT, 1, "ab" * 32, 1, 1, NOW, NOW), [an_envelope(), a_lock()], HUB
    )[0]
    for at in range(len(content)):
        flipped = bytearray(content)
        flipped[at] ^= 1
        for damaged in (bytes(flipped), content[:at]):
            parts = SnapshotParts(HUB_PUBLIC)
            with pytest.raises(SegmentRefused):
                parts.add(damaged)
