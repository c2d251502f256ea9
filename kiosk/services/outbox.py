"""What points bring up, at the office: opened, checked, kept once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kiosk.domain.errors import NotFound, SealBroken, SegmentRefused
from kiosk.domain.outbox import OutboxMessage
from kiosk.domain.plain_json import NotOfThisShape
from kiosk.domain.requests import SchoolRequest, name_sent
from kiosk.feed.exchange import FolderExchange
from kiosk.feed.files import unpack_outbox
from kiosk.sealing.custody import take_out
from kiosk.sealing.outbox import open_message
from kiosk.sealing.secrets import Pepper
from kiosk.services.office import Office
from kiosk.store.requests import ReceivedRequest
from kiosk.store.store import Transaction

_ID_CHARACTERS = 32
_POINT_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Collected:
    """What an outbox file held: new requests, known ones, and messages that are none of ours."""

    new: int
    known: int
    refused: int


def apply_outbox(office: Office, path: Path) -> Collected:
    """Take a point's outbox, each message once however often it comes.

    A message that does not open or is no request, and one of a reader whom the point it names does
    not serve or to a school nobody knows, is counted and passed over: whoever stole a point could
    write such. Raises ``SegmentRefused`` where the file is no outbox or is cut; nothing is then
    taken.
    """
    new = known = refused = 0
    with office.store.transaction() as tx:
        checked = _Checked(office, tx)
        for sealed in unpack_outbox(path):
            read = _read(office, sealed, checked.peppers)
            request = checked.believed(read) if read else None
            if request is None:
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
        found = tx.requests.all(school_uai)
        class_of = _class_names(tx, {one.reader_id for one in found}, office.clock.today())
    return [
        replace(one, class_name=class_of.get((one.reader_id, one.pupil, one.school_uai), ""))
        for one in found
    ]


def _class_names(
    tx: Transaction, reader_ids: set[str], today: date
) -> dict[tuple[str, str, str], str]:
    """The class of each pupil whom these readers may see, by reader, name and school."""
    visible = tx.rights.pupils_by_guardian(today)
    return {
        (reader.reader_id, f"{pupil.given_name} {pupil.family_name}", pupil.school_uai): (
            pupil.class_name
        )
        for reader in tx.rights.readers(reader_ids)
        for pupil_id in visible.get(reader.guardian_id, ())
        for pupil in (tx.schoolwork.enrolled(pupil_id, today),)
    }


def _read(office: Office, sealed: bytes, peppers: Mapping[str, Pepper]) -> SchoolRequest | None:
    """The request in a message that the point it names did send; None for anything else."""
    try:
        opened = open_message(sealed, office.outbox_key)
        message = OutboxMessage.from_bytes(opened.content)
    except (SealBroken, NotOfThisShape):
        return None
    request, pepper = message.body, peppers.get(message.point_id)
    if pepper is None or not opened.is_from(pepper) or not isinstance(request, SchoolRequest):
        return None
    named = (request.request_id, request.point_id)
    fits = (
        named == (message.message_id, message.point_id)
        and len(request.request_id) == _ID_CHARACTERS
        and len(request.point_id) <= _POINT_CHARACTERS
        and all(one.isprintable() for one in named)
        and name_sent(request.pupil_name) == request.pupil_name
    )
    return request if fits else None


class _Checked:
    """What the office itself knows of those who ask, held against what their messages say."""

    def __init__(self, office: Office, tx: Transaction) -> None:
        self._tx = tx
        points = tx.circulation.points()
        self._served = {one.point_id: tx.circulation.readers_at(one.point_id) for one in points}
        self.peppers = {
            one.point_id: take_out(Pepper, one.pepper, one.point_id, office.master)
            for one in points
        }

    def believed(self, request: SchoolRequest) -> SchoolRequest | None:
        """The request, its pupil left unnamed where the reader has none of that name; or None.

        The name may have been corrected since: whom it is about is then for a person to ask.
        """
        if request.reader_id not in self._served.get(request.point_id, ()):
            return None
        if not self._tx.requests.knows_school(request.school_uai):
            return None
        pupils = self._tx.requests.pupils_linked_to(request.reader_id)
        if (request.pupil_name, request.school_uai) in {(name_sent(n), uai) for n, uai in pupils}:
            return request
        return replace(request, pupil_name="")
