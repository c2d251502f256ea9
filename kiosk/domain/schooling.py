"""Schools, classes, subjects, periods, and what a school file says of them all.

Identifiers here are the source's own (``source_id``); the store gives each record its place.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from kiosk.domain.homework import Assignment
from kiosk.domain.marks import Mark
from kiosk.domain.people import Guardian, Guardianship, Pupil
from kiosk.domain.slips import SCHOOL_YEAR_STARTS_IN_MONTH


@dataclass(frozen=True, slots=True)
class School:
    """An établissement. ``uai`` is its national number (7 digits and a letter) where known."""

    source_id: str
    name: str
    uai: str


@dataclass(frozen=True, slots=True)
class Period:
    """A trimestre or semestre, both dates inclusive."""

    source_id: str
    title: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """A class (division) such as « 5e B »: the people a pupil spends the year with."""

    source_id: str
    school_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Teaching:
    """A subject taught to a group by somebody: where homework and marks come from."""

    source_id: str
    school_id: str
    subject: str
    teacher: str = ""


@dataclass(frozen=True, slots=True)
class ClassMembership:
    """A pupil's place in a class, between two inclusive dates where the source gives them."""

    pupil_id: str
    class_id: str
    begins_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class TeachingMembership:
    """A pupil's place in a teaching, between two inclusive dates where the source gives them."""

    pupil_id: str
    teaching_id: str
    begins_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class SchoolData:
    """The complete picture of one or more schools as one file gives it.

    ``source`` names the system the identifiers belong to. ``silent_on`` names the kinds of
    ``RECORD_KINDS`` and the fields (``"pupils.birth_on"``) the file is no source of: there,
    nothing given means nothing known, and what is stored stays. ``settings`` are the choices the
    importer made that a person should know of (« parent compté comme responsable légal »), as
    machine words with their value.
    """

    source: str
    schools: tuple[School, ...] = ()
    periods: tuple[Period, ...] = ()
    classes: tuple[SchoolClass, ...] = ()
    teachings: tuple[Teaching, ...] = ()
    pupils: tuple[Pupil, ...] = ()
    guardians: tuple[Guardian, ...] = ()
    guardianships: tuple[Guardianship, ...] = ()
    class_memberships: tuple[ClassMembership, ...] = ()
    teaching_memberships: tuple[TeachingMembership, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    marks: tuple[Mark, ...] = ()
    silent_on: frozenset[str] = frozenset()
    settings: dict[str, str] = field(default_factory=dict)

    def counts(self) -> Iterator[tuple[str, int]]:
        """How many records of each kind, in the order of the fields."""
        for kind in RECORD_KINDS:
            yield kind, len(getattr(self, kind))

    def without_pupils(self, source_ids: Collection[str]) -> "SchoolData":
        """The same less some pupils, all that is theirs, and the adults who have no other."""
        if not source_ids:
            return self
        kept: dict[str, Any] = {
            kind: tuple(one for one in getattr(self, kind) if one.pupil_id not in source_ids)
            for kind in ("guardianships", "class_memberships", "teaching_memberships", "marks")
        }
        kept["pupils"] = tuple(one for one in self.pupils if one.source_id not in source_ids)
        still_linked = {one.guardian_id for one in kept["guardianships"]}
        unlinked = {one.guardian_id for one in self.guardianships} - still_linked
        kept["guardians"] = tuple(one for one in self.guardians if one.source_id not in unlinked)
        return replace(self, **kept)


RECORD_KINDS = (
    "schools",
    "periods",
    "classes",
    "teachings",
    "pupils",
    "guardians",
    "guardianships",
    "class_memberships",
    "teaching_memberships",
    "assignments",
    "marks",
)


_GRADE = "grade:"
_LATEST_START_IN_MONTH = 9
"""September: when school begins where nothing else is known (code de l’éducation, L. 521-1)."""


def grade_class_id(school_id: str, grade: str) -> str:
    """The identifier of a class made of a grade, for pupils whom the file gives no class."""
    return f"{_GRADE}{school_id}:{grade}"


def is_made_of_a_grade(class_id: str) -> bool:
    """Whether a class is one of ``grade_class_id``, and not one the school has."""
    return class_id.startswith(_GRADE)


def school_year_start(day: date) -> date:
    """The first day of the school year that a day lies in."""
    year = day.year if day.month >= SCHOOL_YEAR_STARTS_IN_MONTH else day.year - 1
    return date(year, SCHOOL_YEAR_STARTS_IN_MONTH, 1)


def year_shown_since(periods_start_on: Iterable[date], today: date) -> date:
    """The first day of what families of a school are shown today, given when its periods start.

    The school year turns on 1 August, the school's own when its first period of that year starts,
    or on 1 September where it names none yet. Until then last year goes on: nobody reads in August
    that there was no absence. From then on a letter that the school wrote in August stays.
    """
    turned_on = school_year_start(today)
    starts = [one for one in periods_start_on if school_year_start(one) == turned_on]
    has_begun = today >= min(starts, default=date(turned_on.year, _LATEST_START_IN_MONTH, 1))
    return turned_on if has_begun else school_year_start(turned_on - timedelta(days=1))
