"""What a family asks of its school at an access point, and a person at the school then answers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RequestKind(StrEnum):
    """The things that can be asked."""

    PAPER = "paper"
    """Print his sheets for us, we come and fetch them."""
    NOT_MY_CHILD = "not_my_child"
    """Changes nothing by itself: rights are for a person at the school to decide."""


@dataclass(frozen=True, slots=True)
class SchoolRequest:
    """One request, as it travels from a point to the office. ``request_id`` is random."""

    request_id: str
    point_id: str
    reader_id: str
    pupil_name: str
    school_uai: str
    kind: RequestKind
    asked_on: date
