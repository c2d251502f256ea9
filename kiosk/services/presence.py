"""Which agents are at the desk: who has touched it lately, by badge, in this process's memory."""

from threading import Lock

from kiosk.clock import Clock


class Presence:
    """Badges and when each was last seen; ``idle_seconds`` untouched, and an agent is away."""

    def __init__(self, clock: Clock, idle_seconds: int) -> None:
        self._clock = clock
        self._idle_seconds = idle_seconds
        self._seen_at: dict[str, float] = {}
        self._had_somebody = False
        self._turn = Lock()

    def begin(self, badge: str) -> None:
        """An agent has shown her card."""
        with self._turn:
            self._seen_at[badge] = self._clock.seconds()
            self._had_somebody = True

    def touch(self, badge: str) -> bool:
        """An agent does something; False where she was away too long, and has to show her card."""
        with self._turn:
            if badge not in self._seen_at or self._is_away(badge):
                return False
            self._seen_at[badge] = self._clock.seconds()
            return True

    def leave(self, badge: str) -> None:
        """An agent goes."""
        with self._turn:
            self._seen_at.pop(badge, None)

    def away(self) -> list[str]:
        """The badges of those who left without saying so."""
        with self._turn:
            return [badge for badge in self._seen_at if self._is_away(badge)]

    @property
    def is_over(self) -> bool:
        """Whether somebody was here and nobody is."""
        with self._turn:
            return self._had_somebody and not self._seen_at

    def _is_away(self, badge: str) -> bool:
        return self._clock.seconds() - self._seen_at[badge] >= self._idle_seconds
