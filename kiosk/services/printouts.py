"""Printouts from the Folder open at a point."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from kiosk.domain.errors import AskedBefore, NotFound
from kiosk.domain.folder import PeriodMarks
from kiosk.domain.print_jobs import PrintSize, Sheet, SheetKind
from kiosk.printing.documents import document_of, render
from kiosk.printing.slip_ledger import render_slip_ledger
from kiosk.services.access_point import AccessPoint
from kiosk.services.documents import open_document
from kiosk.services.own_slips import ledger_of
from kiosk.services.print_following import follow, take_back
from kiosk.services.reading import child_card, marks_page
from kiosk.services.visits import Draft, Printout, Visit
from kiosk.wording import Words

SHEET_NAME_BYTES = 9
SAME_SHEET_WITHIN = timedelta(seconds=60)
"""A finger that presses twice wants one sheet."""
DRAFTS_KEPT = 8
"""Sheets looked at and not printed: sizes and kinds are tried, and memory is not for keeping."""
WATCHED_FOR = timedelta(minutes=2)
"""A page that asks the printer keeps a visit alive; nobody stands before a jam for longer."""
UNCOUNTED = 0
"""The pages of a sheet that is not of our making."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A sheet as a reader asks for it, by places in her session, from 1.

    ``place`` 0 is all her children, which only the week can be of; ``period_place`` counts the
    latest period first, and is 0 for a sheet that is of none.
    """

    kind: SheetKind
    place: int
    period_place: int = 0
    size: PrintSize = PrintSize.NORMAL


def draft_of(point: AccessPoint, visit: Visit, words: Words, wish: Wish) -> Sheet:
    """The sheet as it would be printed, to be seen before; raise ``NotFound``.

    Looked at again within a minute, it is the same sheet.
    """
    request, now = (wish, words.language), point.clock.now()
    for draft in visit.drafts:
        if draft.request == request and now - draft.made_at < SAME_SHEET_WITHIN:
            return draft.sheet
    document = document_of(
        wish.kind,
        visit.folder,
        child_card(point, visit, wish.place).child if wish.place else None,
        _period(point, visit, wish) if wish.kind.is_of_a_period else None,
        dates=visit.school_dates,
        printed_at=now,
        words=words,
    )
    name = secrets.token_urlsafe(SHEET_NAME_BYTES)
    sheet = render(document, size=wish.size, words=words, sheet_name=name)
    visit.drafts[:] = [*visit.drafts[1 - DRAFTS_KEPT :], Draft(request, now, sheet)]
    return sheet


def print_sheet(point: AccessPoint, visit: Visit, words: Words, wish: Wish) -> Printout:
    """Print a sheet; raise ``NotFound``, and what ``AccountedPrinter.submit`` raises.

    Asked for again within a minute, ``AskedBefore``: nothing is printed twice by a finger that
    trembles or a page that is reloaded.
    """
    request = (wish, words.language)
    return _print_once(point, visit, request, lambda: draft_of(point, visit, words, wish))


def sheet_of(visit: Visit, name: str) -> Sheet:
    """A sheet she saw or printed during this visit; raise ``NotFound`` for any other."""
    sheets = (*(one.sheet for one in visit.printouts), *(one.sheet for one in visit.drafts))
    for sheet in sheets:
        if sheet.name == name:
            return sheet
    raise NotFound("sheet", name)


def _period(point: AccessPoint, visit: Visit, wish: Wish) -> PeriodMarks:
    period = marks_page(point, visit, wish.place, wish.period_place).period
    if period is None:
        raise NotFound("period", str(wish.period_place))
    return period


def print_document(point: AccessPoint, visit: Visit, *, place: int, number: int) -> Printout:
    """Print a document of a child's school as it is, by its place on the page of documents.

    Raises ``NewsMissing``, and what ``print_sheet`` raises.
    """

    def sheet() -> Sheet:
        content = open_document(point, visit, place, number)
        return Sheet(secrets.token_urlsafe(SHEET_NAME_BYTES), content, UNCOUNTED)

    return _print_once(point, visit, ("document", place, number), sheet)


def print_ledger(point: AccessPoint, visit: Visit, words: Words) -> Printout:
    """Print « qui a regardé »; raise what ``print_sheet`` raises."""

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


def look_after(point: AccessPoint, visit: Visit, name: str) -> Printout:
    """What became of a printout; raise ``NotFound``."""
    return follow(point.paper, visit, printout_of(visit, name))


def cancel_printout(point: AccessPoint, visit: Visit, name: str) -> Printout:
    """Have no more paper come of a printout; raise ``NotFound``."""
    with visit.printing:
        return take_back(point.paper, visit, printout_of(visit, name))


def is_watched(point: AccessPoint, printout: Printout) -> bool:
    """Whether its page still asks by itself how far it is."""
    is_young = point.clock.now() - printout.asked_at < WATCHED_FOR
    return is_young and not printout.job.is_over


def printout_of(visit: Visit, name: str) -> Printout:
    """What was printed during this visit, by its sheet's name; raise ``NotFound`` for any other."""
    for printout in visit.printouts:
        if printout.sheet.name == name:
            return printout
    raise NotFound("sheet", name)


def print_again(point: AccessPoint, visit: Visit, name: str) -> Printout:
    """Print once more what was printed during this visit, by somebody who was asked and said yes.

    Raises ``NotFound``, and what ``AccountedPrinter.submit`` raises.
    """
    earlier = printout_of(visit, name)
    with visit.printing:
        sheet = replace(earlier.sheet, name=secrets.token_urlsafe(SHEET_NAME_BYTES))
        return _submit(point, visit, earlier.request, sheet)


def _print_once(
    point: AccessPoint, visit: Visit, request: tuple[object, ...], make: Callable[[], Sheet]
) -> Printout:
    """Make a sheet and print it, unless it was just printed or the visit ends meanwhile.

    One at a time in a visit: the second of two touches finds what the first one printed.
    """
    with visit.printing:
        _check_not_asked_before(point, visit, request)
        return _submit(point, visit, request, make())


def _submit(
    point: AccessPoint, visit: Visit, request: tuple[object, ...], sheet: Sheet
) -> Printout:
    with point.visits.under_way(visit):
        point.paper.look_for_strays(frozenset(one.sheet.name for one in visit.printouts))
        job = point.paper.submit(visit.lookup, sheet)
        printout = Printout(request, point.clock.now(), sheet, job)
        visit.printouts.append(printout)
    return printout


def _check_not_asked_before(point: AccessPoint, visit: Visit, request: tuple[object, ...]) -> None:
    now = point.clock.now()
    for earlier in reversed(visit.printouts):
        if earlier.request == request and now - earlier.asked_at < SAME_SHEET_WITHIN:
            raise AskedBefore(earlier.sheet.name)
