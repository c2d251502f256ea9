"""What points bring up, at the office: opened, checked, kept once."""

import json
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.errors import NotFound, SealBroken, SegmentRefused
from kiosk.domain.plain_json import NotOfThisShape, from_plain
from kiosk.domain.requests import SchoolRequest
from kiosk.feed.exchange import FolderExchange
from kiosk.feed.files import unpack_outbox
from kiosk.sealing.outbox import open_message
from kiosk.services.office import Office
from kiosk.store.requests import ReceivedRequest

MOST_NAME_CHARACTERS = 400
_ID_CHARACTERS = 32
_UAI_CHARACTERS = 40
_POINT_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Collected:
    """What an outbox file held: new requests, known ones, and messages that are none of ours."""

    new: int
    known: int
    refused: int


def apply_outbox(office: Office, path: Path) -> Collected:
    """Take a point's outbox, each message once however often it comes.

    A message that does not open, names a reader nobody knows or is no request is counted and
    passed over: whoever stole a point could write such. Raises ``SegmentRefused`` where the file
    is no outbox or is cut; nothing is then taken.
    """
    new = known = refused = 0
    messages = list(unpack_outbox(path))
    with office.store.transaction() as tx:
        readers = {reader.reader_id for reader in tx.rights.readers()}
        for sealed in messages:
            request = _read(office, sealed)
            if request is None or request.reader_id not in readers:
                refused += 1
            elif tx.requests.take(request):
                new += 1
            else:
                known += 1
    return Collected(new, known, refused)


def collect_outboxes(office: Office, folder: Path) -> Collected:
    """Take what every point left in a folder they share with the office.

    A file that is cut or cannot be read is passed over and counted: its point writes it again at
    each meeting.
    """
    with office.store.transaction() as tx:
        point_ids = [point.point_id for point in tx.circulation.points()]
    new = known = refused = 0
    for path in map(FolderExchange(folder).outbox_of, point_ids):
        if not path.is_file():
            continue
        try:
            collected = apply_outbox(office, path)
        except (SegmentRefused, OSError):
            refused += 1
            continue
        new, known = new + collected.new, known + collected.known
        refused += collected.refused
    return Collected(new, known, refused)


def list_requests(office: Office, school_uai: str | None = None) -> list[ReceivedRequest]:
    """What families asked, the newest first; raise ``NotFound`` for a school nobody knows."""
    with office.store.transaction() as tx:
        if school_uai is not None and not tx.requests.knows_school(school_uai):
            raise NotFound("school", school_uai)
        return tx.requests.all(school_uai)


def _read(office: Office, sealed: bytes) -> SchoolRequest | None:
    try:
        request = from_plain(SchoolRequest, json.loads(open_message(sealed, office.outbox_key)))
    except (SealBroken, NotOfThisShape, ValueError, RecursionError):
        return None
    fits = (
        len(request.request_id) == _ID_CHARACTERS
        and len(request.point_id) <= _POINT_CHARACTERS
        and len(request.pupil_name) <= MOST_NAME_CHARACTERS
        and len(request.school_uai) <= _UAI_CHARACTERS
    )
    written = (request.request_id, request.point_id, request.pupil_name, request.school_uai)
    return request if fits and all(one.isprintable() for one in written) else None
