"""Authenticated encryption, the one primitive everything sealed goes through.

XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha): its 24-byte nonce is drawn at random for every seal.
The bound context is authenticated, not stored: a value moved to another place does not open.
"""

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.utils import random as random_bytes

from kiosk.domain.errors import SealBroken

NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
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


def context(*parts: str | int | bytes) -> bytes:
    """Parts as one unambiguous byte string: each is preceded by its length."""
    encoded = [part if isinstance(part, bytes) else str(part).encode() for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
