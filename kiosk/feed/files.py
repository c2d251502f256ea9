"""Feeds and outboxes as bytes: one piece after the other, over HTTP, on a USB stick or in a share.

A file adds nothing to trust: each segment inside carries its own signature and place, each message
its own seal.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kiosk.domain.errors import KioskError, OutboxRefused, SegmentRefused
from kiosk.feed.reports import SignedReport, read_report
from kiosk.feed.segments import MAX_STORED_BYTES
from kiosk.sealing.outbox import SEALED_BYTES

MAGIC = b"KIOSKFEED\x01"
MEDIA_TYPE = "application/vnd.kiosk"
"""What both are called over HTTP."""
OUTBOX_MAGIC = b"KIOSKOUT\x02"


def pack_segments(segments: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a feed, part by part."""
    yield MAGIC
    yield from _sized(segments)


def unpack_segments(path: Path) -> Iterator[bytes]:
    """The segments of a feed file, in order; raise ``SegmentRefused("format")``."""
    with path.open("rb") as file:
        yield from read_segments(file)


def read_segments(file: BinaryIO) -> Iterator[bytes]:
    """The segments of a feed as they come; raise ``SegmentRefused("format")``.

    Those before a damaged place are still given: what a half-copied stick holds is a prefix of
    the feed, and a prefix is good. So is what came before a line was cut.
    """
    refused = SegmentRefused("format")
    if file.read(len(MAGIC)) != MAGIC:
        raise refused
    yield from _pieces(file, refused, least_bytes=0, most_bytes=MAX_STORED_BYTES)


def pack_outbox(report: bytes, messages: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of an outbox, part by part: a signed report, then the messages."""
    yield OUTBOX_MAGIC
    yield report
    yield from _sized(messages)


def read_outbox(file: BinaryIO) -> tuple[SignedReport, Iterator[bytes]]:
    """Who speaks, and the sealed messages one by one; raise ``OutboxRefused("format")``.

    A message has one size: anything larger is refused before it is read.
    """
    refused = OutboxRefused("format")
    if file.read(len(OUTBOX_MAGIC)) != OUTBOX_MAGIC:
        raise refused
    report = read_report(file)
    return report, _pieces(file, refused, least_bytes=SEALED_BYTES, most_bytes=SEALED_BYTES)


def _sized(pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield len(piece).to_bytes(4, "big")
        yield piece


def _pieces(
    file: BinaryIO, refused: KioskError, *, least_bytes: int, most_bytes: int
) -> Iterator[bytes]:
    while header := file.read(4):
        size = int.from_bytes(header, "big")
        if len(header) < 4 or not least_bytes <= size <= most_bytes:
            raise refused
        content = file.read(size)
        if len(content) < size:
            raise refused
        yield content
