"""The sheets kiosk prints for families: Folder in, finished PDF out."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from kiosk.domain.errors import NotFound
from kiosk.domain.folder import Child, Folder, PeriodMarks
from kiosk.domain.print_jobs import PrintSize, Sheet, SheetKind
from kiosk.printing.content import Document
from kiosk.printing.grade_report import grade_report, period_report
from kiosk.printing.homework_sheets import homework_list, week_sheet
from kiosk.printing.layout import draw_document
from kiosk.printing.pen import draw_sheet
from kiosk.printing.school_life_sheets import attendance_list, message_list
from kiosk.printing.stand_ins import with_stand_ins
from kiosk.wording import Words

_WRITERS: dict[SheetKind, Callable[..., Document]] = {
    SheetKind.MARKS: grade_report,
    SheetKind.REPORT: period_report,
    SheetKind.HOMEWORK: homework_list,
    SheetKind.WEEK: week_sheet,
    SheetKind.ATTENDANCE: attendance_list,
    SheetKind.MESSAGES: message_list,
}


def render(document: Document, *, size: PrintSize, words: Words, sheet_name: str) -> Sheet:
    """A document as an A4 PDF; what the font lacks is replaced in sight and counted on it.

    ``sheet_name`` is opaque: it may appear on a printer's panel.
    """
    ready = with_stand_ins(document, words)
    return draw_sheet(
        sheet_name, ready.title, words.language, lambda pen: draw_document(ready, size, pen)
    )


def document_of(
    kind: SheetKind,
    folder: Folder,
    child: Child | None,
    period: PeriodMarks | None,
    *,
    dates: Mapping[str, datetime],
    printed_at: datetime,
    words: Words,
) -> Document:
    """What a sheet says. Without a child it is of all of them, which only the week can be.

    ``dates`` holds the age of each school's data by its UAI; both instants are aware. Raises
    ``NotFound`` for a child or a period the Folder does not hold: a Folder is the limit of what
    its reader may see.
    """
    children = folder.children if child is None else (child,)
    if not children or not all(one in folder.children for one in children):
        raise NotFound("child", folder.reader_id)
    known = [dates[one.school_uai] for one in children if one.school_uai in dates]
    write = partial(
        _WRITERS[kind],
        # The oldest is what the sheet as a whole can vouch for.
        as_of=min(known) if len(known) == len(children) else None,
        printed_at=printed_at,
        words=words,
    )
    if kind is SheetKind.WEEK:
        reader = f"{folder.civility} {folder.given_name} {folder.family_name}".strip()
        return write(children, reader)
    if child is None:
        raise NotFound("child", folder.reader_id)
    if not kind.is_of_a_period:
        return write(child)
    if period not in child.periods:
        raise NotFound("period", folder.reader_id)
    return write(child, period)
