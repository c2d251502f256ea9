"""What a school adds by hand to what its system exports: the lines of its own spreadsheets.

A supplement makes nobody known and opens nothing: it speaks of pupils and classes that another
source named before. Each line says whom it is about as the school wrote it; the office finds the
pupil, or tells the clerk that it cannot.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kiosk.domain.attendance import AttendanceKind, HalfDay
from kiosk.domain.faults import Fault


@dataclass(frozen=True, slots=True)
class LinePlace:
    """Where a line stands; ``line`` counts from 1, the heading line being 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a line is about, as written.

    ``identifier`` is the pupil's own in the school's system; without it his names, and his class
    where two pupils share them. Only a class: all its pupils. All blank: the whole school.
    """

    identifier: str = ""
    family_name: str = ""
    given_name: str = ""
    class_name: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One absence or lateness. ``half_days`` and ``minutes`` are None where not told."""

    place: LinePlace
    whom: Whom
    kind: AttendanceKind
    starts_on: date
    starts_at_half: HalfDay | None
    ends_on: date
    ends_at_half: HalfDay | None
    half_days: int | None
    minutes: int | None
    is_justified: bool | None


@dataclass(frozen=True, slots=True)
class AverageLine:
    """An average over 20 and a comment as given; ``subject`` is blank for the general one."""

    place: LinePlace
    whom: Whom
    period: str
    subject: str
    teacher: str
    average: Decimal | None
    class_average: Decimal | None
    class_lowest: Decimal | None
    class_highest: Decimal | None
    comment: str


@dataclass(frozen=True, slots=True)
class CoefficientLine:
    """The coefficient of one piece of work, named by its identifier or by what it is."""

    place: LinePlace
    identifier: str
    class_name: str
    subject: str
    title: str
    coefficient: Decimal


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message of the school to one family, a class or everybody."""

    place: LinePlace
    whom: Whom
    sent_on: date
    sender: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A PDF for one family, a class or everybody."""

    place: LinePlace
    whom: Whom
    title: str
    published_on: date
    file_name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PaperFamilyLine:
    """A pupil whose family wants its sheets on paper."""

    place: LinePlace
    whom: Whom


@dataclass(frozen=True)
class Supplement:
    """The spreadsheets of one school, each the complete picture of its kind.

    None where a spreadsheet is not there: then nothing of that kind changes.
    """

    attendance: tuple[AttendanceLine, ...] | None = None
    averages: tuple[AverageLine, ...] | None = None
    coefficients: tuple[CoefficientLine, ...] | None = None
    messages: tuple[MessageLine, ...] | None = None
    documents: tuple[DocumentLine, ...] | None = None
    paper_families: tuple[PaperFamilyLine, ...] | None = None


@dataclass(frozen=True)
class SupplementReading:
    """What was made of a school's spreadsheets: the lines taken and every fault found."""

    supplement: Supplement
    faults: tuple[Fault, ...]
