"""Work given to pupils.

The cahier de textes must give, for each piece of work, the day it is given and the day it is due
(circulaire n° 2010-136 du 6 septembre 2010).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class WorkKind(StrEnum):
    """Homework to do at home, or a test that will be marked."""

    HOMEWORK = "homework"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One piece of work of a teaching: shown as homework before, carrying marks after.

    ``out_of`` is the barème; ``coefficient`` is None where the source has none.
    """

    source_id: str
    teaching_id: str
    kind: WorkKind
    title: str
    text: str
    given_on: date | None
    due_on: date | None
    period_id: str | None = None
    out_of: Decimal | None = None
    coefficient: Decimal | None = None
