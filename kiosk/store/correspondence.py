"""What access points told their hub, each message once."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection

from kiosk.domain.errors import NotFound
from kiosk.domain.journal import JournalEntry, JournalEvent
from kiosk.store.from_points import (
    messages_taken,
    point_journal,
    slip_applications,
    slip_endings,
    slip_pins,
)


@dataclass(frozen=True, slots=True)
class SlipApplication:
    """A slip that sleeps until the school says yes; the names are as somebody typed them.

    ``slip_key`` is T, sealed.
    """

    serial: str
    point_id: str
    kind: str
    picture: str
    slip_key: bytes
    issued_at: datetime
    expires_on: date
    agent: str
    family_name: str
    given_name: str
    school: str
    child_given_name: str
    child_class: str
    refused_because: str | None = None


class Correspondence:
    """Messages, journals and what they ask for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def told_in(self, message_id: str) -> int | None:
        """The segment that says a message was taken; None where it never was."""
        known = select(messages_taken.c.told_in).where(messages_taken.c.id == message_id)
        return self._connection.scalar(known)

    def took(self, message_ids: Iterable[str], point_id: str, on: date, told_in: int) -> None:
        """Remember messages, so that their point need not keep them."""
        for message_id in message_ids:
            self._connection.execute(
                delete(messages_taken).where(messages_taken.c.id == message_id)
            )
            values = {"id": message_id, "point_id": point_id, "taken_on": on, "told_in": told_in}
            self._connection.execute(insert(messages_taken).values(values))

    # --- journals ------------------------------------------------------------------------------

    def add_line(self, point_id: str, entry: JournalEntry) -> None:
        """Keep a line; one of that number is there for good."""
        place = (point_journal.c.point_id == point_id, point_journal.c.number == entry.number)
        if self._connection.scalar(select(point_journal.c.number).where(*place)) is None:
            values = {field.name: getattr(entry, field.name) for field in fields(entry)}
            self._connection.execute(
                insert(point_journal).values(point_id=point_id, **values | {"event": entry.event})
            )

    def journal(self, point_id: str, most: int) -> list[JournalEntry]:
        """A point's newest lines, the newest first."""
        columns = [point_journal.c[field.name] for field in fields(JournalEntry)]
        statement = (
            select(*columns)
            .where(point_journal.c.point_id == point_id)
            .order_by(point_journal.c.number.desc())
            .limit(most)
        )
        return [
            JournalEntry(**{**row, "event": JournalEvent(row["event"])})
            for row in self._connection.execute(statement).mappings()
        ]

    def forget_lines_before(self, moment: datetime) -> None:
        """Take away lines that were kept long enough."""
        self._connection.execute(delete(point_journal).where(point_journal.c.at < moment))

    def lines_of(self, event: JournalEvent, since: datetime) -> dict[str, int]:
        """How many lines of a kind each point wrote since a moment."""
        statement = (
            select(point_journal.c.point_id, func.count())
            .where(point_journal.c.event == event, point_journal.c.at >= since)
            .group_by(point_journal.c.point_id)
        )
        return {point_id: count for point_id, count in self._connection.execute(statement)}

    # --- slips of desks ------------------------------------------------------------------------

    def end_slip(self, serial: str, at: datetime, reason: str) -> None:
        """Remember that a slip was ended at a point, whether it is known here or not yet."""
        known = select(slip_endings.c.serial).where(slip_endings.c.serial == serial)
        if self._connection.scalar(known) is None:
            values = {"serial": serial, "at": at, "reason": reason}
            self._connection.execute(insert(slip_endings).values(values))

    def ending_of(self, serial: str) -> tuple[datetime, str] | None:
        """When and why a slip was ended at a point."""
        statement = select(slip_endings.c.at, slip_endings.c.reason)
        found = self._connection.execute(statement.where(slip_endings.c.serial == serial)).first()
        return (found[0], found[1]) if found else None

    def add_application(self, application: SlipApplication) -> None:
        """Keep a slip that waits for the school's yes."""
        values = {name: getattr(application, name) for name in SlipApplication.__slots__}
        self._connection.execute(insert(slip_applications).values(values))

    def applications(self) -> list[SlipApplication]:
        """All that wait, the oldest first; those refused are past."""
        statement = select(slip_applications).where(slip_applications.c.refused_because.is_(None))
        rows = self._connection.execute(statement.order_by(slip_applications.c.issued_at))
        return [SlipApplication(**row) for row in rows.mappings()]

    def application(self, serial: str) -> SlipApplication:
        """The one of a serial that waits; raise ``NotFound``."""
        for one in self.applications():
            if one.serial == serial:
                return one
        raise NotFound("application", serial)

    def knows_application(self, serial: str) -> bool:
        """Whether a serial was ever asked for in this way and is not a slip yet."""
        known = select(slip_applications.c.serial).where(slip_applications.c.serial == serial)
        return self._connection.scalar(known) is not None

    def accepted(self, serial: str) -> None:
        """A slip has taken the application's place."""
        self._connection.execute(
            delete(slip_applications).where(slip_applications.c.serial == serial)
        )

    def refuse(self, serial: str, reason: str) -> None:
        """It sleeps for good."""
        statement = update(slip_applications).where(
            slip_applications.c.serial == serial, slip_applications.c.refused_because.is_(None)
        )
        self._connection.execute(statement.values(refused_because=reason))

    def pins(self) -> dict[str, tuple[int, bytes]]:
        """The version and sealed verifier of each slip's PIN; empty where it was taken away."""
        return {
            serial: (version, verifier)
            for serial, version, verifier in self._connection.execute(select(slip_pins))
        }

    def keep_pin(self, serial: str, version: int, verifier: bytes) -> None:
        """Keep a PIN's verifier, sealed, unless a newer one is there."""
        found = self._connection.scalar(
            select(slip_pins.c.version).where(slip_pins.c.serial == serial)
        )
        values = {"version": version, "verifier": verifier}
        if found is None:
            self._connection.execute(insert(slip_pins).values(serial=serial, **values))
        elif found < version:
            changed = update(slip_pins).where(slip_pins.c.serial == serial)
            self._connection.execute(changed.values(values))
