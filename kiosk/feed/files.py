"""Feeds and outboxes as files, for a USB stick or a shared folder: one piece after the other.

A file adds nothing to trust: each segment inside carries its own signature and place, each message
its own seal.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk.domain.errors import SegmentRefused
from kiosk.feed.segments import MAX_STORED_BYTES
from kiosk.sealing.outbox import SEALED_BYTES

MAGIC = b"KIOSKFEED\x01"
OUTBOX_MAGIC = b"KIOSKOUT\x01"


def pack_segments(segments: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a feed file, part by part."""
    yield MAGIC
    yield from _sized(segments)


def unpack_segments(path: Path) -> Iterator[bytes]:
    """The segments of a feed file, in order; raise ``SegmentRefused("format")``.

    Those before a damaged place are still given: what a half-copied stick holds is a prefix of
    the feed, and a prefix is good.
    """
    return _unpack(path, MAGIC, least_bytes=0, most_bytes=MAX_STORED_BYTES)


def pack_outbox(messages: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of an outbox file, part by part."""
    yield OUTBOX_MAGIC
    yield from _sized(messages)


def unpack_outbox(path: Path) -> Iterator[bytes]:
    """The sealed messages of an outbox file, one by one; raise ``SegmentRefused("format")``.

    A message has one size: anything larger is refused before it is read.
    """
    return _unpack(path, OUTBOX_MAGIC, least_bytes=SEALED_BYTES, most_bytes=SEALED_BYTES)


def _sized(pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield len(piece).to_bytes(4, "big")
        yield piece


def _unpack(path: Path, magic: bytes, *, least_bytes: int, most_bytes: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        if file.read(len(magic)) != magic:
            raise SegmentRefused("format")
        while header := file.read(4):
            size = int.from_bytes(header, "big")
            if len(header) < 4 or not least_bytes <= size <= most_bytes:
                raise SegmentRefused("format")
            content = file.read(size)
            if len(content) < size:
                raise SegmentRefused("format")
            yield content
