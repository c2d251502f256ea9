"""Weekly snapshots, old segments that go, and a hub brought back from yesterday's backup."""

import shutil
from pathlib import Path

import pytest

from kiosk.domain.errors import SegmentRefused, SlipUnknown
from kiosk.domain.requests import RequestKind
from kiosk.domain.slips import SlipKind
from kiosk.services.answering import take_file
from kiosk.services.giving_out import end_lost_slip, give_slip
from kiosk.services.issued_slips import revoke_slips
from kiosk.services.outbox import list_requests
from kiosk.services.points import list_points
from kiosk.services.requests import ask_school
from kiosk.services.signing_in import sign_in_with_slip
from kiosk.services.synchronising import Outgoing
from kiosk.vault.vault import Vault
from tests.services.desk_of_line import DeskOfLine
from tests.services.line import POINT, Line


def kept(line: Line) -> tuple[int, int]:
    """Where the snapshot stands, and the oldest segment that is kept."""
    with line.office.store.transaction() as tx:
        oldest = tx.feeds.oldest(POINT)
        return tx.feeds.snapshot_place(POINT)[0], oldest[0] if oldest else 0


def days_pass(line: Line, days: int) -> None:
    """The office publishes every day; nobody carries anything."""
    for _ in range(days):
        line.next_day()
        line.publish()


def test_a_snapshot_is_made_once_a_week(line: Line) -> None:
    line.issue_to("Nadia")
    line.publish()
    stands = []
    for _ in range(3):
        days_pass(line, 7)
        stands.append(kept(line)[0])
    assert stands == [8, 15, 22]


def test_segments_go_after_sixty_days_and_a_new_point_has_all_of_it(line: Line) -> None:
    (nadia,) = line.issue_to("Nadia")
    line.publish()
    days_pass(line, 75)
    snapshot, oldest = kept(line)
    assert 1 < oldest <= snapshot
    applied = line.carry()
    assert line.vault.state().sequence == 76
    assert applied.taken == 1 + 76 - snapshot
    assert line.opens_with(nadia).given_name == "Nadia"


def test_a_point_that_follows_never_takes_a_snapshot(line: Line) -> None:
    line.issue_to("Nadia")
    line.publish()
    for _ in range(70):
        line.next_day()
        line.publish()
        assert line.carry().taken <= 1 + (line.vault.state().sequence <= 2)


def test_a_point_away_for_three_months_is_brought_up_to_date_and_what_was_revoked_is(
    line: Line,
) -> None:
    nadia, paul = line.issue_to("Nadia", "Paul")
    line.publish_and_carry()
    revoke_slips(line.office, ["E-00001"], "perdu")
    days_pass(line, 90)
    line.carry()
    with pytest.raises(SlipUnknown):
        line.opens_with(nadia)
    assert line.opens_with(paul).given_name == "Paul"


def test_a_stick_that_lost_its_snapshot_changes_nothing(line: Line) -> None:
    line.issue_to("Nadia")
    line.publish_and_carry()
    days_pass(line, 90)
    before = line.vault.state()
    with line.office.store.transaction() as tx:
        tx.feeds.keep_snapshot(POINT, 0, (), line.clock.now())
    with pytest.raises(SegmentRefused) as refusal:
        line.carry()
    assert refusal.value.reason == "gap"
    assert line.vault.state() == before


# A hub brought back from a backup.


@pytest.fixture
def at_desk(line: Line) -> DeskOfLine:
    line.issue_to("Paul")
    line.publish_and_carry()
    return DeskOfLine(line)


def carry_both_ways(line: Line) -> None:
    """A stick that goes up and comes back, as often as it takes."""
    for _ in range(2):
        line.clock.advance(minutes=1)
        stick = line.folder / "both"
        line.outgoing.write(stick)
        take_file(line.office, stick)
        line.carry()


class Backup:
    """The office's database, as it was."""

    def __init__(self, line: Line) -> None:
        with line.office.store.transaction() as tx:
            file = Path(str(tx.connection.engine.url.database))
            self.is_file = tx.connection.engine.dialect.name == "sqlite"
        self._file, self._copy = file, line.folder / "backup.db"
        if self.is_file:
            line.office.store.close()
            shutil.copy(self._file, self._copy)

    def restore(self, line: Line) -> None:
        line.office.store.close()
        for one in self._file.parent.glob(f"{self._file.name}-*"):
            one.unlink()
        shutil.copy(self._copy, self._file)


@pytest.fixture
def backup(at_desk: DeskOfLine) -> Backup:
    found = Backup(at_desk.line)
    if not found.is_file:
        pytest.skip("the backup of a server is the server's own")
    return found


def test_after_a_restored_backup_point_and_hub_agree_again_and_nothing_is_lost(
    at_desk: DeskOfLine, backup: Backup
) -> None:
    line, code = at_desk.line, at_desk.draw()
    reader_id = at_desk.knows("Paul")
    give_slip(at_desk.desk, at_desk.badge(), reader_id, SlipKind.LONG, draw=lambda: code)
    carry_both_ways(line)
    visit = sign_in_with_slip(line.point, code.digits())
    ask_school(line.point, visit, 1, RequestKind.PAPER)
    carry_both_ways(line)
    assert len(list_requests(line.office)) == 1
    assert line.vault.outbox() == []

    backup.restore(line)

    assert list_requests(line.office) == []
    carry_both_ways(line)
    assert len(list_requests(line.office)) == 1
    assert line.vault.outbox() == []
    (point,) = list_points(line.office)
    assert list(point.alarms) == ["unknown_state"]
    with line.office.store.transaction() as tx:
        (there,) = tx.circulation.points()
    here = line.vault.state()
    assert (here.sequence, here.head) == (there.sequence, there.head)
    assert line.opens_with(code).given_name == "Paul"


def test_a_slip_ended_since_the_backup_stays_ended(at_desk: DeskOfLine, backup: Backup) -> None:
    line, code = at_desk.line, at_desk.draw()
    reader_id = at_desk.knows("Paul")
    give_slip(at_desk.desk, at_desk.badge(), reader_id, SlipKind.LONG, draw=lambda: code)
    carry_both_ways(line)
    end_lost_slip(at_desk.desk, at_desk.badge(), "P1-00001")
    carry_both_ways(line)
    backup.restore(line)
    carry_both_ways(line)
    with pytest.raises(SlipUnknown):
        line.opens_with(code)
    with line.office.store.transaction() as tx:
        slip = tx.slips.find("P1-00001")
    assert slip is not None
    assert slip.revoked_because == "lost"


def test_a_hub_that_went_on_after_its_backup_is_followed_again(
    at_desk: DeskOfLine, backup: Backup
) -> None:
    line = at_desk.line
    days_pass(line, 3)
    carry_both_ways(line)
    backup.restore(line)
    days_pass(line, 5)  # it numbers anew what the point has already
    carry_both_ways(line)
    days_pass(line, 1)
    assert line.carry().taken == 1


def test_an_old_copy_of_a_point_that_speaks_is_told(line: Line, tmp_path: Path) -> None:
    line.issue_to("Paul")
    line.publish_and_carry()
    line.vault.empty_log()
    shutil.copy(line.folder / "vault.db", tmp_path / "old.db")
    days_pass(line, 3)
    line.carry()
    line.carry_up()
    assert list(list_points(line.office)[0].alarms) == []
    line.clock.advance(minutes=1)
    old = Outgoing(Vault.open(tmp_path / "old.db"), line.outgoing.device_key, line.clock)
    old.write(tmp_path / "old.outbox")
    take_file(line.office, tmp_path / "old.outbox")
    old.vault.close()
    (point,) = list_points(line.office)
    assert list(point.alarms) == ["stepped_back"]
    assert point.taken == 1


def test_a_stick_from_a_drawer_raises_no_alarm(line: Line) -> None:
    line.issue_to("Paul")
    line.publish_and_carry()
    drawer = line.folder / "drawer"
    line.outgoing.write(drawer)
    days_pass(line, 3)
    line.carry()
    line.carry_up()
    line.clock.advance(days=1)
    take_file(line.office, drawer)
    (point,) = list_points(line.office)
    assert (point.alarms, point.taken) == ({}, 4)
