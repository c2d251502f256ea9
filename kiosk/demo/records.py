"""What the invented school is made of, before it is written as a school file."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.homework import Assignment
from kiosk.domain.marks import Mark
from kiosk.domain.schooling import Period, School

COLLEGE_ID = "college-louise-michel"
ECOLE_ID = "ecole-jules-verne"

SCHOOLS = (
    School(COLLEGE_ID, "Collège Louise-Michel", "0990001A"),
    School(ECOLE_ID, "École Jules-Verne", "0990002B"),
)


class Sex(StrEnum):
    """In the words of OneRoster; the importer makes « Mme » or « M. » of it for adults."""

    FEMALE = "female"
    MALE = "male"


class Tie(StrEnum):
    """How an adult is tied to a pupil, in the words of OneRoster."""

    PARENT = "parent"
    GUARDIAN = "guardian"
    RELATIVE = "relative"
    """To be called in an emergency, nothing more."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the school; ``birth_on`` is known of pupils only."""

    source_id: str
    given_name: str
    family_name: str
    sex: Sex
    birth_on: date | None = None


@dataclass(frozen=True, slots=True)
class InventedClass:
    """A class; ``grade`` is the level in OneRoster's words, ``age`` that of most of its pupils."""

    source_id: str
    school_id: str
    name: str
    grade: str
    age: int


@dataclass(frozen=True, slots=True)
class InventedPupil:
    """A pupil in his class."""

    person: Person
    school_id: str
    class_id: str


@dataclass(frozen=True, slots=True)
class InventedAdult:
    """An adult and the pupils this adult is tied to. A teacher may be one too."""

    person: Person
    tie: Tie
    pupil_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One subject taught to one class by one teacher."""

    source_id: str
    school_id: str
    class_id: str
    course_id: str
    subject: str
    teacher_id: str


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The year « today » belongs to, with the periods of each school."""

    starts_on: date
    ends_on: date
    periods: dict[str, tuple[Period, ...]]

    @property
    def source_id(self) -> str:
        """The identifier of the year among the sessions."""
        return f"annee-{self.starts_on.year}"

    @property
    def title(self) -> str:
        """« Année scolaire 2026-2027 »."""
        return f"Année scolaire {self.starts_on.year}-{self.starts_on.year + 1}"


@dataclass(frozen=True, slots=True)
class InventedSchool:
    """Both schools as they stand on ``today``."""

    today: date
    year: SchoolYear
    classes: tuple[InventedClass, ...]
    lessons: tuple[Lesson, ...]
    head_teacher_ids: dict[str, str]
    teachers: tuple[Person, ...]
    pupils: tuple[InventedPupil, ...]
    adults: tuple[InventedAdult, ...]
    assignments: tuple[Assignment, ...]
    marks: tuple[Mark, ...]
