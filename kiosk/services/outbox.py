"""What points bring up, at the office: opened, checked, taken once."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from kiosk.domain.errors import NotFound, SealBroken, SegmentRefused
from kiosk.domain.journal import JournalEntry
from kiosk.domain.outbox import OutboxMessage
from kiosk.domain.plain_json import NotOfThisShape
from kiosk.feed.exchange import FolderExchange
from kiosk.feed.files import unpack_outbox
from kiosk.sealing.custody import take_out
from kiosk.sealing.outbox import open_message
from kiosk.sealing.secrets import Pepper
from kiosk.services.office import Office
from kiosk.services.outbox_effects import Effects, Sender
from kiosk.store.requests import ReceivedRequest
from kiosk.store.store import Transaction

_ID_CHARACTERS = frozenset("0123456789abcdef")
_ID_LENGTH = 32


@dataclass(slots=True)
class Collected:
    """What an outbox held: new messages, known ones, and those that are none of ours.

    ``lines`` are the lines of journals among the new ones, which the others do not count.
    """

    new: int = 0
    known: int = 0
    refused: int = 0
    lines: int = field(default=0, compare=False)

    @property
    def is_news(self) -> bool:
        """Whether anything came that points must be answered."""
        return bool(self.new or self.lines)


def apply_outbox(office: Office, path: Path) -> Collected:
    """Take a point's outbox, each message once however often it comes.

    A message that does not open, or that the point it names did not send, and one that asks for
    what is not that point's to ask, is counted and passed over: whoever stole a point could write
    such. Raises ``SegmentRefused`` where the file is no outbox or is cut; nothing is then taken.
    """
    collected = Collected()
    with office.store.transaction() as tx:
        senders = _senders(office, tx)
        effects = Effects(office, tx)
        for sealed in unpack_outbox(path):
            message = _read(office, sealed, senders)
            if message is None:
                collected.refused += 1
            elif tx.correspondence.knows(message.message_id):
                collected.known += not isinstance(message.body, JournalEntry)
            else:
                # Taken or not, the point need not send it again.
                tx.correspondence.took(message.message_id, message.point_id, office.clock.today())
                is_taken = effects.take(message.body, senders[message.point_id])
                if isinstance(message.body, JournalEntry):
                    collected.lines += is_taken
                else:
                    collected.new += is_taken
                collected.refused += not is_taken
    return collected


def collect_outboxes(office: Office, folder: Path) -> Collected:
    """Take what every point left in a folder they share with the office.

    A file that is cut or cannot be read is passed over and counted: its point writes it again at
    each meeting.
    """
    with office.store.transaction() as tx:
        point_ids = [point.point_id for point in tx.circulation.points()]
    sums = Collected()
    for path in map(FolderExchange(folder).outbox_of, point_ids):
        if not path.is_file():
            continue
        try:
            collected = apply_outbox(office, path)
        except (SegmentRefused, OSError):
            sums.refused += 1
            continue
        sums.new += collected.new
        sums.known += collected.known
        sums.refused += collected.refused
        sums.lines += collected.lines
    return sums


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


def _senders(office: Office, tx: Transaction) -> dict[str, Sender]:
    return {
        one.point_id: Sender(
            point_id=one.point_id,
            issuer=one.issuer,
            place=", ".join(tx.circulation.places_of(one.point_id)),
            pepper=take_out(Pepper, one.pepper, one.point_id, office.master),
            served=frozenset(tx.circulation.readers_at(one.point_id)),
        )
        for one in tx.circulation.points()
    }


def _read(office: Office, sealed: bytes, senders: dict[str, Sender]) -> OutboxMessage | None:
    """A message that the point it names did send; None for anything else."""
    try:
        opened = open_message(sealed, office.outbox_key)
        message = OutboxMessage.from_bytes(opened.content)
    except (SealBroken, NotOfThisShape):
        return None
    sender = senders.get(message.point_id)
    if sender is None or not opened.is_from(sender.pepper):
        return None
    is_named = len(message.message_id) == _ID_LENGTH and set(message.message_id) <= _ID_CHARACTERS
    return message if is_named else None
