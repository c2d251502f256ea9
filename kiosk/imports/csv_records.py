"""The records of a CSV file, whatever program wrote it: its separator, its limits."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from kiosk.domain.errors import FileRefused
from kiosk.imports.plain_text import without_controls

_QUOTED = re.compile(r'"[^"]*"')
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Record:
    """One record. ``is_cut``: the file ends in it, without the end of its line."""

    line: int
    cells: list[str]
    is_cut: bool

    def across(self, width: int) -> list[str] | None:
        """Its cells for so many columns, or None where they do not fit.

        Excel and ONLYOFFICE leave blank cells at the end of a line out, others write a comma too
        many. What is short because the file is cut may have lost more than blank cells.
        """
        if any(cell.strip() for cell in self.cells[width:]):
            return None
        missing = width - len(self.cells)
        if missing > 0 and self.is_cut:
            return None
        return self.cells + [""] * missing


NO_RECORD = Record(0, [], is_cut=False)
"""What a file without a heading has in its place."""


def read_records(
    stream: IO[bytes], encoding: str, file: str, *, record_characters: int, cell_characters: int
) -> Iterator[Record]:
    """The records that are not blank, each with the line it begins on; the heading comes first.

    Strict: a quotation mark never closed would otherwise swallow the rest of the file in silence.
    The separator (comma, semicolon or tab) is the one the heading has most of.

    Raises ``FileRefused``: ``csv``, ``cell_too_long``, ``record_too_long``.
    """
    lines = _Lines(stream, encoding, file, record_characters)
    begins_on = 1
    try:
        reader = csv.reader(lines, strict=True, delimiter=lines.separator())
        for record in reader:
            if any(cell.strip() for cell in record):
                if max(map(len, record)) > cell_characters:
                    raise FileRefused("cell_too_long", f"{file}: {begins_on}")
                yield Record(begins_on, record, lines.is_cut)
            begins_on = reader.line_num + 1
            lines.begin_record()
    except csv.Error as error:
        # The csv module has a limit of its own, and tells it apart by its message only.
        reason = "cell_too_long" if "field limit" in str(error) else "csv"
        raise FileRefused(reason, f"{file}: {begins_on}") from None
    finally:
        lines.let_go()


def clean(cell: str) -> str:
    """A cell as text: composed accents, no control characters or overrides, no space around."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    return without_controls(unicodedata.normalize("NFC", cell)).strip()


class _Lines:
    """The lines of a file, never holding more than one record may have."""

    def __init__(self, stream: IO[bytes], encoding: str, file: str, record_characters: int) -> None:
        self._text = io.TextIOWrapper(stream, encoding=encoding, newline="")
        self._file = file
        self._most = record_characters
        self._left = record_characters
        self._heading: str | None = None
        self.is_cut = False
        """Whether the last line read has no end."""

    def separator(self) -> str:
        """What separates the names of the heading, which stays to be read."""
        # A byte order mark is no text, where the encoding is named without it.
        self._heading = self._next_line().removeprefix("\ufeff")
        return max(_SEPARATORS, key=_QUOTED.sub("", self._heading).count)

    def let_go(self) -> None:
        """Leave the stream to whoever opened it, who may have closed it already."""
        if not self._text.closed:
            self._text.detach()

    def begin_record(self) -> None:
        """Count from here."""
        self._left = self._most

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._next_line() if self._heading is None else self._heading
        self._heading = None
        if not line:
            raise StopIteration
        return line

    def _next_line(self) -> str:
        line = self._text.readline(self._left + 1)
        self._left -= len(line)
        if self._left < 0:
            raise FileRefused("record_too_long", self._file)
        if line:
            self.is_cut = not line.endswith(("\r", "\n"))
        return line
