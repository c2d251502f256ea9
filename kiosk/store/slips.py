"""Slips ever issued. The digits are nowhere; T is under the master key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from kiosk.domain.errors import NotFound
from kiosk.domain.slips import SlipKind, SlipState
from kiosk.store.schema import slips


@dataclass(frozen=True, slots=True)
class IssuedSlip:
    """A slip as the office remembers it. ``slip_key`` is T, sealed.

    ``place`` and ``agent`` tell where and by whom a desk gave it, blank for the school's own.
    """

    serial: str
    reader_id: str
    kind: str
    picture: str
    slip_key: bytes
    issued_at: datetime
    expires_on: date
    revoked_at: datetime | None = None
    revoked_because: str | None = None
    place: str = ""
    agent: str = ""

    def state(self, day: date) -> SlipState:
        """What the slip is worth on a day; revoked is for good."""
        if self.revoked_at is not None:
            return SlipState.REVOKED
        return SlipState.LIVE if self.expires_on >= day else SlipState.EXPIRED

    @property
    def is_reserve(self) -> bool:
        """Made beforehand, and not woken yet."""
        return self.kind == SlipKind.RESERVE.value

    def is_live(self, day: date) -> bool:
        """Neither revoked nor past its last day."""
        return self.state(day) is SlipState.LIVE


class Slips:
    """The register of slips."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, issued: Iterable[IssuedSlip]) -> None:
        """Write new slips."""
        rows = [
            {name: getattr(slip, name) for name in IssuedSlip.__slots__}  # one column a field
            for slip in issued
        ]
        if rows:
            self._connection.execute(insert(slips), rows)

    def all(self) -> list[IssuedSlip]:
        """Every slip, in the order of their serials."""
        statement = select(slips).order_by(slips.c.serial)
        return [IssuedSlip(**row) for row in self._connection.execute(statement).mappings()]

    def of_readers(self, reader_ids: Iterable[str]) -> list[IssuedSlip]:
        """Every slip of these readers, in the order of their serials."""
        statement = select(slips).where(slips.c.reader_id.in_(sorted(reader_ids)))
        rows = self._connection.execute(statement.order_by(slips.c.serial)).mappings()
        return [IssuedSlip(**row) for row in rows]

    def find(self, serial: str) -> IssuedSlip | None:
        """The slip of a serial."""
        statement = select(slips).where(slips.c.serial == serial)
        found = self._connection.execute(statement).mappings().first()
        return IssuedSlip(**found) if found else None

    def from_desks(self, since: datetime, day: date) -> dict[str, list[IssuedSlip]]:
        """The slips that open something on a day and that desks gave since a moment, by reader,
        the newest first."""
        statement = select(slips).where(
            slips.c.place != "",
            slips.c.issued_at >= since,
            slips.c.expires_on >= day,
            slips.c.revoked_at.is_(None),
        )
        found: dict[str, list[IssuedSlip]] = {}
        ordered = statement.order_by(slips.c.issued_at.desc(), slips.c.serial)
        for row in self._connection.execute(ordered).mappings():
            found.setdefault(row["reader_id"], []).append(IssuedSlip(**row))
        return found

    def set_kind(self, serial: str, kind: str) -> None:
        """A reserve slip becomes what it was made for."""
        self._connection.execute(update(slips).where(slips.c.serial == serial).values(kind=kind))

    def revoke(self, serial: str, *, at: datetime, reason: str) -> None:
        """Mark a slip revoked for good; raise ``NotFound``. A second time changes nothing."""
        if self._connection.scalar(select(slips.c.serial).where(slips.c.serial == serial)) is None:
            raise NotFound("slip", serial)
        statement = update(slips).where(slips.c.serial == serial, slips.c.revoked_at.is_(None))
        self._connection.execute(statement.values(revoked_at=at, revoked_because=reason))
