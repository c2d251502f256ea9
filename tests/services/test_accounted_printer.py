"""A worker that is killed while it prints: the next one finds what it left, and sends nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.errors import PagesUsedUp, PaperLeft, PointClosed, PrinterUnavailable
from kiosk.domain.print_jobs import PrintJob, PrintState, Sheet, SheetKind, Trouble
from kiosk.printing.printers import FolderPrinter, Note, unnoted
from kiosk.services.access_point import AccessPoint
from kiosk.services.accounted_printer import LOOK_EVERY_SECONDS
from kiosk.services.printouts import Wish, print_again, print_document, print_sheet
from kiosk.services.signing_in import sign_in_with_slip, sign_out
from kiosk.services.visits import Printout, Visit, Visits
from kiosk.wording import french
from tests.services.added_by_hand import add_document
from tests.services.line import Line


class Killed(BaseException):
    """The end of a process, at any line of it."""


class OfficePrinter:
    """A printer whose panel this test holds in its hands; ``prints`` is its tray."""

    kind = "ipp"

    def __init__(self) -> None:
        self.tray: list[str] = []
        self.known: dict[str, PrintJob] = {}
        self.dies_before_document = self.is_off = self.is_full = False

    def submit(self, sheet: Sheet, note: Note = unnoted) -> PrintJob:
        if self.is_full:
            raise PrinterUnavailable("ipp", "busy")
        job = PrintJob(sheet.name, f"job {len(self.known)}", PrintState.QUEUED, sheet.pages)
        self.known[sheet.name] = job
        note(job)
        if self.dies_before_document:
            raise Killed
        return job

    def comes_out(self, name: str) -> None:
        """Paper, all of it."""
        self.tray.append(name)
        self.known[name] = replace(self.known[name], state=PrintState.PRINTED)

    def troubles(self) -> tuple[Trouble, ...]:
        return ()

    def job(self, job: PrintJob) -> PrintJob:
        if self.is_off or job.name not in self.known:
            return replace(job, state=PrintState.UNKNOWN)
        return self.known[job.name]

    def cancel(self, job: PrintJob) -> PrintJob:
        told = self.job(job)
        if told.state is not PrintState.QUEUED:
            return told
        cancelled = replace(told, state=PrintState.CANCELLED, printed_pages=0)
        self.known[job.name] = cancelled
        return cancelled


@pytest.fixture
def printer() -> OfficePrinter:
    return OfficePrinter()


@pytest.fixture
def tray(tmp_path: Path) -> Path:
    """Where a folder's sheets go."""
    (tmp_path / "tray").mkdir()
    return tmp_path / "tray"


@pytest.fixture
def point(line: Line, printer: OfficePrinter) -> AccessPoint:
    return replace(line.point, printer=printer)


@pytest.fixture
def code(line: Line) -> str:
    (code,) = line.issue_to("Nadia")
    line.publish_and_carry()
    return code.digits()


@pytest.fixture
def visit(point: AccessPoint, code: str) -> Visit:
    return sign_in_with_slip(point, code)


def prints(point: AccessPoint, visit: Visit, kind: SheetKind = SheetKind.WEEK) -> Printout:
    return print_sheet(point, visit, french(), Wish(kind, 1))


def is_killed_while_it_prints(
    point: AccessPoint, visit: Visit, printer: OfficePrinter
) -> AccessPoint:
    """The next worker, over the same vault, with nobody signed in."""
    printer.dies_before_document = True
    with pytest.raises(Killed):
        prints(point, visit)
    printer.dies_before_document = False
    visits = Visits(point.clock, idle_seconds=150, absolute_seconds=1800)
    return replace(point, visits=visits)


def test_the_next_worker_takes_back_what_a_killed_one_asked_for(
    point: AccessPoint, visit: Visit, printer: OfficePrinter, code: str
) -> None:
    next_worker = is_killed_while_it_prints(point, visit, printer)
    (name,) = printer.known
    next_worker.sweep()
    assert printer.known[name].state is PrintState.CANCELLED
    assert point.keeper.open_sheets() == ()

    again = sign_in_with_slip(next_worker, code)
    assert next_worker.paper.allowance(again.lookup).pages == 20
    prints(next_worker, again)
    assert len(printer.known) == 2, "asked for anew by her, never sent again by itself"


def test_where_the_printer_cannot_say_the_desk_looks_before_anybody_prints(
    point: AccessPoint, visit: Visit, printer: OfficePrinter, code: str
) -> None:
    next_worker = is_killed_while_it_prints(point, visit, printer)
    printer.is_off = True
    next_worker.sweep()
    printer.is_off = False
    again = sign_in_with_slip(next_worker, code)
    assert next_worker.paper.allowance(again.lookup).waits_for_desk

    # The printer is back and says that nothing came: nobody has to look any more.
    prints(next_worker, again)
    assert point.keeper.open_sheets()[0].sheet == again.printouts[0].sheet.name


def test_paper_that_came_after_a_worker_was_killed_is_for_the_desk_to_find(
    point: AccessPoint, visit: Visit, printer: OfficePrinter, code: str
) -> None:
    next_worker = is_killed_while_it_prints(point, visit, printer)
    printer.comes_out(next(iter(printer.known)))
    again = sign_in_with_slip(next_worker, code)
    with pytest.raises(PaperLeft):
        prints(next_worker, again)
    assert again.printouts == []


def test_her_own_sheets_are_not_taken_for_strays(
    point: AccessPoint, visit: Visit, printer: OfficePrinter
) -> None:
    first = prints(point, visit)
    prints(point, visit, SheetKind.MESSAGES)
    point.clock.advance(seconds=LOOK_EVERY_SECONDS)
    point.sweep()
    assert printer.known[first.sheet.name].state is PrintState.QUEUED


def test_a_printer_that_takes_nothing_costs_no_page(
    point: AccessPoint, visit: Visit, printer: OfficePrinter
) -> None:
    printer.is_full = True
    with pytest.raises(PrinterUnavailable):
        prints(point, visit)
    assert point.paper.allowance(visit.lookup).pages == 20
    assert point.keeper.open_sheets() == ()


def test_one_who_leaves_before_the_paper_has_it_taken_back_and_given_back(
    point: AccessPoint, visit: Visit, printer: OfficePrinter, code: str
) -> None:
    prints(point, visit)
    assert not sign_out(point, visit)
    assert point.keeper.open_sheets() == ()
    assert point.paper.allowance(sign_in_with_slip(point, code).lookup).pages == 20


def test_one_who_leaves_a_silent_printer_is_told_and_the_desk_too(
    point: AccessPoint, visit: Visit, printer: OfficePrinter
) -> None:
    prints(point, visit)
    printer.is_off = True
    assert sign_out(point, visit)
    (left,) = point.keeper.open_sheets()
    assert left.is_left


def test_a_point_that_closes_under_a_visit_keeps_the_sheet_for_the_next_morning(
    point: AccessPoint, visit: Visit, printer: OfficePrinter, line: Line
) -> None:
    prints(point, visit)
    pepper = line.opening.pepper()
    line.opening.close()
    assert sign_out(point, visit), "nobody can tell: the end screen says so"
    with pytest.raises(PointClosed):
        point.keeper.open_sheets()
    line.opening.open(pepper)
    point.sweep()
    assert point.keeper.open_sheets() == ()
    assert printer.tray == []


def test_while_nobody_is_here_the_printer_is_asked_once_a_minute(
    point: AccessPoint, visit: Visit, printer: OfficePrinter
) -> None:
    next_worker = is_killed_while_it_prints(point, visit, printer)
    printer.is_off = True
    next_worker.sweep()
    printer.is_off = False
    next_worker.sweep()
    assert len(point.keeper.open_sheets()) == 1
    point.clock.advance(seconds=LOOK_EVERY_SECONDS)
    next_worker.sweep()
    assert point.keeper.open_sheets() == ()


def test_twice_the_same_sheet_is_twice_its_pages(
    point: AccessPoint, visit: Visit, tray: Path
) -> None:
    folder = replace(point, printer=FolderPrinter(tray))
    first = prints(folder, visit)
    second = print_again(folder, visit, first.sheet.name)
    assert first.sheet.pdf == second.sheet.pdf
    assert first.sheet.name != second.sheet.name
    assert len(list(tray.iterdir())) == 2
    assert folder.paper.allowance(visit.lookup).pages == 20 - 2 * first.sheet.pages


def test_the_pages_of_a_day_end_before_the_paper_does(
    point: AccessPoint, visit: Visit, tray: Path
) -> None:
    folder = replace(point, printer=FolderPrinter(tray))
    first = prints(folder, visit)
    for _ in range(20 // first.sheet.pages - 1):
        print_again(folder, visit, first.sheet.name)
    with pytest.raises(PagesUsedUp):
        print_again(folder, visit, first.sheet.name)
    assert len(list(tray.iterdir())) == 20 // first.sheet.pages


def test_a_document_nobody_counted_the_pages_of_counts_for_one(
    line: Line, point: AccessPoint, code: str, tray: Path
) -> None:
    add_document(line.office, "Réunion", pupil="lea")
    line.publish_and_carry()
    folder = replace(point, printer=FolderPrinter(tray))
    visit = sign_in_with_slip(folder, code)
    print_document(folder, visit, place=1, number=1)
    assert folder.paper.allowance(visit.lookup).pages == 19


def test_what_a_browser_prints_is_out_of_sight_and_not_counted(line: Line, code: str) -> None:
    visit = sign_in_with_slip(line.point, code)
    prints(line.point, visit)
    assert line.point.paper.allowance(visit.lookup) is None
    assert line.point.keeper.may_print(visit.lookup).pages == 20
    assert line.point.keeper.open_sheets() == ()
