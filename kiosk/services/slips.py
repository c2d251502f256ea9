"""Making slips: digits, T, a sheet of paper.

The digits live for the length of one call. What stays is T under the master key and, on paper,
the only copy of the code there will ever be.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.domain.errors import NothingToDo
from kiosk.domain.print_jobs import Sheet
from kiosk.domain.slip_codes import SlipCode
from kiosk.domain.slips import SlipKind, SlipLayout
from kiosk.printing.slip_sheet import PrintableSlip, render_slip_sheet
from kiosk.private_files import OWNER_ONLY
from kiosk.services.ending import REPLACED, end_slip
from kiosk.services.handing_out import Recipient, hand_out_of, recipients
from kiosk.services.office import Office, Progress, no_progress
from kiosk.services.slip_keys import CodeAndKey, derive_keys
from kiosk.services.slip_register import SlipRegister, reserve_numbers
from kiosk.services.slip_sheets import SlipSheet, discard_sheet, name_sheet, write_sheet
from kiosk.store.rights import Reader
from kiosk.store.slips import IssuedSlip
from kiosk.store.store import Transaction

"""Why a slip ended whose reader was given others in its place."""


@dataclass(frozen=True, slots=True)
class NewSlip:
    """A slip just made, with its code: handed to the sheet of paper and forgotten."""

    reader: Reader
    printable: PrintableSlip


@dataclass(frozen=True, slots=True)
class Issue:
    """What came of a request for slips; ``replaced`` are the serials it put an end to.

    ``sheet`` is where their paper is, None where there is none.
    """

    slips: tuple[NewSlip, ...]
    already_held: int
    pages: int
    replaced: tuple[str, ...] = ()
    sheet: Path | None = None


@dataclass(frozen=True, slots=True)
class SlipOrder:
    """What is to be made: how many slips each reader shall hold, where they serve, on what paper.

    With ``replace`` every live slip of hers ends, and all of ``each`` are new. A ``reserve`` sleeps
    until a desk wakes it by its serial: those she holds and those kept for her are counted, and
    replaced, apart. ``place`` is one
    place, or None for all there are now. ``in_class`` is the class the slips go home with, where
    a reader has children in several.
    """

    each: int = 1
    replace: bool = False
    place: str | None = None
    in_class: str | None = None
    layout: SlipLayout = SlipLayout.A4X8
    reserve: bool = False

    @property
    def kind(self) -> SlipKind:
        """What kind of slip is made."""
        return SlipKind.RESERVE if self.reserve else SlipKind.LONG

    def counts(self, slip: IssuedSlip) -> bool:
        """Whether a slip is of the sort that was ordered."""
        return slip.is_reserve is self.reserve


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a run sets out to do, settled before the keys are derived."""

    readers: list[Reader]
    needing: list[Recipient]
    """In the order of the sheets."""
    lacking: dict[str, int]
    """How many slips each of those in need lacks, in the order they were asked for."""
    places: list[str]


def issue_slips(
    office: Office,
    pdf: Path,
    *,
    reader_ids: Sequence[str] | None = None,
    order: SlipOrder = SlipOrder(),
    draw: Callable[[], SlipCode] = SlipCode.draw,
    randbelow: Callable[[int], int] = secrets.randbelow,
    progress: Progress = no_progress,
) -> Issue:
    """Give each reader named (or everyone who may have one) the slips she lacks.

    The sheet is on disk (mode 0600) before anything is committed: a slip that exists only in the
    database could never be handed out. It bears the name asked for once its slips are registered
    (``kiosk.services.slip_sheets``). Keys are derived between two transactions, so that a large
    school does not hold the database for minutes. ``draw`` makes the codes, ``randbelow`` chooses
    the pictures. A place named serves those who lack nothing too.

    Raises ``NotFound`` for an unknown reader or place; ``NothingToDo`` when nobody needs a slip,
    may have one, or could use it anywhere; ``FileExistsError`` rather than lose a sheet: its codes
    are nowhere else.
    """
    # Taken before anything else: two runs can never write one sheet over the other's.
    pdf.touch(mode=OWNER_ONLY, exist_ok=False)
    try:
        with office.store.transaction() as tx:
            plan = _plan(office, tx, reader_ids, order)
            if not plan.needing:
                _attach(office, tx, plan.readers, plan.places)
        if not plan.needing:
            pdf.unlink()
            return Issue((), len(plan.readers), 0)
        keys = derive_keys(office, sum(plan.lacking.values()), draw, progress)
        numbers = reserve_numbers(office, len(keys))
    except BaseException:
        pdf.unlink(missing_ok=True)
        raise
    sheet = SlipSheet(pdf.absolute(), numbers[0])
    try:
        with office.store.transaction() as tx:
            register = SlipRegister(office, tx, numbers, randbelow, order.kind)
            dealt = _dealt(plan.lacking, keys)
            issued = _carry_out(office, tx, plan, order, dealt, register, sheet)
    except BaseException:
        discard_sheet(office, sheet)
        raise
    return replace(issued, sheet=name_sheet(office, sheet))


def _plan(
    office: Office, tx: Transaction, reader_ids: Sequence[str] | None, order: SlipOrder
) -> _Plan:
    today = office.clock.today()
    visible = tx.rights.pupils_by_guardian(today)
    places = tx.circulation.places_named(order.place)
    readers = _may_have_one(tx, reader_ids, visible)
    lacking = _lacking(office, tx, readers, order)
    if not places:
        raise NothingToDo("places")
    if not lacking and _are_served(tx, readers, places if order.place else []):
        raise NothingToDo("slips")
    in_need = [one for one in readers if one.reader_id in lacking]
    needing = recipients(tx, in_need, visible, today, order.in_class)
    return _Plan(readers, needing, lacking, places)


def _may_have_one(
    tx: Transaction, reader_ids: Sequence[str] | None, visible: dict[int, list[int]]
) -> list[Reader]:
    if reader_ids is None:
        return [one for one in tx.rights.readers() if one.guardian_id in visible]
    readers = [tx.rights.reader(reader_id) for reader_id in dict.fromkeys(reader_ids)]
    if not all(one.guardian_id in visible for one in readers):
        raise NothingToDo("children")
    return readers


def _lacking(
    office: Office, tx: Transaction, readers: Iterable[Reader], order: SlipOrder
) -> dict[str, int]:
    """How many slips each reader lacks now; who lacks none is absent."""
    today = office.clock.today()
    held: dict[str, int] = {}
    if not order.replace:
        for slip in filter(order.counts, tx.slips.all()):
            held[slip.reader_id] = held.get(slip.reader_id, 0) + slip.is_live(today)
    lacks = {one.reader_id: order.each - held.get(one.reader_id, 0) for one in readers}
    return {reader_id: count for reader_id, count in lacks.items() if count > 0}


def _are_served(tx: Transaction, readers: Sequence[Reader], places: Sequence[str]) -> bool:
    """Whether every reader is served at every place already."""
    ids = {one.reader_id for one in readers}
    return all(ids <= tx.circulation.readers_of_place(place) for place in places)


def _dealt(lacking: dict[str, int], keys: Iterable[CodeAndKey]) -> dict[str, list[CodeAndKey]]:
    waiting = iter(keys)
    return {
        reader_id: [next(waiting) for _ in range(count)] for reader_id, count in lacking.items()
    }


def _attach(
    office: Office, tx: Transaction, readers: Sequence[Reader], places: Sequence[str]
) -> None:
    for place in places:
        tx.circulation.attach([one.reader_id for one in readers], place, office.clock.today())


def _carry_out(
    office: Office,
    tx: Transaction,
    plan: _Plan,
    order: SlipOrder,
    keys: dict[str, list[CodeAndKey]],
    register: SlipRegister,
    sheet: SlipSheet,
) -> Issue:
    """Register the slips and write their sheet, in this transaction."""
    in_need = [one.reader for one in plan.needing]
    # Somebody else may have handed slips out meanwhile.
    lacking = _lacking(office, tx, in_need, order)
    needing = [one for one in plan.needing if one.reader.reader_id in lacking]
    replaced = _replace(office, tx, needing, order) if order.replace else ()
    _attach(
        office, tx, plan.readers if order.place else [one.reader for one in needing], plan.places
    )
    new = [
        (one, register.enter(one, *key))
        for one in needing
        for key in keys[one.reader.reader_id][: lacking[one.reader.reader_id]]
    ]
    register.close()
    paper = _sheet_of(office, new, order.layout)
    write_sheet(tx, sheet, paper.pdf)
    return Issue(
        slips=tuple(NewSlip(one.reader, printable) for one, printable in new),
        already_held=len(plan.readers) - len(needing),
        pages=paper.pages,
        replaced=replaced,
    )


def _replace(
    office: Office, tx: Transaction, needing: Iterable[Recipient], order: SlipOrder
) -> tuple[str, ...]:
    """Put an end to every live slip of these readers that is of the sort ordered; their serials."""
    today, now = office.clock.today(), office.clock.now()
    reader_ids = {one.reader.reader_id for one in needing}
    ended = [
        one
        for one in filter(order.counts, tx.slips.all())
        if one.reader_id in reader_ids and one.is_live(today)
    ]
    for slip in ended:
        end_slip(office, tx, slip, at=now, reason=REPLACED)
    return tuple(slip.serial for slip in ended)


def _sheet_of(
    office: Office, new: Sequence[tuple[Recipient, PrintableSlip]], layout: SlipLayout
) -> Sheet:
    return render_slip_sheet(
        [printable for _, printable in new],
        hand_out_of(new, office.clock.today()),
        layout=layout,
        point_phone=office.settings.public.phone,
        words=office.words,
        sheet_name="tickets",
    )
