"""What points bring up, at the office: opened, checked, taken once."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from kiosk.domain.errors import NotFound, OutboxRefused, SealBroken
from kiosk.domain.journal import JournalEntry
from kiosk.domain.outbox import OutboxMessage
from kiosk.domain.plain_json import NotOfThisShape
from kiosk.domain.segment import PointReport, ReceivedRow
from kiosk.feed.exchange import FolderExchange
from kiosk.feed.files import read_outbox
from kiosk.sealing.custody import take_out
from kiosk.sealing.outbox import open_message
from kiosk.sealing.secrets import Pepper
from kiosk.services.feeds import append_rows
from kiosk.services.hearing import hear
from kiosk.services.office import Office
from kiosk.services.outbox_effects import Effects, Sender
from kiosk.store.circulation import PointRecord
from kiosk.store.requests import ReceivedRequest
from kiosk.store.store import Transaction

_ID = re.compile("[0-9a-f]{32}")


@dataclass(slots=True)
class Collected:
    """What an outbox held: new messages, known ones, and those that are none of ours.

    ``lines`` are the lines of journals among the new ones, which the others do not count.
    ``reader_ids`` are those whose rows points must be told of; they are told again where the
    outbox comes again, so that nothing is lost between taking and telling.
    """

    new: int = 0
    known: int = 0
    refused: int = 0
    lines: int = field(default=0, compare=False)
    reader_ids: set[str] = field(default_factory=set, compare=False)

    def __iadd__(self, other: "Collected") -> "Collected":
        self.new += other.new
        self.known += other.known
        self.refused += other.refused
        self.lines += other.lines
        self.reader_ids |= other.reader_ids
        return self


def apply_outbox(office: Office, path: Path) -> Collected:
    """Take the outbox of a file, as ``take_outbox`` does."""
    with path.open("rb") as file:
        _, collected = take_outbox(office, file)
    return collected


def take_outbox(office: Office, file: BinaryIO) -> tuple[PointReport, Collected]:
    """Take a point's outbox, each message once however often it comes; who it is from.

    Its feed tells the point what was taken, and that the hub lives. A message that does not open,
    or that the point did not send, and one that asks for what is not that point's to ask, is
    counted and passed over: whoever stole a point could write such. Raises ``OutboxRefused``
    where the file is no outbox or is cut, or is not from the machine it says; nothing is then
    taken.
    """
    signed, messages = read_outbox(file)
    report = signed.report
    collected = Collected()
    with office.store.transaction() as tx:
        point = tx.circulation.point(report.point_id)
        if point is None:
            raise OutboxRefused("point")
        if not signed.is_from(point.device_key):
            raise OutboxRefused("device")
        point = hear(office, tx, point, report)
        reading = _Reading(office, tx, point, report)
        for sealed in messages:
            reading.take(sealed, collected)
        sequence, _ = append_rows(office, tx, point, map(ReceivedRow, sorted(reading.received)))
        tx.correspondence.took(
            reading.received, report.point_id, office.clock.today(), told_in=sequence
        )
    return report, collected


def collect_outboxes(office: Office, folder: Path) -> Collected:
    """Take what every point left in a folder they share with the office.

    A file that is cut, cannot be read or is not from its point is passed over and counted: its
    point writes it again at each meeting.
    """
    with office.store.transaction() as tx:
        point_ids = [point.point_id for point in tx.circulation.points()]
    sums = Collected()
    for path in map(FolderExchange(folder).outbox_of, point_ids):
        if not path.is_file():
            continue
        try:
            sums += apply_outbox(office, path)
        except (OutboxRefused, OSError):
            sums.refused += 1
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


class _Reading:
    """One outbox being taken, within its transaction."""

    def __init__(
        self, office: Office, tx: Transaction, point: PointRecord, report: PointReport
    ) -> None:
        self._office = office
        self._tx = tx
        self._report = report
        self._effects = Effects(office, tx)
        self._sender = Sender(
            point_id=point.point_id,
            issuer=point.issuer,
            place=", ".join(tx.circulation.places_of(point.point_id)),
            pepper=take_out(Pepper, point.pepper, point.point_id, office.master),
            served=frozenset(tx.circulation.readers_at(point.point_id)),
        )
        self.received: set[str] = set()
        """What the point has still to be told that it was taken."""

    def take(self, sealed: bytes, collected: Collected) -> None:
        """Take one message, and count it."""
        message = self._read(sealed)
        if message is None:
            collected.refused += 1
            return
        told_in = self._tx.correspondence.told_in(message.message_id)
        is_line = isinstance(message.body, JournalEntry)
        if told_in is not None or message.message_id in self.received:
            collected.known += not is_line
            if told_in is not None and told_in <= self._report.sequence:
                # It was told, and has forgotten.
                self.received.add(message.message_id)
        else:
            # Taken or not, the point need not send it again.
            self.received.add(message.message_id)
            is_taken = self._effects.take(message.body, self._sender)
            collected.refused += not is_taken
            collected.lines += is_taken and is_line
            collected.new += is_taken and not is_line
        if concerned := self._effects.reader_concerned(message.body):
            collected.reader_ids.add(concerned)

    def _read(self, sealed: bytes) -> OutboxMessage | None:
        """A message that the point itself did send; None for anything else."""
        try:
            opened = open_message(sealed, self._office.outbox_key)
            message = OutboxMessage.from_bytes(opened.content)
        except (SealBroken, NotOfThisShape):
            return None
        if message.point_id != self._sender.point_id or not opened.is_from(self._sender.pepper):
            return None
        return message if _ID.fullmatch(message.message_id) else None
