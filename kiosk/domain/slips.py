"""What is true of every slip, wherever it is made or shown."""

from datetime import date
from enum import StrEnum

SCHOOL_YEAR_STARTS_IN_MONTH = 8
"""The school year runs from August to July."""


MOST_LIVE_SLIPS = 600
"""At one point: above it, the first family of a stolen disk costs less than a million dollars."""


class SlipKind(StrEnum):
    """How long a slip is meant to live."""

    LONG = "long"
    DAY = "day"
    RESERVE = "reserve"
    """Made beforehand by the school; sleeps until a desk wakes it by its serial."""


class SlipLayout(StrEnum):
    """How slips stand on paper.

    On a sheet of A4, eight to carry or two large ones to keep at home; or each on a strip of the
    80 mm roll of a receipt printer.
    """

    A4X8 = "a4x8"
    A4X2 = "a4x2"
    ROLL80 = "roll80"


class SlipState(StrEnum):
    """What a slip is worth on a day."""

    LIVE = "live"
    REVOKED = "revoked"
    EXPIRED = "expired"


def last_day_of_slip(issued_on: date) -> date:
    """31 October after the school year it was issued in: autumn is time to get the next one."""
    ahead = 1 if issued_on.month >= SCHOOL_YEAR_STARTS_IN_MONTH else 0
    return date(issued_on.year + ahead, 10, 31)
