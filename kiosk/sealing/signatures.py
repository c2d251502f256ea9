"""A hub's hand on its segments, a point's on what it asks: Ed25519 (RFC 8032)."""

from nacl import signing
from nacl.exceptions import BadSignatureError

from kiosk.sealing.secrets import SigningKey

SIGNATURE_BYTES = 64
PUBLIC_KEY_BYTES = 32


def sign(message: bytes, key: SigningKey) -> bytes:
    """The 64-byte signature of a message."""
    return signing.SigningKey(key.reveal()).sign(message).signature


def is_signed_by(message: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether the holder of ``public_key``'s secret signed exactly this message."""
    try:
        signing.VerifyKey(public_key).verify(message, signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def public_key_of(key: SigningKey) -> bytes:
    """The 32 public bytes that the other side pins."""
    return bytes(signing.SigningKey(key.reveal()).verify_key)
