"""Readers who are one person, as their office lists and parts them."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.errors import NothingToDo
from kiosk.services.office import Office


@dataclass(frozen=True, slots=True)
class UnionSummary:
    """Two readers joined at a point; ``parted_because`` is blank while they are."""

    reader_id: str
    name: str
    other_id: str
    other_name: str
    point_id: str
    joined_at: datetime
    parted_at: datetime | None
    parted_because: str


def list_unions(office: Office) -> list[UnionSummary]:
    """Every union there was, the newest first."""
    with office.store.transaction() as tx:
        unions = tx.unions.all()
        ids = {one.reader_id for one in unions} | {one.other_id for one in unions}
        names = {one.reader_id: one.name for one in tx.rights.readers(ids)}
        return [
            UnionSummary(
                one.reader_id,
                names.get(one.reader_id, ""),
                one.other_id,
                names.get(one.other_id, ""),
                one.point_id,
                one.joined_at,
                one.parted_at,
                one.parted_because,
            )
            for one in unions
        ]


def part_readers(office: Office, reader_id: str, reason: str) -> None:
    """Take a reader out of what was joined, for a reason.

    Raises ``NotFound`` for nobody, ``NothingToDo`` where she is joined with nobody.
    """
    with office.store.transaction() as tx:
        tx.rights.reader(reader_id)
        if not tx.unions.part(reader_id, office.clock.now(), reason):
            raise NothingToDo("unions")
