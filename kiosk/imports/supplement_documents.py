"""The PDFs a school gives with its spreadsheet of documents."""

from kiosk.domain.errors import FileRefused
from kiosk.domain.supplement import DocumentLine
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.harmless_pdf import PdfLocked, PdfUnreadable, harmless_pdf
from kiosk.imports.supplement_cells import (
    place_of,
    read_audience,
    read_french_day,
    read_required,
)
from kiosk.imports.table_rows import key_of
from kiosk.imports.tables import Limits, Package, Row

MOST_PDF_BYTES = 5 * 1024 * 1024
"""A document is sealed, carried and opened whole (docs/tableaux.md)."""
_BEGINS, _ENDS = b"%PDF-", b"%%EOF"
# The end mark may be followed by line ends and by what a mail programme adds.
_ENDS_WITHIN_BYTES = 1_024


class DocumentReader:
    """Reads lines and the files they name, each file once."""

    def __init__(self, files: Package, faults: FaultLog, limits: Limits) -> None:
        self._files = files
        self._faults = faults
        self._left_bytes = limits.total_bytes
        self._contents: dict[str, bytes] = {}
        self._named: set[str] = set()
        self._harmless: dict[str, bytes] = {}

    def document(self, row: Row) -> DocumentLine | None:
        """A document with its file; raise ``FileRefused("too_large")`` for all of them together.

        None with a fault: ``blank``, ``day``, ``file_outside``, ``file_missing``,
        ``file_too_large``, ``not_a_pdf``, ``pdf_cut``, ``pdf_locked``, ``pdf_unreadable``.
        """
        whom = read_audience(row, self._faults)
        published_on = read_french_day(row, "Date", self._faults)
        if not row["Date"]:
            self._faults.add(row.fault("blank", "Date"))
        title = read_required(row, "Titre", self._faults)
        content = self._content(row)
        if whom is None or published_on is None or not title or content is None:
            return None
        return DocumentLine(place_of(row), whom, title, published_on, row["Fichier"], content)

    def not_named(self) -> list[str]:
        """The PDFs that no line read so far names."""
        return [
            name
            for name in self._files.names()
            if name.casefold().endswith(".pdf") and key_of(name) not in self._named
        ]

    def _content(self, row: Row) -> bytes | None:
        name = row["Fichier"]
        self._named.add(key_of(name))
        if not name:
            self._faults.add(row.fault("blank", "Fichier"))
        elif any(sign in name for sign in "/\\:") or name.startswith("."):
            self._faults.add(row.fault("file_outside", "Fichier"))
        elif name not in self._files or not name.casefold().endswith(".pdf"):
            self._faults.add(row.fault("file_missing", "Fichier"))
        elif self._files.size(name) > MOST_PDF_BYTES:
            self._faults.add(row.fault("file_too_large", "Fichier"))
        else:
            return self._whole_pdf(row, name)
        return None

    def _whole_pdf(self, row: Row, name: str) -> bytes | None:
        if name not in self._contents:
            content = self._files.content(name)
            self._left_bytes -= len(content)
            if self._left_bytes < 0:
                raise FileRefused("too_large", name)
            self._contents[name] = content
        content = self._contents[name]
        if not content.startswith(_BEGINS):
            self._faults.add(row.fault("not_a_pdf", "Fichier"))
        elif _ENDS not in content[-_ENDS_WITHIN_BYTES:]:
            self._faults.add(row.fault("pdf_cut", "Fichier"))
        else:
            return self._made_harmless(row, name)
        return None

    def _made_harmless(self, row: Row, name: str) -> bytes | None:
        try:
            if name not in self._harmless:
                self._harmless[name] = harmless_pdf(self._contents[name])
        except PdfLocked:
            self._faults.add(row.fault("pdf_locked", "Fichier"))
            return None
        except PdfUnreadable:
            self._faults.add(row.fault("pdf_unreadable", "Fichier"))
            return None
        if len(self._harmless[name]) > MOST_PDF_BYTES:
            self._faults.add(row.fault("file_too_large", "Fichier"))
            return None
        return self._harmless[name]
