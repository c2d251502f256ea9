"""What becomes of a visit's sheets: asked after while she waits, taken back when she leaves."""

from dataclasses import replace

from kiosk.domain.print_jobs import PrintJob, PrintState
from kiosk.printing.printers import Printer
from kiosk.services.visits import Printout, Visit


def follow(printer: Printer, visit: Visit, printout: Printout) -> Printout:
    """The printout as the printer tells of it now."""
    if printout.job.is_over:
        return printout
    return _told(visit, printout, printer.job(printout.job))


def take_back(printer: Printer, visit: Visit, printout: Printout) -> Printout:
    """Have no more paper come of a printout: cancelled only once the printer says so."""
    if printout.job.is_over:
        return printout
    return _told(visit, printout, printer.cancel(printout.job))


def take_all_back(printer: Printer, visit: Visit) -> None:
    """Before a visit ends: paper that comes afterwards would lie there for the next person."""
    for printout in tuple(visit.printouts):
        take_back(printer, visit, printout)


def may_leave_paper(visit: Visit) -> bool:
    """Whether a sheet of hers may still come, or lie there, without anybody knowing."""
    return any(one.job.state is PrintState.UNKNOWN for one in visit.printouts)


def _told(visit: Visit, printout: Printout, job: PrintJob) -> Printout:
    newer = replace(printout, job=job)
    visit.printouts[:] = [newer if one is printout else one for one in visit.printouts]
    return newer
