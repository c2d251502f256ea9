"""The names a desk may find, sealed under the point's pepper: a closed point tells none.

Every entry has one size, so that a long name looks like a short one.
"""

import json

from kiosk.domain.directory import DirectoryEntry
from kiosk.domain.errors import SealBroken
from kiosk.domain.plain_json import NotOfThisShape, from_plain, to_plain
from kiosk.sealing.boxes import context, keyed_hash, seal_in_one_size, unseal_from_one_size
from kiosk.sealing.secrets import Pepper

ENTRY_BYTES = 1024
MOST_NAME_CHARACTERS = 60
"""Of each name; three of them fit whatever they are."""

_WHAT = "directory entry"
_PERSON = b"kiosk directory"  # BLAKE2b personalisation, 16 bytes at most


def seal_entry(entry: DirectoryEntry, pepper: Pepper) -> bytes:
    """An entry for the point of this pepper; names longer than the place for them are cut."""
    cut = DirectoryEntry(
        entry.reader_id,
        *(_cut(name) for name in (entry.civility, entry.given_name, entry.family_name)),
    )
    content = json.dumps(to_plain(cut), ensure_ascii=False).encode()
    return seal_in_one_size(content, ENTRY_BYTES, _key(pepper), context(_WHAT, entry.reader_id))


def open_entry(sealed: bytes, pepper: Pepper, reader_id: str) -> DirectoryEntry:
    """The entry; raise ``SealBroken`` for another pepper, another reader or any other byte."""
    content = unseal_from_one_size(sealed, _key(pepper), context(_WHAT, reader_id), _WHAT)
    try:
        return from_plain(DirectoryEntry, json.loads(content))
    except (ValueError, NotOfThisShape):
        raise SealBroken(_WHAT) from None


def _cut(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable())[:MOST_NAME_CHARACTERS]


def _key(pepper: Pepper) -> bytes:
    return keyed_hash(b"", pepper.reveal(), _PERSON)
