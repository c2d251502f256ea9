"""News from the hub into the vault."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.clock import Clock
from kiosk.domain.errors import SegmentRefused
from kiosk.feed.files import unpack_segments
from kiosk.feed.segments import read_segment
from kiosk.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Applied:
    """What a feed file brought: segments taken, segments already known, rows taken."""

    taken: int
    known: int
    rows: int


def apply_feed_file(vault: Vault, feed_public_key: bytes, clock: Clock, path: Path) -> Applied:
    """Take a feed file's segments, in order, each whole.

    Those already taken are passed over. Raises ``SegmentRefused`` at the first that must not be
    applied; what came before it stays, a prefix of the feed.
    """
    taken = known = rows = 0
    for content in unpack_segments(path):
        segment = read_segment(content, feed_public_key)
        is_news = segment.head.sequence > vault.state().sequence
        if is_news and segment.head.expires_at < clock.now():
            raise SegmentRefused("expired", segment.head.sequence)
        try:
            vault.apply(segment)
        except SegmentRefused as refusal:
            if refusal.reason != "old":
                raise
            known += 1
        else:
            taken += 1
            rows += len(segment.rows)
    return Applied(taken, known, rows)
