"""What a printer is to kiosk, and those that need no driver: the reader's browser, a folder."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from kiosk.domain.errors import PrinterUnavailable
from kiosk.domain.print_jobs import PrintJob, PrintState, Sheet, Trouble
from kiosk.private_files import write_private

OPAQUE_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What a sheet may be called: it names a file, and stands on a printer's panel."""

Note = Callable[[PrintJob], None]
"""Keeps a receipt where a crash does not reach it; what it raises ends the printing."""


def unnoted(_job: PrintJob) -> None:
    """For a sheet nobody asks after."""


class Printer(Protocol):
    """Takes finished sheets, and tells what becomes of them."""

    @property
    def kind(self) -> str:
        """The word settings and journals know this kind of printer by."""

    def submit(self, sheet: Sheet, note: Note = unnoted) -> PrintJob:
        """Take a sheet, or raise ``PrinterUnavailable``: never half of it.

        ``note`` is given the receipt once the printer knows of the job and before it has any of
        the document: what was noted can be asked after, whatever happens next.
        """

    def troubles(self) -> tuple[Trouble, ...]:
        """What keeps it from printing just now; nothing where it is ready, or cannot be asked."""

    def job(self, job: PrintJob) -> PrintJob:
        """The same job as the printer tells of it now; ``UNKNOWN`` where it does not."""

    def cancel(self, job: PrintJob) -> PrintJob:
        """Ask that no more paper comes of a job: ``CANCELLED`` only once the printer says so."""


class BrowserPrinter:
    """The view sends the PDF to the browser; what the reader does with it is out of sight."""

    kind = "browser"

    def submit(self, sheet: Sheet, note: Note = unnoted) -> PrintJob:
        """Only the receipt: the PDF goes out with the page."""
        return _noted(sheet, note)

    def troubles(self) -> tuple[Trouble, ...]:
        """None that we could see."""
        return ()

    def job(self, job: PrintJob) -> PrintJob:
        """Out of sight."""
        return job

    def cancel(self, job: PrintJob) -> PrintJob:
        """Out of reach."""
        return job


class FolderPrinter:
    """Puts each sheet into a folder as ``<name>.pdf``, readable by its owner alone."""

    kind = "folder"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def submit(self, sheet: Sheet, note: Note = unnoted) -> PrintJob:
        """Write the whole file or nothing; a sheet of the same name is replaced."""
        if not OPAQUE_NAME.fullmatch(sheet.name):
            raise PrinterUnavailable(self.kind, "sheet_name")
        if not self._folder.is_dir():
            raise PrinterUnavailable(self.kind, "folder_missing")
        receipt = _noted(sheet, note)
        try:
            write_private(self._folder / f"{sheet.name}.pdf", sheet.pdf)
        except OSError:
            raise PrinterUnavailable(self.kind, "folder_unwritable") from None
        return receipt

    def troubles(self) -> tuple[Trouble, ...]:
        """A folder that is gone is a printer that is off."""
        return () if self._folder.is_dir() else (Trouble.OFFLINE,)

    def job(self, job: PrintJob) -> PrintJob:
        """Out of sight: somebody prints from the folder, or nobody does."""
        return job

    def cancel(self, job: PrintJob) -> PrintJob:
        """Out of reach: it is a file already."""
        return job


def _noted(sheet: Sheet, note: Note) -> PrintJob:
    receipt = PrintJob(sheet.name, "", PrintState.HANDED_OVER, sheet.pages)
    note(receipt)
    return receipt
