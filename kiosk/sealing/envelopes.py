"""Folders and documents as a point keeps them: compressed, padded, sealed.

Padding follows Padmé (Nikitin et al., PETS 2019): at most 12 % more, and a size that tells only
O(log log n) bits of how much a family has.
"""

import zlib

from kiosk.domain.errors import SealBroken, TooLarge
from kiosk.sealing.boxes import context, seal, unseal
from kiosk.sealing.secrets import DocumentKey, FolderKey, Secret

MAX_FOLDER_BYTES = 8 * 1024 * 1024
"""More than any family's Folder; stops a hostile envelope from filling the memory."""

MAX_DOCUMENT_BYTES = 5 * 1024 * 1024
"""More than a school's letter; a point has many of them to carry."""

_LENGTH_BYTES = 4
_FOLDER = "envelope"
_DOCUMENT = "document"


def seal_envelope(folder: bytes, key: FolderKey, reader_id: str, version: int) -> bytes:
    """The envelope of a Folder's bytes, bound to its reader and version.

    Raises ``TooLarge`` rather than seal what no point would open.
    """
    return _seal(folder, key, context(_FOLDER, reader_id, version), _FOLDER, MAX_FOLDER_BYTES)


def open_envelope(sealed: bytes, key: FolderKey, reader_id: str, version: int) -> bytes:
    """The Folder's bytes; raise ``SealBroken`` for another key, reader, version or content."""
    return _open(sealed, key, context(_FOLDER, reader_id, version), _FOLDER, MAX_FOLDER_BYTES)


def seal_document(content: bytes, key: DocumentKey, document_id: str) -> bytes:
    """A document's envelope, bound to its identifier; raise ``TooLarge`` as for a Folder."""
    return _seal(content, key, context(_DOCUMENT, document_id), _DOCUMENT, MAX_DOCUMENT_BYTES)


def open_document(sealed: bytes, key: DocumentKey, document_id: str) -> bytes:
    """The document; raise ``SealBroken`` for another key, identifier or content."""
    return _open(sealed, key, context(_DOCUMENT, document_id), _DOCUMENT, MAX_DOCUMENT_BYTES)


def _seal(content: bytes, key: Secret, bound: bytes, what: str, most_bytes: int) -> bytes:
    if len(content) > most_bytes:
        raise TooLarge(what, len(content), most_bytes)
    packed = zlib.compress(content, 6)
    body = len(packed).to_bytes(_LENGTH_BYTES, "big") + packed
    return seal(body.ljust(padme(len(body)), b"\0"), key.reveal(), bound)


def _open(sealed: bytes, key: Secret, bound: bytes, what: str, most_bytes: int) -> bytes:
    padded = unseal(sealed, key.reveal(), bound, what)
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    packed = padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(packed, most_bytes)
    except zlib.error:
        raise SealBroken(what) from None
    if not inflater.eof:
        raise SealBroken(what)
    return content


def padme(length: int) -> int:
    """The padded size of ``length`` bytes."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    free_bits = exponent - exponent.bit_length()
    mask = (1 << max(free_bits, 0)) - 1
    return (length + mask) & ~mask
