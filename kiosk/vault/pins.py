"""The PINs of slips at a point: chosen, tried, put to sleep after too many tries."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.pins import ASLEEP_MINUTES, TRIES
from kiosk.sealing.pins import is_right, pin_verifier
from kiosk.sealing.secrets import Pepper
from kiosk.vault.vault import Vault

_NEVER = ""


@dataclass(frozen=True, slots=True)
class KeptPin:
    """What is kept of a slip's PIN; ``verifier`` is empty where it was taken away."""

    serial: str
    version: int
    verifier: bytes
    failures: int
    asleep_until: datetime | None

    def is_asleep(self, now: datetime) -> bool:
        """Whether no PIN is tried now; a clock set back does not prolong it."""
        until = self.asleep_until
        return until is not None and until - timedelta(minutes=ASLEEP_MINUTES) <= now < until


def pin_of(vault: Vault, serial: str) -> KeptPin | None:
    """A slip's PIN; None where it has none."""
    rows = vault.rows(
        "SELECT version, CAST(verifier AS BLOB), failures, asleep_until FROM pins"
        " WHERE serial = ? AND length(verifier) > 0",
        (serial,),
    )
    if not rows:
        return None
    version, verifier, failures, until = rows[0]
    asleep_until = datetime.fromisoformat(until) if until else None
    return KeptPin(serial, version, verifier, failures, asleep_until)


def try_pin(
    cursor: sqlite3.Cursor, row: KeptPin, of_slip: bytes, pepper: Pepper, now: datetime
) -> bool:
    """Whether the PIN is right; counts what was tried. Asleep, the right one is not either."""
    if row.is_asleep(now):
        return False
    is_good = is_right(of_slip, row.verifier, pepper)
    failures = 0 if is_good else row.failures + 1
    until = (now + timedelta(minutes=ASLEEP_MINUTES)).isoformat() if failures >= TRIES else _NEVER
    cursor.execute(
        "UPDATE pins SET failures = ?, asleep_until = ? WHERE serial = ?",
        (failures, until, row.serial),
    )
    return is_good


def keep_pin(cursor: sqlite3.Cursor, serial: str, of_slip: bytes | None, pepper: Pepper) -> int:
    """Put a PIN in the place of the one before, or none; its version."""
    found = cursor.execute("SELECT version FROM pins WHERE serial = ?", (serial,)).fetchone()
    version = found[0] + 1 if found else 1
    verifier = pin_verifier(of_slip, pepper) if of_slip else b""
    cursor.execute(
        "INSERT OR REPLACE INTO pins VALUES (?, ?, ?, 0, ?)", (serial, version, verifier, _NEVER)
    )
    return version
