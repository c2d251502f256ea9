"""One printout, from an open Folder at a point or from the store at an office.

Both go through the same content, layout and canvas: paper says the same wherever it comes from.
"""

import secrets

from kiosk.domain.errors import NotFound
from kiosk.domain.print_jobs import PrintJob, PrintSize, Sheet
from kiosk.printing.documents import render_grade_report
from kiosk.services.access_point import AccessPoint
from kiosk.services.reading import marks_page
from kiosk.services.visits import Visit
from kiosk.wording import Words

SHEET_NAME_BYTES = 9


def print_marks(
    point: AccessPoint, visit: Visit, words: Words, *, place: int, period_place: int
) -> tuple[PrintJob, Sheet]:
    """Print a child's grade report of one period; raise ``NotFound``, ``PrinterUnavailable``."""
    page = marks_page(point, visit, place, period_place)
    if page.period is None:
        raise NotFound("period", str(period_place))
    sheet = render_grade_report(
        visit.folder,
        page.card.child,
        page.period,
        as_of=page.card.as_of,
        printed_at=point.clock.now(),
        size=PrintSize.NORMAL,
        words=words,
        sheet_name=secrets.token_urlsafe(SHEET_NAME_BYTES),
    )
    job = point.printer.submit(sheet)
    visit.sheets[sheet.name] = sheet
    return job, sheet


def sheet_of(visit: Visit, name: str) -> Sheet:
    """A sheet made during this visit; raise ``NotFound``: another visit's does not exist here."""
    try:
        return visit.sheets[name]
    except KeyError:
        raise NotFound("sheet", name) from None
