"""*Remettre* and *perdu*: slips made, printed and registered at a desk, and slips put to an end.

The digits live for the length of one call and go to paper alone: no screen, no answer, no line of
a journal has them. A slip is registered once its paper is made: one that exists only in a database
could never be handed out.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from kiosk.domain.directory import Found
from kiosk.domain.journal import IssueWay
from kiosk.domain.outbox import SlipAsked
from kiosk.domain.pictures import PICTURES
from kiosk.domain.print_jobs import RECEIPT_MEDIA, PrintJob, Sheet
from kiosk.domain.slip_codes import SlipCode, read_code
from kiosk.domain.slips import SlipKind, SlipLayout, last_day_of_slip
from kiosk.domain.written_names import unified
from kiosk.printing.escpos import can_write, slip_bytes
from kiosk.printing.slip_sheet import PrintableSlip, render_slip_sheet
from kiosk.sealing.secrets import SlipKey
from kiosk.services.desk import Desk
from kiosk.vault.issuing import NewSlip
from kiosk.wording import Words

SHEET_NAME_BYTES = 9

OldSlip = SlipKey
"""What an old slip, shown at the desk, opens the new one's lock with."""


@dataclass(frozen=True, slots=True)
class GivenSlip:
    """A slip given out, as the desk may see it. ``works_now`` tells whether it opens already."""

    serial: str
    picture: str
    kind: SlipKind
    expires_on: date
    works_now: bool
    sheet: Sheet = field(repr=False)
    job: PrintJob

    def without_sheet(self) -> "GivenSlip":
        """What may be kept of it: its paper has the digits."""
        return replace(self, sheet=Sheet(self.sheet.name, b"", self.sheet.pages))


@dataclass(frozen=True, slots=True)
class UnknownParent:
    """What somebody says of herself and of one child; it goes to the hub, and nothing comes back.

    ``school`` is a name or a number (UAI), as typed.
    """

    family_name: str
    given_name: str
    school: str
    child_given_name: str
    child_class: str


def find_adults(desk: Desk, badge: str, typed: str) -> tuple[Found, ...]:
    """Adults by name, by the serial of a slip or by the word of its picture."""
    return desk.keeper.find(badge, typed, _pictures_meant(desk, typed))


def find_by_old_slip(desk: Desk, badge: str, typed: str) -> tuple[Found, OldSlip]:
    """Whose slip is shown at the desk, and its key for ``give_slip``.

    Raises ``SlipMistyped``, ``SlipUnknown``, ``TryLater``.
    """
    old = desk.key_of_slip(read_code(typed))
    return desk.keeper.reader_of_slip(badge, old), old


def give_slip(
    desk: Desk,
    badge: str,
    reader_id: str,
    kind: SlipKind,
    *,
    old_slip: OldSlip | None = None,
    slip_words: Words | None = None,
    draw: Callable[[], SlipCode] = SlipCode.draw,
) -> GivenSlip:
    """Make, print and register a slip for somebody this point serves.

    ``slip_words`` are those of her language, where it is known; French otherwise. With her old
    slip in hand the new one opens at once and offline; otherwise once the hub has
    made its lock. Raises ``CapReached``, ``NotFound``, ``PrinterUnavailable``, ``SlipUnknown``.
    """
    serial, picture = desk.keeper.number_slip(badge, reader_id)
    code = draw()
    key = desk.key_of_slip(code)
    sheet, job = _print(desk, PrintableSlip(code, serial, picture), slip_words or desk.words)
    way = IssueWay.OLD_SLIP if old_slip else IssueWay.ATTACHED
    new = NewSlip(serial, picture, kind, _last_day(desk, kind), reader_id, way)
    desk.keeper.issue(badge, new, key, old_slip)
    return GivenSlip(serial, picture, kind, new.expires_on, old_slip is not None, sheet, job)


def give_to_unknown(
    desk: Desk,
    badge: str,
    parent: UnknownParent,
    kind: SlipKind,
    *,
    draw: Callable[[], SlipCode] = SlipCode.draw,
) -> GivenSlip:
    """Make and print a slip for somebody no list here names: it sleeps until her school says yes.

    Raises ``CapReached``, ``PrinterUnavailable``.
    """
    serial, picture = desk.keeper.number_slip(badge)
    code = draw()
    key = desk.key_of_slip(code)
    sheet, job = _print(desk, PrintableSlip(code, serial, picture), desk.words)
    asked = SlipAsked(
        serial=serial,
        kind=kind.value,
        picture=picture,
        issued_at=desk.clock.now(),
        expires_on=_last_day(desk, kind),
        agent="",
        family_name=parent.family_name,
        given_name=parent.given_name,
        school=parent.school,
        child_given_name=parent.child_given_name,
        child_class=parent.child_class,
        slip_key=key.reveal().hex(),
    )
    desk.keeper.ask(badge, asked)
    return GivenSlip(serial, picture, kind, asked.expires_on, False, sheet, job)


def end_lost_slip(desk: Desk, badge: str, serial: str) -> None:
    """*Perdu*: the slip opens nothing from now on; raise ``NotFound``."""
    desk.keeper.revoke(badge, serial)


def _last_day(desk: Desk, kind: SlipKind) -> date:
    today = desk.clock.today()
    return today if kind is SlipKind.DAY else last_day_of_slip(today)


def _print(desk: Desk, slip: PrintableSlip, words: Words) -> tuple[Sheet, PrintJob]:
    """On the roll where the desk has one that can write her language, else on a sheet."""
    name, phone = secrets.token_urlsafe(SHEET_NAME_BYTES), desk.settings.public.phone
    if desk.receipts is not None and can_write(words):
        columns = desk.settings.desk.receipt_columns
        commands = slip_bytes(slip, point_phone=phone, words=words, columns=columns)
        strip = Sheet(name, commands, 1, RECEIPT_MEDIA)
        return strip, desk.receipts.submit(strip)
    sheet = render_slip_sheet(
        [slip], layout=SlipLayout.A4X2, point_phone=phone, words=words, sheet_name=name
    )
    return sheet, desk.printer.submit(sheet)


def _pictures_meant(desk: Desk, typed: str) -> tuple[str, ...]:
    """The pictures whose word was typed, with or without its article: « bateau », « le bateau »."""
    meant = unified(typed)
    if not meant:
        return ()
    found = []
    for name in PICTURES:
        word = desk.words.picture_word(name)
        bare = word.split(maxsplit=1)[-1].removeprefix("l’")
        if meant in (unified(word), unified(bare)):
            found.append(name)
    return tuple(found)
