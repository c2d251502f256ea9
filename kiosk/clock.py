"""The only source of the present. Injected everywhere, so that tests own the time."""

import time
from collections.abc import Callable
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

    def seconds(self) -> float:
        """Seconds since some moment, which only grow: what durations are measured with."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The present day where the schools are."""
        return self.now().astimezone(SCHOOL_ZONE).date()

    def seconds(self) -> float:
        """Seconds that no correction of the clock makes jump."""
        return time.monotonic()


class ClockWithFloor:
    """A machine's clock that is never believed below a moment others vouched for.

    Whoever sets a point's clock back would otherwise make old slips and old news good again.
    """

    def __init__(self, clock: Clock, floor: Callable[[], datetime | None]) -> None:
        self._clock = clock
        self._floor = floor

    def now(self) -> datetime:
        """The present instant, or the floor where the machine says less."""
        now, floor = self._clock.now(), self._floor()
        return now if floor is None else max(now, floor)

    def today(self) -> date:
        """The day of that instant where the schools are."""
        return self.now().astimezone(SCHOOL_ZONE).date()

    def seconds(self) -> float:
        """Seconds that no correction of the clock makes jump."""
        return self._clock.seconds()


class FixedClock:
    """A clock that stands still until told to move."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)
        self._seconds = 0.0

    def now(self) -> datetime:
        """The instant it was last set to."""
        return self._at

    def today(self) -> date:
        """The day of that instant where the schools are."""
        return self._at.astimezone(SCHOOL_ZONE).date()

    def seconds(self) -> float:
        """Seconds it was moved forward so far."""
        return self._seconds

    def advance(self, **duration: float) -> None:
        """Move, in the words of ``timedelta``: ``advance(seconds=150)``.

        Backward it is corrected, as clocks are: no time has passed then.
        """
        by = timedelta(**duration)
        self._at += by
        self._seconds += max(by.total_seconds(), 0.0)
