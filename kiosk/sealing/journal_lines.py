"""Lines of a point's journal, sealed under its pepper: a stolen machine does not tell who came.

Each is bound to its number and of one size, so that none can be moved, nor told from another.
"""

import json

from kiosk.domain.errors import SealBroken
from kiosk.domain.journal import JournalEntry
from kiosk.domain.plain_json import NotOfThisShape, from_plain, to_plain
from kiosk.sealing.boxes import context, keyed_hash, seal_in_one_size, unseal_from_one_size
from kiosk.sealing.secrets import Pepper

LINE_BYTES = 640

_WHAT = "journal line"
_PERSON = b"kiosk journal"  # BLAKE2b personalisation, 16 bytes at most


def seal_line(entry: JournalEntry, pepper: Pepper) -> bytes:
    """A line as the vault keeps it; raise ``ValueError`` where it is too long."""
    content = json.dumps(to_plain(entry), ensure_ascii=False).encode()
    return seal_in_one_size(content, LINE_BYTES, _key(pepper), context(_WHAT, entry.number))


def open_line(sealed: bytes, pepper: Pepper, number: int) -> JournalEntry:
    """The line; raise ``SealBroken`` for another pepper, number or byte."""
    content = unseal_from_one_size(sealed, _key(pepper), context(_WHAT, number), _WHAT)
    try:
        return from_plain(JournalEntry, json.loads(content))
    except (ValueError, NotOfThisShape):
        raise SealBroken(_WHAT) from None


def _key(pepper: Pepper) -> bytes:
    return keyed_hash(b"", pepper.reveal(), _PERSON)
