"""The faults of one reading, told file by file and line by line."""

from kiosk.domain.faults import Fault

MAX_FAULTS = 5_000
"""More than anyone reads; a file of the wrong kind must not fill the memory with complaints."""

MORE_FAULTS = "more_faults"
"""What the last fault is called that counts those not told."""

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
        """Every fault kept, in the order of the files as they were met and of their lines.

        A last one, ``more_faults``, says how many of ``file`` are not told.
        """
        files = list(dict.fromkeys(fault.file for fault in self._kept))
        places = {name: at for at, name in enumerate(files)}
        kept = sorted(
            self._kept,
            key=lambda one: (one.reason == MORE_FAULTS, places[one.file], one.line or 0),
        )
        if not self._untold:
            return tuple(kept)
        return (*kept, Fault(file, "more_faults", value=str(self._untold)))
