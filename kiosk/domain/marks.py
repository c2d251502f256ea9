"""Marks as the school gave them, and the one figure we compute: the indicative average."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor

INDICATIVE_SCALE = 20


class MarkStatus(StrEnum):
    """What stands in the mark's place. Words, never zeros."""

    MARKED = "marked"
    PENDING = "pending"
    """Handed in or partly marked: shown, not averaged."""
    EXEMPT = "exempt"
    NOT_HANDED_IN = "not_handed_in"
    ABSENT = "absent"
    NOT_MARKED = "not_marked"


@dataclass(frozen=True, slots=True)
class Mark:
    """One pupil's result for one assignment.

    ``value`` is over the assignment's ``out_of``; ``text`` is what the school wrote where it
    gives words rather than a number.
    """

    assignment_id: str
    pupil_id: str
    status: MarkStatus
    value: Decimal | None = None
    text: str = ""
    comment: str = ""
    marked_on: date | None = None


def indicative_average(
    marks: Iterable[tuple[Decimal, Decimal, Decimal | None]],
) -> Decimal | None:
    """The average over 20 of ``(value, out_of, coefficient)``, or None without a mark.

    Used only where the source gives no average, and always called « moyenne indicative »: the
    school may round, weight or leave out marks in ways no export tells. A missing coefficient
    counts as 1. Rounded half up to a hundredth, as French schools do; reckoned in fractions, since
    a third cut to 28 decimals would send some halves down.
    """
    totals: defaultdict[Decimal, Decimal] = defaultdict(Decimal)
    weights = Decimal(0)
    for value, out_of, coefficient in marks:
        weight = Decimal(1) if coefficient is None else coefficient
        if out_of <= 0 or weight <= 0:
            continue
        totals[out_of] += weight * value
        weights += weight
    if not weights:
        return None
    total = sum(Fraction(points) / Fraction(out_of) for out_of, points in totals.items())
    hundredths = 100 * INDICATIVE_SCALE * total / Fraction(weights)
    return Decimal(floor(hundredths + Fraction(1, 2))).scaleb(-2)
