"""What a point remembers of a reader's last visit, so that only her own slip can read it.

Every note has one size on the disk, and who never came has random bytes of that size in the same
place: whoever takes the disk cannot tell who came from who did not, nor how much was new for whom.
The key is the Folder's, hashed for this one use: no note can pass for an envelope.
"""

from nacl import encoding
from nacl import hash as nacl_hash
from nacl.utils import random as random_bytes

from kiosk.domain.errors import SealBroken
from kiosk.sealing.boxes import OVERHEAD_BYTES, context, seal, unseal
from kiosk.sealing.secrets import FolderKey

SEALED_BYTES = 4096 + OVERHEAD_BYTES

_LENGTH_BYTES = 2
MOST_NOTE_BYTES = SEALED_BYTES - OVERHEAD_BYTES - _LENGTH_BYTES
_WHAT = "visit note"
_PERSON = b"kiosk visit note"  # BLAKE2b personalisation, 16 bytes


def seal_note(note: bytes, key: FolderKey, reader_id: str) -> bytes:
    """A note of at most ``MOST_NOTE_BYTES``, bound to its reader."""
    if len(note) > MOST_NOTE_BYTES:
        raise ValueError(f"a note takes {MOST_NOTE_BYTES} bytes at most")
    body = len(note).to_bytes(_LENGTH_BYTES, "big") + note
    padded = body.ljust(SEALED_BYTES - OVERHEAD_BYTES, b"\0")
    return seal(padded, _note_key(key), context(_WHAT, reader_id))


def open_note(sealed: bytes, key: FolderKey, reader_id: str) -> bytes:
    """The note; raise ``SealBroken`` for another key or reader, and for a place nobody filled."""
    padded = unseal(sealed, _note_key(key), context(_WHAT, reader_id), _WHAT)
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    if length > len(padded) - _LENGTH_BYTES:
        raise SealBroken(_WHAT)
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]


def unfilled_note() -> bytes:
    """What lies in the place of a reader who never came: no different from a note to look at."""
    return random_bytes(SEALED_BYTES)


def _note_key(key: FolderKey) -> bytes:
    return nacl_hash.blake2b(
        b"", digest_size=32, key=key.reveal(), person=_PERSON, encoder=encoding.RawEncoder
    )
