"""CSV tables that nobody has checked yet.

They are read as streams, within limits, and only the columns asked for are handed over. What a
table holds beside them never leaves this module.
"""

import struct
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO
from zipfile import BadZipFile

from kiosk.domain.errors import FileRefused
from kiosk.domain.faults import Fault
from kiosk.imports.csv_records import NO_RECORD, Record, clean, read_records
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.text_encoding import encoding_of

_MIB = 1024 * 1024
_FAULT_VALUE_CHARACTERS = 200
# What zipfile raises on bytes that are not, or no longer, a ZIP.
BROKEN = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a package may hold before it is refused as too large or as a bomb.

    ``ratio`` is uncompressed over compressed size, judged from ``ratio_floor_bytes`` on: plain
    tables reach 10 to 50, a bomb 1,000.
    """

    archive_bytes: int = 512 * _MIB
    members: int = 1_000
    member_bytes: int = 1_024 * _MIB
    total_bytes: int = 2_048 * _MIB
    ratio: int = 200
    ratio_floor_bytes: int = _MIB
    cell_characters: int = 100_000
    record_characters: int = 1_000_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Columns:
    """What is read of a table: the only columns handed over, and those it cannot do without.

    ``spellings`` are other headings a column is known under, looked at where its own is missing.
    """

    read: frozenset[str]
    required: frozenset[str]
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table. ``line`` is where it begins, the heading line being 1.

    Every column read is there: blank when the table does not have it. Cells are stripped.
    ``headings`` are the columns' names as they stand in the file, for who looks for them there.
    """

    file: str
    line: int
    cells: Mapping[str, str]
    headings: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def fault(self, reason: str, column: str | None = None, value: str | None = None) -> Fault:
        """What is wrong here; ``value`` is the column's cell unless only a part of it is meant."""
        cell = value if value is not None else self.cells[column] if column else ""
        if len(cell) > _FAULT_VALUE_CHARACTERS:
            cell = cell[:_FAULT_VALUE_CHARACTERS] + "…"
        heading = self.headings.get(column, column) if column else None
        return Fault(self.file, reason, self.line, heading, cell)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a package: its name as written, how many bytes it says it has."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


class Package:
    """The files of a ZIP or a folder, by name whatever their case and the folder they lie in.

    Each is read to its end before a row of it is handed over: damaged bytes are told as such.
    """

    def __init__(
        self, members: Mapping[str, Member], limits: Limits, others: Iterable[str] = ()
    ) -> None:
        """``others`` are the names of what lies beside them and is not looked at."""
        self._members = members
        self._limits = limits
        self.others = sorted(others)
        self._encodings: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return key_of(name) in self._members

    def __bool__(self) -> bool:
        return bool(self._members)

    def names(self) -> list[str]:
        """The names as written, in a fixed order."""
        return sorted(member.name for member in self._members.values())

    def size(self, name: str) -> int:
        """How many bytes a file says it has; no more than that is ever read."""
        return self._members[key_of(name)].size

    def content(self, name: str) -> bytes:
        """A file as a whole; raise ``FileRefused("damaged")`` where its bytes are."""
        member = self._members[key_of(name)]
        try:
            with member.open() as stream:
                return stream.read()
        except BROKEN:
            raise FileRefused("damaged", name) from None

    def headings(self, name: str) -> frozenset[str]:
        """The headings of a file, casefolded. Raises what ``rows`` raises."""
        for record in self._records(name):
            return frozenset(clean(cell).casefold() for cell in record.cells)
        return frozenset()

    def rows(self, name: str, columns: Columns, faults: FaultLog) -> Iterator[Row]:
        """The rows of a file, read as they are asked for; a ragged one is a fault and skipped.

        Raises ``FileRefused``: ``damaged``, ``encoding``, ``damaged_accents``, ``column``,
        ``column_twice``, ``csv``, ``cell_too_long``, ``record_too_long``.
        """
        records = self._records(name)
        heading = next(records, NO_RECORD).cells
        width, places = _places(heading, name, columns)
        headings = {
            column: clean(heading[place]) for column, place in places.items() if place is not None
        }
        for record in records:
            written = record.across(width)
            if written is None:
                faults.add(Fault(name, "ragged", record.line))
                continue
            cells = {
                column: "" if place is None else clean(written[place])
                for column, place in places.items()
            }
            yield Row(name, record.line, cells, headings)

    def _records(self, name: str) -> Iterator[Record]:
        member = self._members[key_of(name)]
        try:
            encoding = self._encoding_of(name, member)
            with member.open() as stream:
                yield from read_records(
                    stream,
                    encoding,
                    name,
                    record_characters=self._limits.record_characters,
                    cell_characters=self._limits.cell_characters,
                )
        except BROKEN:
            raise FileRefused("damaged", name) from None

    def _encoding_of(self, name: str, member: Member) -> str:
        if name not in self._encodings:
            with member.open() as stream:
                self._encodings[name] = encoding_of(stream, name)
        return self._encodings[name]


def key_of(name: str) -> str:
    """A file's name to look it up by; Macs write the accents of names apart from their letters."""
    return unicodedata.normalize("NFC", name).casefold()


def _places(heading: list[str], file: str, columns: Columns) -> tuple[int, dict[str, int | None]]:
    """How many columns the table has, and where those to read stand; matched by name only."""
    names = [clean(cell).casefold() for cell in heading]
    while names and not names[-1]:
        names.pop()
    places: dict[str, int | None] = {}
    for column in sorted(columns.read):
        places[column] = None
        for wanted in (column, *columns.spellings.get(column, ())):
            stands = names.count(wanted.casefold())
            if stands > 1:
                raise FileRefused("column_twice", f"{file}: {wanted}")
            if stands:
                places[column] = names.index(wanted.casefold())
                break
    missing = sorted(column for column in columns.required if places[column] is None)
    if missing:
        raise FileRefused("column", f"{file}: {', '.join(missing)}")
    return len(names), places
