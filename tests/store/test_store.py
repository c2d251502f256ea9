"""The office's database: made, opened, refused; what it does to moments and to transactions."""

import traceback
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import StatementError

from kiosk.domain.errors import NotFound, SchemaRefused, StoreUnavailable
from kiosk.store import schema
from kiosk.store.schema import SCHEMA_VERSION
from kiosk.store.slips import IssuedSlip
from kiosk.store.store import Store, Transaction
from tests.store.databases import everything_in
from tests.store.school_builders import MONDAY, NOW, a_college, take_in


def test_a_store_that_was_made_can_be_opened(store: Store, database_url: str) -> None:
    take_in(store, a_college())
    again = Store.open(database_url)
    assert everything_in(again) == everything_in(store)
    again.close()


def test_a_store_is_never_made_over_another(store: Store, database_url: str) -> None:
    take_in(store, a_college())
    before = everything_in(store)
    with pytest.raises(SchemaRefused) as refusal:
        Store.create(database_url)
    assert refusal.value.found == "not_empty"
    assert everything_in(store) == before


@pytest.mark.parametrize("version", ["0", "1", "", "2.0"])
def test_a_store_of_another_version_is_refused(
    store: Store, database_url: str, version: str
) -> None:
    with store.transaction() as tx:
        tx.set_fact("schema_version", version)
    with pytest.raises(SchemaRefused) as refusal:
        Store.open(database_url)
    assert refusal.value.found == (version or "none")
    assert refusal.value.expected == SCHEMA_VERSION


def test_an_empty_database_is_no_store(database_url: str) -> None:
    with pytest.raises(SchemaRefused) as refusal:
        Store.open(database_url)
    assert refusal.value.found == "none"


def test_a_file_that_is_no_database_is_no_store(tmp_path: Path) -> None:
    damaged = tmp_path / "office.db"
    damaged.write_bytes(b"not a database at all, " * 100)
    with pytest.raises(SchemaRefused) as refusal:
        Store.open(f"sqlite:///{damaged}")
    assert refusal.value.found == "none"


def test_an_error_undoes_everything_of_its_transaction(store: Store) -> None:
    before = everything_in(store)

    def write_then_fail() -> None:
        with store.transaction() as tx:
            tx.roster.replace(a_college(), today=MONDAY, now=NOW)
            tx.set_fact("a", "b")
            raise KeyError

    with pytest.raises(KeyError):
        write_then_fail()
    assert everything_in(store) == before


def test_a_fact_is_written_once_and_then_replaced(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.fact("phone") is None
        tx.set_fact("phone", "01")
        tx.set_fact("phone", "02")
        assert tx.fact("phone") == "02"


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 7, 1, 12, 0, tzinfo=UTC),
        datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2))),
        datetime(2026, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=-11))),
    ],
)
def test_a_moment_comes_back_aware_and_the_same(store: Store, moment: datetime) -> None:
    take_in(store, a_college(), now=moment)
    with store.transaction() as tx:
        (read,) = tx.roster.school_dates().values()
    assert read.tzinfo is not None
    assert read == moment


def test_a_slip_comes_back_as_it_was_written(store: Store) -> None:
    take_in(store, a_college())
    slip = IssuedSlip("E-00001", "reader-1", "long", "boat", b"\x00T\xff", NOW, date(2027, 10, 31))
    with store.transaction() as tx:
        tx.slips.add([slip])
    with store.transaction() as tx:
        assert tx.slips.all() == [slip]


def test_a_slip_is_revoked_once_and_for_good(store: Store) -> None:
    take_in(store, a_college())
    slip = IssuedSlip("E-00001", "reader-1", "long", "boat", b"T", NOW, date(2027, 10, 31))
    with store.transaction() as tx:
        tx.slips.add([slip])
        tx.slips.revoke("E-00001", at=NOW, reason="perdu")
        tx.slips.revoke("E-00001", at=NOW + timedelta(days=1), reason="retrouvé")
        (revoked,) = tx.slips.all()
    assert (revoked.revoked_at, revoked.revoked_because) == (NOW, "perdu")
    assert not revoked.is_live(MONDAY)


def test_an_unknown_slip_cannot_be_revoked(store: Store) -> None:
    with store.transaction() as tx, pytest.raises(NotFound):
        tx.slips.revoke("E-99999", at=NOW, reason="perdu")


@pytest.mark.parametrize(
    ("day", "is_live"), [(date(2027, 10, 31), True), (date(2027, 11, 1), False)]
)
def test_a_slip_lives_to_the_end_of_its_last_day(day: date, is_live: bool) -> None:
    slip = IssuedSlip("E-00001", "reader-1", "long", "boat", b"T", NOW, date(2027, 10, 31))
    assert slip.is_live(day) is is_live


@pytest.mark.parametrize("name", ["a?mode=ro", "50 % d'élèves#1", "file:x", "é@b:c"])
def test_a_store_is_the_very_file_that_was_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    Store.create(folder / "office.db").close()
    assert [one.name for one in folder.iterdir()] == ["office.db"]
    assert list(tmp_path.iterdir()) == [folder]
    Store.open(folder / "office.db").close()


SECRET = "Łukasik"


def write_twice(tx: Transaction) -> None:
    row = {"source": SECRET, "source_id": SECRET, "civility": "", "given_name": SECRET}
    for _ in range(2):
        tx.connection.execute(insert(schema.guardians).values(family_name=SECRET, **row))


def write_no_name(tx: Transaction) -> None:
    row = {"source": SECRET, "source_id": SECRET, "civility": SECRET, "given_name": SECRET}
    tx.connection.execute(insert(schema.guardians).values(family_name=None, **row))


def ask_for_nothing_known(tx: Transaction) -> None:
    tx.connection.execute(text("SELECT :who FROM nowhere"), {"who": SECRET})


def write_what_no_column_holds(tx: Transaction) -> None:
    tx.connection.execute(text("SELECT :who + x'00' FROM about"), {"who": (SECRET,)})


@pytest.mark.parametrize(
    "refused", [write_twice, write_no_name, ask_for_nothing_known, write_what_no_column_holds]
)
def test_what_the_database_refuses_is_undone_and_told_without_a_word_of_a_family(
    store: Store, refused: Callable[[Transaction], None]
) -> None:
    before = everything_in(store)
    with pytest.raises(StoreUnavailable) as told, store.transaction() as tx:
        refused(tx)
    assert told.value.reason
    assert SECRET not in "".join(traceback.format_exception(told.value))
    assert everything_in(store) == before


def test_a_value_that_no_column_takes_stands_in_no_error(store: Store) -> None:
    """Found before the driver is asked: a fault of ours, which goes through."""
    row = {"source": SECRET, "source_id": SECRET, "name": SECRET, "uai": SECRET}
    with pytest.raises(StatementError) as told, store.transaction() as tx:
        tx.connection.execute(insert(schema.schools), {**row, "as_of": 7})
    assert SECRET not in str(told.value)
