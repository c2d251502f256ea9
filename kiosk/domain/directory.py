"""Whom a desk may find: adults by name. Never a child, a class or a school."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """One reader this point serves, as her hub knows her."""

    reader_id: str
    civility: str
    given_name: str
    family_name: str

    @property
    def name(self) -> str:
        """As a letter names her."""
        return " ".join(part for part in (self.civility, self.given_name, self.family_name) if part)


@dataclass(frozen=True, slots=True)
class HeldSlip:
    """A slip of a reader that is not dead, as a desk may see it.

    ``is_pending`` tells of one given out here whose lock the hub has still to make.
    """

    serial: str
    kind: str
    picture: str
    expires_on: date
    is_asleep: bool = False
    """A reserve slip nobody has woken yet."""
    is_pending: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One answer to a search."""

    entry: DirectoryEntry
    slips: tuple[HeldSlip, ...]
