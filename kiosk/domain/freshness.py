"""How long a point trusts what its hub said last."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.school_calendar import Zone, school_days_since


@dataclass(frozen=True, slots=True)
class NewsAge:
    """How old a point's news is. ``signed_on`` is the day its hub last vouched for all of it.

    Late news is shown with its day; news too old is not shown: whose right was withdrawn since
    would still be read.
    """

    signed_on: date | None
    is_late: bool = False
    is_too_old: bool = False


@dataclass(frozen=True, slots=True)
class Freshness:
    """After how many school days of a zone news is late, and after how many too old."""

    zone: Zone = Zone.NONE
    late_after: int = 7
    closes_after: int = 30

    def age(self, signed_on: date | None, today: date) -> NewsAge:
        """The age of what was last signed on a day; None where nothing ever was."""
        if signed_on is None:
            return NewsAge(None)
        days = school_days_since(signed_on, today, self.zone, most=self.closes_after + 1)
        return NewsAge(signed_on, days > self.late_after, days > self.closes_after)


USUAL = Freshness()
"""Without settings of the place."""
