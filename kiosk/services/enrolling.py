"""A new access point, at the office: known to the hub, and told of it once by a file and a code."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from kiosk.domain.slip_codes import SlipCode
from kiosk.private_files import OWNER_ONLY
from kiosk.sealing.custody import lock_away
from kiosk.sealing.enrolment import Enrolment, seal_enrolment
from kiosk.sealing.outbox import outbox_public_key
from kiosk.sealing.secrets import DeviceKey, Pepper
from kiosk.sealing.signatures import public_key_of
from kiosk.services.office import Office

FILE_GOOD_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class EnrolmentFile:
    """A file that was written for a point, and the code that opens it, told this once.

    ``issuer`` begins the serials the point gives.
    """

    point_id: str
    issuer: str
    code: SlipCode


def enrol_point(office: Office, point_id: str, name: str, place: str) -> Enrolment:
    """Make a point known to the hub and draw its keys, which the point must be given once.

    Raises ``AlreadyThere``.
    """
    pepper, device_key = Pepper.draw(), DeviceKey.draw()
    with office.store.transaction() as tx:
        sealed = lock_away(pepper, point_id, office.master)
        issuer = tx.circulation.add_point(point_id, name, sealed, public_key_of(device_key), place)
    return _told(office, point_id, pepper, device_key, issuer, place)


def renew_point(office: Office, point_id: str) -> Enrolment:
    """Draw new keys for a point whose machine is another from now on; raise ``NotFound``.

    What is published to it begins anew; no slip changes.
    """
    pepper, device_key = Pepper.draw(), DeviceKey.draw()
    with office.store.transaction() as tx:
        sealed = lock_away(pepper, point_id, office.master)
        issuer = tx.circulation.renew_point(point_id, sealed, public_key_of(device_key))
        places = tx.circulation.places_of(point_id)
    return _told(office, point_id, pepper, device_key, issuer, ", ".join(places))


def add_point(
    office: Office,
    point_id: str,
    name: str,
    place: str,
    path: Path,
    *,
    draw: Callable[[], SlipCode] = SlipCode.draw,
) -> EnrolmentFile:
    """Enrol a point by a file (0600) and the code that opens it, which is told this once.

    Raises ``AlreadyThere``, and ``FileExistsError`` rather than write over a file.
    """
    return _in_a_file(office, path, draw, partial(enrol_point, office, point_id, name, place))


def renew_by_file(
    office: Office, point_id: str, path: Path, *, draw: Callable[[], SlipCode] = SlipCode.draw
) -> EnrolmentFile:
    """Renew a point by a file and a code, as ``add_point`` makes one; raise ``NotFound`` too."""
    return _in_a_file(office, path, draw, partial(renew_point, office, point_id))


def _in_a_file(
    office: Office, path: Path, draw: Callable[[], SlipCode], enrol: Callable[[], Enrolment]
) -> EnrolmentFile:
    path.touch(mode=OWNER_ONLY, exist_ok=False)
    try:
        code, enrolment = draw(), enrol()
        path.write_bytes(seal_enrolment(enrolment, code, office.cost))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return EnrolmentFile(enrolment.point_id, enrolment.issuer, code)


def _told(
    office: Office, point_id: str, pepper: Pepper, device_key: DeviceKey, issuer: str, place: str
) -> Enrolment:
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
