"""Printers that need no driver: the reader's browser, and a folder someone prints from."""

import re
from pathlib import Path
from typing import Protocol

from kiosk.domain.errors import PrinterUnavailable
from kiosk.domain.print_jobs import PrintJob, PrintState, Sheet
from kiosk.private_files import write_private

_OPAQUE_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Printer(Protocol):
    """Takes finished sheets."""

    @property
    def kind(self) -> str:
        """The word settings and journals know this kind of printer by."""

    def submit(self, sheet: Sheet) -> PrintJob:
        """Take a sheet, or raise ``PrinterUnavailable``: never half of it."""


class BrowserPrinter:
    """The view sends the PDF to the browser; what the reader does with it is out of sight."""

    kind = "browser"

    def submit(self, sheet: Sheet) -> PrintJob:
        """Only the receipt: the PDF goes out with the page."""
        return PrintJob(sheet.name, PrintState.HANDED_OVER, sheet.pages)


class FolderPrinter:
    """Puts each sheet into a folder as ``<name>.pdf``, readable by its owner alone."""

    kind = "folder"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def submit(self, sheet: Sheet) -> PrintJob:
        """Write the whole file or nothing; a sheet of the same name is replaced."""
        if not _OPAQUE_NAME.fullmatch(sheet.name):
            raise PrinterUnavailable(self.kind, "sheet_name")
        if not self._folder.is_dir():
            raise PrinterUnavailable(self.kind, "folder_missing")
        try:
            write_private(self._folder / f"{sheet.name}.pdf", sheet.pdf)
        except OSError:
            raise PrinterUnavailable(self.kind, "folder_unwritable") from None
        return PrintJob(sheet.name, PrintState.HANDED_OVER, sheet.pages)
