"""The slips there are: whose each is, who gave it; and putting an end to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.errors import NotFound
from kiosk.domain.slips import SlipKind, SlipState
from kiosk.services.ending import end_slip
from kiosk.services.office import Office
from kiosk.store.store import Transaction


@dataclass(frozen=True, slots=True)
class SlipSummary:
    """One slip as a list shows it. ``place`` and ``agent`` are blank for the school's own."""

    serial: str
    picture: str
    reader_id: str
    name: str
    issued_on: date
    expires_on: date
    state: SlipState
    kind: SlipKind
    place: str
    agent: str


def revoke_slips(office: Office, serials: Sequence[str], reason: str) -> list[SlipSummary]:
    """Put an end to slips for good, all of them or none; raise ``NotFound``.

    Capitals do not count in a serial. One that is revoked already keeps its day and its reason.
    """
    with office.store.transaction() as tx:
        known = {slip.serial.casefold(): slip for slip in tx.slips.all()}
        meant = {serial: known.get(serial.strip().casefold()) for serial in serials}
        for serial, slip in meant.items():
            if slip is None:
                raise NotFound("slip", serial)
            end_slip(office, tx, slip, at=office.clock.now(), reason=reason)
        ended = {slip.serial for slip in meant.values() if slip is not None}
        return [one for one in _summaries(office, tx) if one.serial in ended]


def list_slips(
    office: Office,
    reader_id: str | None = None,
    *,
    from_desks: bool = False,
    school_uai: str | None = None,
) -> list[SlipSummary]:
    """Every slip (or one reader's) and whose it is, in the order of serials. Never a code.

    ``from_desks`` leaves out the office's own, ``school_uai`` those of adults who see nobody of a
    school. Raises ``NotFound`` for an unknown reader or school.
    """
    with office.store.transaction() as tx:
        if reader_id is not None:
            tx.rights.reader(reader_id)
        of_school = None if school_uai is None else _readers_of_school(office, tx, school_uai)
        return [
            one
            for one in _summaries(office, tx)
            if reader_id in (None, one.reader_id)
            and (not from_desks or one.place)
            and (of_school is None or one.reader_id in of_school)
        ]


def _readers_of_school(office: Office, tx: Transaction, school_uai: str) -> set[str]:
    pupils = tx.rights.pupils_of_school(school_uai)
    visible = tx.rights.pupils_by_guardian(office.clock.today())
    return {
        one.reader_id
        for one in tx.rights.readers()
        if not pupils.isdisjoint(visible.get(one.guardian_id, ()))
    }


def _summaries(office: Office, tx: Transaction) -> Iterator[SlipSummary]:
    today = office.clock.today()
    names = {reader.reader_id: reader.name for reader in tx.rights.readers()}
    for slip in tx.slips.all():
        yield SlipSummary(
            serial=slip.serial,
            picture=slip.picture,
            reader_id=slip.reader_id,
            name=names[slip.reader_id],
            kind=SlipKind(slip.kind),
            place=slip.place,
            agent=slip.agent,
            issued_on=slip.issued_at.astimezone(SCHOOL_ZONE).date(),
            expires_on=slip.expires_on,
            state=slip.state(today),
        )
