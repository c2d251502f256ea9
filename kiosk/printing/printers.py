"""Printers that need no driver: the reader's browser, and a folder someone prints from."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from kiosk.domain.errors import PrinterUnavailable
from kiosk.domain.print_jobs import PrintJob, PrintState, Sheet

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
        unfinished = self._folder / f".{sheet.name}.{secrets.token_hex(8)}"
        try:
            _write_private(unfinished, sheet.pdf)
            unfinished.replace(self._folder / f"{sheet.name}.pdf")
        except OSError:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise PrinterUnavailable(self.kind, "folder_unwritable") from None
        return PrintJob(sheet.name, PrintState.HANDED_OVER, sheet.pages)


def _write_private(path: Path, content: bytes) -> None:
    """Create a file of mode 0600 and have it on the disk before returning."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
