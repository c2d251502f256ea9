"""News from the hub into the vault."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.clock import Clock
from kiosk.domain.errors import SegmentRefused
from kiosk.feed.files import unpack_segments
from kiosk.feed.segments import read_segment
from kiosk.vault.vault import Vault


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

    Those already taken are passed over. Raises ``SegmentRefused`` at the first that must not be
    applied; what came before it stays, a prefix of the feed.
    """
    applied = Applied()
    for content in contents:
        segment = read_segment(content, feed_public_key)
        is_news = segment.head.sequence > vault.state().sequence
        if is_news and segment.head.expires_at < clock.now():
            raise SegmentRefused("expired", segment.head.sequence)
        try:
            vault.apply(segment)
        except SegmentRefused as refusal:
            if refusal.reason != "old":
                raise
            applied += Applied(known=1)
        else:
            applied += Applied(taken=1, rows=len(segment.rows))
    return applied
