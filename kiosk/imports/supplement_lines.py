"""The rows of each spreadsheet as lines of the domain; a row that cannot be taken is a fault."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeVar

from kiosk.domain.attendance import AttendanceKind, HalfDay
from kiosk.domain.supplement import (
    AttendanceLine,
    AverageLine,
    CoefficientLine,
    MessageLine,
    PaperFamilyLine,
)
from kiosk.domain.written_names import unified
from kiosk.imports.cells import read_number, word_for_no_mark
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.plain_text import one_line, plain_text
from kiosk.imports.supplement_cells import (
    place_of,
    read_audience,
    read_count,
    read_french_day,
    read_half,
    read_pupil,
    read_required,
    read_yes_no,
)
from kiosk.imports.supplement_tables import CLASS
from kiosk.imports.tables import Row

L = TypeVar("L")

_OF_CLASS = ("Moyenne classe", "Plus basse", "Plus haute")
_KINDS = {
    "absence": AttendanceKind.ABSENCE,
    "retard": AttendanceKind.LATENESS,
}
_MOST_HALF_DAYS, _MOST_MINUTES = 800, 600
_AVERAGES_ARE_OVER = 20
_MOST_COEFFICIENT = 100


class LineReader:
    """Reads one row at a time; a method gives None once it has added its faults."""

    def __init__(self, faults: FaultLog) -> None:
        self._faults = faults

    def attendance(self, row: Row) -> AttendanceLine | None:
        """An absence or a lateness; the same day's where no last day is given."""
        faults = self._faults
        whom = read_pupil(row, faults)
        kind = _KINDS.get(unified(row["Type"]))
        if kind is None:
            faults.add(row.fault("attendance_kind" if row["Type"] else "blank", "Type"))
        starts_on = read_french_day(row, "Du", faults)
        if not row["Du"]:
            faults.add(row.fault("blank", "Du"))
        ends_on = read_french_day(row, "Au", faults) if row["Au"] else starts_on
        starts_at, ends_at = read_half(row, "Début", faults), read_half(row, "Fin", faults)
        half_days = read_count(row, "Demi-journées", _MOST_HALF_DAYS, faults)
        minutes = read_count(row, "Minutes", _MOST_MINUTES, faults)
        is_justified = read_yes_no(row, "Justifiée", faults)
        if whom is None or kind is None or starts_on is None or ends_on is None:
            return None
        is_backwards = (starts_at, ends_at) == (HalfDay.AFTERNOON, HalfDay.MORNING)
        if ends_on < starts_on or (ends_on == starts_on and is_backwards):
            faults.add(row.fault("dates_reversed", "Au"))
            return None
        return AttendanceLine(
            place_of(row),
            whom,
            kind,
            starts_on,
            starts_at,
            ends_on,
            ends_at,
            half_days,
            minutes,
            is_justified,
        )

    def average(self, row: Row) -> AverageLine | None:
        """An average, a comment or both; of the whole period where no subject is given."""
        whom = read_pupil(row, self._faults)
        period = read_required(row, "Période", self._faults)
        average, is_right = self._average(row, "Moyenne", is_needed=True)
        of_class, lowest, highest = (self._average(row, one)[0] for one in _OF_CLASS)
        comment = plain_text(row["Appréciation"])
        if whom is None or not period or not is_right:
            return None
        if average is None and of_class is None and not comment:
            self._faults.add(row.fault("nothing_said", "Moyenne"))
            return None
        return AverageLine(
            place_of(row),
            whom,
            period,
            one_line(row["Matière"]),
            one_line(row["Professeur"]),
            average,
            of_class,
            lowest,
            highest,
            comment,
        )

    def _average(
        self, row: Row, column: str, *, is_needed: bool = False
    ) -> tuple[Decimal | None, bool]:
        """An average over 20, and whether the cell could be read at all."""
        if not unified(row[column]) or word_for_no_mark(row[column]):
            return None, True
        value = read_number(row, column, self._faults, is_needed=is_needed)
        if value is not None and value > _AVERAGES_ARE_OVER:
            self._faults.add(row.fault("over_twenty", column))
            return None, False
        return value, value is not None

    def coefficient(self, row: Row) -> CoefficientLine | None:
        """The coefficient of a piece of work named by its identifier or by what it is."""
        identifier = row["Identifiant du devoir"]
        named_by = () if identifier else (CLASS, "Matière", "Intitulé")
        blank = [column for column in named_by if not row[column]]
        for column in blank:
            self._faults.add(row.fault("blank", column))
        value = read_number(row, "Coefficient", self._faults, is_needed=True)
        if not row["Coefficient"]:
            self._faults.add(row.fault("blank", "Coefficient"))
        if value is not None and value > _MOST_COEFFICIENT:
            self._faults.add(row.fault("coefficient", "Coefficient"))
            value = None
        if blank or value is None:
            return None
        subject, title = one_line(row["Matière"]), one_line(row["Intitulé"])
        return CoefficientLine(place_of(row), identifier, row[CLASS], subject, title, value)

    def message(self, row: Row) -> MessageLine | None:
        """A message with its day, its subject and its text."""
        whom = read_audience(row, self._faults)
        sent_on = read_french_day(row, "Date", self._faults)
        if not row["Date"]:
            self._faults.add(row.fault("blank", "Date"))
        subject = read_required(row, "Objet", self._faults)
        text = plain_text(row["Texte"])
        if not text:
            self._faults.add(row.fault("blank", "Texte"))
        if whom is None or sent_on is None or not subject or not text:
            return None
        return MessageLine(place_of(row), whom, sent_on, one_line(row["De"]), subject, text)

    def paper_family(self, row: Row) -> PaperFamilyLine | None:
        """A pupil whose family wants paper."""
        whom = read_pupil(row, self._faults)
        return None if whom is None else PaperFamilyLine(place_of(row), whom)


def taken(rows: Iterable[Row], read: Callable[[Row], L | None]) -> tuple[L, ...]:
    """The lines of the rows that could be read."""
    return tuple(line for row in rows if (line := read(row)) is not None)
