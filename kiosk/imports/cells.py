"""What the cells of a table say, and the fault when they do not say it."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from kiosk.imports.fault_log import FaultLog
from kiosk.imports.tables import Row

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?", re.ASCII)
# Outside these no school means what it writes, and reckoning an 18th birthday could overflow.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def read_day(row: Row, column: str, faults: FaultLog) -> date | None:
    """An ISO day; None where the cell is blank, and with the fault ``date`` where it is not one."""
    cell = row[column]
    if not cell:
        return None
    if _ISO_DAY.fullmatch(cell):
        try:
            day = date.fromisoformat(cell)
        except ValueError:
            day = date.min
        if _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return day
    faults.add(row.fault("date", column))
    return None


def read_number(row: Row, column: str, faults: FaultLog) -> Decimal | None:
    """A positive number or zero, with a point or a comma; None where the cell is blank.

    None with the fault ``number`` (not one: words, NaN, exponents) or ``negative``.
    """
    cell = row[column]
    if not cell:
        return None
    if not _NUMBER.fullmatch(cell):
        faults.add(row.fault("number", column))
        return None
    value = Decimal(cell.replace(",", "."))
    if value < 0:
        faults.add(row.fault("negative", column))
        return None
    return value


def read_list(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds a list, each once, in their order."""
    return tuple(dict.fromkeys(part.strip() for part in cell.split(",") if part.strip()))


def folded(text: str) -> str:
    """Text without case or accents, to compare words whoever typed them."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
