"""The weekly snapshot of a point's feed, after which old segments may go; and the healing one."""

import os
from dataclasses import replace
from datetime import timedelta

from kiosk.domain.segment import SnapshotHead
from kiosk.feed.segments import read_segment, segment_hash
from kiosk.feed.snapshots import Fold, SnapshotParts, write_snapshot
from kiosk.sealing.secrets import FeedSigningKey
from kiosk.sealing.signatures import public_key_of
from kiosk.services.office import Office
from kiosk.services.slip_register import pass_over_numbers
from kiosk.store.circulation import PointRecord
from kiosk.store.store import Transaction

SNAPSHOT_EVERY = timedelta(days=7)
NUMBERS_LOST_AT_MOST = 1000
"""More slips than an office gives between a backup and the day it needs it."""
SEGMENTS_KEPT_FOR = timedelta(days=60)


def reset_if_due(office: Office, tx: Transaction, point: PointRecord) -> None:
    """Make a point's snapshot once a week; let go of what is old behind it.

    ``point`` must be as it is now, and locked.
    """
    now = office.clock.now()
    stands_at, signed_at = tx.feeds.snapshot_place(point.point_id)
    oldest = tx.feeds.oldest(point.point_id)
    since = signed_at or (oldest[1] if oldest else now)
    if now - since >= SNAPSHOT_EVERY:
        fold = _fold(tx, point, public_key_of(office.feed_key))
        _keep_snapshot(office, tx, point, fold)
        stands_at = point.sequence
    tx.feeds.forget_segments(point.point_id, before=now - SEGMENTS_KEPT_FOR, up_to=stands_at)


def heal(office: Office, tx: Transaction, point: PointRecord, reported: int) -> PointRecord:
    """Begin a point's feed again beyond what it says it has, for it to take as a whole; the point
    as it is then.

    A hub brought back from a backup has lost what it signed since; the point has not, and
    would refuse whatever follows. ``point`` must be as it is now, and locked.
    """
    if tx.feeds.snapshot_place(point.point_id)[0] > reported:
        return point  # it waits already
    # Slips it gave out since are on paper: their numbers are not to be given again.
    pass_over_numbers(tx, NUMBERS_LOST_AT_MOST)
    return begin_again(office, tx, point, beyond=reported)


def begin_again(
    office: Office,
    tx: Transaction,
    point: PointRecord,
    *,
    beyond: int = 0,
    signed_with: FeedSigningKey | None = None,
) -> PointRecord:
    """A feed that is a snapshot and nothing else, further than it was and than a number.

    ``signed_with`` is the key of what was signed so far, where it is not the office's any more.
    """
    sequence, head = max(beyond, point.sequence) + 1, segment_hash(os.urandom(32))
    now = office.clock.now()
    fold = _fold(tx, point, public_key_of(signed_with or office.feed_key))
    again = replace(point, sequence=sequence, head=head, signed_at=now)
    tx.feeds.move_end(point.point_id, sequence, head, now)
    _keep_snapshot(office, tx, again, fold)
    tx.feeds.forget_segments(point.point_id, before=now + timedelta(days=1), up_to=sequence)
    return again


def _keep_snapshot(office: Office, tx: Transaction, point: PointRecord, fold: Fold) -> None:
    now = office.clock.now()
    head = SnapshotHead(
        point_id=point.point_id,
        sequence=point.sequence,
        head=point.head,
        part=1,
        parts=1,
        signed_at=now,
        expires_at=now + timedelta(days=office.settings.feed.expires_days),
    )
    parts = write_snapshot(head, fold.rows(), office.feed_key)
    tx.feeds.keep_snapshot(point.point_id, point.sequence, parts, now)


def _fold(tx: Transaction, point: PointRecord, public_key: bytes) -> Fold:
    """All that a point's feed says: the last snapshot, then the segments after it."""
    fold = Fold()
    stored = tx.feeds.snapshot(point.point_id)
    if stored is not None:
        parts = SnapshotParts(public_key)
        for content in stored.parts:
            parts.add(content)
        whole = parts.whole()
        for row in whole.rows if whole else ():
            fold.take(row)
    for content in tx.feeds.after(point.point_id, stored.sequence if stored else 0):
        for row in read_segment(content, public_key).rows:
            fold.take(row)
    return fold
