"""What a guardian may know and do about her own slips: who used them, who gave them, an end."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.errors import NotFound
from kiosk.domain.journal import JournalEntry, JournalEvent
from kiosk.services.access_point import AccessPoint
from kiosk.services.visits import Visit

TOLD_FOR = timedelta(days=30)
"""How long the first screen tells of a slip that a desk gave in her name."""


@dataclass(frozen=True, slots=True)
class GivenInHerName:
    """A slip some desk gave to somebody it took for her. ``agent`` may be empty."""

    serial: str
    picture: str
    given_on: date
    place: str
    agent: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What happened here with her slips, day by day, the newest first; and those that open."""

    days: tuple[tuple[date, tuple[JournalEntry, ...]], ...]
    live: tuple[str, ...]


def slips_given_in_her_name(point: AccessPoint, visit: Visit) -> tuple[GivenInHerName, ...]:
    """Slips given lately that still open, but for the one she came with; the newest first.

    What the hub told in her Folder, and what this point knows before the hub does.
    """
    since = point.clock.today() - TOLD_FOR
    told = {
        one.serial: GivenInHerName(one.serial, one.picture, one.issued_on, one.place, one.agent)
        for one in visit.folder.slips
    }
    for line in point.keeper.slip_ledger(visit.lookup):
        if line.event is JournalEvent.ISSUED and line.serial not in told:
            on = line.at.astimezone(SCHOOL_ZONE).date()
            told[line.serial] = GivenInHerName(line.serial, "", on, point.place, line.agent)
    live = set(point.keeper.live_serials(visit.lookup)) - {visit.serial}
    found = [one for one in told.values() if one.serial in live and one.given_on >= since]
    return tuple(sorted(found, key=lambda one: (one.given_on, one.serial), reverse=True))


def ledger_of(point: AccessPoint, visit: Visit) -> Ledger:
    """« Qui a regardé » at this point."""
    lines = point.keeper.slip_ledger(visit.lookup)
    days = groupby(lines, key=lambda line: line.at.astimezone(SCHOOL_ZONE).date())
    return Ledger(
        tuple((day, tuple(of_day)) for day, of_day in days),
        point.keeper.live_serials(visit.lookup),
    )


def end_slip_of_hers(point: AccessPoint, visit: Visit, serial: str) -> None:
    """« Ce n’était pas moi » : the slip opens nothing from now on; raise ``NotFound``."""
    point.keeper.end_own_slip(visit.lookup, serial)


def check_own(point: AccessPoint, visit: Visit, serial: str) -> None:
    """Raise ``NotFound`` for a slip that is not hers, or opens nothing."""
    if serial not in point.keeper.live_serials(visit.lookup):
        raise NotFound("slip", serial)
