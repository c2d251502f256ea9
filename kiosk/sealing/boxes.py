"""Authenticated encryption, the one primitive everything sealed goes through.

XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha): its 24-byte nonce is drawn at random for every seal.
The bound context is authenticated, not stored: a value moved to another place does not open.
"""

from nacl import bindings, encoding
from nacl import hash as nacl_hash
from nacl.exceptions import CryptoError
from nacl.utils import random as random_bytes

from kiosk.domain.errors import SealBroken

NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
LENGTH_BYTES = 2
KEY_BYTES = 32
OVERHEAD_BYTES = NONCE_BYTES + bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES


def seal(plain: bytes, key: bytes, context: bytes) -> bytes:
    """Nonce and ciphertext of ``plain`` under a 32-byte key, bound to ``context``."""
    nonce = random_bytes(NONCE_BYTES)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, context, nonce, key)


def unseal(sealed: bytes, key: bytes, context: bytes, what: str) -> bytes:
    """What ``seal`` took; raise ``SealBroken(what)`` for any other key, context or byte."""
    if len(sealed) < OVERHEAD_BYTES:
        raise SealBroken(what)
    nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, context, nonce, key)
    except CryptoError:
        raise SealBroken(what) from None


def seal_in_one_size(content: bytes, room_bytes: int, key: bytes, context: bytes) -> bytes:
    """``content`` sealed in a box of ``room_bytes``, so that a long one looks like a short one.

    Raises ``ValueError`` where it does not fit: ``room_bytes`` takes ``LENGTH_BYTES`` less.
    """
    body = len(content).to_bytes(LENGTH_BYTES, "big") + content
    if len(body) > room_bytes:
        raise ValueError(f"{room_bytes - LENGTH_BYTES} bytes at most")
    return seal(body.ljust(room_bytes, b"\0"), key, context)


def unseal_from_one_size(sealed: bytes, key: bytes, context: bytes, what: str) -> bytes:
    """What ``seal_in_one_size`` took; raise ``SealBroken(what)``."""
    body = unseal(sealed, key, context, what)
    length = int.from_bytes(body[:LENGTH_BYTES], "big")
    if length > len(body) - LENGTH_BYTES:
        raise SealBroken(what)
    return body[LENGTH_BYTES : LENGTH_BYTES + length]


def keyed_hash(message: bytes, key: bytes, person: bytes, size: int = KEY_BYTES) -> bytes:
    """BLAKE2b of a message under a key; ``person`` (16 bytes at most) names its one use."""
    return nacl_hash.blake2b(
        message, digest_size=size, key=key, person=person, encoder=encoding.RawEncoder
    )


def context(*parts: str | int | bytes) -> bytes:
    """Parts as one unambiguous byte string: each is preceded by its length."""
    encoded = [part if isinstance(part, bytes) else str(part).encode() for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
