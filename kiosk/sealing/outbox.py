"""What a point sends up: sealed to its office, so that the point itself cannot read it again.

A sealed box (X25519, XSalsa20-Poly1305; libsodium's ``crypto_box_seal``) says nothing of who sent
it, and its key is public to whoever holds the disk. So a mark made with the pepper goes with each
message: only a point that is open can make one, and the office, which keeps that pepper, checks
it. Each message has one size, so that none tells a longer name from a shorter one.
"""

import hmac
from dataclasses import dataclass, field

from nacl.bindings import crypto_box_SEALBYTES
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from kiosk.domain.errors import SealBroken
from kiosk.sealing.boxes import keyed_hash
from kiosk.sealing.secrets import OutboxKey, Pepper

MESSAGE_BYTES = 2048
"""Every message before it is sealed; the longest names leave room."""
MARK_BYTES = 32

SEALED_BYTES = MARK_BYTES + MESSAGE_BYTES + crypto_box_SEALBYTES
"""Every message once it is sealed."""

_LENGTH_BYTES = 2
_WHAT = "outbox"
_PERSON = b"kiosk outbox"  # BLAKE2b personalisation, 16 bytes at most


@dataclass(frozen=True, slots=True)
class OpenedMessage:
    """A message out of its box, by nobody yet: ask ``is_from`` with the pepper of whom it names."""

    content: bytes = field(repr=False)
    mark: bytes = field(repr=False)
    body: bytes = field(repr=False)

    def is_from(self, pepper: Pepper) -> bool:
        """Whether the point of this pepper sent it, as it is."""
        return hmac.compare_digest(self.mark, keyed_hash(self.body, pepper.reveal(), _PERSON))


def outbox_public_key(key: OutboxKey) -> bytes:
    """The 32 public bytes that a point is given at its enrolment."""
    return bytes(PrivateKey(key.reveal()).public_key)


def seal_message(message: bytes, public_key: bytes, pepper: Pepper) -> bytes:
    """A message for the office alone; raise ``ValueError`` where it is too long."""
    body = len(message).to_bytes(_LENGTH_BYTES, "big") + message
    if len(body) > MESSAGE_BYTES:
        raise ValueError(f"a message takes {MESSAGE_BYTES - _LENGTH_BYTES} bytes at most")
    body = body.ljust(MESSAGE_BYTES, b"\0")
    mark = keyed_hash(body, pepper.reveal(), _PERSON)
    return SealedBox(PublicKey(public_key)).encrypt(mark + body)


def open_message(sealed: bytes, key: OutboxKey) -> OpenedMessage:
    """The message; raise ``SealBroken`` for another office's key or any other byte."""
    try:
        opened = SealedBox(PrivateKey(key.reveal())).decrypt(sealed)
    except (CryptoError, ValueError, TypeError):
        raise SealBroken(_WHAT) from None
    mark, body = opened[:MARK_BYTES], opened[MARK_BYTES:]
    length = int.from_bytes(body[:_LENGTH_BYTES], "big")
    if length > len(body) - _LENGTH_BYTES:
        raise SealBroken(_WHAT)
    return OpenedMessage(body[_LENGTH_BYTES : _LENGTH_BYTES + length], mark, body)
