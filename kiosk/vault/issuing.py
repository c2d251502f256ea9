"""A slip entered at the point itself: the message that has the hub make its lock, and a line."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.agents import Agent
from kiosk.domain.journal import IssueWay, JournalEvent
from kiosk.domain.outbox import SlipIssued
from kiosk.domain.slips import SlipKind
from kiosk.sealing.locks import make_lock
from kiosk.sealing.secrets import FolderKey, SlipKey
from kiosk.vault.ledger import Page
from kiosk.vault.rows import apply_row


@dataclass(frozen=True, slots=True)
class NewSlip:
    """A slip as it was printed, for its reader. ``way`` is how she comes by it."""

    serial: str
    picture: str
    kind: SlipKind
    expires_on: date
    reader_id: str
    way: IssueWay


def enter_slip(page: Page, new: NewSlip, slip: SlipKey, agent: Agent) -> None:
    """Tell the hub of a slip, and the journal who gave it.

    Until its lock is here the desk knows it as pending, and may put an end to it.
    """
    page.cursor.execute(
        "INSERT INTO pending SELECT ?, ?, ?, ?, ?"
        " WHERE NOT EXISTS (SELECT 1 FROM locks WHERE serial = ?)",
        (
            new.serial,
            new.reader_id,
            new.kind.value,
            new.picture,
            new.expires_on.isoformat(),
            new.serial,
        ),
    )
    page.post(
        SlipIssued(
            serial=new.serial,
            reader_id=new.reader_id,
            kind=new.kind.value,
            picture=new.picture,
            issued_at=page.now,
            expires_on=new.expires_on,
            way=new.way,
            agent=agent.name,
            slip_key=slip.reveal().hex(),
        )
    )
    page.note(
        JournalEvent.ISSUED,
        agent=agent.name,
        serial=new.serial,
        detail=new.way.value,
        reader_id=new.reader_id,
    )


def lock_slip(page: Page, new: NewSlip, slip: SlipKey, folder_key: FolderKey) -> None:
    """Make the lock of a slip here, with the key that an old slip of hers opened."""
    lock = make_lock(
        slip,
        page.pepper,
        folder_key,
        serial=new.serial,
        kind=new.kind.value,
        expires_on=new.expires_on,
        reader_id=new.reader_id,
        picture=new.picture,
    )
    apply_row(lock, page.cursor)
    page.cursor.execute("UPDATE locks SET made_here = 1 WHERE serial = ?", (new.serial,))
