"""Marks as the school gave them, and the figures we compute, always called indicative."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor

INDICATIVE_SCALE = 20

LEAST_FOR_CLASS_FIGURES = 5
"""Among fewer, an average with its lowest and highest gives single marks away."""


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


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """The average, lowest and highest of a class's marks or averages."""

    average: Decimal
    lowest: Decimal
    highest: Decimal


def class_figures(values: Sequence[Decimal]) -> ClassFigures | None:
    """The figures of five values or more, None of fewer; the average rounded as all are here."""
    if len(values) < LEAST_FOR_CLASS_FIGURES:
        return None
    average = sum(map(Fraction, values), Fraction()) / len(values)
    return ClassFigures(_to_hundredths(average), min(values), max(values))


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
    return _to_hundredths(INDICATIVE_SCALE * total / Fraction(weights))


def _to_hundredths(value: Fraction) -> Decimal:
    return Decimal(floor(100 * value + Fraction(1, 2))).scaleb(-2)
