"""How long the process that serves a screen lives: one visit, or as long as the machine.

What was read leaves memory with the process. Who serves alone, without another standing ready,
lasts; the faces need not know which it is.
"""

from threading import Event


class Lifetime:
    """One process's life. It has ``begun`` with the first visit and is ``over`` with its end."""

    def __init__(self, *, lasts: bool = True) -> None:
        self._lasts = lasts
        self._begun = Event()
        self._over = Event()
        self._awaited = Event()
        self._handed_over = Event()

    @property
    def is_over(self) -> bool:
        """Whether another process should serve from now on."""
        return self._over.is_set()

    @property
    def is_used_up(self) -> bool:
        """Whether the next Folder is for another process to open."""
        return not self._lasts and self.has_begun

    @property
    def has_begun(self) -> bool:
        """Whether somebody's Folder was opened here."""
        return self._begun.is_set()

    def begin(self) -> None:
        """Somebody's Folder is open here."""
        self._begun.set()

    @property
    def is_awaited(self) -> bool:
        """Whether somebody stands here with the next slip, for the next process to open."""
        return self._awaited.is_set()

    def await_successor(self, seconds: float) -> None:
        """Wait until new connections are another process's, so long at most."""
        self._awaited.set()
        self._handed_over.wait(seconds)

    def hand_over(self) -> None:
        """New connections are another process's from now on."""
        self._handed_over.set()

    def end(self) -> None:
        """The visit is over, and this process with it."""
        if not self._lasts:
            self._over.set()
