"""What is wrong in a school file, as values: a clerk sees all of it at once, with its place."""

from dataclasses import dataclass

from kiosk.domain.schooling import SchoolData


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing a file says that was not taken, or not as written.

    ``reason`` is a machine word that ``kiosk.wording`` turns into a sentence. ``line`` counts
    from 1, the heading line being 1; ``value`` is the offending cell, for the clerk's eyes only:
    it is never logged.
    """

    file: str
    reason: str
    line: int | None = None
    column: str | None = None
    value: str = ""


@dataclass(frozen=True)
class Reading:
    """What an importer made of a file: the records it could take and every fault it found."""

    data: SchoolData
    faults: tuple[Fault, ...]
