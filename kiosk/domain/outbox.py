"""What an access point tells its hub, once it is open: each message of one kind, with its own id.

At least once on the way, exactly once in effect: the hub knows a message again by its id.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kiosk.domain.journal import IssueWay, JournalEntry, RevocationReason
from kiosk.domain.plain_json import NotOfThisShape, from_plain, to_plain
from kiosk.domain.requests import SchoolRequest

MOST_NAME_CHARACTERS = 60
"""What a desk may type of each name; so many fit in a message together."""


@dataclass(frozen=True, slots=True)
class SlipIssued:
    """A slip given at a desk to a reader the point serves. ``slip_key`` is T, hex."""

    serial: str
    reader_id: str
    kind: str
    picture: str
    issued_at: datetime
    expires_on: date
    way: IssueWay
    agent: str
    slip_key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SlipAsked:
    """A slip given to somebody the point does not know, for her school to say yes or no.

    The names are as typed at the desk; nothing ever comes back but the lock.
    """

    serial: str
    kind: str
    picture: str
    issued_at: datetime
    expires_on: date
    agent: str
    family_name: str
    given_name: str
    school: str
    child_given_name: str
    child_class: str
    slip_key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SlipWoken:
    """A reserve slip that a desk gave its life."""

    serial: str
    woken_at: datetime
    agent: str


@dataclass(frozen=True, slots=True)
class SlipRevoked:
    """A slip put to an end at a point, for good."""

    serial: str
    revoked_at: datetime
    reason: RevocationReason


@dataclass(frozen=True, slots=True)
class PinChosen:
    """A reader's PIN for one slip, as BLAKE2b(PIN, key=T), hex; "" takes it away.

    A higher version replaces a lower one.
    """

    serial: str
    version: int
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadersJoined:
    """Two readers whose slips one person showed in one visit: « J’ai un autre ticket »."""

    reader_id: str
    serial: str
    other_id: str
    other_serial: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class ReadersParted:
    """A reader who wants what was joined apart again."""

    reader_id: str
    parted_at: datetime


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """The language a reader wants to be spoken to in, as its code: "fr", "ar"."""

    reader_id: str
    language: str


Body = (
    SchoolRequest
    | SlipIssued
    | SlipAsked
    | SlipWoken
    | SlipRevoked
    | PinChosen
    | ReadersJoined
    | ReadersParted
    | LanguageChosen
    | JournalEntry
)

_KINDS: dict[str, type[Any]] = {
    "request": SchoolRequest,
    "slip_issued": SlipIssued,
    "slip_asked": SlipAsked,
    "slip_woken": SlipWoken,
    "slip_revoked": SlipRevoked,
    "pin_chosen": PinChosen,
    "readers_joined": ReadersJoined,
    "readers_parted": ReadersParted,
    "language_chosen": LanguageChosen,
    "journal": JournalEntry,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """One message. ``message_id`` is 32 hex digits drawn at random."""

    message_id: str
    point_id: str
    body: Body

    def to_bytes(self) -> bytes:
        """As it travels, before it is sealed."""
        plain = {
            "id": self.message_id,
            "point": self.point_id,
            "kind": _NAMES[type(self.body)],
            "body": to_plain(self.body),
        }
        return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "OutboxMessage":
        """Read back ``to_bytes``; raise ``NotOfThisShape`` on anything else."""
        try:
            plain = json.loads(content)
        except (ValueError, RecursionError):
            raise NotOfThisShape from None
        if not isinstance(plain, dict) or plain.keys() != {"id", "point", "kind", "body"}:
            raise NotOfThisShape
        kind = _KINDS.get(plain["kind"]) if isinstance(plain["kind"], str) else None
        if kind is None or not all(isinstance(plain[one], str) for one in ("id", "point")):
            raise NotOfThisShape
        return cls(plain["id"], plain["point"], from_plain(kind, plain["body"]))
