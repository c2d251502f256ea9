"""What a point remembers of a reader's last visit, so that only her own slip can read it.

Every note has one size on the disk, and who never came has random bytes of that size in the same
place: whoever takes the disk cannot tell who came from who did not, nor how much was new for whom.
The key is the Folder's, hashed for this one use: no note can pass for an envelope.
"""

from nacl.utils import random as random_bytes

from kiosk.sealing.boxes import (
    LENGTH_BYTES,
    OVERHEAD_BYTES,
    context,
    keyed_hash,
    seal_in_one_size,
    unseal_from_one_size,
)
from kiosk.sealing.secrets import FolderKey

NOTE_ROOM_BYTES = 4096
SEALED_BYTES = NOTE_ROOM_BYTES + OVERHEAD_BYTES
MOST_NOTE_BYTES = NOTE_ROOM_BYTES - LENGTH_BYTES

_WHAT = "visit note"
_PERSON = b"kiosk visit note"  # BLAKE2b personalisation, 16 bytes


def seal_note(note: bytes, key: FolderKey, reader_id: str) -> bytes:
    """A note of at most ``MOST_NOTE_BYTES``, bound to its reader; ``ValueError`` for more."""
    bound = context(_WHAT, reader_id)
    return seal_in_one_size(note, NOTE_ROOM_BYTES, _note_key(key), bound)


def open_note(sealed: bytes, key: FolderKey, reader_id: str) -> bytes:
    """The note; raise ``SealBroken`` for another key or reader, and for a place nobody filled."""
    return unseal_from_one_size(sealed, _note_key(key), context(_WHAT, reader_id), _WHAT)


def unfilled_note() -> bytes:
    """What lies in the place of a reader who never came: no different from a note to look at."""
    return random_bytes(SEALED_BYTES)


def _note_key(key: FolderKey) -> bytes:
    return keyed_hash(b"", key.reveal(), _PERSON)
