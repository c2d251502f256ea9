"""The faults of one reading, in the order they were met."""

from kiosk.domain.faults import Fault

MAX_FAULTS = 5_000
"""More than anyone reads; a file of the wrong kind must not fill the memory with complaints."""

KNOWN_BEFORE = 0
"""The line of a row that a former complete export gave: its faults were told with that export."""


class FaultLog:
    """Keeps the first ``MAX_FAULTS`` faults and counts the others, so that none is silent."""

    def __init__(self, limit: int = MAX_FAULTS) -> None:
        self._limit = limit
        self._kept: list[Fault] = []
        self._untold = 0

    def add(self, fault: Fault) -> None:
        """Keep a fault, or count it once there are too many; not one that was told before."""
        if fault.line == KNOWN_BEFORE:
            return
        if len(self._kept) < self._limit:
            self._kept.append(fault)
        else:
            self._untold += 1

    def told(self, file: str) -> tuple[Fault, ...]:
        """Every fault kept; a last one, ``more_faults``, says how many of ``file`` are not told."""
        if not self._untold:
            return tuple(self._kept)
        return (*self._kept, Fault(file, "more_faults", value=str(self._untold)))
