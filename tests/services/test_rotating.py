"""The hub's key changes: points follow by themselves, and nobody else's key is followed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import FeedKeyChanged, SegmentRefused, SlipUnknown
from kiosk.feed.key_records import next_key, write_key_record
from kiosk.feed.snapshots import SnapshotParts
from kiosk.sealing.secrets import FeedSigningKey
from kiosk.sealing.signatures import public_key_of
from kiosk.services.applying import apply_segments
from kiosk.services.feed_key import keep_feed_key
from kiosk.services.feeds import pieces_after
from kiosk.services.issued_slips import revoke_slips
from kiosk.services.publishing import publish
from kiosk.services.rotating import rotate_feed_key
from tests.services.line import POINT, Line

OLD, NEW, OTHER = (FeedSigningKey(bytes([one]) * 32) for one in (1, 2, 3))


@pytest.fixture
def rotating(line: Line) -> Line:
    """An office whose key is where it is kept."""
    with line.office.store.transaction() as tx:
        keep_feed_key(tx, line.office.feed_key, line.office.master)
    return line


def renew(line: Line) -> None:
    """The office changes its key; the point still knows the one of its enrolment."""
    line.enrolled_with = line.enrolled_with or public_key_of(line.office.feed_key)
    line.office = rotate_feed_key(line.office)


def test_a_point_follows_the_key_and_goes_on(rotating: Line) -> None:
    line = rotating
    nadia, paul = line.issue_to("Nadia", "Paul")
    line.publish_and_carry()
    renew(line)
    assert line.carry().taken == 1
    assert line.vault.state().feed_key == public_key_of(line.office.feed_key)
    revoke_slips(line.office, ["E-00001"], "perdu")
    line.publish_and_carry()
    with pytest.raises(SlipUnknown):
        line.opens_with(nadia)
    assert line.opens_with(paul).given_name == "Paul"


def test_a_point_that_missed_two_changes_follows_both(rotating: Line) -> None:
    line = rotating
    (nadia,) = line.issue_to("Nadia")
    line.publish_and_carry()
    for _ in range(2):
        renew(line)
        line.publish()
    line.carry()
    assert line.opens_with(nadia).given_name == "Nadia"
    assert line.carry().taken == 0


def test_after_the_change_the_old_key_signs_nothing_that_is_believed(rotating: Line) -> None:
    line = rotating
    line.issue_to("Nadia")
    line.publish_and_carry()
    old = line.office
    renew(line)
    line.carry()
    with pytest.raises(FeedKeyChanged):
        publish(old)
    stray = [write_key_record(OTHER, public_key_of(OLD))]
    with old.store.transaction() as tx:
        snapshot = tx.feeds.snapshot(POINT)
    assert snapshot is not None
    with pytest.raises(SegmentRefused) as refusal:
        SnapshotParts(public_key_of(old.feed_key)).add(snapshot.parts[0])
    assert refusal.value.reason == "signature"
    before = line.vault.state()
    assert apply_segments(line.vault, b"", line.clock, stray).taken == 0
    assert line.vault.state() == before


def test_two_programs_of_one_office_do_not_both_change_it(rotating: Line) -> None:
    other = replace(rotating.office)
    renew(rotating)
    with pytest.raises(FeedKeyChanged):
        rotate_feed_key(other)


def test_a_point_enrolled_since_needs_no_record(rotating: Line) -> None:
    line = rotating
    renew(line)
    line.enrolled_with = b""
    line.has_another_machine()
    line.issue_to("Nadia")
    line.publish()
    with line.office.store.transaction() as tx:
        point = tx.circulation.point(POINT)
        assert point is not None
        assert len(list(pieces_after(tx, point, 0))) == 2
    assert line.carry().taken == 1


# The record itself.


def test_a_record_leads_from_the_key_it_names_and_from_no_other() -> None:
    record = write_key_record(OLD, public_key_of(NEW))
    assert next_key(record, public_key_of(OLD)) == public_key_of(NEW)
    assert next_key(record, public_key_of(OTHER)) is None
    assert next_key(record, public_key_of(NEW)) is None


@given(at=st.integers(0), flipped=st.integers(1, 255))
def test_a_record_with_any_byte_changed_leads_nowhere(at: int, flipped: int) -> None:
    record = bytearray(write_key_record(OLD, public_key_of(NEW)))
    record[at % len(record)] ^= flipped
    try:
        assert next_key(bytes(record), public_key_of(OLD)) is None
    except SegmentRefused as refusal:
        assert refusal.reason in ("format", "signature")  # noqa: PT017 - either will do


def test_a_record_cut_anywhere_is_refused() -> None:
    record = write_key_record(OLD, public_key_of(NEW))
    for length in range(len(record)):
        with pytest.raises(SegmentRefused):
            next_key(record[:length], public_key_of(OLD))
