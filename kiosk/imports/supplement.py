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

__all__ = ["read_supplement"]


def read_supplement(path: Path, *, limits: Limits = SUPPLEMENT_LIMITS) -> SupplementReading:
    """Every line that may be taken, and a fault for all the rest, of all the tables at once.

    Raises ``FileRefused`` when they cannot be trusted as a whole: see ``open_supplement`` and
    ``read_rows`` for the reasons.
    """
    faults = FaultLog()
    with open_supplement(path, limits) as (files, names):
        found = _tables_found(path, names, faults)
        supplement = _Spreadsheets(files, found, faults, limits).read()
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

    def read(self) -> Supplement:
        lines = LineReader(self._faults)
        documents = DocumentReader(self._files, self._faults, self._limits)
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
            documents=None if named is None else taken(named, documents.document),
            paper_families=None if on_paper is None else taken(on_paper, lines.paper_family),
        )

    def _rows(self, table: Table) -> list[Row] | None:
        if table not in self._found:
            return None
        name = self._found[table]
        content = self._files.content(name)
        return list(read_rows(content, name, table, self._faults, self._limits))
