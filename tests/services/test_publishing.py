"""From the office to the point: only what is news, all of it, and revocations above all."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from kiosk.domain.errors import NotFound, SealBroken, SegmentRefused, SlipUnknown
from kiosk.domain.people import RightOverride
from kiosk.domain.segment import (
    DropRow,
    EnvelopeRow,
    LockRow,
    Row,
    SchoolDateRow,
    TombstoneRow,
)
from kiosk.feed.files import unpack_segments
from kiosk.feed.segments import read_segment
from kiosk.sealing.custody import lock_away
from kiosk.sealing.secrets import FolderKey
from kiosk.sealing.signatures import public_key_of
from kiosk.services.applying import Applied, apply_feed_file
from kiosk.services.enrolling import enrol_point
from kiosk.services.feeds import export_feed
from kiosk.services.issued_slips import revoke_slips
from kiosk.services.publishing import publish
from kiosk.services.slips import SlipOrder, issue_slips
from kiosk.store.schema import attachments, readers, slips
from tests.services.line import POINT, Line, folder_of, learn, reader_id_of
from tests.store.databases import everything_in
from tests.store.school_builders import MONDAY, NOW, a_college, changed, without_pupil


def rows_after(line: Line, sequence: int = 0) -> list[Row]:
    """The rows that the segments after a number bring to the point."""
    stick = line.folder / "read.feed"
    export_feed(line.office, POINT, stick, after=sequence)
    key = public_key_of(line.office.feed_key)
    return [row for one in unpack_segments(stick) for row in read_segment(one, key).rows]


def kinds(rows: list[Row]) -> list[str]:
    return sorted(type(row).__name__ for row in rows)


def test_a_point_learns_the_folders_locks_and_dates_of_those_it_serves(line: Line) -> None:
    line.issue_to("Nadia", "Paul")
    published = line.publish()
    assert (published.segments, published.last_sequence, published.rows) == (1, 1, 7)
    rows = rows_after(line)
    readers = {reader_id_of(line.office, name) for name in ("Nadia", "Paul")}
    assert {row.reader_id for row in rows if isinstance(row, EnvelopeRow)} == readers
    assert {row.reader_id for row in rows if isinstance(row, LockRow)} == readers
    assert [row for row in rows if isinstance(row, SchoolDateRow)] == [
        SchoolDateRow("0991234A", NOW)
    ]


def test_publishing_again_without_news_changes_nothing_the_same_day_and_says_so_the_next(
    line: Line,
) -> None:
    line.issue_to("Nadia")
    line.publish()
    before = everything_in(line.office.store)
    again = line.publish()
    assert (again.rows, again.segments, again.last_sequence) == (0, 0, 1)
    assert everything_in(line.office.store) == before
    line.next_day()
    again = line.publish()
    assert (again.rows, again.segments, again.last_sequence) == (0, 1, 2)
    assert line.publish().segments == 0


def test_a_point_that_serves_nobody_is_told_so_once_a_day(line: Line) -> None:
    first = line.publish()
    assert (first.rows, first.segments) == (0, 1)
    assert line.publish().segments == 0
    assert line.carry() == Applied(taken=1)
    assert line.vault.state().signed_at == line.clock.now()


def test_a_slip_opens_at_the_point_the_folder_the_office_built(line: Line) -> None:
    nadia, paul = line.issue_to("Nadia", "Paul")
    assert line.publish_and_carry() == Applied(taken=1, known=0, rows=7)
    assert line.opens_with(nadia) == folder_of(line.office, "Nadia")
    assert line.opens_with(paul) == folder_of(line.office, "Paul")


def test_a_slip_that_was_not_published_yet_opens_nothing(line: Line) -> None:
    line.issue_to("Nadia")
    line.publish_and_carry()
    (paul,) = line.issue_to("Paul")
    line.carry()
    with pytest.raises(SlipUnknown):
        line.opens_with(paul)
    line.publish_and_carry()
    assert line.opens_with(paul).given_name == "Paul"


def test_a_changed_mark_brings_the_folders_of_those_it_concerns_and_no_other(line: Line) -> None:
    nadia, karim, paul = line.issue_to("Nadia", "Karim", "Paul")
    line.publish_and_carry()
    learn(line.office, changed(a_college(), "marks", ("ctl", "lea"), value=Decimal(18)))
    assert line.publish().rows == 2
    rows = rows_after(line, 1)
    assert kinds(rows) == ["EnvelopeRow", "EnvelopeRow"]
    assert {row.reader_id for row in rows if isinstance(row, EnvelopeRow)} == {
        reader_id_of(line.office, name) for name in ("Nadia", "Karim")
    }
    line.carry()
    for code in (nadia, karim):
        (child,) = line.opens_with(code).children
        assert child.periods[0].subjects[0].marks[0].value == Decimal(18)
    assert line.opens_with(paul).given_name == "Paul"


def test_a_younger_file_without_change_brings_its_date_alone(line: Line) -> None:
    line.issue_to("Nadia", "Paul")
    line.publish_and_carry()
    line.next_day()
    learn(line.office, a_college())
    assert line.publish().rows == 1
    assert rows_after(line, 1) == [SchoolDateRow("0991234A", NOW + timedelta(days=1))]
    line.carry()
    assert line.point.keeper.school_dates() == {"0991234A": NOW + timedelta(days=1)}


def test_a_revoked_slip_is_a_tombstone_and_opens_nothing_once_applied(line: Line) -> None:
    nadia, paul = line.issue_to("Nadia", "Paul")
    line.publish_and_carry()
    revoke_slips(line.office, ["E-00001"], "perdu")
    line.publish()
    tombstone, envelope = rows_after(line, 1)
    assert tombstone == TombstoneRow("E-00001")
    assert isinstance(envelope, EnvelopeRow), "sealed to another key than the lost slip opened"
    assert line.opens_with(nadia).given_name == "Nadia", "the point does not know yet"
    line.carry()
    with pytest.raises(SlipUnknown):
        line.opens_with(nadia)
    assert line.opens_with(paul).given_name == "Paul"
    assert line.publish().segments == 0


def test_a_slip_revoked_before_it_was_ever_published_never_opens(line: Line) -> None:
    (nadia,) = line.issue_to("Nadia")
    revoke_slips(line.office, ["E-00001"], "mal imprimé")
    line.publish_and_carry()
    with pytest.raises(SlipUnknown):
        line.opens_with(nadia)


def test_the_slip_that_replaces_a_lost_one_opens(line: Line) -> None:
    (lost,) = line.issue_to("Nadia")
    line.publish_and_carry()
    revoke_slips(line.office, ["E-00001"], "perdu")
    (found,) = line.issue_to("Nadia")
    line.publish_and_carry()
    assert line.opens_with(found).given_name == "Nadia"
    with pytest.raises(SlipUnknown):
        line.opens_with(lost)


def test_a_reader_the_point_no_longer_serves_leaves_its_disk(line: Line) -> None:
    nadia, paul = line.issue_to("Nadia", "Paul")
    line.publish_and_carry()
    gone = reader_id_of(line.office, "Nadia")
    with line.office.store.transaction() as tx:
        tx.connection.execute(delete(attachments).where(attachments.c.reader_id == gone))
    line.publish()
    assert rows_after(line, 1) == [DropRow(gone)]
    line.carry()
    assert line.vault.envelope_of(gone) is None
    with pytest.raises(SlipUnknown):
        line.opens_with(nadia)
    assert line.opens_with(paul).given_name == "Paul"
    assert line.publish().segments == 0


def test_a_reader_served_again_opens_again_with_the_same_slip(line: Line) -> None:
    (nadia,) = line.issue_to("Nadia")
    line.publish_and_carry()
    reader_id = reader_id_of(line.office, "Nadia")
    with line.office.store.transaction() as tx:
        tx.connection.execute(delete(attachments))
    line.publish_and_carry()
    with line.office.store.transaction() as tx:
        tx.circulation.attach([reader_id], "Médiathèque", MONDAY)
    line.publish_and_carry()
    assert line.opens_with(nadia).given_name == "Nadia"


def test_a_slip_revoked_while_its_reader_was_not_served_stays_dead_when_she_is_again(
    line: Line,
) -> None:
    (nadia,) = line.issue_to("Nadia")
    line.publish_and_carry()
    with line.office.store.transaction() as tx:
        tx.connection.execute(delete(attachments))
    revoke_slips(line.office, ["E-00001"], "perdu")
    line.publish_and_carry()
    reader_id = reader_id_of(line.office, "Nadia")
    with line.office.store.transaction() as tx:
        tx.circulation.attach([reader_id], "Médiathèque", MONDAY)
    line.publish_and_carry()
    with pytest.raises(SlipUnknown):
        line.opens_with(nadia)


def test_a_pupil_who_left_is_gone_from_the_folder_but_the_slip_still_opens(line: Line) -> None:
    (paul,) = line.issue_to("Paul")
    line.publish_and_carry()
    assert len(line.opens_with(paul).children) == 1
    learn(line.office, without_pupil(a_college(), "tom"))
    line.publish_and_carry()
    assert line.opens_with(paul).children == ()


def test_a_decision_that_closes_a_pupil_closes_him_at_the_next_publication(line: Line) -> None:
    (karim,) = line.issue_to("Karim")
    line.publish_and_carry()
    reader_id = reader_id_of(line.office, "Karim")
    with line.office.store.transaction() as tx:
        reader = tx.rights.reader(reader_id)
        (pupil_id,) = tx.rights.pupils_by_guardian(MONDAY)[reader.guardian_id]
        decision = RightOverride(
            str(reader.guardian_id), str(pupil_id), False, MONDAY, None, "la principale"
        )
        tx.rights.decide(decision, reason="jugement", recorded_at=NOW)
    line.publish_and_carry()
    assert line.opens_with(karim).children == ()


def test_a_reader_whose_key_is_another_has_her_folder_and_her_lock_again(line: Line) -> None:
    (nadia,) = line.issue_to("Nadia")
    line.publish_and_carry()
    reader_id = reader_id_of(line.office, "Nadia")
    sealed = lock_away(FolderKey.draw(), reader_id, line.office.master)
    with line.office.store.transaction() as tx:
        hers = update(readers).where(readers.c.id == reader_id)
        tx.connection.execute(hers.values(folder_key=sealed))
    line.publish_and_carry()
    assert kinds(rows_after(line, 1)) == ["EnvelopeRow", "LockRow"]
    assert line.opens_with(nadia).given_name == "Nadia"


def test_a_slip_past_its_last_day_is_not_told_to_a_point_any_more(line: Line) -> None:
    line.issue_to("Nadia")
    with line.office.store.transaction() as tx:
        (slip,) = tx.slips.all()
    line.clock.advance(days=(slip.expires_on - line.clock.today()).days)
    later = line.with_clock_at(days=1)
    publish(later)
    assert kinds(rows_after(line)) == ["DirectoryRow", "EnvelopeRow", "SchoolDateRow"]


def test_each_point_gets_its_own_readers_locks_and_chain(line: Line) -> None:
    enrol_point(line.office, "mairie", "La mairie", "Mairie")
    nadia, paul = (reader_id_of(line.office, name) for name in ("Nadia", "Paul"))
    for reader_id, place in ((nadia, "Médiathèque"), (paul, "Mairie")):
        sheet, order = line.folder / f"{place}.pdf", SlipOrder(place=place)
        issue_slips(line.office, sheet, reader_ids=[reader_id], order=order)
    there = {point.point_id: point for point in publish(line.office)}
    assert {one: there[one].rows for one in there} == {POINT: 4, "mairie": 4}
    assert {row.reader_id for row in rows_after(line) if isinstance(row, LockRow)} == {nadia}


def test_the_feed_of_another_point_is_refused_whole(line: Line) -> None:
    enrol_point(line.office, "mairie", "La mairie", "Mairie")
    line.issue_to("Nadia")
    publish(line.office)
    stick = line.folder / "mairie.feed"
    export_feed(line.office, "mairie", stick)
    before = line.vault.state()
    with pytest.raises(SegmentRefused) as refusal:
        apply_feed_file(line.vault, public_key_of(line.office.feed_key), line.clock, stick)
    assert refusal.value.reason == "foreign"
    assert line.vault.state() == before


def test_the_feed_of_an_unknown_point_is_not_found(line: Line, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        export_feed(line.office, "nowhere", tmp_path / "x.feed")
    assert not (tmp_path / "x.feed").exists()


def test_segments_already_taken_are_passed_over(line: Line) -> None:
    line.issue_to("Nadia")
    line.publish_and_carry()
    line.issue_to("Paul")
    line.publish()
    assert line.carry() == Applied(taken=1, known=1, rows=3)
    assert line.carry() == Applied(taken=0, known=2, rows=0)


def test_a_feed_with_a_gap_changes_nothing(line: Line) -> None:
    line.issue_to("Nadia")
    line.publish()
    line.issue_to("Paul")
    line.publish()
    stick = line.folder / "late.feed"
    export_feed(line.office, POINT, stick, after=1)
    with pytest.raises(SegmentRefused) as refusal:
        apply_feed_file(line.vault, public_key_of(line.office.feed_key), line.clock, stick)
    assert (refusal.value.reason, refusal.value.sequence) == ("gap", 2)
    assert line.vault.state().sequence == 0


def test_a_feed_too_old_to_trust_is_refused(line: Line) -> None:
    line.issue_to("Nadia")
    line.publish()
    line.clock.advance(days=91)
    with pytest.raises(SegmentRefused) as refusal:
        line.carry()
    assert refusal.value.reason == "expired"
    assert line.vault.state().sequence == 0


def test_a_half_copied_stick_gives_what_it_holds_whole(line: Line) -> None:
    line.issue_to("Nadia")
    line.publish()
    line.issue_to("Paul")
    line.publish()
    stick = line.folder / "half.feed"
    export_feed(line.office, POINT, stick)
    stick.write_bytes(stick.read_bytes()[:-100])
    with pytest.raises(SegmentRefused):
        apply_feed_file(line.vault, public_key_of(line.office.feed_key), line.clock, stick)
    assert line.vault.state().sequence == 1
    assert line.carry() == Applied(taken=1, known=1, rows=3)


def test_a_publication_that_breaks_off_has_published_nothing(line: Line) -> None:
    """A slip's sealed key is damaged: found when the Folders are sealed and its lock is made."""
    (code,) = line.issue_to("Nadia")
    with line.office.store.transaction() as tx:
        (key,) = tx.connection.scalars(select(slips.c.slip_key))
        tx.connection.execute(update(slips).values(slip_key=b"damaged"))
    for _ in range(2):
        with pytest.raises(SealBroken):
            line.publish()
    with line.office.store.transaction() as tx:
        (point,) = tx.circulation.points()
        assert (point.sequence, tx.circulation.published_rows(POINT)) == (0, {})
        assert {one.folder_version for one in tx.rights.readers()} == {0}
        tx.connection.execute(update(slips).values(slip_key=key))
    line.publish_and_carry()
    assert line.opens_with(code).given_name == "Nadia"


def test_an_office_switched_off_while_it_publishes_goes_on_where_it_was(line: Line) -> None:
    (code,) = line.issue_to("Nadia")

    class SwitchedOff(BaseException):
        pass

    def after_the_first_folder(done: int, total: int) -> None:
        raise SwitchedOff

    with pytest.raises(SwitchedOff):
        publish(line.office, after_the_first_folder)
    assert line.publish().last_sequence == 1
    line.carry()
    assert line.opens_with(code).given_name == "Nadia"


def test_the_feed_in_transit_tells_no_name(line: Line) -> None:
    line.issue_to("Nadia", "Karim", "Paul")
    line.publish()
    export_feed(line.office, POINT, line.folder / "feed")
    content = (line.folder / "feed").read_bytes()
    for word in ("Moreau", "Petit", "Nadia", "Exercice", "Tilleuls", "Mathématiques"):
        assert word.encode() not in content
