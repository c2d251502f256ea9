"""Whom the desk of an open point may find, and which slips they hold."""

from collections.abc import Iterator
from datetime import date

from kiosk.clock import Clock
from kiosk.domain.directory import DirectoryEntry, Found, HeldSlip
from kiosk.domain.errors import NotFound, SealBroken
from kiosk.domain.written_names import alphabetical, unified, words_of
from kiosk.sealing.directory import open_entry
from kiosk.vault.opening import Opening
from kiosk.vault.vault import Vault

MOST_FOUND = 20


class Directory:
    """The readers served here by name; raises ``PointClosed`` while the point is closed."""

    def __init__(self, vault: Vault, opening: Opening, clock: Clock) -> None:
        self._vault = vault
        self._opening = opening
        self._clock = clock

    def find(self, typed: str, pictures: tuple[str, ...] = ()) -> tuple[Found, ...]:
        """Those whose names begin with all the words typed, or who hold the slip of a serial, or
        one that bears a picture; by name, twenty at most."""
        asked, serial = words_of(typed), unified(typed)
        if not asked:
            return ()
        held = self.held()
        found = []
        for entry in self.entries():
            slips = held.get(entry.reader_id, ())
            holds = any(unified(one.serial) == serial or one.picture in pictures for one in slips)
            if holds or _bears_all(entry, asked):
                found.append(Found(entry, slips))
        return tuple(sorted(found, key=lambda one: by_name(one.entry))[:MOST_FOUND])

    def reader(self, reader_id: str) -> Found:
        """One adult; raise ``NotFound``."""
        for entry in self.entries():
            if entry.reader_id == reader_id:
                return Found(entry, self.held().get(reader_id, ()))
        raise NotFound("reader", reader_id)

    def entries(self) -> Iterator[DirectoryEntry]:
        """Every adult, in no order."""
        pepper = self._opening.pepper()
        for reader_id, sealed in self._vault.rows(
            "SELECT reader_id, CAST(sealed AS BLOB) FROM directory"
        ):
            try:
                entry = open_entry(sealed, pepper, reader_id)
            except SealBroken:
                continue  # damaged on disk: nobody is found by it
            yield entry

    def held(self) -> dict[str, tuple[HeldSlip, ...]]:
        """The slips that open something today or sleep, by reader, in the order of serials."""
        rows = self._vault.rows(
            "SELECT reader_id, serial, kind, picture, expires_on,"
            " kind = 'reserve' AND serial NOT IN (SELECT serial FROM woken), 0"
            " FROM locks WHERE expires_on >= ? UNION"
            " SELECT reader_id, serial, kind, picture, expires_on, 0, 1 FROM pending"
            " WHERE expires_on >= ? ORDER BY serial",
            (self._clock.today().isoformat(),) * 2,
        )
        held: dict[str, tuple[HeldSlip, ...]] = {}
        for reader_id, serial, kind, picture, until, *states in rows:
            last_day = date.fromisoformat(until)
            slip = HeldSlip(serial, kind, picture, last_day, *map(bool, states))
            held[reader_id] = (*held.get(reader_id, ()), slip)
        return held


def by_name(entry: DirectoryEntry) -> tuple[str, str]:
    """The order of a list of people."""
    return alphabetical(entry.family_name), alphabetical(entry.given_name)


def _bears_all(entry: DirectoryEntry, asked: tuple[str, ...]) -> bool:
    names = (entry.given_name, entry.family_name)
    parts = [part for name in names for part in (*words_of(name), unified(name))]
    return all(any(part.startswith(word) for part in parts) for word in asked)
