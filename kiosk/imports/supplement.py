"""A school's own spreadsheets (« supplément »): what it adds to what its system exports.

Six tables with French headings and the PDFs one of them names, in a folder, a ZIP, or one alone
(docs/tableaux.md). They make nobody known: the office looks up whom each line is about.
"""

from pathlib import Path

from kiosk.domain.errors import FileRefused
from kiosk.domain.faults import Fault
from kiosk.domain.supplement import Supplement, SupplementReading
from kiosk.imports import supplement_tables as tables
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.supplement_documents import DocumentReader
from kiosk.imports.supplement_files import SUPPLEMENT_LIMITS, open_supplement
from kiosk.imports.supplement_lines import LineReader, taken
from kiosk.imports.supplement_tables import Table, read_rows, table_named
from kiosk.imports.tables import Limits, Package, Row
from kiosk.wording.supplement_guide import READ_ME_NAME

__all__ = ["read_supplement"]


def read_supplement(path: Path, *, limits: Limits = SUPPLEMENT_LIMITS) -> SupplementReading:
    """Every line that may be taken, and a fault for all the rest, of all the tables at once.

    Raises ``FileRefused`` when they cannot be trusted as a whole: see ``open_supplement`` and
    ``read_rows`` for the reasons.
    """
    faults = FaultLog()
    with open_supplement(path, limits) as (files, names):
        found = _tables_found(path, names, faults)
        spreadsheets = _Spreadsheets(files, found, faults, limits)
        supplement = spreadsheets.read()
        if path.name not in names:
            # Beside one table alone lies whatever its folder is for.
            spreadsheets.tell_files_not_read()
    return SupplementReading(supplement, faults.told(path.name))


def _tables_found(path: Path, names: list[str], faults: FaultLog) -> dict[Table, str]:
    """The file of each table; a fault for one of no known name."""
    found: dict[Table, str] = {}
    for name in names:
        table = table_named(name)
        if table is None:
            faults.add(Fault(name, "unknown_table"))
        elif table in found:
            raise FileRefused("member_twice", name)
        else:
            found[table] = name
    if not found:
        raise FileRefused("no_table", path.name)
    return found


class _Spreadsheets:
    """The tables of one supplement, each read if it is there."""

    def __init__(
        self,
        files: Package,
        found: dict[Table, str],
        faults: FaultLog,
        limits: Limits,
    ) -> None:
        self._files = files
        self._found = found
        self._faults = faults
        self._limits = limits
        self._documents = DocumentReader(files, faults, limits)

    def tell_files_not_read(self) -> None:
        """A fault for each file that is no table and that no table names, our own guide apart."""
        for name in self._files.others:
            if name != READ_ME_NAME:
                self._faults.add(Fault(name, "file_not_read"))
        for name in self._documents.not_named():
            self._faults.add(Fault(name, "pdf_not_named"))

    def read(self) -> Supplement:
        lines = LineReader(self._faults)
        attendance = self._rows(tables.ABSENCES)
        averages = self._rows(tables.AVERAGES)
        coefficients = self._rows(tables.COEFFICIENTS)
        messages = self._rows(tables.MESSAGES)
        named = self._rows(tables.DOCUMENTS)
        on_paper = self._rows(tables.PAPER_FAMILIES)
        return Supplement(
            attendance=None if attendance is None else taken(attendance, lines.attendance),
            averages=None if averages is None else taken(averages, lines.average),
            coefficients=None if coefficients is None else taken(coefficients, lines.coefficient),
            messages=None if messages is None else taken(messages, lines.message),
            documents=None if named is None else taken(named, self._documents.document),
            paper_families=None if on_paper is None else taken(on_paper, lines.paper_family),
        )

    def _rows(self, table: Table) -> list[Row] | None:
        if table not in self._found:
            return None
        name = self._found[table]
        content = self._files.content(name)
        return list(read_rows(content, name, table, self._faults, self._limits))
