"""News from the hub into the vault."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.clock import Clock
from kiosk.domain.errors import SegmentRefused
from kiosk.domain.segment import Segment
from kiosk.feed.files import unpack_segments
from kiosk.feed.key_records import is_key_record, next_key
from kiosk.feed.segments import read_segment
from kiosk.feed.snapshots import SnapshotParts, is_snapshot_part
from kiosk.vault.vault import Vault

_NEEDS_A_SNAPSHOT = ("gap", "fork", "expired")


@dataclass(frozen=True, slots=True)
class Applied:
    """What a feed brought: segments taken, segments already known, rows taken."""

    taken: int = 0
    known: int = 0
    rows: int = 0

    def __add__(self, other: "Applied") -> "Applied":
        return Applied(self.taken + other.taken, self.known + other.known, self.rows + other.rows)


def apply_feed_file(vault: Vault, feed_public_key: bytes, clock: Clock, path: Path) -> Applied:
    """Take a feed file's segments, as ``apply_segments`` does."""
    return apply_segments(vault, feed_public_key, clock, unpack_segments(path))


def apply_segments(
    vault: Vault, feed_public_key: bytes, clock: Clock, contents: Iterable[bytes]
) -> Applied:
    """Take segments, in order, each whole, each as soon as it is there.

    ``feed_public_key`` is the hub's at the enrolment; it may have told of others since. Segments
    already taken are passed over. A snapshot that comes before them is used where they begin
    too late for this point, and only then. Raises ``SegmentRefused`` at the first that must not be
    applied; what came before it stays, a prefix of the feed.
    """
    key = vault.state().feed_key or feed_public_key
    applied, snapshot = Applied(), SnapshotParts(key)
    for content in contents:
        if is_key_record(content):
            if newer := next_key(content, key):
                vault.pin_key(newer)
                key, snapshot = newer, SnapshotParts(newer)
            continue
        if is_snapshot_part(content):
            snapshot.add(content)
            continue
        segment = read_segment(content, key)
        try:
            applied += _take(vault, clock, segment)
        except SegmentRefused as refusal:
            if refusal.reason not in _NEEDS_A_SNAPSHOT:
                raise
            jumped = _jump(vault, clock, snapshot)
            if not jumped.taken:
                raise
            applied += jumped + _take(vault, clock, segment)
    return applied + _jump(vault, clock, snapshot)


def _take(vault: Vault, clock: Clock, segment: Segment) -> Applied:
    is_news = segment.head.sequence > vault.state().sequence
    if is_news and segment.head.expires_at < clock.now():
        raise SegmentRefused("expired", segment.head.sequence)
    try:
        vault.apply(segment)
    except SegmentRefused as refusal:
        if refusal.reason != "old":
            raise
        return Applied(known=1)
    return Applied(taken=1, rows=len(segment.rows))


def _jump(vault: Vault, clock: Clock, parts: SnapshotParts) -> Applied:
    """Take a snapshot that is whole and further than the vault is; nothing otherwise."""
    snapshot = parts.whole()
    if snapshot is None or snapshot.head.sequence <= vault.state().sequence:
        return Applied()
    if snapshot.head.expires_at < clock.now():
        raise SegmentRefused("expired", snapshot.head.sequence)
    vault.apply_snapshot(snapshot)
    return Applied(taken=1, rows=len(snapshot.rows))
