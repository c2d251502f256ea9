"""The news an access point receives: the rows of a segment and the head that signs for them.

A row says one small thing. A point only ever keeps these; it never sees a school's tables.
"""

from dataclasses import dataclass
from datetime import date, datetime

GENESIS = "0" * 64
"""What the first segment of a point names as its predecessor."""


@dataclass(frozen=True, slots=True)
class SegmentHead:
    """Whose segment this is and where it stands. ``previous`` is the hash of the one before."""

    point_id: str
    sequence: int
    previous: str
    signed_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PointReport:
    """Where a point stands: the last segment it took, and its hash.

    ``reported_at`` tells an old stick from a machine brought back from a backup.
    """

    point_id: str
    sequence: int
    head: str
    reported_at: datetime


@dataclass(frozen=True, slots=True)
class EnvelopeRow:
    """A reader's sealed Folder; a higher version replaces a lower one."""

    reader_id: str
    version: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class LockRow:
    """How one slip opens one reader's Folder at this point.

    ``lookup`` is 16 bytes, ``wrapped`` the reader's Folder key sealed for this slip. ``kind`` is
    ``"long"``, ``"day"`` or ``"reserve"``; ``picture`` is the one on the slip, by which the
    greeting and the desk know it.
    """

    serial: str
    kind: str
    expires_on: date
    lookup: bytes
    reader_id: str
    picture: str
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class TombstoneRow:
    """A slip that must never open again, whatever arrives later."""

    serial: str


@dataclass(frozen=True, slots=True)
class PinRow:
    """A slip's PIN, chosen or taken away (then blank) at some point; a higher version wins.

    ``verifier`` is made with this point's pepper.
    """

    serial: str
    version: int
    verifier: bytes


@dataclass(frozen=True, slots=True)
class DropRow:
    """A reader this point no longer serves: her envelope leaves its disk."""

    reader_id: str


@dataclass(frozen=True, slots=True)
class SchoolDateRow:
    """How old a school's data is. ``as_of`` is when the school's file was made or received."""

    school_uai: str
    as_of: datetime


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A sealed document; the Folders that name it hold its key. It never changes."""

    document_id: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class DocumentDropRow:
    """A document that no Folder of this point names any more."""

    document_id: str


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """A message of this point's outbox that its hub has: the point need not keep it."""

    message_id: str


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    """A reader's name for the desk, sealed under the point's pepper; it goes when she does."""

    reader_id: str
    sealed: bytes


Row = (
    EnvelopeRow
    | LockRow
    | TombstoneRow
    | PinRow
    | DropRow
    | SchoolDateRow
    | DocumentRow
    | DocumentDropRow
    | ReceivedRow
    | DirectoryRow
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A verified segment: head, rows, and its own hash, which the next one must name."""

    head: SegmentHead
    rows: tuple[Row, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class SnapshotHead:
    """One part of a snapshot: all that a feed says up to a segment, in ``parts`` signed parts.

    ``head`` is what the segment after ``sequence`` names.
    """

    point_id: str
    sequence: int
    head: str
    part: int
    parts: int
    signed_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole snapshot: the head of its first part, and every row."""

    head: SnapshotHead
    rows: tuple[Row, ...]
