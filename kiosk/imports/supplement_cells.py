"""What the cells of our spreadsheets say, written as French hands write them."""

import re
from datetime import date

from kiosk.domain.attendance import HalfDay
from kiosk.domain.supplement import LinePlace, Whom
from kiosk.domain.written_names import unified
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.plain_text import one_line
from kiosk.imports.supplement_tables import CLASS, FAMILY_NAME, GIVEN_NAME, IDENTIFIER
from kiosk.imports.tables import Row

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_COUNT = re.compile(r"\d{1,4}(?:[.,]0+)?", re.ASCII)
# Outside these no school means what it writes.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_YES = frozenset({"oui", "o", "vrai", "true", "1", "x"})
_NO = frozenset({"non", "n", "faux", "false", "0"})
_EVERYBODY = frozenset({"tous", "toutes", "toutletablissement", "etablissement", "ecole"})
_HALVES = {
    "matin": HalfDay.MORNING,
    "m": HalfDay.MORNING,
    "apresmidi": HalfDay.AFTERNOON,
    "am": HalfDay.AFTERNOON,
}


def place_of(row: Row) -> LinePlace:
    """Where a line stands."""
    return LinePlace(row.file, row.line)


def whom_of(row: Row) -> Whom:
    """Whom a line is about, as written."""
    return Whom(row[IDENTIFIER], row[FAMILY_NAME], row[GIVEN_NAME], row[CLASS])


def read_pupil(row: Row, faults: FaultLog) -> Whom | None:
    """One pupil; None with the fault ``pupil_blank`` or ``pupil_incomplete``."""
    whom = whom_of(row)
    if whom.identifier or (whom.family_name and whom.given_name):
        return whom
    is_begun = whom.family_name or whom.given_name
    faults.add(row.fault("pupil_incomplete" if is_begun else "pupil_blank", FAMILY_NAME))
    return None


def read_audience(row: Row, faults: FaultLog) -> Whom | None:
    """One pupil, a class, or everybody where the class says so; None with a fault.

    The faults are ``pupil_incomplete`` and ``audience_blank``: what was meant for one family must
    not go to many because a name is half there, or because Excel left the cells below a merged one
    blank.
    """
    whom = whom_of(row)
    if whom == Whom():
        faults.add(row.fault("audience_blank", CLASS))
        return None
    if unified(whom.class_name) in _EVERYBODY and whom == Whom(class_name=whom.class_name):
        return Whom()
    if not whom.identifier and bool(whom.family_name) != bool(whom.given_name):
        faults.add(row.fault("pupil_incomplete", FAMILY_NAME))
        return None
    return whom


def read_french_day(row: Row, column: str, faults: FaultLog) -> date | None:
    """A day written 12/11/2026 or 2026-11-12; None where blank, or with the fault ``day``."""
    cell = row[column]
    if not cell:
        return None
    if match := _DAY_FIRST.fullmatch(cell):
        day, month, year = (int(part) for part in match.groups())
    elif match := _YEAR_FIRST.fullmatch(cell):
        year, month, day = (int(part) for part in match.groups())
    else:
        year, month, day = 0, 0, 0
    try:
        if _FIRST_YEAR <= year <= _LAST_YEAR:
            return date(year, month, day)
    except ValueError:
        pass
    faults.add(row.fault("day", column))
    return None


def read_count(row: Row, column: str, most: int, faults: FaultLog) -> int | None:
    """A whole number of things; None where blank, or with the fault ``count``."""
    cell = row[column]
    if not cell:
        return None
    if _COUNT.fullmatch(cell) and (count := int(re.split(r"[.,]", cell)[0])) <= most:
        return count
    faults.add(row.fault("count", column))
    return None


def read_yes_no(row: Row, column: str, faults: FaultLog) -> bool | None:
    """Oui or non; None where blank, or with the fault ``yes_no``."""
    word = unified(row[column])
    if word in _YES or word in _NO:
        return word in _YES
    if row[column]:
        faults.add(row.fault("yes_no", column))
    return None


def read_half(row: Row, column: str, faults: FaultLog) -> HalfDay | None:
    """Matin or après-midi; None where blank, or with the fault ``half_day``."""
    half = _HALVES.get(unified(row[column]))
    if half is None and row[column]:
        faults.add(row.fault("half_day", column))
    return half


def read_required(row: Row, column: str, faults: FaultLog) -> str:
    """A title on one line; blank with the fault ``blank``."""
    text = one_line(row[column])
    if not text:
        faults.add(row.fault("blank", column))
    return text
