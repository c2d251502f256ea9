"""Segments on the wire: the same bytes over HTTP or on a USB stick.

::

    "KIOSKSEG" version(1) | head | row* | signature(64)
    head, and each row's facts: length(4) + canonical JSON;  a row's blob: length(4) + bytes

A segment is signed whole, names the hash of the one before it, and is at most 2 MB unless it
holds one oversize row. Reading refuses with ``SegmentRefused`` and never with anything else.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from kiosk.domain.errors import SegmentRefused, TooLarge
from kiosk.domain.plain_json import NotOfThisShape, from_plain, to_plain
from kiosk.domain.segment import (
    DirectoryRow,
    DocumentDropRow,
    DocumentRow,
    DropRow,
    EnvelopeRow,
    LockRow,
    PinRow,
    ReceivedRow,
    Row,
    SchoolDateRow,
    Segment,
    SegmentHead,
    TombstoneRow,
)
from kiosk.sealing.secrets import FeedSigningKey
from kiosk.sealing.signatures import SIGNATURE_BYTES, is_signed_by, sign

H = TypeVar("H")

MAGIC = b"KIOSKSEG\x01"
MAX_SEGMENT_BYTES = 2_000_000
MAX_STORED_BYTES = 16 * 1024 * 1024
"""More than a segment with its one oversize row; a hostile stick cannot fill the memory."""

_ROW_KINDS: dict[str, type[Any]] = {
    "directory": DirectoryRow,
    "document": DocumentRow,
    "document_drop": DocumentDropRow,
    "drop": DropRow,
    "envelope": EnvelopeRow,
    "lock": LockRow,
    "pin": PinRow,
    "received": ReceivedRow,
    "school_date": SchoolDateRow,
    "tombstone": TombstoneRow,
}
_NAMES = {kind: name for name, kind in _ROW_KINDS.items()}
_BLOBS = {
    name: tuple(field.name for field in fields(kind) if field.type is bytes)
    for name, kind in _ROW_KINDS.items()
}


def write_segment(head: SegmentHead, rows: Iterable[Row], key: FeedSigningKey) -> bytes:
    """A signed segment; raise ``TooLarge`` rather than write what no point would read."""
    return write_signed(MAGIC, head, rows, key)


def read_segment(content: bytes, public_key: bytes) -> Segment:
    """A segment whose signature is checked before a byte of it is believed.

    Raises ``SegmentRefused`` with reason ``"format"`` or ``"signature"``.
    """
    head, rows = read_signed(MAGIC, SegmentHead, content, public_key)
    return Segment(head, rows, segment_hash(content))


def write_signed(magic: bytes, head: Any, rows: Iterable[Row], key: FeedSigningKey) -> bytes:
    """A head and rows, signed whole; raise ``TooLarge``."""
    body = magic + _sized(_json(to_plain(head))) + b"".join(encode_row(row) for row in rows)
    if len(body) + SIGNATURE_BYTES > MAX_STORED_BYTES:
        raise TooLarge("segment", len(body) + SIGNATURE_BYTES, MAX_STORED_BYTES)
    return body + sign(body, key)


def read_signed(
    magic: bytes, kind: type[H], content: bytes, public_key: bytes
) -> tuple[H, tuple[Row, ...]]:
    """The head and rows of what ``write_signed`` wrote; raise as ``read_segment`` does."""
    body, signature = content[:-SIGNATURE_BYTES], content[-SIGNATURE_BYTES:]
    if not body.startswith(magic):
        raise SegmentRefused("format")
    if not is_signed_by(body, signature, public_key):
        raise SegmentRefused("signature")
    parts = _parts(body[len(magic) :])
    try:
        head = from_plain(kind, json.loads(next(parts)))
        return head, tuple(_decode_rows(parts))
    except (ValueError, KeyError, TypeError, RecursionError, StopIteration):
        raise SegmentRefused("format") from None


def segment_hash(content: bytes) -> str:
    """What the next segment names as its predecessor (BLAKE2b, 32 bytes, hex)."""
    return hashlib.blake2b(content, digest_size=32).hexdigest()


def encode_row(row: Row) -> bytes:
    """One row's bytes; the sum of these decides where a segment ends."""
    name = _NAMES[type(row)]
    facts = to_plain(row)
    blobs = [facts.pop(blob) for blob in _BLOBS[name]]
    return _sized(_json({"row": name, **facts})) + b"".join(map(_sized, blobs))


def split_rows(rows: Iterable[Row], limit: int = MAX_SEGMENT_BYTES) -> Iterator[Sequence[Row]]:
    """Rows in batches of at most ``limit`` bytes, an oversize row alone."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        row_size = len(encode_row(row))
        if batch and size + row_size > limit:
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += row_size
    if batch:
        yield batch


def _decode_rows(parts: Iterator[bytes]) -> Iterator[Row]:
    for part in parts:
        facts = json.loads(part)
        if not isinstance(facts, dict):
            raise NotOfThisShape
        name = facts.pop("row")
        if not facts.keys().isdisjoint(_BLOBS[name]):
            raise NotOfThisShape
        blobs = {blob: next(parts, None) for blob in _BLOBS[name]}
        yield from_plain(_ROW_KINDS[name], {**facts, **blobs})


def _parts(body: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(body):
        size = int.from_bytes(body[at : at + 4], "big")
        if at + 4 + size > len(body):
            raise NotOfThisShape
        yield body[at + 4 : at + 4 + size]
        at += 4 + size


def _sized(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
