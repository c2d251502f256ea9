"""A OneRoster package file by file: its records, and who refers to whom."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from enum import Enum
from typing import Generic, TypeVar

from kiosk.domain.faults import Fault
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.oneroster_fields import (
    CHANGED_AT,
    KINDS_TOLD,
    TOLD_OTHERWISE,
    WITHDRAWN,
    columns_of,
)
from kiosk.imports.oneroster_manifest import Manifest, Mode
from kiosk.imports.oneroster_pictures import NewPicture, Picture, with_changes
from kiosk.imports.tables import Package, Row

T = TypeVar("T")

_ACTIVE = ("", "active")


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
    """The files of a package as a complete picture: changes are applied to the former one.

    ``former`` is the picture of the same schools that was kept before, where there is one. All
    that is read goes into ``kept``, and so does what this package does not speak of.
    """

    def __init__(
        self,
        package: Package,
        manifest: Manifest,
        former: Picture | None,
        kept: NewPicture,
        faults: FaultLog,
        advance: Callable[[], None] = lambda: None,
    ) -> None:
        self.manifest = manifest
        self._package = package
        self._former = former
        self._kept = kept
        self._faults = faults
        self._advance = advance

    def load(self, file: str, read: Callable[[Row], T | LeftOut]) -> Register[T]:
        """Every record of a file. The first of a ``sourcedId`` wins; withdrawn ones are left out.

        ``read`` makes a record of a row, or tells how it is left out, having added its faults; it
        may be asked again of the row that a refused change was to replace.
        """
        register: Register[T] = Register(is_absent=not self.gives(file))
        with ExitStack() as closing:
            if not register.is_absent or self._is_carried_over(file):
                keep = closing.enter_context(self._kept.file(file))
            if not register.is_absent:
                for row, former in self._rows(file):
                    if kept := self._put(register, row, former, read):
                        keep(kept)
            elif self._former and self._is_carried_over(file):
                for row in self._former.rows(file):
                    keep(row)
        self._advance()
        return register

    def gives(self, file: str) -> bool:
        """Whether the complete picture has a file."""
        if self.manifest.modes[file] is not Mode.ABSENT:
            return True
        return self.manifest.is_changes and self._former is not None and file in self._former

    def silent_on(self) -> frozenset[str]:
        """The kinds of records this package is no source of, its file being declared absent.

        OneRoster has no coefficients: those a school gives otherwise stay.
        """
        silent = (kinds for file, kinds in KINDS_TOLD.items() if self._is_silent(file))
        return frozenset({"assignments.coefficient"}).union(*silent)

    def _is_silent(self, file: str) -> bool:
        is_told_otherwise = file in TOLD_OTHERWISE and not self._is_carried_over(file)
        return not self.gives(file) and not is_told_otherwise

    def _put(
        self,
        register: Register[T],
        row: Row,
        former: Row | None,
        read: Callable[[Row], T | LeftOut],
    ) -> Row | None:
        """Register what a row says; the row to keep in the picture, if any.

        A change that is refused leaves what is known as it was: a slip in one cell must not take
        a pupil or a mark away from a family.
        """
        source_id = row["sourcedId"]
        if not source_id:
            self._faults.add(row.fault("blank", "sourcedId"))
            return None
        if source_id in register:
            self._faults.add(row.fault("duplicate", "sourcedId"))
            return None
        record = self._record(row, read)
        if former and record is LeftOut.REFUSED:
            row, record = former, self._record(former, read)
        register.put(source_id, record)
        return row

    def _record(self, row: Row, read: Callable[[Row], T | LeftOut]) -> T | LeftOut:
        status = row["status"].casefold()
        if status in WITHDRAWN:
            return LeftOut.WITHDRAWN
        if status not in _ACTIVE:
            self._faults.add(row.fault("unknown_value", "status"))
            return LeftOut.REFUSED
        return read(row)

    def _is_carried_over(self, file: str) -> bool:
        """Whether a complete package leaves what is known of a file as it was."""
        return self._former is not None and file in KINDS_TOLD and file in self._former

    def _rows(self, file: str) -> Iterator[tuple[Row, Row | None]]:
        """The rows of the complete picture, each with the row that it changes."""
        mode = self.manifest.modes[file]
        if mode is Mode.BULK:
            columns = columns_of(file, has_roles_file=self.manifest.has_roles_file)
            return ((row, None) for row in self._package.rows(file, columns, self._faults))
        before = self._former.rows(file) if self._former and file in self._former else iter(())
        if mode is Mode.DELTA:
            return with_changes(before, self._changes(file), self._is_news)
        return ((row, None) for row in before)

    def _is_news(self, change: Row, known: Row) -> bool:
        """Whether a change is not older than what is known; packages may arrive out of order."""
        if not _is_older(change, known):
            return True
        self._faults.add(change.fault("older_than_known", CHANGED_AT))
        return False

    def _changes(self, file: str) -> dict[str, Row]:
        """What a package of changes says of each record; of two changes the later one counts."""
        columns = columns_of(file, has_roles_file=self.manifest.has_roles_file, is_changes=True)
        latest: dict[str, Row] = {}
        is_dated = bool({CHANGED_AT.casefold(), "datalastmodified"} & self._package.headings(file))
        if not is_dated:
            self._faults.add(Fault(file, "undated"))
        for row in self._package.rows(file, columns, self._faults):
            if not self._is_change(row):
                continue
            if is_dated and _changed_at(row) is None:
                self._faults.add(row.fault("undated", CHANGED_AT))
            before = latest.get(row["sourcedId"])
            if before is not None:
                self._faults.add(row.fault("changed_twice", "sourcedId"))
            if before is None or not _is_older(row, before):
                latest[row["sourcedId"]] = row
        return latest

    def _is_change(self, row: Row) -> bool:
        for column in ("sourcedId", "status"):
            if not row[column]:
                self._faults.add(row.fault("blank", column))
                return False
        if row["status"].casefold() not in (*WITHDRAWN, *_ACTIVE):
            self._faults.add(row.fault("unknown_value", "status"))
            return False
        return True


def _is_older(row: Row, other: Row) -> bool:
    """Whether a row changed before another did; not where one of them does not say when."""
    moment, other_moment = _changed_at(row), _changed_at(other)
    return moment is not None and other_moment is not None and moment < other_moment


def _changed_at(row: Row) -> datetime | None:
    """When a row changed, as the standard writes it: ISO 8601, in UTC where no zone is given."""
    try:
        moment = datetime.fromisoformat(row[CHANGED_AT])
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
