"""What the person at the screen asks of her child's school: kept sealed until the hub has it."""

import secrets

from kiosk.domain.errors import NotFound
from kiosk.domain.requests import RequestKind, SchoolRequest, name_sent
from kiosk.services.access_point import AccessPoint
from kiosk.services.visits import Visit

REQUEST_ID_BYTES = 16


def ask_school(point: AccessPoint, visit: Visit, place: int, kind: RequestKind) -> None:
    """Ask the school of the child at a place; raise ``NotFound``.

    Asked again during the same visit, it is the same request. Nothing changes by it: a person at
    the school reads it and acts.
    """
    child = visit.child(place)
    if child is None:
        raise NotFound("child", str(place))
    if (place, kind) in visit.asked:
        return
    request = SchoolRequest(
        request_id=secrets.token_hex(REQUEST_ID_BYTES),
        point_id=point.keeper.point_id(),
        reader_id=visit.folder.reader_id,
        pupil_name=name_sent(child.full_name),
        school_uai=child.school_uai,
        kind=kind,
        asked_on=point.clock.today(),
    )
    point.keeper.post(request, request.request_id)
    visit.asked.add((place, kind))
