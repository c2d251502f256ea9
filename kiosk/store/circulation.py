"""Places, access points, who is served where, and the segments published to each point."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.engine import Connection, RowMapping

from kiosk.domain.errors import AlreadyThere, NotFound
from kiosk.domain.segment import GENESIS
from kiosk.store.to_points import (
    attachments,
    places,
    point_places,
    points,
    published,
    segments,
    snapshots,
)

POINT_ISSUER = "P"
"""Points' serials begin with it and a number; an office's own issuer is not to be such."""
_KEYS_AT_ONCE = 500
"""In one statement: databases bound how many values it may name."""


@dataclass(frozen=True, slots=True)
class PointRecord:
    """An access point as its hub knows it. ``pepper`` is sealed; ``issuer`` begins its serials.

    ``device_key`` is the public half of its machine's key; ``sequence``, ``head`` and ``signed_at``
    are those of its last segment.
    """

    point_id: str
    name: str
    issuer: str
    pepper: bytes
    device_key: bytes
    sequence: int
    head: str
    signed_at: datetime | None


class Circulation:
    """What goes to which point."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_point(
        self, point_id: str, name: str, pepper: bytes, device_key: bytes, place: str
    ) -> str:
        """A new point, serving one place (made if it is not there yet); its issuer.

        Raises ``AlreadyThere`` for an id that is taken.
        """
        if self._connection.scalar(select(points.c.id).where(points.c.id == point_id)) is not None:
            raise AlreadyThere("point", point_id)
        issuer = self._next_issuer()
        values = {
            "id": point_id,
            "name": name,
            "issuer": issuer,
            "pepper": pepper,
            "device_key": device_key,
            "sequence": 0,
            "head": GENESIS,
        }
        self._connection.execute(insert(points).values(values))
        link = {"point_id": point_id, "place_id": self._place_id(place, create=True)}
        self._connection.execute(insert(point_places).values(link))
        return issuer

    def renew_point(self, point_id: str, pepper: bytes, device_key: bytes) -> str:
        """A point whose machine is another: other keys, nothing published; its new issuer.

        Its numbers begin anew, and must not be those of the old one. Raises ``NotFound``.
        """
        self.check_point(point_id)
        issuer = self._next_issuer()
        for table in (published, segments, snapshots):
            self._connection.execute(delete(table).where(table.c.point_id == point_id))
        self._connection.execute(
            update(points)
            .where(points.c.id == point_id)
            .values(
                pepper=pepper,
                device_key=device_key,
                issuer=issuer,
                sequence=0,
                head=GENESIS,
                signed_at=None,
            )
        )
        return issuer

    def places_of(self, point_id: str) -> list[str]:
        """The places a point serves, by name."""
        statement = (
            select(places.c.name)
            .join(point_places, point_places.c.place_id == places.c.id)
            .where(point_places.c.point_id == point_id)
        )
        return list(self._connection.scalars(statement.order_by(places.c.name)))

    def place_names(self) -> list[str]:
        """All places, by name."""
        return list(self._connection.scalars(select(places.c.name).order_by(places.c.name)))

    def places_named(self, name: str | None) -> list[str]:
        """The place of that name, or those of the point of that id; all for None.

        Raises ``NotFound``, which names them all.
        """
        names = self.place_names()
        if name is None or name in names:
            return names if name is None else [name]
        of_point = (
            select(places.c.name)
            .join(point_places, point_places.c.place_id == places.c.id)
            .where(point_places.c.point_id == name)
        )
        if found := list(self._connection.scalars(of_point.order_by(places.c.name))):
            return found
        raise NotFound("place", name, tuple(names))

    def attach(self, reader_ids: Iterable[str], place: str, since_on: date) -> None:
        """Serve these readers at a place; raise ``NotFound`` for an unknown place."""
        place_id = self._place_id(place)
        there = set(
            self._connection.scalars(
                select(attachments.c.reader_id).where(attachments.c.place_id == place_id)
            )
        )
        rows = [
            {"reader_id": reader_id, "place_id": place_id, "since_on": since_on}
            for reader_id in reader_ids
            if reader_id not in there
        ]
        if rows:
            self._connection.execute(insert(attachments), rows)

    def detach(self, reader_ids: Iterable[str], place: str) -> list[str]:
        """Serve these readers there no more; those who were. Raise ``NotFound``."""
        place_id = self._place_id(place)
        there = attachments.c.place_id == place_id
        served = set(self._connection.scalars(select(attachments.c.reader_id).where(there)))
        leaving = sorted(set(reader_ids) & served)
        for reader_id in leaving:
            self._connection.execute(
                delete(attachments).where(there, attachments.c.reader_id == reader_id)
            )
        return leaving

    def points(self) -> list[PointRecord]:
        """All points, locked until the transaction ends, so that segments stay gapless."""
        return self._locked(select(points))

    def point(self, point_id: str) -> PointRecord | None:
        """One point, locked as all of them would be; None for one nobody knows."""
        found = self._locked(select(points).where(points.c.id == point_id))
        return found[0] if found else None

    def points_serving(self, reader_ids: Iterable[str]) -> list[PointRecord]:
        """The points that serve any of these readers, locked."""
        served = (
            select(point_places.c.point_id)
            .join(attachments, attachments.c.place_id == point_places.c.place_id)
            .where(attachments.c.reader_id.in_(sorted(reader_ids)))
        )
        return self._locked(select(points).where(points.c.id.in_(served)))

    def readers_of_place(self, place: str) -> set[str]:
        """The readers served at a place, named as ``places_named`` takes it; raise ``NotFound``."""
        place_ids = [self._place_id(name) for name in self.places_named(place)]
        statement = select(attachments.c.reader_id).where(attachments.c.place_id.in_(place_ids))
        return set(self._connection.scalars(statement))

    def readers_at(self, point_id: str) -> set[str]:
        """The readers whom a point serves."""
        statement = (
            select(attachments.c.reader_id)
            .join(point_places, point_places.c.place_id == attachments.c.place_id)
            .where(point_places.c.point_id == point_id)
        )
        return set(self._connection.scalars(statement))

    def published_rows(self, point_id: str) -> dict[str, str]:
        """What a point already has: content hash by row key."""
        statement = select(published.c.row_key, published.c.content_hash)
        rows = self._connection.execute(statement.where(published.c.point_id == point_id))
        return {key: content_hash for key, content_hash in rows}

    def update_published_rows(
        self, point_id: str, changed: Mapping[str, str], gone: Iterable[str]
    ) -> None:
        """Remember what a point's newest segments changed."""
        forgotten = sorted({*changed, *gone})
        for at in range(0, len(forgotten), _KEYS_AT_ONCE):
            keys = forgotten[at : at + _KEYS_AT_ONCE]
            self._connection.execute(
                delete(published).where(
                    published.c.point_id == point_id, published.c.row_key.in_(keys)
                )
            )
        values = [
            {"point_id": point_id, "row_key": key, "content_hash": content_hash}
            for key, content_hash in changed.items()
        ]
        if values:
            self._connection.execute(insert(published), values)

    def check_point(self, point_id: str) -> None:
        """Raise ``NotFound``, which names them all, for a point nobody knows."""
        if self._connection.scalar(select(points.c.id).where(points.c.id == point_id)) is None:
            known = select(points.c.id).order_by(points.c.id)
            raise NotFound("point", point_id, tuple(self._connection.scalars(known)))

    def _next_issuer(self) -> str:
        """The number after the highest: each new machine has one nobody had before."""
        numbers = self._connection.scalars(select(points.c.issuer))
        newest = max((int(one.removeprefix(POINT_ISSUER)) for one in numbers), default=0)
        return f"{POINT_ISSUER}{newest + 1}"

    def _locked(self, statement: Select[Any]) -> list[PointRecord]:
        """In one order everywhere, so that no two wait for each other."""
        rows = self._connection.execute(statement.order_by(points.c.id).with_for_update())
        return [PointRecord(**row) for row in map(_named, rows.mappings())]

    def _place_id(self, name: str, *, create: bool = False) -> int:
        found = self._connection.scalar(select(places.c.id).where(places.c.name == name))
        if found is not None:
            return int(found)
        if not create:
            raise NotFound("place", name)
        made = self._connection.execute(insert(places).values(name=name)).inserted_primary_key
        assert made is not None  # noqa: S101 - a single-row insert always tells its key
        return int(made[0])


def _named(row: RowMapping) -> dict[str, Any]:
    return {"point_id" if name == "id" else name: value for name, value in row.items()}
