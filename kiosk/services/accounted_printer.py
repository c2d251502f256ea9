"""The screen's printer, with every sheet in the point's ledger: before it prints, and after.

A worker may be killed at any moment. What it asked the printer for is in the vault by then, so
that the next one finds what it left behind: it takes back what can be taken back, and has the desk
look for the rest. Nothing is ever sent twice.
"""

from contextlib import suppress
from dataclasses import dataclass
from math import inf

from kiosk.domain.errors import KioskError, PrinterUnavailable
from kiosk.domain.print_jobs import PrintJob, PrintState, Sheet
from kiosk.domain.print_ledger import Allowance, SheetAccount
from kiosk.printing.printers import Printer
from kiosk.vault.keeper import Keeper

LOOK_EVERY_SECONDS = 60
"""Between two looks for the sheets of readers who are gone, while nobody is at the screen."""

LEAST_PAGES = 1
"""What a document counts for whose pages nobody has counted: without an end it is not printed."""


@dataclass(slots=True)
class AccountedPrinter:
    """A printer and the ledger of its point.

    What the reader's browser prints is out of sight: it is neither counted nor asked after.
    """

    printer: Printer
    keeper: Keeper
    _looked_at: float = -inf

    @property
    def is_by_browser(self) -> bool:
        """Whether the reader's own browser prints."""
        return self.printer.kind == "browser"

    def allowance(self, lookup: bytes) -> Allowance | None:
        """How many pages a slip may still print; None where nobody counts."""
        return None if self.is_by_browser else self.keeper.may_print(lookup)

    def submit(self, lookup: bytes, sheet: Sheet) -> PrintJob:
        """Print a sheet for the bearer of a slip.

        Raises ``PaperLeft``, ``PagesUsedUp``, and ``PrinterUnavailable`` where no paper can come.
        """
        if self.is_by_browser:
            return self.printer.submit(sheet)
        self.keeper.ask_to_print(lookup, sheet.name, max(LEAST_PAGES, sheet.pages))
        try:
            job = self.printer.submit(sheet, self._note_accepted)
        except PrinterUnavailable:
            self.keeper.note_settled(sheet.name, 0)
            raise
        return self._noted(job)

    def job(self, job: PrintJob) -> PrintJob:
        """The job as the printer tells of it now."""
        return job if job.is_over else self._noted(self.printer.job(job))

    def cancel(self, job: PrintJob) -> PrintJob:
        """Ask that no more paper comes of a job."""
        return job if job.is_over else self._noted(self.printer.cancel(job))

    def leave(self, job: PrintJob) -> None:
        """The reader goes: what may still come of a job is for the desk to look for."""
        if not self.is_by_browser and not job.is_over:
            self.keeper.note_left(job.name)

    def look_for_strays(self, own: frozenset[str]) -> None:
        """See to the sheets of readers who are gone; ``own`` are those of the one who is here.

        Raises ``PointClosed``.
        """
        if self.is_by_browser:
            return
        for sheet in self.keeper.open_sheets():
            if sheet.sheet not in own:
                self._see_to(sheet)

    def look_now_and_then(self, at_seconds: float) -> None:
        """The same while nobody is here, a minute after the last time at the earliest."""
        if at_seconds - self._looked_at >= LOOK_EVERY_SECONDS:
            self._looked_at = at_seconds
            with suppress(KioskError):
                self.look_for_strays(frozenset())

    def _see_to(self, sheet: SheetAccount) -> None:
        asked = PrintJob(sheet.sheet, sheet.job_id, PrintState.UNKNOWN, sheet.pages)
        job = self.printer.cancel(asked)
        # What the printer gave no number to had nothing of the document yet.
        if not sheet.is_accepted or (job.is_over and not job.printed_pages and _is_void(job)):
            self.keeper.note_settled(sheet.sheet, 0)
        elif not sheet.is_left:
            self.keeper.note_left(sheet.sheet)

    def _note_accepted(self, job: PrintJob) -> None:
        self.keeper.note_accepted(job.name, job.job_id)

    def _noted(self, job: PrintJob) -> PrintJob:
        if job.is_over and not self.is_by_browser:
            self.keeper.note_settled(job.name, _pages_come(job))
        return job


def _is_void(job: PrintJob) -> bool:
    return job.state in (PrintState.CANCELLED, PrintState.FAILED)


def _pages_come(job: PrintJob) -> int:
    """The pages a reader has, as far as the printer tells; of a void job those it counted."""
    if job.printed_pages is not None:
        return job.printed_pages
    return 0 if _is_void(job) else max(LEAST_PAGES, job.pages)
