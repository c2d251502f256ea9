"""The hub's hand on its segments: Ed25519 (RFC 8032)."""

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from kiosk.sealing.secrets import FeedSigningKey

SIGNATURE_BYTES = 64


def sign(message: bytes, key: FeedSigningKey) -> bytes:
    """The 64-byte signature of a message."""
    return SigningKey(key.reveal()).sign(message).signature


def is_signed_by(message: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether the holder of ``public_key``'s secret signed exactly this message."""
    try:
        VerifyKey(public_key).verify(message, signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def public_key_of(key: FeedSigningKey) -> bytes:
    """The 32 public bytes that a point pins at its enrolment."""
    return bytes(SigningKey(key.reveal()).verify_key)
