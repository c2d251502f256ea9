"""Printouts from the Folder open at a point."""

import secrets
from collections.abc import Callable
from datetime import timedelta

from kiosk.domain.errors import NotFound
from kiosk.domain.print_jobs import PrintSize, Sheet
from kiosk.printing.documents import render_grade_report
from kiosk.printing.slip_ledger import render_slip_ledger
from kiosk.services.access_point import AccessPoint
from kiosk.services.documents import open_document
from kiosk.services.own_slips import ledger_of
from kiosk.services.reading import marks_page
from kiosk.services.visits import Printout, Visit
from kiosk.wording import Words

SHEET_NAME_BYTES = 9
SAME_SHEET_WITHIN = timedelta(seconds=60)
"""A finger that presses twice wants one sheet."""
UNCOUNTED = 0
"""The pages of a sheet that is not of our making."""


def print_marks(
    point: AccessPoint, visit: Visit, words: Words, *, place: int, period_place: int
) -> Printout:
    """Print a child's grade report of one period; raise ``NotFound``, ``PrinterUnavailable``.

    Asked for again within a minute, it is the same printout: nothing is printed twice by a finger
    that trembles or a page that is reloaded.
    """
    page = marks_page(point, visit, place, period_place)
    period = page.period
    if period is None:
        raise NotFound("period", str(period_place))

    def sheet() -> Sheet:
        return render_grade_report(
            visit.folder,
            page.card.child,
            period,
            as_of=page.card.as_of,
            printed_at=point.clock.now(),
            size=PrintSize.NORMAL,
            words=words,
            sheet_name=secrets.token_urlsafe(SHEET_NAME_BYTES),
        )

    return _print_once(point, visit, ("marks", place, period_place, words.language), sheet)


def print_document(point: AccessPoint, visit: Visit, *, place: int, number: int) -> Printout:
    """Print a document of a child's school as it is, by its place on the page of documents.

    Raises ``NotFound``, ``NewsMissing``, ``PrinterUnavailable``. Asked for again within a minute,
    it is the same printout.
    """

    def sheet() -> Sheet:
        content = open_document(point, visit, place, number)
        return Sheet(secrets.token_urlsafe(SHEET_NAME_BYTES), content, UNCOUNTED)

    return _print_once(point, visit, ("document", place, number), sheet)


def print_ledger(point: AccessPoint, visit: Visit, words: Words) -> Printout:
    """Print « qui a regardé »; raise ``PrinterUnavailable``."""

    def sheet() -> Sheet:
        return render_slip_ledger(
            ledger_of(point, visit).days,
            place=point.place,
            name=f"{visit.folder.given_name} {visit.folder.family_name}".strip(),
            printed_at=point.clock.now(),
            words=words,
            sheet_name=secrets.token_urlsafe(SHEET_NAME_BYTES),
        )

    return _print_once(point, visit, ("visits", words.language), sheet)


def printout_of(visit: Visit, name: str) -> Printout:
    """What was printed during this visit, by its sheet's name; raise ``NotFound`` for any other."""
    for printout in visit.printouts:
        if printout.sheet.name == name:
            return printout
    raise NotFound("sheet", name)


def _print_once(
    point: AccessPoint, visit: Visit, request: tuple[object, ...], make: Callable[[], Sheet]
) -> Printout:
    """Make a sheet and print it, unless it was just printed or the visit ends meanwhile.

    One at a time in a visit: the second of two touches finds what the first one printed.
    """
    with visit.printing:
        earlier = _asked_just_before(point, visit, request)
        if earlier is not None:
            return earlier
        sheet = make()
        with point.visits.under_way(visit):
            printout = Printout(request, point.clock.now(), sheet, point.printer.submit(sheet))
            visit.printouts.append(printout)
        return printout


def _asked_just_before(
    point: AccessPoint, visit: Visit, request: tuple[object, ...]
) -> Printout | None:
    now = point.clock.now()
    return next(
        (
            earlier
            for earlier in visit.printouts
            if earlier.request == request and now - earlier.asked_at < SAME_SHEET_WITHIN
        ),
        None,
    )
