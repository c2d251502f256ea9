"""The sealed store: a segment whole or not at all, and a tombstone always wins."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.errors import SchemaRefused, SegmentRefused
from kiosk.domain.segment import (
    GENESIS,
    DocumentRow,
    DropRow,
    SchoolDateRow,
    Segment,
    TombstoneRow,
)
from kiosk.vault.schema import SCHEMA_VERSION
from kiosk.vault.vault import Vault, VaultState
from tests.feed.builders import NOW
from tests.vault.builders import (
    POINT,
    Hub,
    a_lock,
    an_envelope,
    bytes_on_disk,
    contents_of,
    place_of,
)


def test_a_new_vault_waits_for_the_first_segment(vault: Vault) -> None:
    assert vault.state() == VaultState(POINT, 0, GENESIS)
    assert vault.lock_at(bytes(16)) is None
    assert vault.envelope_of("r-1") is None
    assert vault.school_dates() == {}


def test_a_segment_brings_its_rows_and_moves_the_head(vault: Vault, hub: Hub) -> None:
    segment = hub.segment([an_envelope(), a_lock(), SchoolDateRow("0751234A", NOW)])
    vault.apply(segment)
    assert vault.envelope_of("r-1") == an_envelope()
    assert vault.lock_at(place_of("E-00001")) == a_lock()
    assert vault.school_dates() == {"0751234A": NOW}
    assert vault.state() == VaultState(POINT, 1, segment.hash, segment.head.signed_at)


def test_a_segment_without_rows_moves_the_head_only(vault: Vault, hub: Hub) -> None:
    vault.apply(hub.segment([]))
    assert vault.state().sequence == 1


# What is refused, and changes nothing.


def refused_unchanged(vault: Vault, segment: Segment) -> tuple[str, int | None]:
    before = contents_of(vault)
    with pytest.raises(SegmentRefused) as refused:
        vault.apply(segment)
    assert contents_of(vault) == before
    return refused.value.reason, refused.value.sequence


@pytest.fixture
def filled(vault: Vault, hub: Hub) -> Vault:
    vault.apply(hub.segment([an_envelope(), a_lock()]))
    vault.apply(hub.segment([TombstoneRow("E-00002"), SchoolDateRow("0751234A", NOW)]))
    return vault


def test_a_segment_of_another_point_is_refused(filled: Vault, hub: Hub) -> None:
    foreign = replace(hub, point_id="mairie").segment([TombstoneRow("E-00001")])
    assert refused_unchanged(filled, foreign) == ("foreign", 3)


def test_a_segment_already_taken_is_refused(filled: Vault, hub: Hub) -> None:
    for number, segment in enumerate(hub.sent, start=1):
        assert refused_unchanged(filled, segment) == ("old", number)


@pytest.mark.parametrize("sequence", [0, -1])
def test_a_segment_numbered_before_the_first_is_refused(
    vault: Vault, hub: Hub, sequence: int
) -> None:
    segment = hub.segment([a_lock()])
    early = replace(segment, head=replace(segment.head, sequence=sequence))
    assert refused_unchanged(vault, early) == ("old", sequence)


def test_a_segment_that_comes_too_early_is_refused(filled: Vault, hub: Hub) -> None:
    hub.segment([])
    assert refused_unchanged(filled, hub.segment([TombstoneRow("E-00001")])) == ("gap", 4)


def test_a_segment_whose_number_leaps_to_the_end_is_refused(filled: Vault, hub: Hub) -> None:
    leap = replace(hub, sequence=2**62).segment([])
    assert refused_unchanged(filled, leap) == ("gap", 2**62 + 1)


@pytest.mark.parametrize("previous", [GENESIS, "f" * 64, ""])
def test_a_segment_that_follows_another_one_is_refused(
    filled: Vault, hub: Hub, previous: str
) -> None:
    fork = replace(hub, previous=previous).segment([TombstoneRow("E-00001")])
    assert refused_unchanged(filled, fork) == ("fork", 3)


def test_another_segment_under_the_number_of_the_last_one_taken_is_a_fork(
    filled: Vault, hub: Hub
) -> None:
    """A hub brought back from a backup numbers anew; to pass it over would lose its news."""
    before_the_last = replace(hub, sequence=1, previous=hub.sent[0].hash, sent=[])
    again = before_the_last.segment([TombstoneRow("E-00001")])
    assert refused_unchanged(filled, again) == ("fork", 2)


def test_after_a_refusal_the_right_segment_is_still_taken(filled: Vault, hub: Hub) -> None:
    refused_unchanged(filled, hub.sent[0])
    filled.apply(hub.segment([an_envelope(version=2)]))
    assert filled.state().sequence == 3


class Impossible:
    """A row of no kind the vault knows."""


BROKEN_ROWS: dict[str, Any] = {
    "a row that no table takes": an_envelope("r-9", version=2**63),
    "a row without a serial": a_lock(serial=None, lookup=b"x" * 16),  # type: ignore[arg-type]
    "a row with half a character": TombstoneRow("\ud800"),
    "a row of an unknown kind": Impossible(),
}


@pytest.mark.parametrize("place", [0, 1, 2, 3])
@pytest.mark.parametrize("broken", BROKEN_ROWS.values(), ids=BROKEN_ROWS.keys())
def test_a_row_that_fails_anywhere_leaves_everything_as_it_was(
    filled: Vault, hub: Hub, broken: Any, place: int
) -> None:
    good = hub.segment([DocumentRow("d-1", b"sealed"), TombstoneRow("E-00001"), DropRow("r-1")])
    rows = [*good.rows[:place], broken, *good.rows[place:]]
    before = contents_of(filled)
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever it is, nothing may have moved
        filled.apply(Segment(good.head, tuple(rows), good.hash))
    assert contents_of(filled) == before
    filled.apply(good)
    assert filled.lock_at(place_of("E-00001")) is None


def test_a_point_switched_off_in_the_middle_of_a_segment_has_taken_none_of_it(
    filled: Vault, hub: Hub, path: Path, tmp_path: Path
) -> None:
    """The files are copied while rows are being written, as a power cut would leave them."""
    before = contents_of(filled)
    restored: list[Path] = []

    class PowerCut(tuple[Any, ...]):
        def __iter__(self) -> Any:
            for number, row in enumerate(super().__iter__()):
                yield row
                copy = tmp_path / f"cut-{number}" / path.name
                copy.parent.mkdir()
                for file in path.parent.glob(f"{path.name}*"):
                    (copy.parent / file.name).write_bytes(file.read_bytes())
                restored.append(copy)

    envelopes = [an_envelope(f"r-{n}", 5, bytes(9000)) for n in range(1, 4)]
    segment = hub.segment([DocumentRow("d-1", bytes(500_000)), *envelopes])
    filled.apply(Segment(segment.head, PowerCut(segment.rows), segment.hash))

    assert len(restored) == 4
    for copy in restored:
        vault = Vault.open(copy)
        assert contents_of(vault) == before
        vault.apply(segment)
        assert vault.envelope_of("r-3") == segment.rows[-1]
        assert vault.document("d-1") == bytes(500_000)
        vault.close()


def test_a_write_ahead_log_cut_anywhere_gives_a_prefix_of_the_feed(
    hub: Hub, path: Path, tmp_path: Path
) -> None:
    Vault.create(path, POINT).close()
    vault = impatient(path)
    # Another reader of the file keeps the log from being emptied, so that it holds every segment.
    other = sqlite3.connect(path)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM state").fetchone()
    prefixes = [contents_of(vault)]
    for version in range(1, 5):
        vault.apply(hub.segment([an_envelope(version=version), a_lock(f"E-{version:05d}")]))
        prefixes.append(contents_of(vault))
    database = path.read_bytes()
    log = path.with_name(f"{path.name}-wal").read_bytes()
    other.close()
    vault.close()
    assert len(log) > 10_000

    seen = set()
    for length in [*range(0, len(log), 997), len(log)]:
        copy = tmp_path / "cut" / path.name
        copy.parent.mkdir(exist_ok=True)
        for file in copy.parent.iterdir():
            file.unlink()
        copy.write_bytes(database)
        copy.with_name(f"{path.name}-wal").write_bytes(log[:length])
        reopened = Vault.open(copy)
        found = contents_of(reopened)
        assert found in prefixes
        seen.add(found.state.sequence)
        reopened.close()
    assert seen == {0, 1, 2, 3, 4}


def impatient(path: Path) -> Vault:
    """A vault that does not wait for whoever else has its file open."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    connection.execute("PRAGMA secure_delete = ON")
    return Vault(connection)


def test_what_is_taken_away_is_wiped_where_sqlite_does_not_do_so_by_itself(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it does is chosen where SQLite is built: Debian's does, others' do not."""

    class Forgetful(sqlite3.Connection):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self.execute("PRAGMA secure_delete = OFF")

    connect = partial(sqlite3.connect, factory=Forgetful)
    monkeypatch.setattr(sqlite3, "connect", connect)
    made = Vault.create(path, POINT)
    assert made._connection.execute("PRAGMA secure_delete").fetchone() == (1,)
    made.close()
    opened = Vault.open(path)
    assert opened._connection.execute("PRAGMA secure_delete").fetchone() == (1,)
    opened.close()


# Envelopes, locks, tombstones.


def test_a_newer_envelope_replaces_an_older_one(vault: Vault, hub: Hub) -> None:
    vault.apply(hub.segment([an_envelope(version=1), an_envelope(version=3, sealed=b"new")]))
    assert vault.envelope_of("r-1") == an_envelope(version=3, sealed=b"new")


def test_an_envelope_never_goes_back_to_a_lower_version(vault: Vault, hub: Hub) -> None:
    vault.apply(hub.segment([an_envelope(version=3), an_envelope(version=2, sealed=b"old")]))
    vault.apply(hub.segment([an_envelope(version=1, sealed=b"older")]))
    assert vault.envelope_of("r-1") == an_envelope(version=3)


def test_a_lock_made_again_replaces_the_one_of_its_serial(vault: Vault, hub: Hub) -> None:
    vault.apply(hub.segment([a_lock(wrapped=b"before")]))
    vault.apply(hub.segment([a_lock(lookup=b"n" * 16, wrapped=b"after")]))
    assert vault.lock_at(place_of("E-00001")) is None
    assert vault.lock_at(b"n" * 16) == a_lock(lookup=b"n" * 16, wrapped=b"after")


def test_a_lock_of_another_serial_takes_the_place_it_is_given(vault: Vault, hub: Hub) -> None:
    vault.apply(hub.segment([a_lock("E-00001", lookup=b"n" * 16)]))
    vault.apply(hub.segment([a_lock("E-00002", lookup=b"n" * 16)]))
    found = vault.lock_at(b"n" * 16)
    assert found is not None
    assert found.serial == "E-00002"


def test_a_tombstone_ends_a_lock_that_is_there(vault: Vault, hub: Hub) -> None:
    vault.apply(hub.segment([a_lock(), a_lock("E-00002")]))
    vault.apply(hub.segment([TombstoneRow("E-00001")]))
    assert vault.lock_at(place_of("E-00001")) is None
    assert vault.lock_at(place_of("E-00002")) is not None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_tombstone_wins_in_its_own_segment_before_and_after(
    vault: Vault, hub: Hub, order: tuple[int, int]
) -> None:
    rows = (a_lock(), TombstoneRow("E-00001"))
    vault.apply(hub.segment([rows[place] for place in order]))
    assert vault.lock_at(place_of("E-00001")) is None


def test_a_tombstone_wins_over_every_lock_that_comes_later(vault: Vault, hub: Hub) -> None:
    vault.apply(hub.segment([TombstoneRow("E-00001")]))
    vault.apply(hub.segment([a_lock()]))
    vault.apply(hub.segment([a_lock(lookup=b"n" * 16, reader_id="r-2")]))
    assert vault.lock_at(place_of("E-00001")) is None
    assert vault.lock_at(b"n" * 16) is None


def test_a_tombstone_wins_after_its_reader_left_and_came_back(vault: Vault, hub: Hub) -> None:
    vault.apply(hub.segment([a_lock(), TombstoneRow("E-00001"), DropRow("r-1")]))
    vault.apply(hub.segment([an_envelope(), a_lock(), a_lock("E-00002")]))
    assert vault.lock_at(place_of("E-00001")) is None
    assert vault.lock_at(place_of("E-00002")) is not None


def test_the_same_tombstone_twice_is_one(vault: Vault, hub: Hub) -> None:
    vault.apply(hub.segment([a_lock(), TombstoneRow("E-00001"), TombstoneRow("E-00001")]))
    vault.apply(hub.segment([TombstoneRow("E-00001")]))
    assert vault.lock_at(place_of("E-00001")) is None


def test_a_lock_written_back_into_the_file_does_not_outlive_its_tombstone(
    vault: Vault, hub: Hub, path: Path
) -> None:
    vault.apply(hub.segment([a_lock(), TombstoneRow("E-00001")]))
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "INSERT INTO locks VALUES"
            " (?, 'E-00001', 'long', '2027-10-31', 'r-1', 'boat', x'00', 0)",
            (place_of("E-00001"),),
        )
    connection.close()
    assert vault.lock_at(place_of("E-00001")) is None


def test_a_reader_who_is_dropped_leaves_with_her_locks_and_alone(vault: Vault, hub: Hub) -> None:
    vault.apply(hub.segment([an_envelope("r-1"), a_lock("E-00001", "r-1")]))
    vault.apply(hub.segment([an_envelope("r-2"), a_lock("E-00002", "r-2"), DropRow("r-1")]))
    assert vault.envelope_of("r-1") is None
    assert vault.lock_at(place_of("E-00001")) is None
    assert vault.envelope_of("r-2") is not None
    assert vault.lock_at(place_of("E-00002")) is not None


def test_a_school_date_replaces_the_one_before(vault: Vault, hub: Hub) -> None:
    later = NOW + timedelta(days=1)
    vault.apply(hub.segment([SchoolDateRow("0751234A", NOW), SchoolDateRow("0751234B", NOW)]))
    vault.apply(hub.segment([SchoolDateRow("0751234A", later)]))
    assert vault.school_dates() == {"0751234A": later, "0751234B": NOW}


# What lies on the disk.


@pytest.mark.parametrize("padding", [16, 900, 20_000])
@pytest.mark.parametrize("end", [TombstoneRow("E-00001"), DropRow("r-1")], ids=["dead", "dropped"])
def test_what_opened_a_revoked_slip_is_gone_from_the_disk_at_once(
    vault: Vault, hub: Hub, path: Path, padding: int, end: Any
) -> None:
    wrapped = b"canary of the revoked slip" + bytes(padding)
    vault.apply(hub.segment([a_lock(wrapped=wrapped), a_lock("E-00002", "r-2")]))
    assert b"canary of the revoked slip" in bytes_on_disk(path)
    vault.apply(hub.segment([end]))
    assert b"canary of the revoked slip" not in bytes_on_disk(path)


def test_a_revoked_slip_is_gone_once_the_vault_is_closed_even_if_the_file_was_in_use(
    hub: Hub, path: Path
) -> None:
    Vault.create(path, POINT).close()
    vault = impatient(path)
    vault.apply(hub.segment([a_lock(wrapped=b"canary of the revoked slip")]))
    other = sqlite3.connect(path)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM locks").fetchone()
    vault.apply(hub.segment([TombstoneRow("E-00001")]))
    assert vault.lock_at(place_of("E-00001")) is None
    other.close()
    vault.close()
    assert b"canary" not in bytes_on_disk(path)
    assert not path.with_name(f"{path.name}-wal").exists()


def test_an_envelope_replaced_leaves_the_disk(vault: Vault, hub: Hub, path: Path) -> None:
    vault.apply(hub.segment([an_envelope(version=1, sealed=b"canary of november" * 500)]))
    vault.apply(hub.segment([an_envelope(version=2, sealed=b"december" * 400)]))
    assert b"canary of november" not in bytes_on_disk(path)


def test_only_its_owner_may_read_a_vault_or_its_log(vault: Vault, hub: Hub, path: Path) -> None:
    vault.apply(hub.segment([a_lock()]))
    files = list(path.parent.glob(f"{path.name}*"))
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


# Opening again.


def test_a_vault_opened_again_is_the_same(hub: Hub, path: Path) -> None:
    vault = Vault.create(path, POINT)
    vault.apply(hub.segment([an_envelope(), a_lock(), a_lock("E-00002"), TombstoneRow("E-00002")]))
    before = contents_of(vault)
    vault.close()
    again = Vault.open(path)
    assert contents_of(again) == before
    again.apply(hub.segment([a_lock("E-00002")]))
    assert again.lock_at(place_of("E-00002")) is None
    again.close()


def test_a_vault_is_never_made_over_another_file(path: Path) -> None:
    Vault.create(path, POINT).close()
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        Vault.create(path, "mairie")
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", ["4", "6", ""])
def test_a_vault_of_another_version_is_refused_untouched(path: Path, version: str) -> None:
    Vault.create(path, POINT).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE state SET value = ? WHERE name = 'schema_version'", (version,))
    connection.close()
    before = bytes_on_disk(path)
    with pytest.raises(SchemaRefused) as refused:
        Vault.open(path)
    assert (refused.value.found, refused.value.expected) == (version, SCHEMA_VERSION)
    assert bytes_on_disk(path) == before


@pytest.mark.parametrize("content", [b"", b"a text, and no database at all" * 40])
def test_a_file_that_is_no_vault_is_refused_untouched(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(SchemaRefused):
        Vault.open(path)
    assert bytes_on_disk(path) == content


def test_a_vault_that_may_only_be_read_is_read_and_closed(path: Path) -> None:
    Vault.create(path, POINT).close()
    vault = Vault(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True))
    assert vault.state().point_id == POINT
    vault.close()


def test_a_vault_that_another_holds_is_told_apart_from_no_vault(path: Path) -> None:
    Vault.create(path, POINT).close()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            Vault.open(path)
    other.close()


def test_a_vault_that_is_not_there_is_refused_and_not_made(path: Path) -> None:
    with pytest.raises(SchemaRefused):
        Vault.open(path)
    assert not path.exists()


def test_a_lock_whose_last_day_is_damaged_opens_nothing(vault: Vault, hub: Hub, path: Path) -> None:
    vault.apply(hub.segment([a_lock()]))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE locks SET expires_on = 'never'")
    connection.close()
    assert vault.lock_at(place_of("E-00001")) is None


def test_many_threads_read_while_segments_arrive(vault: Vault, hub: Hub) -> None:
    """A segment brings an envelope and a lock of one version: nobody sees one without the other."""

    def read(_turn: int) -> bool:
        for _ in range(30):
            lock = vault.lock_at(place_of("E-00001"))
            envelope = vault.envelope_of("r-1")
            if lock is not None and (envelope is None or envelope.version < int(lock.wrapped)):
                return False
        return True

    with ThreadPoolExecutor(5) as threads:
        reading = [threads.submit(read, turn) for turn in range(4)]
        for version in range(1, 41):
            wrapped = str(version).encode()
            vault.apply(hub.segment([an_envelope(version=version), a_lock(wrapped=wrapped)]))
        assert all(one.result() for one in reading)
    assert vault.state().sequence == 40


def test_two_threads_never_take_the_same_segment_twice(vault: Vault, hub: Hub) -> None:
    segments = [hub.segment([an_envelope(version=number)]) for number in range(1, 11)]

    def take(segment: Segment) -> str:
        try:
            vault.apply(segment)
        except SegmentRefused as refused:
            return refused.reason
        return "taken"

    with ThreadPoolExecutor(4) as threads:
        for segment in segments:
            outcomes = list(threads.map(take, [segment] * 4))
            assert sorted(outcomes) == ["old", "old", "old", "taken"]
    assert vault.state().sequence == 10
