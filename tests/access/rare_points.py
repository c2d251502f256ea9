"""Points where everything rare happens at once: nothing sent, too much sent, nothing that works."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from threading import Thread

from flask import Flask
from reportlab.pdfgen.canvas import Canvas
from werkzeug.serving import make_server

from kiosk.clock import FixedClock
from kiosk.domain.marks import MarkStatus
from kiosk.domain.print_jobs import PrintJob, PrintState, Sheet, Trouble
from kiosk.domain.slip_codes import SlipCode
from kiosk.printing.printers import FolderPrinter, Note, unnoted
from kiosk.services.printouts import WATCHED_FOR
from tests.conftest import MONDAY_EVENING
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.views.own_point import (
    OwnPoint,
    a_child,
    a_folder,
    a_lateness,
    a_mark,
    a_message,
    a_period,
    a_subject,
    an_absence,
    work,
)

# One word as long as the longest an import lets through, which no line can hold.
LONG_WORD = "Anticonstitutionnellement" * 4
DAYS_AWAY = 4
"""What came since is new at her second visit."""
EVERYTHING = ("attendance", "averages", "messages", "documents")


class EmptyTray:
    """A printer out of paper at its first sheet, and slow to say so: its page stands still then.

    What comes after comes out: a survey prints much, and a visit lasts half an hour.
    """

    kind = "ipp"

    def __init__(self, clock: FixedClock) -> None:
        self._clock = clock
        self._is_full = False

    def submit(self, sheet: Sheet, note: Note = unnoted) -> PrintJob:
        state, troubles = PrintState.PRINTED, ()
        if not self._is_full:
            state, troubles = PrintState.PRINTING, self.troubles()
            self._clock.advance(seconds=WATCHED_FOR.total_seconds() + 1)
        self._is_full = True
        job = PrintJob(sheet.name, "1", state, sheet.pages, 0, troubles)
        note(job)
        return job

    def troubles(self) -> tuple[Trouble, ...]:
        return (Trouble.OUT_OF_PAPER,)

    def job(self, job: PrintJob) -> PrintJob:
        return job

    def cancel(self, job: PrintJob) -> PrintJob:
        return replace(job, state=PrintState.UNKNOWN, troubles=())


@dataclass(frozen=True, slots=True)
class RarePoint:
    """Where it is, which slip opens it, what else to look at there."""

    url: str
    code: SlipCode
    unlinked: tuple[str, ...] = ()


@contextmanager
def point_with_rare_news(folder: Path) -> Iterator[RarePoint]:
    """A second visit: a child nothing is known of, one without news, one with all there is."""
    clock = FixedClock(MONDAY_EVENING - timedelta(days=DAYS_AWAY))
    own = OwnPoint(folder, clock)
    first_visit = GuardianAtScreen(own.app())
    first_visit.shows_slip(own.gives_slip(a_folder(a_child())))
    first_visit.finishes()
    clock.advance(days=DAYS_AWAY)
    own.prints_on(EmptyTray(clock))
    for_all = a_child(
        given_name="Maximilien-Alexandre",
        emblem="tree",
        school_name=f"Collège {LONG_WORD}",
        homework=(
            work("Latin", None, text=LONG_WORD),
            work("Anglais", date(2026, 11, 23)),
            work("Anglais", date(2026, 11, 24)),
            work("Histoire", date(2026, 11, 2)),
        ),
        periods=(
            a_period(
                "2e trimestre",
                a_subject(
                    f"Latin {LONG_WORD}",
                    *(a_mark(None, status=one) for one in MarkStatus if one != MarkStatus.MARKED),
                    a_mark("14.5", comment=LONG_WORD),
                ),
            ),
            a_period("1er trimestre", a_subject("Dessin", a_mark("19"))),
        ),
        attendance=(an_absence(date(2026, 11, 16)), a_lateness(date(2026, 11, 17), None)),
        messages=tuple(a_message(f"Sujet {LONG_WORD} {number}") for number in range(12)),
        documents=(
            own.gives_document(f"Circulaire {LONG_WORD}", _a_pdf()),
            own.gives_document("Perdu en route", _a_pdf(), arrives=False),
        ),
        told=EVERYTHING,
    )
    no_news = a_child(given_name="Zoé", emblem="sun", told=EVERYTHING)
    code = own.gives_slip(a_folder(a_child(), no_news, for_all))
    with served_app(own.app()) as url:
        yield RarePoint(url, code, ("/children/3/documents/2",))
    own.vault.close()


@contextmanager
def point_that_fails(folder: Path) -> Iterator[RarePoint]:
    """No paper comes out, and one page has a fault of ours."""
    own = OwnPoint(folder, FixedClock(MONDAY_EVENING))
    own.prints_on(FolderPrinter(folder / "nowhere"))
    periods = (a_period("1er trimestre", a_subject("Dessin", a_mark("19"))),)
    code = own.gives_slip(a_folder(a_child(periods=periods)))
    app = own.app()
    app.add_url_rule("/fault", "fault", view_func=lambda: str(1 // 0))
    with served_app(app) as url:
        yield RarePoint(url, code, ("/fault",))
    own.vault.close()


@contextmanager
def point_with_nobody(folder: Path) -> Iterator[RarePoint]:
    """A slip that opens a Folder without a child."""
    own = OwnPoint(folder, FixedClock(MONDAY_EVENING))
    code = own.gives_slip(a_folder())
    with served_app(own.app()) as url:
        yield RarePoint(url, code)
    own.vault.close()


@contextmanager
def served_app(app: Flask) -> Iterator[str]:
    """An application answering in this process; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def _a_pdf() -> bytes:
    held = BytesIO()
    canvas = Canvas(held)
    canvas.drawString(100, 700, "Bonjour")
    canvas.save()
    return held.getvalue()
