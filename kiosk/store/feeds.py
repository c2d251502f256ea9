"""The segments and snapshots published to each point."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from kiosk.store.to_points import points, segments, snapshots


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """A snapshot as it is kept: where it stands, when it was signed, its parts."""

    sequence: int
    signed_at: datetime
    parts: tuple[bytes, ...]


class Feeds:
    """What was signed for points; the points themselves must be locked by whoever appends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(
        self, point_id: str, sequence: int, head: str, content: bytes, signed_at: datetime
    ) -> None:
        """Add a segment at the end of a point's feed."""
        self._connection.execute(
            insert(segments).values(
                point_id=point_id, sequence=sequence, content=content, signed_at=signed_at
            )
        )
        self.move_end(point_id, sequence, head, signed_at)

    def move_end(self, point_id: str, sequence: int, head: str, signed_at: datetime) -> None:
        """Say where a point's feed ends."""
        statement = update(points).where(points.c.id == point_id)
        self._connection.execute(
            statement.values(sequence=sequence, head=head, signed_at=signed_at)
        )

    def after(self, point_id: str, sequence: int) -> Iterator[bytes]:
        """A point's segments that follow a number and are still kept, read as asked."""
        statement = (
            select(segments.c.content)
            .where(segments.c.point_id == point_id, segments.c.sequence > sequence)
            .order_by(segments.c.sequence)
        )
        return iter(self._connection.scalars(statement, execution_options={"yield_per": 1}))

    def segment(self, point_id: str, sequence: int) -> bytes | None:
        """One segment of a point; None where there is none, or not any more."""
        statement = select(segments.c.content)
        return self._connection.scalar(
            statement.where(segments.c.point_id == point_id, segments.c.sequence == sequence)
        )

    def has(self, point_id: str, sequence: int) -> bool:
        """Whether a segment of that number is kept."""
        statement = select(segments.c.sequence).where(
            segments.c.point_id == point_id, segments.c.sequence == sequence
        )
        return self._connection.scalar(statement) is not None

    def oldest(self, point_id: str) -> tuple[int, datetime] | None:
        """The number of the oldest segment that is kept, and when it was signed."""
        statement = (
            select(segments.c.sequence, segments.c.signed_at)
            .where(segments.c.point_id == point_id)
            .order_by(segments.c.sequence)
            .limit(1)
        )
        found = self._connection.execute(statement).first()
        return (found[0], found[1]) if found else None

    def forget_segments(self, point_id: str, *, before: datetime, up_to: int) -> None:
        """Take away segments that were signed before a moment, up to a number."""
        self._connection.execute(
            delete(segments).where(
                segments.c.point_id == point_id,
                segments.c.signed_at < before,
                segments.c.sequence <= up_to,
            )
        )

    def keep_snapshot(
        self, point_id: str, sequence: int, parts: Sequence[bytes], signed_at: datetime
    ) -> None:
        """Put a snapshot in the place of the one before."""
        self._connection.execute(delete(snapshots).where(snapshots.c.point_id == point_id))
        for number, content in enumerate(parts, start=1):
            self._connection.execute(
                insert(snapshots).values(
                    point_id=point_id,
                    part=number,
                    sequence=sequence,
                    content=content,
                    signed_at=signed_at,
                )
            )

    def snapshot_place(self, point_id: str) -> tuple[int, datetime | None]:
        """Where a point's snapshot stands, and when it was signed; 0 and None for none."""
        statement = select(snapshots.c.sequence, snapshots.c.signed_at)
        first = (snapshots.c.point_id == point_id, snapshots.c.part == 1)
        found = self._connection.execute(statement.where(*first)).first()
        return (found[0], found[1]) if found else (0, None)

    def snapshot(self, point_id: str) -> StoredSnapshot | None:
        """A point's snapshot."""
        statement = select(snapshots).where(snapshots.c.point_id == point_id)
        rows = self._connection.execute(statement.order_by(snapshots.c.part)).mappings().all()
        if not rows:
            return None
        parts = tuple(row["content"] for row in rows)
        return StoredSnapshot(rows[0]["sequence"], rows[0]["signed_at"], parts)
