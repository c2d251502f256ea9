"""What happened at an access point, line by line: who, when, which slip.

A line is numbered, never changed, and holds no mark, no code and no name of a child. It is the one
ledger: the day's count of slips, « qui a regardé » and the notice of a new slip are read from it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

KEPT_FOR = timedelta(days=365)
"""CNIL, délibération 2021-122: six months to a year."""


class JournalEvent(StrEnum):
    """What a line tells."""

    OPENED = "opened"
    CLOSED = "closed"
    """``detail`` says by what: "button", "hour" or "limit"."""
    ISSUED = "issued"
    """``detail`` is the ``IssueWay``."""
    WOKEN = "woken"
    REVOKED = "revoked"
    """``detail`` is the ``RevocationReason``."""
    USED = "used"
    PIN_CHOSEN = "pin_chosen"
    PIN_RESET = "pin_reset"
    JOINED = "joined"
    """With another slip of hers, shown in the same visit."""
    PARTED = "parted"
    CARD_MADE = "card_made"
    """``detail`` is its role and its bearer's name."""
    CARD_DISABLED = "card_disabled"
    PAPER_CLEARED = "paper_cleared"
    """An agent looked at the screen's printer; ``detail`` is for how many sheets."""
    WRONG_CODES = "wrong_codes"
    """``detail`` is how many since the line before of this kind."""


class IssueWay(StrEnum):
    """How somebody came to hold a slip from a desk."""

    ATTACHED = "attached"
    """The point knew her; the hub makes the lock."""
    OLD_SLIP = "old_slip"
    """Her old slip opened the new one's lock, here and at once."""
    ASKED = "asked"
    """Nobody here knew her: the slip sleeps until her school says yes."""


class RevocationReason(StrEnum):
    """Why a slip was put to an end at a point."""

    LOST = "lost"
    NOT_ME = "not_me"
    """Its reader says that she never asked for it."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One line. ``agent`` is a card bearer's name, "" for the point or a reader herself;
    ``serial`` the slip's and ``reader_id`` its reader's, "" where none is concerned or known.
    """

    number: int
    at: datetime
    event: JournalEvent
    agent: str = ""
    serial: str = ""
    detail: str = ""
    reader_id: str = ""
