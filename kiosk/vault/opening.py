"""Whether a point is open: its pepper is here, or it is not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.clock import Clock
from kiosk.domain.errors import PointClosed
from kiosk.sealing.secrets import Pepper

ClosesAt = Callable[[datetime], datetime]
"""When a point that opens at a moment closes by itself."""


@dataclass(slots=True)
class Opening:
    """The pepper while the point is open, and until when.

    ``pepper`` given at the start is that of a guarded room: it stays until somebody closes.
    """

    clock: Clock
    closes_at_for: ClosesAt | None = None
    given: Pepper | None = None
    closes_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether anything can be opened now."""
        return self.given is not None and not self.is_due

    @property
    def is_due(self) -> bool:
        """Whether its hour has come, and the pepper should go."""
        return self.closes_at is not None and self.clock.now() >= self.closes_at

    def pepper(self) -> Pepper:
        """The point's own key; raise ``PointClosed``."""
        if self.given is None or self.is_due:
            raise PointClosed
        return self.given

    def open(self, pepper: Pepper) -> None:
        """Have the pepper until the closing hour."""
        self.given = pepper
        self.closes_at = self.closes_at_for(self.clock.now()) if self.closes_at_for else None

    def close(self) -> None:
        """Let go of the pepper. What is left of it in memory goes with the process."""
        self.given, self.closes_at = None, None
