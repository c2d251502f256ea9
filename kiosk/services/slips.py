"""Making slips: digits, T, a sheet of paper; and putting an end to them.

The digits live for the length of one call. What stays is T under the master key and, on paper,
the only copy of the code there will ever be.
"""

import errno
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.domain.errors import NothingToDo
from kiosk.domain.slip_codes import SlipCode
from kiosk.printing.slip_sheet import PrintableSlip, render_slip_sheet
from kiosk.private_files import write_private
from kiosk.sealing.custody import lock_away
from kiosk.sealing.derivation import slip_key
from kiosk.sealing.secrets import SlipKey
from kiosk.services.folders import FolderBuilder
from kiosk.services.office import Office, Progress, no_progress
from kiosk.store.rights import Reader
from kiosk.store.slips import IssuedSlip
from kiosk.store.store import Transaction

SCHOOL_YEAR_STARTS_IN = 8
_COUNTER = "slips_issued"


@dataclass(frozen=True, slots=True)
class NewSlip:
    """A slip just made, with its code: handed to the sheet of paper and forgotten."""

    reader: Reader
    printable: PrintableSlip


@dataclass(frozen=True, slots=True)
class Issue:
    """What came of a request for slips."""

    slips: tuple[NewSlip, ...]
    already_held: int
    pages: int


def issue_slips(
    office: Office,
    pdf: Path,
    *,
    reader_ids: Sequence[str] | None = None,
    place: str | None = None,
    draw: Callable[[], SlipCode] = SlipCode.draw,
    progress: Progress = no_progress,
) -> Issue:
    """Make a slip for each reader named (or everyone who may have one) who holds none.

    The sheet is on disk (mode 0600) before anything is committed: a slip that exists only in the
    database could never be handed out. Keys are derived between two transactions, so that a large
    school does not hold the database for minutes. Raises ``NotFound`` for an unknown reader or
    place, ``NothingToDo`` when nobody needs a slip, ``FileExistsError`` rather than lose a sheet:
    its codes are nowhere else.
    """
    today = office.clock.today()
    if pdf.exists():
        raise FileExistsError(errno.EEXIST, "exists", str(pdf))
    with office.store.transaction() as tx:
        readers, _ = _who_needs_one(tx, reader_ids, today)
        places = tx.circulation.places_named(place)
    keys = {}
    for done, reader in enumerate(readers, start=1):
        code = draw()
        keys[reader.reader_id] = code, slip_key(code, office.domain_salt, office.cost)
        progress(done, len(readers))
    with office.store.transaction() as tx:
        # Somebody else may have handed slips out meanwhile.
        readers, already_held = _who_needs_one(tx, reader_ids, today)
        readers = [one for one in readers if one.reader_id in keys]
        for place_name in places:
            tx.circulation.attach([one.reader_id for one in readers], place_name, today)
        new = [_register(office, tx, one, *keys[one.reader_id]) for one in readers]
        sheet = render_slip_sheet(
            [one.printable for one in new],
            point_phone=office.settings.public.phone,
            words=office.words,
            sheet_name="tickets",
        )
        write_private(pdf, sheet.pdf)
    return Issue(tuple(new), already_held, sheet.pages)


def revoke_slip(office: Office, serial: str, reason: str) -> None:
    """Put an end to a slip for good; raise ``NotFound``."""
    with office.store.transaction() as tx:
        tx.slips.revoke(serial, at=office.clock.now(), reason=reason)


def list_slips(office: Office) -> list[tuple[IssuedSlip, Reader]]:
    """Every slip with its reader, in the order of serials."""
    with office.store.transaction() as tx:
        readers = {reader.reader_id: reader for reader in tx.rights.readers()}
        return [(slip, readers[slip.reader_id]) for slip in tx.slips.all()]


def last_day_of_slip(issued_on: date) -> date:
    """31 October after the school year it was issued in, which runs from August to July."""
    ahead = 1 if issued_on.month >= SCHOOL_YEAR_STARTS_IN else 0
    return date(issued_on.year + ahead, 10, 31)


def _who_needs_one(
    tx: Transaction, reader_ids: Sequence[str] | None, today: date
) -> tuple[list[Reader], int]:
    if reader_ids is None:
        folders = FolderBuilder(tx, today)
        readers = [one for one in tx.rights.readers() if folders.sees_somebody(one)]
    else:
        readers = [tx.rights.reader(reader_id) for reader_id in dict.fromkeys(reader_ids)]
    holders = {slip.reader_id for slip in tx.slips.all() if slip.is_live(today)}
    needing = [one for one in readers if one.reader_id not in holders]
    if not needing:
        raise NothingToDo("slips")
    return needing, len(readers) - len(needing)


def _register(
    office: Office, tx: Transaction, reader: Reader, code: SlipCode, key: SlipKey
) -> NewSlip:
    number = int(tx.fact(_COUNTER) or 0) + 1
    tx.set_fact(_COUNTER, str(number))
    serial = f"{office.settings.slips.issuer}-{number:05d}"
    issued_at = office.clock.now()
    tx.slips.add(
        [
            IssuedSlip(
                serial=serial,
                reader_id=reader.reader_id,
                kind="long",
                slip_key=lock_away(key, serial, office.master),
                issued_at=issued_at,
                expires_on=last_day_of_slip(office.clock.today()),
            )
        ]
    )
    return NewSlip(reader, PrintableSlip(code=code, serial=serial))
