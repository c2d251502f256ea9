"""A hub's change of feed key, told to its points by the key they know.

::

    "KIOSKKEY" version(1) | old public key(32) | new public key(32) | signature by the old(64)
"""

from kiosk.domain.errors import SegmentRefused
from kiosk.sealing.secrets import FeedSigningKey
from kiosk.sealing.signatures import (
    PUBLIC_KEY_BYTES,
    SIGNATURE_BYTES,
    is_signed_by,
    public_key_of,
    sign,
)

MAGIC = b"KIOSKKEY\x01"
_BYTES = len(MAGIC) + 2 * PUBLIC_KEY_BYTES + SIGNATURE_BYTES


def is_key_record(content: bytes) -> bool:
    """Whether a piece of a feed says it is a change of key."""
    return content.startswith(MAGIC)


def write_key_record(old: FeedSigningKey, new_public_key: bytes) -> bytes:
    """The record by which a point that pins the old key pins the new one."""
    body = MAGIC + public_key_of(old) + new_public_key
    return body + sign(body, old)


def next_key(content: bytes, pinned: bytes) -> bytes | None:
    """The key that follows the pinned one; None for a record of other keys, met before or to come.

    Raises ``SegmentRefused("format" | "signature")``.
    """
    if len(content) != _BYTES or not is_key_record(content):
        raise SegmentRefused("format")
    body, signature = content[:-SIGNATURE_BYTES], content[-SIGNATURE_BYTES:]
    old, new = body[-2 * PUBLIC_KEY_BYTES : -PUBLIC_KEY_BYTES], body[-PUBLIC_KEY_BYTES:]
    if old != pinned:
        return None
    if not is_signed_by(body, signature, pinned):
        raise SegmentRefused("signature")
    return new
