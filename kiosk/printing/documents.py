"""The sheets kiosk prints for families: one function a document, Folder in, finished PDF out."""

from datetime import datetime

from kiosk.domain.errors import NotFound
from kiosk.domain.folder import Child, Folder, PeriodMarks
from kiosk.domain.print_jobs import PrintSize, Sheet
from kiosk.printing.grade_report import grade_report
from kiosk.printing.layout import draw_document
from kiosk.printing.pen import draw_sheet
from kiosk.printing.stand_ins import with_stand_ins
from kiosk.wording import Words


def render_grade_report(
    folder: Folder,
    child: Child,
    period: PeriodMarks,
    *,
    as_of: datetime | None,
    printed_at: datetime,
    size: PrintSize,
    words: Words,
    sheet_name: str,
) -> Sheet:
    """The relevé de notes of one child of this Folder and one of his periods, as an A4 PDF.

    ``as_of`` is the age of the school's data, None when unknown; both instants are aware.
    ``sheet_name`` is opaque: it may appear on a printer's panel. Raises ``NotFound`` for a child
    or a period the Folder does not hold: a Folder is the limit of what its reader may see.
    """
    if child not in folder.children:
        raise NotFound("child", folder.reader_id)
    if period not in child.periods:
        raise NotFound("period", folder.reader_id)
    content = grade_report(child, period, as_of=as_of, printed_at=printed_at, words=words)
    ready = with_stand_ins(content, words)
    return draw_sheet(
        sheet_name, ready.title, words.language, lambda pen: draw_document(ready, size, pen)
    )
