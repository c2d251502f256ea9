"""The records of a CSV file, whatever program wrote it: its encoding, its separator, its limits."""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import IO

from kiosk.domain.errors import FileRefused

_CHUNK_BYTES = 1 << 20
_UTF8 = "utf-8-sig"
# What a French or western text in Windows-1252 is made of. Left out are the bytes that another
# Latin encoding, Mac OS or DOS means otherwise: rather a refusal than « Lžo » for « Léo ».
_ASCII = bytes(range(0x80))
_WESTERN = bytes(range(0xA0, 0x100)) + b"\x80\x85\x8c\x91\x92\x93\x94\x96\x97\x9c"
_OTHERWISE_IN_LATIN_9 = b"\xa4\xa6\xa8\xb4\xb8\xbc\xbd\xbe"
_PLAIN_BYTES = _ASCII + bytes(one for one in _WESTERN if one not in _OTHERWISE_IN_LATIN_9)
# « Ã© »: a file put together of two, one of them UTF-8.
_UTF8_WITHIN = re.compile(rb"[\xc2\xc3\xc5][\x80-\xbf]")
_QUOTED = re.compile(r'"[^"]*"')
_SEPARATORS = ",;\t"
# Control characters carry no text, and PostgreSQL refuses the first of them. Tabs and line breaks
# stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def encoding_of(stream: IO[bytes]) -> str | None:
    """How a whole file is written: UTF-8, UTF-16 or Windows-1252; None where it is no such text.

    The file is read to its end, so that what is damaged is known before a record is taken.
    """
    head = stream.read(_CHUNK_BYTES)
    encoding = _wide_encoding(head)
    # Without "-sig", whose decoder lets half a byte order mark pass for a whole text.
    decode = codecs.getincrementaldecoder(encoding or "utf-8")()
    is_valid, is_western, before = True, encoding is None, b""
    for chunk in chain([head], iter(lambda: stream.read(_CHUNK_BYTES), b"")):
        is_western = is_western and _looks_western(before + chunk)
        before = chunk[-1:]
        is_valid = is_valid and _decodes(decode, chunk)
    if is_valid and _decodes(decode, b"", final=True):
        return encoding or _UTF8
    return "cp1252" if is_western else None


def _wide_encoding(head: bytes) -> str | None:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    heading = head[:32]
    if len(heading) > 3 and not any(heading[1::2]):
        return "utf-16-le"
    if len(heading) > 3 and not any(heading[::2]):
        return "utf-16-be"
    return None


def _looks_western(chunk: bytes) -> bool:
    return not chunk.translate(None, _PLAIN_BYTES) and not _UTF8_WITHIN.search(chunk)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


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
    """A cell as text: composed accents, no control characters, no space around."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    return _CONTROL.sub(" ", unicodedata.normalize("NFC", cell)).strip()


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
