"""Making slips: digits, T, a sheet of paper; and putting an end to them.

The digits live for the length of one call. What stays is T under the master key and, on paper,
the only copy of the code there will ever be.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.errors import NothingToDo
from kiosk.domain.print_jobs import Sheet
from kiosk.domain.slip_codes import SlipCode
from kiosk.domain.slips import SlipKind, last_day_of_slip
from kiosk.printing.slip_sheet import PrintableSlip, render_slip_sheet
from kiosk.private_files import OWNER_ONLY, write_private
from kiosk.sealing.custody import lock_away
from kiosk.sealing.derivation import slip_key
from kiosk.sealing.secrets import SlipKey
from kiosk.services.folders import FolderBuilder
from kiosk.services.office import Office, Progress, no_progress
from kiosk.store.rights import Reader
from kiosk.store.slips import IssuedSlip
from kiosk.store.store import Transaction

_COUNTER = "slips_issued"


@dataclass(frozen=True, slots=True)
class NewSlip:
    """A slip just made, with its code: handed to the sheet of paper and forgotten."""

    reader: Reader
    printable: PrintableSlip


@dataclass(frozen=True, slots=True)
class SlipSummary:
    """One slip as a list shows it."""

    serial: str
    name: str
    issued_on: date
    expires_on: date
    is_revoked: bool
    is_live: bool


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

    The slips serve at ``place``, or at every place there is now; a place named serves those who
    hold a slip already too. The sheet is on disk (mode 0600) before anything is committed: a slip
    that exists only in the database could never be handed out. Keys are derived between two
    transactions, so that a large school does not hold the database for minutes.

    Raises ``NotFound`` for an unknown reader or place; ``NothingToDo`` when nobody needs a slip,
    may have one, or could use it anywhere; ``FileExistsError`` rather than lose a sheet: its codes
    are nowhere else.
    """
    # Taken before anything else: two runs can never write one sheet over the other's.
    pdf.touch(mode=OWNER_ONLY, exist_ok=False)
    try:
        needing, already_held, places = _who_and_where(office, reader_ids, place)
        keys = _draw_keys(office, needing, draw, progress)
        if not needing:
            pdf.unlink()
            return Issue((), already_held, 0)
        with office.store.transaction() as tx:
            # Somebody else may have handed slips out meanwhile.
            still_needing = _without_slip(office, tx, needing)
            already_held += len(needing) - len(still_needing)
            _attach(office, tx, still_needing, places)
            new = [_register(office, tx, one, *keys[one.reader_id]) for one in still_needing]
            sheet = _write_sheet(office, pdf, new)
    except BaseException:
        # Codes that were never registered must not be handed out.
        pdf.unlink(missing_ok=True)
        raise
    return Issue(tuple(new), already_held, sheet.pages)


def _who_and_where(
    office: Office, reader_ids: Sequence[str] | None, place: str | None
) -> tuple[list[Reader], int, list[str]]:
    """Who needs a slip, how many hold one already, and the places the slips will serve."""
    with office.store.transaction() as tx:
        places = tx.circulation.places_named(place)
        readers = _may_have_one(office, tx, reader_ids)
        needing = _without_slip(office, tx, readers)
        if not places:
            raise NothingToDo("places")
        if not needing and place is None:
            raise NothingToDo("slips")
        if place is not None:
            _attach(office, tx, readers, places)
    return needing, len(readers) - len(needing), places


def _draw_keys(
    office: Office, readers: Sequence[Reader], draw: Callable[[], SlipCode], progress: Progress
) -> dict[str, tuple[SlipCode, SlipKey]]:
    keys = {}
    for done, reader in enumerate(readers, start=1):
        code = draw()
        keys[reader.reader_id] = code, slip_key(code, office.domain_salt, office.cost)
        progress(done, len(readers))
    return keys


def revoke_slip(office: Office, serial: str, reason: str) -> None:
    """Put an end to a slip for good; raise ``NotFound``."""
    with office.store.transaction() as tx:
        tx.slips.revoke(serial, at=office.clock.now(), reason=reason)


def list_slips(office: Office) -> list[SlipSummary]:
    """Every slip and whose it is, in the order of serials. Never a code."""
    today = office.clock.today()
    with office.store.transaction() as tx:
        names = {reader.reader_id: reader.name for reader in tx.rights.readers()}
        return [
            SlipSummary(
                serial=slip.serial,
                name=names[slip.reader_id],
                issued_on=slip.issued_at.astimezone(SCHOOL_ZONE).date(),
                expires_on=slip.expires_on,
                is_revoked=slip.revoked_at is not None,
                is_live=slip.is_live(today),
            )
            for slip in tx.slips.all()
        ]


def _may_have_one(
    office: Office, tx: Transaction, reader_ids: Sequence[str] | None
) -> list[Reader]:
    folders = FolderBuilder(tx, office.clock.today())
    if reader_ids is None:
        return [one for one in tx.rights.readers() if folders.sees_somebody(one)]
    readers = [tx.rights.reader(reader_id) for reader_id in dict.fromkeys(reader_ids)]
    if not all(folders.sees_somebody(one) for one in readers):
        raise NothingToDo("children")
    return readers


def _without_slip(office: Office, tx: Transaction, readers: Sequence[Reader]) -> list[Reader]:
    today = office.clock.today()
    holders = {slip.reader_id for slip in tx.slips.all() if slip.is_live(today)}
    return [one for one in readers if one.reader_id not in holders]


def _attach(
    office: Office, tx: Transaction, readers: Sequence[Reader], places: Sequence[str]
) -> None:
    for place in places:
        tx.circulation.attach([one.reader_id for one in readers], place, office.clock.today())


def _write_sheet(office: Office, pdf: Path, new: Sequence[NewSlip]) -> Sheet:
    sheet = render_slip_sheet(
        [one.printable for one in new],
        point_phone=office.settings.public.phone,
        words=office.words,
        sheet_name="tickets",
    )
    write_private(pdf, sheet.pdf)
    return sheet


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
                kind=SlipKind.LONG.value,
                picture="boat",
                slip_key=lock_away(key, serial, office.master),
                issued_at=issued_at,
                expires_on=last_day_of_slip(office.clock.today()),
            )
        ]
    )
    return NewSlip(reader, PrintableSlip(code=code, serial=serial))
