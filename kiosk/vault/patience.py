"""Wrong codes counted on the disk: pulling the plug does not give five free tries again."""

import sqlite3
from contextlib import suppress
from datetime import datetime

from kiosk.clock import Clock
from kiosk.domain.errors import TryLater
from kiosk.vault.attempts import Attempts
from kiosk.vault.vault import Vault


class Patience:
    """The attempts at one door of a point: ``"slips"`` or ``"cards"``."""

    def __init__(self, vault: Vault, door: str, clock: Clock) -> None:
        self._vault = vault
        self._door = door
        self._clock = clock
        self._attempts = Attempts(*_kept(vault, door))

    def check(self, mark: bytes | None = None) -> None:
        """Raise ``TryLater``; see ``Attempts.seconds_to_wait``."""
        wait_seconds = self._attempts.seconds_to_wait(self._clock.now(), mark)
        if wait_seconds:
            raise TryLater(wait_seconds)

    def failed(self, mark: bytes | None = None) -> None:
        """Count a wrong code."""
        self._attempts.failed(self._clock.now(), mark)
        self._keep()

    @property
    def in_a_row(self) -> int:
        """How many wrong codes came one after the other."""
        return self._attempts.count[0]

    def succeeded(self) -> None:
        """Forget the wrong ones."""
        failures, _ = self._attempts.count
        self._attempts.succeeded()
        if failures:
            self._keep()

    def _keep(self) -> None:
        failures, last_at = self._attempts.count
        kept = (self._door, failures, last_at.isoformat() if last_at else "")
        # A disk that takes nothing shuts nobody out; the count in memory goes on.
        with suppress(sqlite3.Error), self._vault.transaction() as cursor:
            cursor.execute("INSERT OR REPLACE INTO attempts VALUES (?, ?, ?)", kept)


def _kept(vault: Vault, door: str) -> tuple[int, datetime | None]:
    try:
        rows = vault.rows("SELECT failures, last_at FROM attempts WHERE place = ?", (door,))
        ((failures, last_at),) = rows or [(0, "")]
        return failures, datetime.fromisoformat(last_at) if last_at else None
    except (sqlite3.Error, ValueError, TypeError):
        return 0, None
