"""The sums of a child's absences and latenesses, for the screen and for paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain.attendance import AttendanceKind
from kiosk.domain.folder import AttendanceItem


@dataclass(frozen=True, slots=True)
class AttendanceTotals:
    """Absences in half-days, as the school counts them, and latenesses.

    ``unsaid_half_days`` are those of which the school does not say whether they are justified;
    ``uncounted_absences`` those of which it gives no number of half-days. ``unjustified_lateness``
    and ``unjustified_uncounted`` are those of them that a parent has yet to justify.
    """

    justified_half_days: int
    unjustified_half_days: int
    unsaid_half_days: int
    uncounted_absences: int
    unjustified_uncounted: int
    lateness_count: int
    lateness_minutes: int
    unjustified_lateness: int

    @property
    def half_days(self) -> int:
        """All of them."""
        return self.justified_half_days + self.unjustified_half_days + self.unsaid_half_days


def attendance_totals(items: Iterable[AttendanceItem]) -> AttendanceTotals:
    """The sums of these absences and latenesses."""
    items = tuple(items)
    absences = [one for one in items if one.kind is AttendanceKind.ABSENCE]
    lateness = [one for one in items if one.kind is AttendanceKind.LATENESS]
    uncounted = [one for one in absences if one.half_days is None]

    def half_days(is_justified: bool | None) -> int:
        return sum(one.half_days or 0 for one in absences if one.is_justified is is_justified)

    return AttendanceTotals(
        justified_half_days=half_days(True),
        unjustified_half_days=half_days(False),
        unsaid_half_days=half_days(None),
        uncounted_absences=len(uncounted),
        unjustified_uncounted=_to_justify(uncounted),
        lateness_count=len(lateness),
        lateness_minutes=sum(one.minutes or 0 for one in lateness),
        unjustified_lateness=_to_justify(lateness),
    )


def _to_justify(items: list[AttendanceItem]) -> int:
    return sum(one.is_justified is False for one in items)
