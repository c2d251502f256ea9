"""What a stolen access point held, as far as its hub knows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReaderConcerned:
    """An adult whose Folder the machine held, sealed. ``pupils`` are how many it told of."""

    reader_id: str
    name: str
    pupils: int
    schools: tuple[str, ...]
    live_slips: int


@dataclass(frozen=True, slots=True)
class Theft:
    """What a stolen machine held, as far as its hub knows.

    ``was_open`` is what its journal said last, None where it never spoke; each of the ``pupils``
    is counted once however many adults see them.
    """

    point_id: str
    name: str
    places: tuple[str, ...]
    declared_at: datetime
    heard_at: datetime | None
    was_open: bool | None
    readers: tuple[ReaderConcerned, ...]
    pupils: int
    documents: int
    schools: tuple[str, ...]
