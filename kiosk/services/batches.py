"""Up to forty slips in one go: made aside while a page shows how far, printed, then entered."""

import secrets
from dataclasses import dataclass
from threading import Thread

from kiosk.domain.directory import DirectoryEntry
from kiosk.domain.errors import KioskError, NothingToDo
from kiosk.domain.journal import IssueWay
from kiosk.domain.print_jobs import Sheet
from kiosk.domain.slip_codes import SlipCode
from kiosk.domain.slips import SlipKind, SlipLayout, last_day_of_slip
from kiosk.printing.hand_out_list import HandOut, HandOutLine
from kiosk.printing.slip_sheet import PrintableSlip, render_slip_sheet
from kiosk.sealing.secrets import SlipKey
from kiosk.services.desk import Batch, Desk
from kiosk.vault.issuing import NewSlip

MOST_IN_A_BATCH = 40
_SHEET_NAME_BYTES = 9


@dataclass(frozen=True, slots=True)
class _One:
    entry: DirectoryEntry
    printable: PrintableSlip
    key: SlipKey


def begin_batch(desk: Desk, badge: str, reader_ids: list[str]) -> Batch:
    """Make a long slip for each of these adults, aside.

    Raises ``NothingToDo`` for nobody or more than forty, ``CapReached``, ``ActForbidden``.
    """
    chosen = set(reader_ids)
    people = [one for one in desk.keeper.without_slip(badge) if one.reader_id in chosen]
    if not 0 < len(people) <= MOST_IN_A_BATCH:
        raise NothingToDo("slips")
    desk.keeper.check_cap(badge, len(people))
    running = the_batch(desk, badge)
    if running is not None and not running.is_over:
        return running
    batch = desk.batches[badge] = Batch(len(people))
    Thread(target=_run, args=(desk, badge, people, batch), name="batch", daemon=True).start()
    return batch


def the_batch(desk: Desk, badge: str) -> Batch | None:
    """The last run this badge began."""
    return desk.batches.get(badge)


def _run(desk: Desk, badge: str, people: list[DirectoryEntry], batch: Batch) -> None:
    try:
        slips = [_made(desk, badge, entry, batch) for entry in people]
        sheet = _sheet(desk, slips)
        desk.printer.submit(sheet)
        for one in slips:
            new = NewSlip(
                one.printable.serial,
                one.printable.picture,
                SlipKind.LONG,
                last_day_of_slip(desk.clock.today()),
                one.entry.reader_id,
                IssueWay.ATTACHED,
            )
            desk.keeper.issue(badge, new, one.key)
        batch.sheet = sheet
    except KioskError as refusal:
        batch.refusal = refusal
    finally:
        batch.is_over = True


def _made(desk: Desk, badge: str, entry: DirectoryEntry, batch: Batch) -> _One:
    serial, picture = desk.keeper.number_slip(badge, entry.reader_id)
    code = SlipCode.draw()
    key = desk.key_of_slip(code)
    batch.made += 1
    return _One(entry, PrintableSlip(code, serial, picture), key)


def _sheet(desk: Desk, slips: list[_One]) -> Sheet:
    lines = tuple(
        HandOutLine(
            serial=one.printable.serial,
            picture=one.printable.picture,
            adult=one.entry.name,
            children=(),
            class_name=desk.place,
            school_name="",
        )
        for one in slips
    )
    return render_slip_sheet(
        [one.printable for one in slips],
        HandOut(lines, desk.clock.today()),
        layout=SlipLayout.A4X8,
        point_phone=desk.settings.public.phone,
        words=desk.words,
        sheet_name=secrets.token_urlsafe(_SHEET_NAME_BYTES),
    )
