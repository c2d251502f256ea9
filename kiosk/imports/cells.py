"""What the cells of a table say, and the fault when they do not say it."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.marks import MarkStatus
from kiosk.domain.written_names import unified
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.tables import Row

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?P<hour>[T ]\d{2}:\d{2}.*)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?", re.ASCII)
_TRUE, _FALSE = ("true", "vrai", "1"), ("false", "faux", "0")
_IN_PLACE_OF_A_MARK = {
    MarkStatus.ABSENT: "abs absent absente absence",
    MarkStatus.EXEMPT: "disp dispense dispensee exempt exemptee inap inapte",
    MarkStatus.NOT_MARKED: "nnot nn nonnote nonnotee",
    MarkStatus.NOT_HANDED_IN: "nrdu nrendu nonrendu nonrendue",
}
_WORDS = {word: status for status, some in _IN_PLACE_OF_A_MARK.items() for word in some.split()}
# Outside these no school means what it writes, and reckoning an 18th birthday could overflow.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def read_day(row: Row, column: str, faults: FaultLog, *, is_needed: bool = False) -> date | None:
    """An ISO day; None where the cell is blank, and with a fault where it is not one.

    The fault is ``date``, or ``date_needed`` where the caller leaves the row out for it.

    An hour may follow it: of midnight in Paris, some systems write the evening before in UTC.
    """
    cell = row[column]
    if not cell:
        return None
    day = _iso_day(cell)
    if day and _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return day
    faults.add(row.fault("date_needed" if is_needed else "date", column))
    return None


def _iso_day(cell: str) -> date | None:
    written = _ISO_DAY.fullmatch(cell)
    try:
        if written and written["hour"]:
            moment = datetime.fromisoformat(cell)
            return moment.astimezone(SCHOOL_ZONE).date() if moment.tzinfo else moment.date()
        return date.fromisoformat(cell) if written else None
    except (ValueError, OverflowError):
        return None


def read_flag(cell: str) -> bool | None:
    """True or false, as the standard or a French spreadsheet writes it; None where it is neither.

    Excel saves « true » as VRAI once it has opened a table.
    """
    word = cell.casefold()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    return None


def read_number(
    row: Row, column: str, faults: FaultLog, *, is_needed: bool = False
) -> Decimal | None:
    """A positive number or zero, with a point or a comma; None where the cell is blank.

    None with the fault ``number`` (not one: words, NaN, exponents) or ``negative``; with
    ``number_needed`` or ``negative_needed`` where the caller leaves the row out for it.
    """
    cell = row[column]
    if not cell:
        return None
    if not _NUMBER.fullmatch(cell):
        faults.add(row.fault("number_needed" if is_needed else "number", column))
        return None
    value = Decimal(cell.replace(",", "."))
    if value < 0:
        faults.add(row.fault("negative_needed" if is_needed else "negative", column))
        return None
    return value


def word_for_no_mark(cell: str) -> MarkStatus | None:
    """What « Abs », « Disp » or « N.Not » says in the place of a mark; None of any other text."""
    return _WORDS.get(unified(cell))


def read_list(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds a list, each once, in their order."""
    return tuple(dict.fromkeys(part.strip() for part in cell.split(",") if part.strip()))


def folded(text: str) -> str:
    """Text without case or accents, to compare words whoever typed them."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
