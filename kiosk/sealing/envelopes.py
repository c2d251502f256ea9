"""A reader's Folder as a point keeps it: compressed, padded, sealed.

Padding follows Padmé (Nikitin et al., PETS 2019): at most 12 % more, and a size that tells only
O(log log n) bits of how much a family has.
"""

import zlib

from kiosk.domain.errors import SealBroken
from kiosk.sealing.boxes import context, seal, unseal
from kiosk.sealing.secrets import FolderKey

MAX_FOLDER_BYTES = 8 * 1024 * 1024
"""More than any family's Folder; stops a hostile envelope from filling the memory."""

_LENGTH_BYTES = 4
_WHAT = "envelope"


def seal_envelope(folder: bytes, key: FolderKey, reader_id: str, version: int) -> bytes:
    """The envelope of a Folder's bytes, bound to its reader and version."""
    packed = zlib.compress(folder, 6)
    body = len(packed).to_bytes(_LENGTH_BYTES, "big") + packed
    padded = body.ljust(padme(len(body)), b"\0")
    return seal(padded, key.reveal(), context(_WHAT, reader_id, version))


def open_envelope(sealed: bytes, key: FolderKey, reader_id: str, version: int) -> bytes:
    """The Folder's bytes; raise ``SealBroken`` for another key, reader, version or content."""
    padded = unseal(sealed, key.reveal(), context(_WHAT, reader_id, version), _WHAT)
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    packed = padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
    inflater = zlib.decompressobj()
    try:
        folder = inflater.decompress(packed, MAX_FOLDER_BYTES)
    except zlib.error:
        raise SealBroken(_WHAT) from None
    if not inflater.eof:
        raise SealBroken(_WHAT)
    return folder


def padme(length: int) -> int:
    """The padded size of ``length`` bytes."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    free_bits = exponent - exponent.bit_length()
    mask = (1 << max(free_bits, 0)) - 1
    return (length + mask) & ~mask
