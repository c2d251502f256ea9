"""Where each point stood when it was last heard, and what was odd about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from kiosk.domain.segment import PointReport
from kiosk.store.from_points import point_alarms, point_reports


@dataclass(frozen=True, slots=True)
class Heard:
    """The newest report of a point, and when it came."""

    report: PointReport
    heard_at: datetime


class PointReports:
    """What points say of themselves."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[str, Heard]:
        """The newest report of each point that was ever heard."""
        rows = self._connection.execute(select(point_reports)).mappings()
        return {row["point_id"]: _heard(**row) for row in rows}

    def last_of(self, point_id: str) -> Heard | None:
        """The newest report of a point."""
        statement = select(point_reports).where(point_reports.c.point_id == point_id)
        found = self._connection.execute(statement).mappings().first()
        return _heard(**found) if found else None

    def keep(self, report: PointReport, heard_at: datetime) -> None:
        """Put a report in the place of the one before."""
        place = point_reports.c.point_id == report.point_id
        self._connection.execute(delete(point_reports).where(place))
        self._connection.execute(
            insert(point_reports).values(
                point_id=report.point_id,
                sequence=report.sequence,
                head=report.head,
                reported_at=report.reported_at,
                heard_at=heard_at,
            )
        )

    def forget(self, point_id: str) -> None:
        """A point's machine is another: what the old one said is past."""
        self._connection.execute(delete(point_reports).where(point_reports.c.point_id == point_id))

    def raise_alarms(self, point_id: str, on: date, reasons: Iterable[str], sequence: int) -> None:
        """Write down what is odd about a report, each reason once a day."""
        statement = select(point_alarms.c.reason).where(
            point_alarms.c.point_id == point_id, point_alarms.c.raised_on == on
        )
        known = set(self._connection.scalars(statement))
        for reason in sorted(set(reasons) - known):
            values = {"point_id": point_id, "raised_on": on, "reason": reason, "sequence": sequence}
            self._connection.execute(insert(point_alarms).values(values))

    def alarms_since(self, on: date) -> dict[str, dict[str, date]]:
        """The last day of each reason for alarm, by point."""
        statement = select(point_alarms).where(point_alarms.c.raised_on >= on)
        rows = self._connection.execute(statement.order_by(point_alarms.c.raised_on))
        found: dict[str, dict[str, date]] = {}
        for row in rows.mappings():
            found.setdefault(row["point_id"], {})[row["reason"]] = row["raised_on"]
        return found


def _heard(
    point_id: str, sequence: int, head: str, reported_at: datetime, heard_at: datetime
) -> Heard:
    return Heard(PointReport(point_id, sequence, head, reported_at), heard_at)
