"""Wrong codes at one machine: met by delay, never by shutting people out.

Five tries are free, then each waits longer, up to 30 s, and a quarter of an hour without a wrong
code forgets them. A lockout would let one teenager close the place for everybody (OWASP ASVS 5.0,
6.1.1).
"""

from datetime import datetime, timedelta
from math import ceil

FREE_TRIES = 5
LONGEST_PAUSE_SECONDS = 30
FORGET_AFTER = timedelta(minutes=15)


def pause_after(failures: int) -> int:
    """Seconds to wait after that many wrong codes in a row: 0 … 0, 2, 4, 8, 16, 30, 30."""
    if failures <= FREE_TRIES:
        return 0
    return int(min(2 ** (failures - FREE_TRIES), LONGEST_PAUSE_SECONDS))


class Attempts:
    """The count of wrong codes in a row at this machine."""

    def __init__(self) -> None:
        self._failures = 0
        self._last_at: datetime | None = None

    def seconds_to_wait(self, now: datetime) -> int:
        """How long the next try must still wait, rounded up; 0 when it may come now."""
        if self._last_at is None:
            return 0
        if now < self._last_at:  # the clock was set back: count from here, never shut out
            self._last_at = now
        if now - self._last_at >= FORGET_AFTER:
            self._failures, self._last_at = 0, None
            return 0
        free_at = self._last_at + timedelta(seconds=pause_after(self._failures))
        return max(0, ceil((free_at - now).total_seconds()))

    def failed(self, now: datetime) -> None:
        """Count one wrong code."""
        self._failures += 1
        self._last_at = now

    def succeeded(self) -> None:
        """A right code forgets the wrong ones."""
        self._failures, self._last_at = 0, None
