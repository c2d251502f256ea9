"""What is right and what is not with an instance, as facts for a person to act on."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters."""

    GOOD = "good"
    WATCH = "watch"
    """Works, and somebody should look at it."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``what`` is a machine word; ``count`` and ``detail`` are its facts."""

    what: str
    level: Level
    count: int = 0
    detail: str = ""
