"""Visits: one person at one screen with one Folder open, in memory and nowhere else."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock, RLock

from kiosk.clock import Clock
from kiosk.domain.errors import NotFound
from kiosk.domain.folder import Child, Folder
from kiosk.domain.print_jobs import PrintJob, Sheet
from kiosk.domain.requests import RequestKind
from kiosk.sealing.secrets import FolderKey, SlipKey
from kiosk.services.lifetime import Lifetime
from kiosk.services.news import FIRST_VISIT, News

NO_KEY = SlipKey(bytes(SlipKey.SIZE))
"""For a visit nobody will choose a PIN in."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet shown before it is printed. ``request`` tells two alike apart from others."""

    request: tuple[object, ...]
    made_at: datetime
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Printout:
    """A sheet that was asked for during a visit. ``request`` tells two alike apart from others."""

    request: tuple[object, ...]
    asked_at: datetime
    sheet: Sheet
    job: PrintJob


@dataclass(frozen=True)
class OtherSlip:
    """Another slip of the same person, shown during her visit."""

    lookup: bytes = field(repr=False)
    envelope_version: int
    folder: Folder = field(repr=False)


@dataclass
class Visit:
    """One guardian's session. Its id is a 256-bit random word, known to her browser alone.

    ``slip_key`` makes her PIN's verifier, ``serial`` is her slip's and ``picture`` the one on it;
    ``asked`` holds what she asked of the school during this visit, each child's place with the
    kind. ``late_since`` is the day of the last news from the hub, where that is long ago;
    ``envelope_version`` is her Folder's number at this point, ``folder_key`` opens the next one.
    ``other`` is another slip of hers, shown and not joined yet, ``joined`` those that were.
    ``printing`` lets one sheet at a time be made.
    """

    visit_id: str = field(repr=False)
    folder: Folder = field(repr=False)
    lookup: bytes = field(repr=False)
    school_dates: dict[str, datetime] = field(repr=False)
    began_at_seconds: float
    seen_at_seconds: float
    slip_key: SlipKey = field(default=NO_KEY, repr=False)
    folder_key: FolderKey | None = field(default=None, repr=False)
    serial: str = ""
    has_pin: bool = False
    envelope_version: int = 0
    picture: str = ""
    news: News = field(default=FIRST_VISIT, repr=False)
    late_since: date | None = None
    asked: set[tuple[int, RequestKind]] = field(default_factory=set, repr=False)
    drafts: list[Draft] = field(default_factory=list, repr=False)
    printouts: list[Printout] = field(default_factory=list, repr=False)
    other: OtherSlip | None = field(default=None, repr=False)
    joined: list[OtherSlip] = field(default_factory=list, repr=False)
    printing: Lock = field(default_factory=Lock, repr=False)

    def child(self, place: int) -> Child | None:
        """The child at a place in the session, from 1; None where there is none."""
        children = self.folder.children
        return children[place - 1] if 1 <= place <= len(children) else None


class Visits:
    """The visits under way: at a public screen, one at a time."""

    def __init__(
        self,
        clock: Clock,
        *,
        idle_seconds: int,
        absolute_seconds: int,
        lifetime: Lifetime | None = None,
    ) -> None:
        self._clock = clock
        self._lifetime = lifetime or Lifetime()
        self._idle_seconds = idle_seconds
        self._absolute_seconds = absolute_seconds
        self._visit: Visit | None = None
        self._turn = RLock()
        self.at_end: Callable[[Visit], None] = _nothing
        """Called with a visit just before it is forgotten, whoever or whatever ends it."""

    def begin(
        self,
        folder: Folder,
        lookup: bytes,
        school_dates: dict[str, datetime],
        *,
        slip_key: SlipKey = NO_KEY,
        folder_key: FolderKey | None = None,
        serial: str = "",
        has_pin: bool = False,
        envelope_version: int = 0,
        picture: str = "",
        news: News = FIRST_VISIT,
        late_since: date | None = None,
    ) -> Visit:
        """Open a visit; whoever was at the screen before is signed out."""
        now = self._clock.seconds()
        visit = Visit(
            secrets.token_urlsafe(32),
            folder,
            lookup,
            school_dates,
            began_at_seconds=now,
            seen_at_seconds=now,
            slip_key=slip_key,
            folder_key=folder_key,
            serial=serial,
            has_pin=has_pin,
            envelope_version=envelope_version,
            picture=picture,
            news=news,
            late_since=late_since,
        )
        with self._turn:
            if self._visit is not None:
                self.at_end(self._visit)
            self._visit = visit
            self._lifetime.begin()
        return visit

    def current(self, visit_id: str) -> Visit | None:
        """The visit of that id if it is still under way; being asked for keeps it alive."""
        with self._turn:
            self.sweep()
            visit = self._visit
            if visit is None or not _is_the_same(visit.visit_id, visit_id):
                return None
            visit.seen_at_seconds = self._clock.seconds()
            return visit

    def sweep(self) -> None:
        """Forget a visit that slept or lasted too long; not while a sheet is being made for it."""
        with self._turn:
            visit, now = self._visit, self._clock.seconds()
            if visit is None or visit.printing.locked():
                return
            if (
                now - visit.seen_at_seconds >= self._idle_seconds
                or now - visit.began_at_seconds >= self._absolute_seconds
            ):
                self._forget()

    def seconds_left(self, visit: Visit) -> int:
        """How long a visit may still last, however busy it is."""
        return int(visit.began_at_seconds + self._absolute_seconds - self._clock.seconds())

    @contextmanager
    def under_way(self, visit: Visit) -> Iterator[None]:
        """Hold a visit for a moment: it neither ends nor begins meanwhile.

        Raises ``NotFound`` where it ended already: nothing is done for who has left.
        """
        with self._turn:
            self.sweep()
            if self._visit is not visit:
                raise NotFound("visit", "")
            yield

    def while_nobody(self, do: Callable[[], None]) -> None:
        """Do something unless a visit is under way; none begins meanwhile."""
        with self._turn:
            if self._visit is None:
                do()

    def end(self, visit_id: str) -> None:
        """Close a visit and forget its Folder and its sheets."""
        with self._turn:
            if self._visit is not None and self._visit.visit_id == visit_id:
                self._forget()

    def _forget(self) -> None:
        visit, self._visit = self._visit, None
        try:
            if visit is not None:
                self.at_end(visit)
        finally:
            # Whatever a printer does, what was read leaves memory now.
            self._lifetime.end()


def _nothing(_visit: Visit) -> None:
    """Nothing of a visit outlives it but what a point's printer holds."""


def _is_the_same(visit_id: str, given: str) -> bool:
    return secrets.compare_digest(visit_id.encode(), given.encode())
