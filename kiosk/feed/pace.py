"""How often a point knocks at its hub's door: regularly, and ever more rarely while nobody answers.

Both are spread at random, so that three hundred points whose hub was away do not all come back in
the same second.
"""

import random
from collections.abc import Callable

FIRST_REST_SECONDS = 4.0
LONGEST_REST_SECONDS = 300.0

Spread = Callable[[float, float], float]
"""A number between two, as ``random.uniform`` gives."""
_BY_CHANCE = random.SystemRandom().uniform


class Pace:
    """When to meet next. ``seconds`` tells the time that passes, ``every_seconds`` the rhythm."""

    def __init__(
        self,
        seconds: Callable[[], float],
        every_seconds: float,
        spread: Spread = _BY_CHANCE,
    ) -> None:
        self._seconds = seconds
        self._every_seconds = every_seconds
        self._spread = spread
        self._turn = 0
        self._next_at = 0.0
        self._rests_until = 0.0
        self._failures = 0

    def mark(self) -> str:
        """Another one at each turn; "" while it rests."""
        now = self._seconds()
        if now < self._rests_until:
            return ""
        if now >= self._next_at:
            self._turn += 1
            self._next_at = now + self._every_seconds * self._spread(0.8, 1.2)
        return str(self._turn)

    def met(self) -> None:
        """The hub answered."""
        self._failures = 0

    def failed(self) -> None:
        """It did not: rest, longer each time, then take a turn at once."""
        longest = min(FIRST_REST_SECONDS * 2.0**self._failures, LONGEST_REST_SECONDS)
        self._failures = min(self._failures + 1, 16)
        self._rests_until = self._next_at = self._seconds() + longest * self._spread(0.5, 1.0)
