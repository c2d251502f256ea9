"""What becomes of a visit's sheets: asked after while she waits, taken back when she leaves."""

from contextlib import suppress
from dataclasses import replace

from kiosk.domain.errors import KioskError
from kiosk.domain.print_jobs import PrintJob
from kiosk.services.accounted_printer import AccountedPrinter
from kiosk.services.visits import Printout, Visit


def follow(printer: AccountedPrinter, visit: Visit, printout: Printout) -> Printout:
    """The printout as the printer tells of it now."""
    return _told(visit, printout, printer.job(printout.job))


def take_back(printer: AccountedPrinter, visit: Visit, printout: Printout) -> Printout:
    """Have no more paper come of a printout: cancelled only once the printer says so."""
    return _told(visit, printout, printer.cancel(printout.job))


def take_all_back(printer: AccountedPrinter, visit: Visit) -> None:
    """Before a visit ends: paper that comes afterwards would lie there for the next person.

    Where the point has just closed, its ledger has these sheets without an end, for the next time.
    """
    for printout in tuple(visit.printouts):
        with suppress(KioskError):
            printer.leave(take_back(printer, visit, printout).job)


def may_leave_paper(visit: Visit) -> bool:
    """Whether a sheet of hers may still come, or lie there, without anybody knowing."""
    return any(not one.job.is_over for one in visit.printouts)


def _told(visit: Visit, printout: Printout, job: PrintJob) -> Printout:
    if job is printout.job:
        return printout
    newer = replace(printout, job=job)
    visit.printouts[:] = [newer if one is printout else one for one in visit.printouts]
    return newer
