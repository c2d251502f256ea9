"""A slip put to an end at the point itself: at once, without a line to the hub, for good."""

from kiosk.domain.journal import JournalEvent, RevocationReason
from kiosk.domain.outbox import SlipRevoked
from kiosk.domain.segment import TombstoneRow
from kiosk.vault.ledger import Page
from kiosk.vault.rows import apply_row


def end_slip(page: Page, serial: str, reason: RevocationReason, agent: str = "") -> None:
    """Leave a tombstone, which always wins, and tell the hub; a dead slip stays as it is."""
    found = page.cursor.execute(
        "SELECT reader_id FROM locks WHERE serial = ? UNION"
        " SELECT reader_id FROM pending WHERE serial = ?",
        (serial, serial),
    ).fetchone()
    apply_row(TombstoneRow(serial), page.cursor)
    page.post(SlipRevoked(serial, page.now, reason))
    page.note(
        JournalEvent.REVOKED,
        agent=agent,
        serial=serial,
        detail=reason.value,
        reader_id=found[0] if found else "",
    )
