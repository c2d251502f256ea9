"""A vault on disk, the segments that follow one another, and what can be read of it all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from kiosk.domain.segment import GENESIS, EnvelopeRow, LockRow, Row, Segment
from kiosk.feed.segments import read_segment, write_segment
from kiosk.vault.vault import Vault, VaultState
from tests.feed.builders import HUB, HUB_PUBLIC, NOW, a_head

POINT = "mediatheque"
LAST_DAY = date(2027, 10, 31)


def an_envelope(reader_id: str = "r-1", version: int = 1, sealed: bytes = b"sealed") -> EnvelopeRow:
    return EnvelopeRow(reader_id, version, sealed)


def a_lock(
    serial: str = "E-00001",
    reader_id: str = "r-1",
    lookup: bytes = b"",
    wrapped: bytes = b"wrapped",
) -> LockRow:
    return LockRow(serial, "long", LAST_DAY, lookup or place_of(serial), reader_id, "boat", wrapped)


def place_of(serial: str) -> bytes:
    return serial.encode().rjust(16, b"\0")


@dataclass
class Hub:
    """Writes one segment after the other for a point."""

    point_id: str = POINT
    sequence: int = 0
    previous: str = GENESIS
    sent: list[Segment] = field(default_factory=list)

    def segment(self, rows: Iterable[Row], at: datetime = NOW) -> Segment:
        self.sequence += 1
        head = a_head(self.sequence, self.previous, self.point_id, at)
        content = write_segment(head, rows, HUB)
        segment = read_segment(content, HUB_PUBLIC)
        self.previous = segment.hash
        self.sent.append(segment)
        return segment


@dataclass(frozen=True)
class Contents:
    """Everything a vault tells of some readers and serials."""

    state: VaultState
    locks: dict[str, LockRow | None]
    envelopes: dict[str, EnvelopeRow | None]
    school_dates: dict[str, datetime]
    documents: dict[str, bytes | None]
    with_a_note: frozenset[str]


SERIALS = tuple(f"E-{number:05d}" for number in range(1, 6))
DOCUMENTS = ("d-1", "d-2", "d-3")
READERS = tuple(f"r-{number}" for number in range(1, 5))


def contents_of(vault: Vault) -> Contents:
    return Contents(
        vault.state(),
        {serial: vault.lock_at(place_of(serial)) for serial in SERIALS},
        {reader_id: vault.envelope_of(reader_id) for reader_id in READERS},
        vault.school_dates(),
        {document_id: vault.document(document_id) for document_id in DOCUMENTS},
        frozenset(one for one in READERS if vault.visit_note(one) is not None),
    )


def bytes_on_disk(path: Path) -> bytes:
    """Everything that lies beside a vault: the database, its log, whatever else."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
