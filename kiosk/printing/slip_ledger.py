"""« Qui a regardé » on paper: what was done with a person's slips at one place."""

from datetime import date, datetime

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.journal import JournalEntry
from kiosk.domain.print_jobs import PrintSize, Sheet
from kiosk.printing.content import Document, Heading, Note
from kiosk.printing.layout import draw_document
from kiosk.printing.pen import draw_sheet
from kiosk.printing.stand_ins import with_stand_ins
from kiosk.wording import Words
from kiosk.wording.desk import own_event


def render_slip_ledger(
    days: tuple[tuple[date, tuple[JournalEntry, ...]], ...],
    *,
    place: str,
    name: str,
    printed_at: datetime,
    words: Words,
    sheet_name: str,
) -> Sheet:
    """The days, the newest first, each with its lines, as an A4 PDF, an event a line."""
    title = words.gettext("Qui a regardé")
    lines = [
        Note("\n".join((words.day_in_year(day), *(_line(one, words) for one in of_day))))
        for day, of_day in days
    ]
    printed_on = words.day_in_year(printed_at.astimezone(SCHOOL_ZONE).date())
    document = Document(
        title=title,
        running_head=title,
        blocks=(Heading(place, title, (), name, ()), *lines),
        foot=(
            words.gettext("Ce que ce lieu a noté de vos tickets."),
            words.gettext("Imprimé le {day}").format(day=printed_on),
        ),
        page_label=words.gettext("page {page} sur {pages}"),
    )
    ready = with_stand_ins(document, words)
    return draw_sheet(
        sheet_name,
        ready.title,
        words.language,
        lambda pen: draw_document(ready, PrintSize.NORMAL, pen),
    )


def _line(line: JournalEntry, words: Words) -> str:
    parts = (words.hour(line.at), own_event(line, words), line.serial, line.agent)
    return words.comma.join(part for part in parts if part)
