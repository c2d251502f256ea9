"""A new access point, at the office: known to the hub, and told of it once by a file and a code."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.domain.journal import JournalEntry, JournalEvent
from kiosk.domain.slip_codes import SlipCode
from kiosk.private_files import OWNER_ONLY
from kiosk.sealing.custody import lock_away
from kiosk.sealing.enrolment import Enrolment, seal_enrolment
from kiosk.sealing.outbox import outbox_public_key
from kiosk.sealing.secrets import DeviceKey, Pepper
from kiosk.sealing.signatures import public_key_of
from kiosk.services.office import Office

FILE_GOOD_FOR = timedelta(days=14)
MANY_WRONG_CODES = 200
"""Lines of wrong codes in a day at all points, five codes each, above which somebody should ask:
families mistype a few; the check digit keeps most of those from being tries at all."""
MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class PointSummary:
    """One point as a list shows it. ``wrong_codes`` are the lines it wrote of them in a day."""

    point_id: str
    name: str
    issuer: str
    places: tuple[str, ...]
    segments: int
    wrong_codes: int


def enrol_point(office: Office, point_id: str, name: str, place: str) -> Enrolment:
    """Make a point known to the hub and draw its keys, which the point must be given once.

    Raises ``AlreadyThere``.
    """
    pepper, device_key = Pepper.draw(), DeviceKey.draw()
    with office.store.transaction() as tx:
        sealed = lock_away(pepper, point_id, office.master)
        issuer = tx.circulation.add_point(point_id, name, sealed, public_key_of(device_key), place)
    return Enrolment(
        point_id=point_id,
        pepper=pepper,
        device_key=device_key,
        domain_salt=office.domain_salt,
        feed_public_key=public_key_of(office.feed_key),
        outbox_public_key=outbox_public_key(office.outbox_key),
        issuer=issuer,
        place=place,
        hub_url=office.settings.feed.hub_url,
        expires_at=office.clock.now() + FILE_GOOD_FOR,
    )


def add_point(
    office: Office,
    point_id: str,
    name: str,
    place: str,
    path: Path,
    *,
    draw: Callable[[], SlipCode] = SlipCode.draw,
) -> tuple[Enrolment, SlipCode]:
    """Enrol a point by a file (0600) and the code that opens it, which is told this once.

    Raises ``AlreadyThere``, and ``FileExistsError`` rather than write over a file.
    """
    path.touch(mode=OWNER_ONLY, exist_ok=False)
    try:
        code = draw()
        enrolment = enrol_point(office, point_id, name, place)
        path.write_bytes(seal_enrolment(enrolment, code, office.cost))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return enrolment, code


def list_points(office: Office) -> list[PointSummary]:
    """Every point, by id."""
    since: datetime = office.clock.now() - timedelta(days=1)
    with office.store.transaction() as tx:
        wrong = tx.correspondence.lines_of(JournalEvent.WRONG_CODES, since)
        return [
            PointSummary(
                point_id=one.point_id,
                name=one.name,
                issuer=one.issuer,
                places=tuple(tx.circulation.places_of(one.point_id)),
                segments=one.sequence,
                wrong_codes=wrong.get(one.point_id, 0),
            )
            for one in tx.circulation.points()
        ]


def journal_of_point(office: Office, point_id: str) -> list[JournalEntry]:
    """What a point's journal told so far, the newest first; raise ``NotFound``."""
    with office.store.transaction() as tx:
        tx.circulation.check_point(point_id)
        return tx.correspondence.journal(point_id, MOST_LINES)
