"""A feed as one file, for a USB stick or the post: segments one after the other.

The file adds nothing to trust: each segment inside carries its own signature and place.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk.domain.errors import SegmentRefused

MAGIC = b"KIOSKFEED\x01"
MAX_STORED_BYTES = 16 * 1024 * 1024
"""More than a segment with its one oversize row; a hostile stick cannot fill the memory."""


def pack_segments(segments: Iterable[bytes]) -> bytes:
    """The bytes of a feed file."""
    return MAGIC + b"".join(len(one).to_bytes(4, "big") + one for one in segments)


def unpack_segments(path: Path) -> Iterator[bytes]:
    """The segments of a feed file, in order; raise ``SegmentRefused("format")``.

    Those before a damaged place are still given: what a half-copied stick holds is a prefix of
    the feed, and a prefix is good.
    """
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise SegmentRefused("format")
        while header := file.read(4):
            size = int.from_bytes(header, "big")
            if len(header) < 4 or size > MAX_STORED_BYTES:
                raise SegmentRefused("format")
            content = file.read(size)
            if len(content) < size:
                raise SegmentRefused("format")
            yield content
