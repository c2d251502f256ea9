"""What cannot wait: published at once, and who has heard of it, who will, who must be phoned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.services.feeds import leave_feeds
from kiosk.services.office import Office
from kiosk.services.publishing import publish_readers

ON_LINE = timedelta(minutes=5)
"""A point that was heard so lately asks again within the minute."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A point that serves somebody concerned. ``heard_at`` is when it spoke last; None for never.

    ``has_line`` says that it will hear of it by itself within the minute.
    """

    point_id: str
    name: str
    places: tuple[str, ...]
    heard_at: datetime | None
    has_line: bool


def tell_points(office: Office, reader_ids: Iterable[str], folder: Path | None) -> list[Reached]:
    """Publish what concerns some readers; the points that serve them, those to be phoned first.

    ``folder`` is where feeds are left, too, if anywhere.
    """
    told = [point.point_id for point in publish_readers(office, reader_ids)]
    if folder is not None:
        leave_feeds(office, folder)
    now = office.clock.now()
    with office.store.transaction() as tx:
        heard = tx.point_reports.all()
        reached = []
        for point in tx.circulation.points():
            if point.point_id not in told:
                continue
            at = heard[point.point_id].heard_at if point.point_id in heard else None
            reached.append(
                Reached(
                    point_id=point.point_id,
                    name=point.name,
                    places=tuple(tx.circulation.places_of(point.point_id)),
                    heard_at=at,
                    has_line=at is not None and now - at <= ON_LINE,
                )
            )
    return sorted(reached, key=lambda one: (one.has_line, one.point_id))
