"""The marks pupils get: each has a level, strong and weak subjects, good and bad days."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random

from kiosk.demo.ecole_texts import FAIR_REMARKS, GOOD_REMARKS, WEAK_REMARKS
from kiosk.demo.people import PUBLIC_SEED
from kiosk.demo.records import InventedPupil
from kiosk.domain.homework import Assignment
from kiosk.domain.marks import Mark, MarkStatus

_USUAL_LEVEL, _SPREAD_OF_LEVELS = 0.64, 0.13
_SPREAD_OF_SUBJECTS, _SPREAD_OF_DAYS = 0.06, 0.10
_EXEMPT_RATE, _NOT_HANDED_IN_RATE = 0.012, 0.02
_EXEMPT_RATE_IN_SPORT = 0.08
_REMARK_RATE = 0.07
_GOOD, _WEAK = 0.75, 0.45
_HALF, _QUARTER, _WHOLE = Decimal("0.5"), Decimal("0.25"), Decimal(1)
_QUARTER_RATE = 0.2
_LARGE_SCALE = 40


def marks_for(
    assignment: Assignment, pupils: Sequence[InventedPupil], marked_on: date
) -> Iterator[Mark]:
    """What each pupil of the class got; the same each time it is asked."""
    rng = Random(f"{PUBLIC_SEED} {assignment.source_id}")
    for pupil in pupils:
        yield _mark(rng, assignment, pupil.person.source_id, marked_on)


def _mark(rng: Random, assignment: Assignment, pupil_id: str, marked_on: date) -> Mark:
    chance = rng.random()
    sport = "-eps" in assignment.teaching_id
    exempt_rate = _EXEMPT_RATE_IN_SPORT if sport else _EXEMPT_RATE
    if chance < exempt_rate:
        return Mark(assignment.source_id, pupil_id, MarkStatus.EXEMPT, marked_on=marked_on)
    if chance < exempt_rate + _NOT_HANDED_IN_RATE:
        return Mark(assignment.source_id, pupil_id, MarkStatus.NOT_HANDED_IN, marked_on=marked_on)
    share = _level(pupil_id, assignment.teaching_id) + rng.gauss(0, _SPREAD_OF_DAYS)
    share = min(1.0, max(0.1, share))
    return Mark(
        assignment_id=assignment.source_id,
        pupil_id=pupil_id,
        status=MarkStatus.MARKED,
        value=_rounded(rng, share, assignment.out_of or Decimal(20)),
        comment=_remark(rng, share),
        marked_on=marked_on,
    )


@cache
def _level(pupil_id: str, teaching_id: str) -> float:
    """How well a pupil does in a subject, from 0 to 1."""
    of_pupil = Random(f"{PUBLIC_SEED} {pupil_id}").gauss(_USUAL_LEVEL, _SPREAD_OF_LEVELS)
    in_subject = Random(f"{PUBLIC_SEED} {pupil_id} {teaching_id}").gauss(0, _SPREAD_OF_SUBJECTS)
    return of_pupil + in_subject


def _rounded(rng: Random, share: float, out_of: Decimal) -> Decimal:
    """To half a point, sometimes a quarter; to a whole point over 40."""
    step = _QUARTER if rng.random() < _QUARTER_RATE else _HALF
    if out_of >= _LARGE_SCALE:
        step = _WHOLE
    steps = int(Decimal(repr(share)) * out_of / step + _HALF)
    return min(out_of, steps * step)


def _remark(rng: Random, share: float) -> str:
    if rng.random() >= _REMARK_RATE:
        return ""
    if share >= _GOOD:
        return rng.choice(GOOD_REMARKS)
    return rng.choice(WEAK_REMARKS if share < _WEAK else FAIR_REMARKS)
