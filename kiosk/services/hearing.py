"""What a point says of where it stands, at its office: kept, and doubted where it cannot be so."""

from dataclasses import replace
from enum import StrEnum

from kiosk.domain.segment import PointReport
from kiosk.services.feeds import is_of_our_feed
from kiosk.services.office import Office
from kiosk.services.resetting import heal
from kiosk.store.circulation import PointRecord
from kiosk.store.store import Transaction


class Alarm(StrEnum):
    """Why somebody should ask about a point."""

    STEPPED_BACK = "stepped_back"
    """It had more before: another machine, or an old copy of its disk."""
    UNKNOWN_STATE = "unknown_state"
    """It has what was never signed here: another point, or this office is an old copy."""
    DECLARED_STOLEN = "declared_stolen"
    """Somebody said so, here."""


def hear(office: Office, tx: Transaction, point: PointRecord, report: PointReport) -> PointRecord:
    """Keep a report, unless a newer one came before it, as on a stick left in a drawer.

    A point that has what was never signed here is given its feed anew. The point as it is then.
    """
    now = office.clock.now()
    # A clock far ahead, once, must not make all that follows look old.
    report = replace(report, reported_at=min(report.reported_at, now))
    last = tx.point_reports.last_of(point.point_id)
    if last is not None and report.reported_at <= last.report.reported_at:
        return point
    alarms = []
    if last is not None and report.sequence < last.report.sequence:
        alarms.append(Alarm.STEPPED_BACK.value)
    if not is_of_our_feed(tx, point, report):
        alarms.append(Alarm.UNKNOWN_STATE.value)
        point = heal(office, tx, point, report.sequence)
    tx.point_reports.keep(report, now)
    today = office.clock.today()
    tx.point_reports.raise_alarms(point.point_id, today, alarms, report.sequence)
    return point
