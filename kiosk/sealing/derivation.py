"""From a slip's digits to keys.

``T = argon2id(16 digits, domain salt)`` is costly on purpose and done once, where the digits are
made or read. Two BLAKE2b hashes of T keyed with the point's pepper follow: one finds the lock,
one opens it. Neither tells anything of the other, nor, without the pepper, of the digits.

Parameters: RFC 9106 section 4, second recommended option (64 MiB, t=3); libsodium fixes p=1.
"""

from dataclasses import dataclass

from nacl import pwhash

from kiosk.domain.slip_codes import SlipCode
from kiosk.sealing.boxes import keyed_hash
from kiosk.sealing.secrets import Pepper, SlipKey

SALT_BYTES = pwhash.argon2id.SALTBYTES
LOOKUP_BYTES = 16
WRAP_KEY_BYTES = 32

# BLAKE2b personalisation: 16 bytes at most, one per use, so that no two hashes can be confused.
_LOOKUP = b"kiosk lookup"
_WRAP = b"kiosk wrap"


@dataclass(frozen=True, slots=True)
class DerivationCost:
    """What one guess at a slip costs. Tests lower it; settings refuse to."""

    memory_mib: int = 64
    passes: int = 3


def slip_key(code: SlipCode, domain_salt: bytes, cost: DerivationCost) -> SlipKey:
    """T for a slip, about 0.1 s and 64 MiB at the default cost.

    ``domain_salt`` is 16 bytes shared by all points of one hub: a slip works at each of them.
    """
    return SlipKey(
        pwhash.argon2id.kdf(
            SlipKey.SIZE,
            code.secret_digits().encode("ascii"),
            domain_salt,
            opslimit=cost.passes,
            memlimit=cost.memory_mib * 1024 * 1024,
        )
    )


def lookup(key: SlipKey, pepper: Pepper) -> bytes:
    """The 16 bytes under which a point files the lock of this slip."""
    return keyed_hash(key.reveal(), pepper.reveal(), _LOOKUP, LOOKUP_BYTES)


def wrap_key(key: SlipKey, pepper: Pepper) -> bytes:
    """The 32 bytes that open the lock of this slip at this point."""
    return keyed_hash(key.reveal(), pepper.reveal(), _WRAP, WRAP_KEY_BYTES)
