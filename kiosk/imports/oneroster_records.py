"""A OneRoster package file by file: its manifest, its records, and who refers to whom."""

import re
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Generic, TypeVar

from kiosk.domain.errors import FileRefused
from kiosk.domain.faults import Fault
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.oneroster_fields import COLUMNS, FILES_REQUIRED, KINDS_TOLD
from kiosk.imports.tables import Package, Row

T = TypeVar("T")

MANIFEST = "manifest.csv"
_VERSION_READ = re.compile(r"1\.2(\.\d+)?", re.ASCII)
_MODES = ("absent", "bulk", "delta")
_NO_CODE = ("", "absent")
_WITHDRAWN = ("tobedeleted", "inactive")


class LeftOut(Enum):
    """Why a record that stands in a file was not taken; what depends on it is left out too."""

    REFUSED = "refused"
    """It has its fault, and so has whatever depends on it: nothing is lost in silence."""
    WITHDRAWN = "withdrawn"
    """The school withdrew it: what depends on it goes without a word."""


class Register(Generic[T]):
    """The records of one file by ``sourcedId``; ``is_absent`` when the package has no such file."""

    def __init__(self, is_absent: bool) -> None:
        self.is_absent = is_absent
        self._records: dict[str, T | LeftOut] = {}

    def __contains__(self, source_id: str) -> bool:
        return source_id in self._records

    def put(self, source_id: str, record: T | LeftOut) -> None:
        """Keep a record, or that it was left out."""
        self._records[source_id] = record

    def get(self, source_id: str) -> T | None:
        """A record taken, or None."""
        record = self._records.get(source_id)
        return None if isinstance(record, LeftOut) else record

    def taken(self) -> Iterator[T]:
        """The records taken, in the order of the file."""
        return (record for record in self._records.values() if not isinstance(record, LeftOut))

    def find(self, row: Row, column: str, faults: FaultLog) -> T | LeftOut:
        """The record a cell refers to; see ``find_value``."""
        return self.find_value(row, column, row[column], faults)

    def find_value(self, row: Row, column: str, wanted: str, faults: FaultLog) -> T | LeftOut:
        """The record that one value of a cell refers to.

        Otherwise how the row is left out, with the fault ``blank``, ``unknown_reference`` or
        ``depends_on_refused``; none where the school withdrew the record.
        """
        record = self._records.get(wanted)
        if record is None:
            reason = "unknown_reference" if wanted else "blank"
            faults.add(row.fault(reason, column, wanted))
            return LeftOut.REFUSED
        if record is LeftOut.REFUSED:
            faults.add(row.fault("depends_on_refused", column, wanted))
        return record


class OneRosterFiles:
    """The files of a package that its manifest declares, checked before any is read."""

    def __init__(self, package: Package, faults: FaultLog) -> None:
        """Read the manifest.

        Raises ``FileRefused``: ``manifest``, ``version``, ``delta``, ``manifest_value``,
        ``missing_member``, ``not_declared``, and what ``Package.rows`` raises.
        """
        self._package = package
        self._faults = faults
        properties = self._read_manifest()
        version = properties.get("oneroster.version", "")
        if not _VERSION_READ.fullmatch(version):
            raise FileRefused("version", version)
        code = properties.get("source.systemcode", "")
        self.system_code = "" if code.casefold() in _NO_CODE else code
        self._bulk = self._declared_bulk(properties)

    def load(self, file: str, read: Callable[[Row], T | LeftOut]) -> Register[T]:
        """Every record of a file. The first of a ``sourcedId`` wins; withdrawn ones are left out.

        ``read`` makes a record of a row, or tells how it is left out, having added its faults.
        """
        register: Register[T] = Register(is_absent=file not in self._bulk)
        if register.is_absent:
            return register
        for row in self._package.rows(file, COLUMNS[file], self._faults):
            source_id, status = row["sourcedId"], row["status"].casefold()
            if not source_id:
                self._faults.add(row.fault("blank", "sourcedId"))
            elif source_id in register:
                self._faults.add(row.fault("duplicate", "sourcedId"))
            elif status in _WITHDRAWN:
                register.put(source_id, LeftOut.WITHDRAWN)
            elif status not in ("", "active"):
                self._faults.add(row.fault("unknown_value", "status"))
                register.put(source_id, LeftOut.REFUSED)
            else:
                register.put(source_id, read(row))
        return register

    def silent_on(self) -> frozenset[str]:
        """The kinds of records this package is no source of, its file being declared absent."""
        absent = (kinds for file, kinds in KINDS_TOLD.items() if file not in self._bulk)
        return frozenset().union(*absent)

    def _read_manifest(self) -> dict[str, str]:
        if MANIFEST not in self._package:
            raise FileRefused("manifest", MANIFEST)
        properties: dict[str, str] = {}
        for row in self._package.rows(MANIFEST, COLUMNS[MANIFEST], self._faults):
            name = row["propertyName"].casefold()
            if name in properties:
                self._faults.add(row.fault("duplicate", "propertyName"))
            properties.setdefault(name, row["value"])
        return properties

    def _declared_bulk(self, properties: dict[str, str]) -> frozenset[str]:
        """The files to read.

        A file declared but not there is refused: a bulk is the complete picture, so that a file
        lost on the way would erase what it held. One that is there but not declared is left
        alone, with a fault: the manifest says it is no part of the exchange.
        """
        modes = {file: self._mode(file, properties) for file in COLUMNS if file != MANIFEST}
        changes = sorted(file for file, mode in modes.items() if mode == "delta")
        if changes:
            raise FileRefused("delta", ", ".join(changes))
        for file, mode in modes.items():
            if mode == "bulk" and file not in self._package:
                raise FileRefused("missing_member", file)
            if mode != "bulk" and file in FILES_REQUIRED:
                raise FileRefused("not_declared", file)
            if mode != "bulk" and file in self._package:
                self._faults.add(Fault(file, "declared_absent" if mode else "not_declared"))
        return frozenset(file for file, mode in modes.items() if mode == "bulk")

    def _mode(self, file: str, properties: dict[str, str]) -> str:
        name = f"file.{file.removesuffix('.csv')}"
        value = properties.get(name.casefold(), "")
        if value and value.casefold() not in _MODES:
            raise FileRefused("manifest_value", f"{name}: {value}")
        return value.casefold()
