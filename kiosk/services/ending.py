"""Putting an end to a slip, at the office: for good, and with the key it opened."""

from datetime import datetime

from kiosk.sealing.custody import lock_away
from kiosk.sealing.secrets import FolderKey
from kiosk.services.office import Office
from kiosk.store.slips import IssuedSlip
from kiosk.store.store import Transaction

REPLACED = "remplacé"
"""Why a slip ended that its office gave another for: it was in the right hands."""


def end_slip(
    office: Office, tx: Transaction, slip: IssuedSlip, *, at: datetime, reason: str
) -> None:
    """End a slip; one that was ended before keeps its day and its reason.

    Its reader gets another key: whoever kept the slip and a copy of a point opens nothing that is
    published from now on. Her other slips open it like before. What the slip was joined with is
    apart again, unless it was only replaced.
    """
    if slip.revoked_at is not None:
        return
    tx.slips.revoke(slip.serial, at=at, reason=reason)
    if reason != REPLACED:
        # Whoever had it may have joined it with a slip of his own.
        tx.unions.part_by_slip(slip.serial, at, reason)
    key = lock_away(FolderKey.draw(), slip.reader_id, office.master)
    tx.rights.change_key(slip.reader_id, key)
