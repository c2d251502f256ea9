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
TURN_KEPT = timedelta(minutes=1)
"""How long a code may come back after its wait; later it waits anew."""
MOST_TURNS = 20_000
"""4 MB; more than a machine like ours can be sent in half a minute."""

_LONGEST_PAUSE = timedelta(seconds=LONGEST_PAUSE_SECONDS)


def pause_after(failures: int) -> int:
    """Seconds to wait after that many wrong codes in a row: 0 … 0, 2, 4, 8, 16, 30, 30."""
    if failures <= FREE_TRIES:
        return 0
    return int(min(2 ** (failures - FREE_TRIES), LONGEST_PAUSE_SECONDS))


class Attempts:
    """The count of wrong codes in a row at this machine.

    Who comes during a pause has a turn of her own: her code waits as long as the pause lasts at
    that moment, whatever wrong codes others try meanwhile. So a right one is in within the longest
    pause, and a guesser gains nothing that counts: each of his codes waits too, and costs a
    derivation (0.1 s). Ten a second, against ten thousand slips, find one in three thousand years.
    """

    def __init__(self, failures: int = 0, last_at: datetime | None = None) -> None:
        self._failures = failures
        self._last_at = last_at
        self._turns: dict[bytes, datetime] = {}

    @property
    def count(self) -> tuple[int, datetime | None]:
        """How many in a row, and when the last was: what is kept over a restart."""
        return self._failures, self._last_at

    def seconds_to_wait(self, now: datetime, mark: bytes | None = None) -> int:
        """How long the next try must still wait, rounded up; 0 when it may come now.

        ``mark`` is what the code of that try is known by, if it is to have its turn.
        """
        pause = self._pause(now)
        if not pause or mark is None:
            return pause
        free_at = self._turns.get(mark)
        if free_at is None or not -TURN_KEPT <= free_at - now <= _LONGEST_PAUSE:
            self._take_turn(mark, now + timedelta(seconds=pause))
            return pause
        return min(pause, max(0, ceil((free_at - now).total_seconds())))

    def failed(self, now: datetime, mark: bytes | None = None) -> None:
        """Count one wrong code, which has had its turn."""
        self._failures += 1
        self._last_at = now
        if mark is not None:
            self._turns.pop(mark, None)

    def succeeded(self) -> None:
        """A right code forgets the wrong ones."""
        self._failures, self._last_at = 0, None
        self._turns.clear()

    def _pause(self, now: datetime) -> int:
        if self._last_at is None:
            return 0
        if now < self._last_at:  # the clock was set back: count from here, never shut out
            self._last_at = now
        if now - self._last_at >= FORGET_AFTER:
            self.succeeded()
            return 0
        free_at = self._last_at + timedelta(seconds=pause_after(self._failures))
        return max(0, ceil((free_at - now).total_seconds()))

    def _take_turn(self, mark: bytes, free_at: datetime) -> None:
        self._turns.pop(mark, None)
        if len(self._turns) == MOST_TURNS:
            del self._turns[next(iter(self._turns))]  # the oldest
        self._turns[mark] = free_at
