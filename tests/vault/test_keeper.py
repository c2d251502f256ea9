"""The keeper: a right slip is let in, and every other one is told the same."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from kiosk.clock import FixedClock
from kiosk.domain.errors import NewsTooOld, SlipUnknown, TryLater
from kiosk.domain.segment import DropRow, LockRow, TombstoneRow
from kiosk.domain.slip_codes import SlipCode
from kiosk.sealing.derivation import SALT_BYTES, DerivationCost, lookup, slip_key
from kiosk.sealing.envelopes import open_envelope, seal_envelope
from kiosk.sealing.locks import make_lock
from kiosk.sealing.outbox import outbox_public_key
from kiosk.sealing.secrets import FolderKey, OutboxKey, Pepper, SlipKey
from kiosk.vault.keeper import Keeper
from kiosk.vault.opening import Opening
from kiosk.vault.vault import Vault
from tests.feed.builders import NOW
from tests.vault.builders import LAST_DAY, Hub, an_envelope

CHEAP = DerivationCost(memory_mib=1, passes=1)
PEPPER, FOLDER_KEY = Pepper(b"p" * 32), FolderKey(b"f" * 32)
SLIP = slip_key(SlipCode.draw(lambda _limit: 42), bytes(SALT_BYTES), CHEAP)
STRANGER = slip_key(SlipCode.draw(lambda _limit: 43), bytes(SALT_BYTES), CHEAP)
FOLDER = b"the Folder of a reader"


def lock_of(slip: SlipKey = SLIP, serial: str = "E-00001", expires_on: date = LAST_DAY) -> LockRow:
    return make_lock(
        slip,
        PEPPER,
        FOLDER_KEY,
        serial=serial,
        kind="long",
        expires_on=expires_on,
        reader_id="r-1",
        picture="boat",
    )


OUTBOX_KEY = outbox_public_key(OutboxKey(b"o" * 32))


@dataclass
class Point:
    vault: Vault
    hub: Hub
    clock: FixedClock
    keeper: Keeper
    path: Path

    def try_wrong_codes(self, count: int) -> None:
        for _ in range(count):
            with pytest.raises(SlipUnknown):
                self.keeper.admit(STRANGER)


def keeper_of(vault: Vault, pepper: Pepper, clock: FixedClock) -> Keeper:
    return Keeper(vault, Opening(clock, given=pepper), clock, OUTBOX_KEY)


@pytest.fixture
def point(vault: Vault, hub: Hub, path: Path) -> Point:
    sealed = seal_envelope(FOLDER, FOLDER_KEY, "r-1", 1)
    vault.apply(hub.segment([lock_of(), an_envelope("r-1", 1, sealed)]))
    clock = FixedClock(NOW)
    return Point(vault, hub, clock, keeper_of(vault, PEPPER, clock), path)


def test_nobody_is_let_in_where_news_is_too_old(point: Point) -> None:
    point.clock.advance(days=70)
    for slip in (SLIP, STRANGER):
        with pytest.raises(NewsTooOld):
            point.keeper.admit(slip)
    point.vault.apply(point.hub.segment([], at=point.clock.now()))
    assert point.keeper.admit(SLIP).late_since is None


def test_a_right_slip_is_given_its_readers_envelope_and_the_key_to_it(point: Point) -> None:
    admission = point.keeper.admit(SLIP)
    assert (admission.serial, admission.reader_id) == ("E-00001", "r-1")
    assert admission.picture == "boat"
    assert admission.lookup == lookup(SLIP, PEPPER)
    assert admission.envelope is not None
    assert open_envelope(admission.envelope.sealed, admission.folder_key, "r-1", 1) == FOLDER


def test_a_right_slip_is_let_in_before_its_folder_has_arrived(point: Point) -> None:
    other = SlipKey(b"o" * 32)
    row = make_lock(
        other,
        PEPPER,
        FOLDER_KEY,
        serial="E-00009",
        kind="long",
        expires_on=LAST_DAY,
        reader_id="r-9",
        picture="boat",
    )
    point.vault.apply(point.hub.segment([row]))
    assert point.keeper.admit(other).envelope is None


def test_an_admission_shows_no_key(point: Point) -> None:
    admission = point.keeper.admit(SLIP)
    assert "folder_key=FolderKey(…)" in repr(admission)
    assert repr(FOLDER_KEY.reveal())[2:-1] not in repr(admission)


def revoke(point: Point) -> None:
    point.vault.apply(point.hub.segment([TombstoneRow("E-00001")]))


def drop(point: Point) -> None:
    point.vault.apply(point.hub.segment([DropRow("r-1")]))


def expire(point: Point) -> None:
    point.vault.apply(point.hub.segment([lock_of(expires_on=date(2026, 11, 22))]))


def change_pepper(point: Point) -> None:
    point.keeper = keeper_of(point.vault, Pepper(b"P" * 32), point.clock)


def on_disk(change: str) -> Callable[[Point], None]:
    def tamper(point: Point) -> None:
        connection = sqlite3.connect(point.path)
        with connection:
            connection.execute(f"UPDATE locks SET {change}")
        connection.close()

    return tamper


CAUSES: dict[str, Callable[[Point], None]] = {
    "revoked": revoke,
    "of a reader who left": drop,
    "expired": expire,
    "of another point": change_pepper,
    "damaged": on_disk("wrapped = zeroblob(72)"),
    "cut": on_disk("wrapped = x'00'"),
    "prolonged by a thief": on_disk("expires_on = '2099-12-31'"),
    "given to another reader": on_disk("reader_id = 'r-2'"),
    "given another serial": on_disk("serial = 'E-00002'"),
    "given another kind": on_disk("kind = 'reserve'"),
    "without a day": on_disk("expires_on = ''"),
}


@pytest.mark.parametrize("cause", CAUSES.values(), ids=CAUSES.keys())
def test_a_slip_that_opens_nothing_is_told_as_unknown_whatever_the_cause(
    point: Point, cause: Callable[[Point], None]
) -> None:
    with pytest.raises(SlipUnknown) as unknown:
        point.keeper.admit(STRANGER)
    cause(point)
    with pytest.raises(SlipUnknown) as refused:
        point.keeper.admit(SLIP)
    assert type(refused.value) is type(unknown.value)
    assert refused.value.args == unknown.value.args == ()
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("cause", CAUSES.values(), ids=CAUSES.keys())
def test_every_slip_that_opens_nothing_counts_as_a_try(
    point: Point, cause: Callable[[Point], None]
) -> None:
    cause(point)
    for _ in range(6):
        with pytest.raises(SlipUnknown):
            point.keeper.admit(SLIP)
    with pytest.raises(TryLater):
        point.keeper.admit(SLIP)


def test_a_slip_opens_on_its_last_day_and_not_the_day_after(point: Point) -> None:
    today = point.clock.today()
    point.vault.apply(point.hub.segment([lock_of(expires_on=today)]))
    assert point.keeper.admit(SLIP).reader_id == "r-1"
    point.clock.advance(days=1)
    with pytest.raises(SlipUnknown):
        point.keeper.admit(SLIP)


def test_the_last_day_ends_at_midnight_in_france(point: Point) -> None:
    point.vault.apply(point.hub.segment([lock_of(expires_on=date(2026, 11, 23))]))
    point.clock.advance(hours=17, minutes=59)  # 22:59 UTC, 23:59 in Paris
    assert point.keeper.admit(SLIP).reader_id == "r-1"
    point.clock.advance(minutes=1)
    with pytest.raises(SlipUnknown):
        point.keeper.admit(SLIP)


def test_after_six_wrong_codes_even_the_right_one_waits_then_opens(point: Point) -> None:
    point.keeper.check_patience()
    point.try_wrong_codes(6)
    with pytest.raises(TryLater) as later:
        point.keeper.check_patience()
    assert later.value.wait_seconds == 2
    with pytest.raises(TryLater):
        point.keeper.admit(SLIP)
    point.clock.advance(seconds=2)
    point.keeper.check_patience()
    assert point.keeper.admit(SLIP).reader_id == "r-1"
    point.try_wrong_codes(6)


def test_trying_during_the_pause_does_not_lengthen_it(point: Point) -> None:
    point.try_wrong_codes(6)
    for _ in range(50):
        with pytest.raises(TryLater):
            point.keeper.admit(STRANGER)
    point.clock.advance(seconds=2)
    assert point.keeper.admit(SLIP).reader_id == "r-1"


def test_a_thousand_wrong_codes_do_not_keep_the_right_one_out_for_more_than_thirty_seconds(
    point: Point,
) -> None:
    for _ in range(1_000):
        try:
            point.keeper.admit(STRANGER)
        except TryLater as later:
            point.clock.advance(seconds=later.wait_seconds)
        except SlipUnknown:
            pass
    point.clock.advance(seconds=30)
    assert point.keeper.admit(SLIP).reader_id == "r-1"


def test_many_tries_at_the_same_instant_are_not_more_than_one_after_the_other(
    point: Point,
) -> None:
    def outcome(_turn: int) -> str:
        try:
            point.keeper.admit(STRANGER)
        except (SlipUnknown, TryLater) as refused:
            return type(refused).__name__
        return "admitted"

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(outcome, range(64)))
    assert outcomes.count("SlipUnknown") == 6
    assert outcomes.count("TryLater") == 58


def test_a_session_lasts_while_its_slip_does_and_no_longer(point: Point) -> None:
    place = point.keeper.admit(SLIP).lookup
    assert point.keeper.still_opens(place, 1)
    point.vault.apply(point.hub.segment([an_envelope("r-2", 2, b"another's")]))
    assert point.keeper.still_opens(place, 1)
    revoke(point)
    assert not point.keeper.still_opens(place, 1)
    point.vault.apply(point.hub.segment([lock_of()]))
    assert not point.keeper.still_opens(place, 1)


def test_a_session_does_not_outlast_the_folder_it_opened(point: Point) -> None:
    place = point.keeper.admit(SLIP).lookup
    point.vault.apply(point.hub.segment([an_envelope("r-1", 2, b"newer")]))
    assert not point.keeper.still_opens(place, 1)
    assert point.keeper.still_opens(place, 2)
    drop(point)
    assert not point.keeper.still_opens(place, 2)


def test_a_session_ends_where_the_vault_cannot_be_read(point: Point) -> None:
    place = point.keeper.admit(SLIP).lookup
    connection = sqlite3.connect(point.path)
    with connection:
        connection.execute("ALTER TABLE envelopes RENAME TO gone")
    connection.close()
    assert not point.keeper.still_opens(place, 1)


def test_a_slip_at_home_still_opens_when_the_other_is_lost(point: Point) -> None:
    at_home = SlipKey(b"h" * 32)
    point.vault.apply(point.hub.segment([lock_of(at_home, "E-00002")]))
    revoke(point)
    assert point.keeper.admit(at_home).folder_key == FOLDER_KEY


def test_the_age_of_each_schools_data_is_known(point: Point) -> None:
    assert point.keeper.school_dates() == {}


def test_a_point_that_was_set_back_a_day_still_lets_a_right_slip_in(point: Point) -> None:
    point.try_wrong_codes(6)
    point.clock.advance(days=-1)
    with pytest.raises(TryLater):
        point.keeper.admit(SLIP)
    point.clock.advance(seconds=2)
    assert point.keeper.admit(SLIP).reader_id == "r-1"
