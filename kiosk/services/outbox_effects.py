"""What each kind of message does at the office, within the transaction that takes it.

A message is from a point that was open: it says what somebody did there. What is not that point's
to ask for does nothing: a slip for a reader it does not serve, another's serial, another's child.
"""

import re
from dataclasses import dataclass, field, replace

from kiosk.domain.journal import JournalEntry
from kiosk.domain.outbox import (
    Body,
    LanguageChosen,
    PinChosen,
    ReadersJoined,
    ReadersParted,
    SlipAsked,
    SlipIssued,
    SlipRevoked,
    SlipWoken,
)
from kiosk.domain.pictures import PICTURES
from kiosk.domain.requests import SchoolRequest, name_sent
from kiosk.domain.slips import SlipKind, last_day_of_slip
from kiosk.sealing.custody import lock_away
from kiosk.sealing.secrets import Pepper, PinOfSlip, SlipKey
from kiosk.services.ending import end_slip
from kiosk.services.office import Office
from kiosk.store.correspondence import SlipApplication
from kiosk.store.slips import IssuedSlip
from kiosk.store.store import Transaction
from kiosk.store.unions import Union

_LANGUAGE = re.compile("[a-z]{2,3}")
_OF_A_DESK = frozenset({SlipKind.LONG.value, SlipKind.DAY.value})


@dataclass(frozen=True, slots=True)
class Sender:
    """The point a message is from, as the office knows it."""

    point_id: str
    issuer: str
    place: str
    pepper: Pepper = field(repr=False)
    served: frozenset[str]

    def gave(self, serial: str) -> bool:
        """Whether a serial is of this point's giving."""
        return serial.startswith(f"{self.issuer}-") and serial.isprintable() and len(serial) <= 20


class Effects:
    """Takes messages one by one; False says that one asked for what it may not."""

    def __init__(self, office: Office, tx: Transaction) -> None:
        self._office = office
        self._tx = tx

    def take(self, body: Body, sender: Sender) -> bool:
        """Do what a message asks for; whether it may."""
        match body:
            case SchoolRequest():
                return self._request(body, sender)
            case SlipIssued():
                return self._issued(body, sender)
            case SlipAsked():
                return self._asked(body, sender)
            case SlipWoken():
                return self._woken(body, sender)
            case SlipRevoked():
                return self._revoked(body, sender)
            case PinChosen():
                return self._pin(body, sender)
            case ReadersJoined():
                return self._joined(body, sender)
            case ReadersParted():
                return self._parted(body, sender)
            case LanguageChosen():
                return self._language(body, sender)
            case JournalEntry():
                self._tx.correspondence.add_line(sender.point_id, body)
                return True

    def reader_concerned(self, body: Body) -> str | None:
        """Whose rows points must be told of, taken now or before; None where there is nothing."""
        match body:
            case SlipIssued() | ReadersJoined() | ReadersParted() | LanguageChosen():
                return body.reader_id
            case SlipWoken() | SlipRevoked() | PinChosen():
                slip = self._tx.slips.find(body.serial)
                return slip.reader_id if slip else None
            case _:
                return None

    def _request(self, body: SchoolRequest, sender: Sender) -> bool:
        if body.point_id != sender.point_id or body.reader_id not in sender.served:
            return False
        if not self._tx.requests.knows_school(body.school_uai):
            return False
        if name_sent(body.pupil_name) != body.pupil_name:
            return False
        pupils = [
            pupil
            for reader_id in self._tx.unions.with_reader(body.reader_id)
            for pupil in self._tx.requests.pupils_linked_to(reader_id)
        ]
        if (body.pupil_name, body.school_uai) not in {(name_sent(n), uai) for n, uai in pupils}:
            # It may have been corrected since: whom it is about is then for a person to ask.
            body = replace(body, pupil_name="")
        return self._tx.requests.take(body)

    def _issued(self, body: SlipIssued, sender: Sender) -> bool:
        if body.reader_id not in sender.served or not self._is_new(body, sender):
            return False
        self._enter(body, body.reader_id, sender.place)
        return True

    def _asked(self, body: SlipAsked, sender: Sender) -> bool:
        if not self._is_new(body, sender):
            return False
        names = (
            body.family_name,
            body.given_name,
            body.school,
            body.child_given_name,
            body.child_class,
        )
        if not all(name.isprintable() for name in names):
            return False
        self._tx.correspondence.add_application(
            SlipApplication(
                serial=body.serial,
                point_id=sender.point_id,
                kind=body.kind,
                picture=body.picture,
                slip_key=self._locked_away(body),
                issued_at=body.issued_at,
                expires_on=min(body.expires_on, last_day_of_slip(self._office.clock.today())),
                agent=body.agent,
                family_name=body.family_name,
                given_name=body.given_name,
                school=body.school,
                child_given_name=body.child_given_name,
                child_class=body.child_class,
            )
        )
        if self._tx.correspondence.ending_of(body.serial):
            self._tx.correspondence.refuse(body.serial, "ended at the point")
        return True

    def _woken(self, body: SlipWoken, sender: Sender) -> bool:
        slip = self._tx.slips.find(body.serial)
        if slip is None or slip.reader_id not in sender.served or slip.kind != SlipKind.RESERVE:
            return False
        self._tx.slips.set_kind(slip.serial, SlipKind.LONG.value)
        return True

    def _revoked(self, body: SlipRevoked, sender: Sender) -> bool:
        slip = self._tx.slips.find(body.serial)
        is_theirs = sender.gave(body.serial) if slip is None else slip.reader_id in sender.served
        if not is_theirs:
            return False
        reason = body.reason.value
        self._tx.correspondence.end_slip(body.serial, body.revoked_at, reason)
        self._tx.unions.part_by_slip(body.serial, body.revoked_at, reason)
        self._tx.correspondence.refuse(body.serial, reason)
        if slip is not None:
            end_slip(self._office, self._tx, slip, at=body.revoked_at, reason=reason)
        return True

    def _pin(self, body: PinChosen, sender: Sender) -> bool:
        slip = self._tx.slips.find(body.serial)
        if slip is None or slip.reader_id not in sender.served or body.version < 1:
            return False
        sealed = b""
        if body.verifier:
            try:
                verifier = PinOfSlip(bytes.fromhex(body.verifier))
            except ValueError:
                return False
            sealed = lock_away(verifier, body.serial, self._office.master)
        self._tx.correspondence.keep_pin(body.serial, body.version, sealed)
        return True

    def _joined(self, body: ReadersJoined, sender: Sender) -> bool:
        """Each slip must be hers and open something, or be one this point has yet to tell of."""
        shown = ((body.reader_id, body.serial), (body.other_id, body.other_serial))
        if body.reader_id == body.other_id or not all(
            reader_id in sender.served and self._may_be_of(serial, reader_id, sender)
            for reader_id, serial in shown
        ):
            return False
        self._tx.unions.join(
            Union(
                reader_id=body.reader_id,
                serial=body.serial,
                other_id=body.other_id,
                other_serial=body.other_serial,
                point_id=sender.point_id,
                joined_at=body.joined_at,
            )
        )
        return True

    def _may_be_of(self, serial: str, reader_id: str, sender: Sender) -> bool:
        slip = self._tx.slips.find(serial)
        if slip is None:
            return sender.gave(serial) and self._tx.correspondence.ending_of(serial) is None
        return slip.reader_id == reader_id and slip.is_live(self._office.clock.today())

    def _parted(self, body: ReadersParted, sender: Sender) -> bool:
        if body.reader_id not in sender.served:
            return False
        self._tx.unions.part(body.reader_id, body.parted_at, "asked for")
        return True

    def _language(self, body: LanguageChosen, sender: Sender) -> bool:
        if body.reader_id not in sender.served or not _LANGUAGE.fullmatch(body.language):
            return False
        self._tx.rights.set_language(body.reader_id, body.language)
        return True

    def _is_new(self, body: SlipIssued | SlipAsked, sender: Sender) -> bool:
        """Whether a slip is what the desk of that point could have made, once."""
        return (
            sender.gave(body.serial)
            and body.kind in _OF_A_DESK
            and body.picture in PICTURES
            and body.agent.isprintable()
            and _is_key(body.slip_key)
            and self._tx.slips.find(body.serial) is None
            and not self._tx.correspondence.knows_application(body.serial)
        )

    def _enter(self, body: SlipIssued, reader_id: str, place: str) -> None:
        ending = self._tx.correspondence.ending_of(body.serial)
        self._tx.slips.add(
            [
                IssuedSlip(
                    serial=body.serial,
                    reader_id=reader_id,
                    kind=body.kind,
                    picture=body.picture,
                    slip_key=self._locked_away(body),
                    issued_at=body.issued_at,
                    expires_on=min(body.expires_on, last_day_of_slip(self._office.clock.today())),
                    revoked_at=ending[0] if ending else None,
                    revoked_because=ending[1] if ending else None,
                    place=place,
                    agent=body.agent,
                )
            ]
        )

    def _locked_away(self, body: SlipIssued | SlipAsked) -> bytes:
        key = SlipKey(bytes.fromhex(body.slip_key))
        return lock_away(key, body.serial, self._office.master)


def _is_key(written: str) -> bool:
    try:
        return len(bytes.fromhex(written)) == SlipKey.SIZE
    except ValueError:
        return False
