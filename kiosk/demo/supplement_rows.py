"""What the invented schools write by hand, as rows of the six spreadsheets."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from kiosk.demo.attendance import attendance_of
from kiosk.demo.document_texts import DOCUMENTS
from kiosk.demo.message_texts import MESSAGES
from kiosk.demo.people import PUBLIC_SEED
from kiosk.demo.plain_pdf import one_page_pdf
from kiosk.demo.records import COLLEGE_ID, InventedSchool, Person, Sex
from kiosk.demo.report_cards import coefficient_of, report_lines, tests_of
from kiosk.demo.school_days import SchoolDays
from kiosk.domain.attendance import AttendanceKind, HalfDay
from kiosk.domain.schooling import School

PAPER_FAMILY_RATE = 0.06
PAPER_FAMILIES = ("eleve-oeuvrard-mael", "eleve-diarra-nene")

_PUPIL = ("Identifiant", "Nom", "Prénom", "Classe")
COLUMNS = {
    "absences": (
        *_PUPIL,
        *("Type", "Du", "Au", "Début", "Fin", "Demi-journées", "Minutes", "Justifiée"),
    ),
    "moyennes": (
        *_PUPIL,
        *("Période", "Matière", "Professeur", "Moyenne", "Moyenne classe"),
        *("Plus basse", "Plus haute", "Appréciation"),
    ),
    "coefficients": ("Identifiant du devoir", "Classe", "Matière", "Intitulé", "Coefficient"),
    "messages": (*_PUPIL, "Date", "De", "Objet", "Texte"),
    "documents": (*_PUPIL, "Fichier", "Titre", "Date"),
    "familles-papier": _PUPIL,
}
"""As ``kiosk template`` writes them."""

_MESSAGE_EVERY, _MESSAGES_KEPT = 4, 6
_SOON, _LATER = 3, 8
_KINDS = {AttendanceKind.ABSENCE: "absence", AttendanceKind.LATENESS: "retard"}
_HALVES = {HalfDay.MORNING: "matin", HalfDay.AFTERNOON: "après-midi"}
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_EVERYBODY = "tous"
_FOOTER = "Document d’exemple : l’établissement et les personnes sont inventés."

Row = tuple[str, ...]


@dataclass
class InventedSupplement:
    """The rows of each spreadsheet, and the PDFs by the name of their file."""

    tables: dict[str, list[Row]]
    files: dict[str, bytes] = field(default_factory=dict)


def supplement_of(school: InventedSchool, of: School) -> InventedSupplement:
    """What one of the schools wrote by hand up to the day."""
    return _Writing(school, of).all()


class _Writing:
    """One school's spreadsheets being written."""

    def __init__(self, school: InventedSchool, of: School) -> None:
        self._school = school
        self._of = of
        self._days = SchoolDays(school.year)
        self._now = self._days.number_of(school.today)
        self._class_names = {one.source_id: one.name for one in school.classes}
        self._pupils = {
            one.person.source_id: self._pupil_cells(one.person, one.class_id)
            for one in school.pupils
            if one.school_id == of.source_id
        }
        self._teachers = {one.source_id: one for one in school.teachers}

    def all(self) -> InventedSupplement:
        documents = list(self._documents())
        return InventedSupplement(
            tables={
                "absences": list(self._absences()),
                "moyennes": list(self._averages()),
                "coefficients": list(self._coefficients()),
                "messages": list(self._messages()),
                "documents": [row for rows, _, _ in documents for row in rows],
                "familles-papier": list(self._paper_families()),
            },
            files={name: content for _, name, content in documents},
        )

    def _pupil_cells(self, person: Person, class_id: str) -> Row:
        """The collège copies the numbers of its system; the école writes names."""
        names = (person.family_name, person.given_name, self._class_names[class_id])
        is_numbered = self._of.source_id == COLLEGE_ID
        return (person.source_id if is_numbered else "", *names)

    def _absences(self) -> Iterator[Row]:
        for one in attendance_of(self._school, self._of.source_id):
            yield (
                *self._pupils[one.pupil_id],
                _KINDS[one.kind],
                _french_day(one.starts_on),
                _french_day(one.ends_on),
                _HALVES[one.starts_at],
                _HALVES[one.ends_at],
                "" if one.half_days is None else str(one.half_days),
                "" if one.minutes is None else str(one.minutes),
                "oui" if one.is_justified else "non",
            )

    def _averages(self) -> Iterator[Row]:
        for one in report_lines(self._school, self._of.source_id):
            yield (
                *self._pupils[one.pupil_id],
                one.period,
                one.subject,
                self._teacher_name(one.teacher_id),
                *(_average(figure) for figure in one.figures),
                one.comment,
            )

    def _teacher_name(self, teacher_id: str) -> str:
        if not teacher_id:
            return ""
        teacher = self._teachers[teacher_id]
        return f"{'Mme' if teacher.sex is Sex.FEMALE else 'M.'} {teacher.family_name}"

    def _coefficients(self) -> Iterator[Row]:
        """By identifier at the collège; at the école by what the test is, where that tells it."""
        tests = tests_of(self._school, self._of.source_id)
        named = Counter((lesson.source_id, work.title) for work, lesson in tests)
        for work, lesson in tests:
            coefficient = str(coefficient_of(work))
            if self._of.source_id == COLLEGE_ID or named[lesson.source_id, work.title] > 1:
                yield work.source_id, "", "", "", coefficient
            else:
                class_name = self._class_names[lesson.class_id]
                yield "", class_name, lesson.subject, work.title, coefficient

    def _messages(self) -> Iterator[Row]:
        texts = MESSAGES[self._of.source_id]
        latest = self._now // _MESSAGE_EVERY
        for turn in range(max(0, latest - _MESSAGES_KEPT + 1), latest + 1):
            text, sent = texts[turn % len(texts)], turn * _MESSAGE_EVERY
            words = {
                "day": self._day_in_words(sent + _SOON),
                "later": self._day_in_words(sent + _LATER),
            }
            yield (
                *self._audience(text.class_id, text.pupil_id),
                _french_day(self._days[sent]),
                text.sender,
                text.subject.format(**words),
                text.text.format(**words),
            )

    def _documents(self) -> Iterator[tuple[list[Row], str, bytes]]:
        for text in DOCUMENTS[self._of.source_id]:
            day = self._monday() if text.is_weekly else self._days[text.school_day]
            if day > self._school.today:
                continue
            title = text.title.format(week=_day_and_month(day))
            name = f"{text.stem}.pdf"
            rows = [
                (*self._audience(class_id, ""), name, title, _french_day(day))
                for class_id in text.class_ids or ("",)
            ]
            yield rows, name, one_page_pdf(title, self._of.name, _FOOTER, text.paragraphs)

    def _monday(self) -> date:
        """Of the week the demo is in; of the first one when school has not begun."""
        today = self._school.today
        return max(today - timedelta(days=today.weekday()), self._days[0])

    def _paper_families(self) -> Iterator[Row]:
        for pupil_id, cells in self._pupils.items():
            chance = Random(f"{PUBLIC_SEED} papier {pupil_id}").random()
            if pupil_id in PAPER_FAMILIES or chance < PAPER_FAMILY_RATE:
                yield cells

    def _audience(self, class_id: str, pupil_id: str) -> Row:
        if pupil_id:
            return self._pupils[pupil_id]
        return ("", "", "", self._class_names[class_id] if class_id else _EVERYBODY)

    def _day_in_words(self, number: int) -> str:
        day = self._days[min(number, len(self._days) - 1)]
        return f"{_DAYS[day.weekday()]} {_day_and_month(day)}"


def _french_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _day_and_month(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]}"


def _average(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}".replace(".", ",")
