"""The access points of an office: how each is doing, and what it told."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from kiosk.domain.journal import JournalEntry, JournalEvent
from kiosk.services.office import Office

MANY_WRONG_CODES = 200
"""Lines of wrong codes in a day at all points, five codes each, above which somebody should ask:
families mistype a few; the check digit keeps most of those from being tries at all."""
MOST_LINES = 500
SILENT_AFTER = timedelta(days=8)
"""A point that lives on a stick is heard on Mondays."""
ALARMS_KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class PointSummary:
    """One point as a list shows it.

    ``segments`` were signed for it, ``taken`` is how far it said it is, ``heard_at`` when. In a
    day it wrote so many lines of ``wrong_codes``, in a week so many ``visits`` began there.
    ``alarms`` are the reasons to ask about it, each with its last day; ``has_machine`` is false
    from the day its machine was declared stolen until it has another.
    """

    point_id: str
    name: str
    issuer: str
    places: tuple[str, ...]
    segments: int
    wrong_codes: int
    taken: int = 0
    heard_at: datetime | None = None
    is_silent: bool = False
    visits: int = 0
    has_machine: bool = True
    alarms: dict[str, date] = field(default_factory=dict)


def list_points(office: Office) -> list[PointSummary]:
    """Every point, by id."""
    now, today = office.clock.now(), office.clock.today()
    with office.store.transaction() as tx:
        lines = tx.correspondence.lines_of
        wrong = lines(JournalEvent.WRONG_CODES, now - timedelta(days=1))
        visits = lines(JournalEvent.USED, now - timedelta(days=7))
        heard, alarms = (
            tx.point_reports.all(),
            tx.point_reports.alarms_since(today - ALARMS_KEPT_FOR),
        )
        found = []
        for one in tx.circulation.points():
            last = heard.get(one.point_id)
            found.append(
                PointSummary(
                    point_id=one.point_id,
                    name=one.name,
                    issuer=one.issuer,
                    places=tuple(tx.circulation.places_of(one.point_id)),
                    segments=one.sequence,
                    wrong_codes=wrong.get(one.point_id, 0),
                    taken=last.report.sequence if last else 0,
                    heard_at=last.heard_at if last else None,
                    is_silent=last is None or now - last.heard_at > SILENT_AFTER,
                    visits=visits.get(one.point_id, 0),
                    has_machine=bool(one.device_key),
                    alarms=alarms.get(one.point_id, {}),
                )
            )
        return found


def journal_of_point(office: Office, point_id: str) -> list[JournalEntry]:
    """What a point's journal told so far, the newest first; raise ``NotFound``."""
    with office.store.transaction() as tx:
        tx.circulation.check_point(point_id)
        return tx.correspondence.journal(point_id, MOST_LINES)
