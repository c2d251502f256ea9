"""CSV tables out of a ZIP that nobody has checked yet.

Nothing is ever extracted: members are read as streams, within limits, and only the columns asked
for are handed over. What a member holds beside them never leaves this module.
"""

import csv
import io
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kiosk.domain.errors import FileRefused
from kiosk.domain.faults import Fault
from kiosk.imports.fault_log import FaultLog

_MIB = 1024 * 1024
_ENCRYPTED = 0x1
_FAULT_VALUE_CHARACTERS = 200
# Control characters carry no text, and PostgreSQL refuses the first of them. Tabs and line breaks
# stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# What zipfile raises on bytes that are not, or no longer, a ZIP.
_BROKEN = (
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
    """What is read of a table: the only columns handed over, and those it cannot do without."""

    read: frozenset[str]
    required: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table. ``line`` is where it begins, the heading line being 1.

    Every column read is there: blank when the table does not have it. Cells are stripped.
    """

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def fault(self, reason: str, column: str | None = None, value: str | None = None) -> Fault:
        """What is wrong here; ``value`` is the column's cell unless only a part of it is meant."""
        cell = value if value is not None else self.cells[column] if column else ""
        if len(cell) > _FAULT_VALUE_CHARACTERS:
            cell = cell[:_FAULT_VALUE_CHARACTERS] + "…"
        return Fault(self.file, reason, self.line, column, cell)


class Package:
    """The CSV members of an open ZIP, by name whatever their case and the folder they lie in."""

    def __init__(self, archive: ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._members = _tables_of(archive.infolist(), limits)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._members

    def rows(self, name: str, columns: Columns, faults: FaultLog) -> Iterator[Row]:
        """The rows of a member, read as they are asked for; a ragged one is a fault and skipped.

        Raises ``FileRefused``: ``encoding``, ``column``, ``column_twice``, ``csv``,
        ``cell_too_long``, ``record_too_long``, ``not_a_zip``.
        """
        info = self._members[name.casefold()]
        try:
            with self._archive.open(info) as stream:
                yield from _read_rows(stream, name, columns, faults, self._limits)
        except UnicodeDecodeError:
            raise FileRefused("encoding", name) from None
        except _BROKEN:
            raise FileRefused("not_a_zip", name) from None


@contextmanager
def open_package(path: Path, limits: Limits = DEFAULT_LIMITS) -> Iterator[Package]:
    """Open a ZIP of tables for reading.

    Raises ``FileRefused``: ``unreadable``, ``not_a_zip``, ``too_large``, ``ratio``,
    ``too_many_members``, ``member_path``, ``member_twice``, ``several_folders``, ``encrypted``,
    ``compression``.
    """
    try:
        stream = path.open("rb")
        size = path.stat().st_size
    except OSError:
        raise FileRefused("unreadable", path.name) from None
    with stream:
        if size > limits.archive_bytes:
            raise FileRefused("too_large", path.name)
        try:
            archive = ZipFile(stream)
        except _BROKEN:
            raise FileRefused("not_a_zip", path.name) from None
        with archive:
            yield Package(archive, limits)


def _tables_of(infos: list[ZipInfo], limits: Limits) -> dict[str, ZipInfo]:
    if len(infos) > limits.members:
        raise FileRefused("too_many_members", str(len(infos)))
    tables: dict[str, ZipInfo] = {}
    folders: set[tuple[str, ...]] = set()
    for info in infos:
        *folder, name = _parts(info.filename)
        if _is_clutter((*folder, name)) or not name.casefold().endswith(".csv"):
            continue
        folders.add(tuple(folder))
        if len(folders) > 1:
            raise FileRefused("several_folders", info.filename)
        if name.casefold() in tables:
            raise FileRefused("member_twice", info.filename)
        tables[name.casefold()] = info
    _refuse_bombs(tables.values(), limits)
    return tables


def _parts(filename: str) -> list[str]:
    """The folders and name of a member; refuse one that points out of its package.

    Nothing is extracted, so it could do no harm here: but no honest export writes one.
    """
    name = filename.replace("\\", "/")
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
        raise FileRefused("member_path", filename)
    return parts


def _is_clutter(parts: tuple[str, ...]) -> bool:
    return parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts)


def _refuse_bombs(members: Iterable[ZipInfo], limits: Limits) -> None:
    """Judge by the declared sizes: zipfile never yields more of a member than it declares."""
    total = 0
    for info in members:
        total += info.file_size
        if info.flag_bits & _ENCRYPTED:
            raise FileRefused("encrypted", info.filename)
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise FileRefused("compression", info.filename)
        if info.file_size > limits.member_bytes or total > limits.total_bytes:
            raise FileRefused("too_large", info.filename)
        is_worth_judging = info.file_size > limits.ratio_floor_bytes
        if is_worth_judging and info.file_size > limits.ratio * info.compress_size:
            raise FileRefused("ratio", info.filename)


def _read_rows(
    stream: IO[bytes], file: str, columns: Columns, faults: FaultLog, limits: Limits
) -> Iterator[Row]:
    records = _records(stream, file, limits)
    _, heading = next(records, (0, []))
    width, places = _places(heading, file, columns)
    for line, record in records:
        # Some exports end every line, or only some, with a comma too many.
        if len(record) < width or any(cell.strip() for cell in record[width:]):
            faults.add(Fault(file, "ragged", line))
            continue
        cells = {
            column: "" if place is None else _clean(record[place])
            for column, place in places.items()
        }
        yield Row(file, line, cells)


def _places(heading: list[str], file: str, columns: Columns) -> tuple[int, dict[str, int | None]]:
    """How many columns the table has, and where those to read stand; matched by name only."""
    names = [cell.strip().casefold() for cell in heading]
    while names and not names[-1]:
        names.pop()
    places: dict[str, int | None] = {}
    for column in sorted(columns.read):
        wanted = column.casefold()
        if names.count(wanted) > 1:
            raise FileRefused("column_twice", f"{file}: {column}")
        places[column] = names.index(wanted) if wanted in names else None
    missing = sorted(column for column in columns.required if places[column] is None)
    if missing:
        raise FileRefused("column", f"{file}: {', '.join(missing)}")
    return len(names), places


def _records(stream: IO[bytes], file: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """The records that are not blank lines, each with the line it begins on.

    Strict: a quotation mark never closed would otherwise swallow the rest of the file in silence.
    """
    lines = _Lines(stream, file, limits.record_characters)
    reader = csv.reader(lines, strict=True)
    begins_on = 1
    try:
        for record in reader:
            if record:
                if max(map(len, record)) > limits.cell_characters:
                    raise FileRefused("cell_too_long", f"{file}: {begins_on}")
                yield begins_on, record
            begins_on = reader.line_num + 1
            lines.begin_record()
    except csv.Error as error:
        # The csv module has a limit of its own, and tells it apart by its message only.
        reason = "cell_too_long" if "field limit" in str(error) else "csv"
        raise FileRefused(reason, f"{file}: {begins_on}") from None


class _Lines:
    """The lines of a member, never holding more than one record may have."""

    def __init__(self, stream: IO[bytes], file: str, record_characters: int) -> None:
        self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        self._file = file
        self._most = record_characters
        self._left = record_characters

    def begin_record(self) -> None:
        """Count from here."""
        self._left = self._most

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._left + 1)
        if not line:
            raise StopIteration
        self._left -= len(line)
        if self._left < 0:
            raise FileRefused("record_too_long", self._file)
        return line


def _clean(cell: str) -> str:
    """A cell as text: composed accents, no control characters, no space around."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    return _CONTROL.sub(" ", unicodedata.normalize("NFC", cell)).strip()
