"""What a point sends up: sealed to its office, so that the point itself cannot read it again.

A sealed box (X25519, XSalsa20-Poly1305; libsodium's ``crypto_box_seal``) says nothing of who sent
it. Each has one size, so that none tells a longer name from a shorter one.
"""

from nacl.bindings import crypto_box_SEALBYTES
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from kiosk.domain.errors import SealBroken
from kiosk.sealing.secrets import OutboxKey

MESSAGE_BYTES = 2048
"""Every message before it is sealed; the longest name leaves room."""

SEALED_BYTES = MESSAGE_BYTES + crypto_box_SEALBYTES
"""Every message once it is sealed."""

_LENGTH_BYTES = 2
_WHAT = "outbox"


def outbox_public_key(key: OutboxKey) -> bytes:
    """The 32 public bytes that a point is given at its enrolment."""
    return bytes(PrivateKey(key.reveal()).public_key)


def seal_message(message: bytes, public_key: bytes) -> bytes:
    """A message for the office alone; raise ``ValueError`` where it is too long."""
    body = len(message).to_bytes(_LENGTH_BYTES, "big") + message
    if len(body) > MESSAGE_BYTES:
        raise ValueError(f"a message takes {MESSAGE_BYTES - _LENGTH_BYTES} bytes at most")
    return SealedBox(PublicKey(public_key)).encrypt(body.ljust(MESSAGE_BYTES, b"\0"))


def open_message(sealed: bytes, key: OutboxKey) -> bytes:
    """The message; raise ``SealBroken`` for another office's key or any other byte."""
    try:
        body = SealedBox(PrivateKey(key.reveal())).decrypt(sealed)
    except (CryptoError, ValueError, TypeError):
        raise SealBroken(_WHAT) from None
    length = int.from_bytes(body[:_LENGTH_BYTES], "big")
    if length > len(body) - _LENGTH_BYTES:
        raise SealBroken(_WHAT)
    return body[_LENGTH_BYTES : _LENGTH_BYTES + length]
