"""The only source of the present. Injected everywhere, so that tests own the time."""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SCHOOL_ZONE = ZoneInfo("Europe/Paris")
"""Days are school days: a sheet due tomorrow is due tomorrow in France."""


class Clock(Protocol):
    """Tells the present."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""

    def today(self) -> date:
        """The present day where the schools are."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The present day where the schools are."""
        return self.now().astimezone(SCHOOL_ZONE).date()


class FixedClock:
    """A clock that stands still until told to move."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """The instant it was last set to."""
        return self._at

    def today(self) -> date:
        """The day of that instant where the schools are."""
        return self._at.astimezone(SCHOOL_ZONE).date()

    def advance(self, **duration: float) -> None:
        """Move forward, in the words of ``timedelta``: ``advance(seconds=150)``."""
        self._at += timedelta(**duration)
