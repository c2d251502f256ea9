"""Absences and lateness.

French schools count absences in half-days (arrêté du 31 décembre 2015 fixant le contenu du livret
scolaire): a day is a morning and an afternoon. Why a pupil was away is never kept here.
"""

from enum import StrEnum


class AttendanceKind(StrEnum):
    """Away, or late."""

    ABSENCE = "absence"
    LATENESS = "lateness"


class HalfDay(StrEnum):
    """The two halves of a school day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
