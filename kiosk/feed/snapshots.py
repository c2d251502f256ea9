"""Snapshots: what a feed says up to a segment, for a point that can no longer read all before it.

Signed like segments, in parts of the same size, and of use only whole. Made by folding rows: of
each thing the last word, and every tombstone.
"""

from collections.abc import Iterable
from dataclasses import replace

from kiosk.domain.errors import SegmentRefused
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
    Snapshot,
    SnapshotHead,
    TombstoneRow,
)
from kiosk.feed.segments import read_signed, split_rows, write_signed
from kiosk.sealing.secrets import FeedSigningKey

MAGIC = b"KIOSKSNP\x01"


def is_snapshot_part(content: bytes) -> bool:
    """Whether a piece of a feed says it is a part of a snapshot, and not a segment."""
    return content.startswith(MAGIC)


def write_snapshot(head: SnapshotHead, rows: Iterable[Row], key: FeedSigningKey) -> list[bytes]:
    """The parts of a snapshot, signed; ``part`` and ``parts`` of the head are counted here."""
    batches = list(split_rows(rows)) or [()]
    return [
        write_signed(MAGIC, replace(head, part=number, parts=len(batches)), batch, key)
        for number, batch in enumerate(batches, start=1)
    ]


class SnapshotParts:
    """Parts as they come, until they make a whole."""

    def __init__(self, public_key: bytes) -> None:
        self._public_key = public_key
        self._heads: list[SnapshotHead] = []
        self._rows: list[Row] = []

    def add(self, content: bytes) -> None:
        """Take the next part; raise ``SegmentRefused("format" | "signature")``."""
        head, rows = read_signed(MAGIC, SnapshotHead, content, self._public_key)
        if head.part == 1:
            self._heads, self._rows = [], []
        elif not self._heads or head != replace(self._heads[-1], part=self._heads[-1].part + 1):
            raise SegmentRefused("format", head.sequence)
        self._heads.append(head)
        self._rows += rows

    def whole(self) -> Snapshot | None:
        """The snapshot, once its last part is there."""
        if not self._heads or len(self._heads) != self._heads[0].parts:
            return None
        return Snapshot(self._heads[0], tuple(self._rows))


class Fold:
    """Rows taken one by one as a vault would, of which only the state is kept.

    What is of one point alone is not in it: which of its messages were received is said again to
    a point that asks again.
    """

    def __init__(self) -> None:
        self._tombstones: dict[str, TombstoneRow] = {}
        self._documents: dict[str, DocumentRow] = {}
        self._dates: dict[str, SchoolDateRow] = {}
        self._envelopes: dict[str, EnvelopeRow] = {}
        self._names: dict[str, DirectoryRow] = {}
        self._locks: dict[str, LockRow] = {}
        self._pins: dict[str, PinRow] = {}

    def take(self, row: Row) -> None:
        """What one more row changes."""
        match row:
            case TombstoneRow():
                self._tombstones[row.serial] = row
                self._locks.pop(row.serial, None)
                self._pins.pop(row.serial, None)
            case DocumentRow():
                self._documents[row.document_id] = row
            case DocumentDropRow():
                self._documents.pop(row.document_id, None)
            case SchoolDateRow():
                self._dates[row.school_uai] = row
            case EnvelopeRow():
                known = self._envelopes.get(row.reader_id)
                if known is None or row.version > known.version:
                    self._envelopes[row.reader_id] = row
            case DirectoryRow():
                self._names[row.reader_id] = row
            case LockRow():
                self._lock(row)
            case PinRow():
                pin = self._pins.get(row.serial)
                is_newer = pin is None or row.version > pin.version
                if is_newer and row.serial not in self._tombstones:
                    self._pins[row.serial] = row
            case DropRow():
                self._drop(row.reader_id)
            case ReceivedRow():
                pass

    def rows(self) -> list[Row]:
        """The state, in an order in which nothing names what is still to come."""
        return [
            *self._tombstones.values(),
            *self._documents.values(),
            *self._dates.values(),
            *self._envelopes.values(),
            *self._names.values(),
            *self._locks.values(),
            *self._pins.values(),
        ]

    def _lock(self, row: LockRow) -> None:
        for serial, lock in list(self._locks.items()):
            if lock.lookup == row.lookup:
                del self._locks[serial]
        self._locks.pop(row.serial, None)
        if row.serial not in self._tombstones:
            self._locks[row.serial] = row

    def _drop(self, reader_id: str) -> None:
        self._envelopes.pop(reader_id, None)
        self._names.pop(reader_id, None)
        for serial, lock in list(self._locks.items()):
            if lock.reader_id == reader_id:
                del self._locks[serial]
