"""A PIN's verifier: four digits hashed twice, with the slip's key and with the point's pepper.

Never part of a key: ten thousand PINs fall at once to whoever holds the rest. What is kept says
whether a PIN is right, and only to a point that is open and to who holds the slip.
"""

import hmac

from kiosk.sealing.boxes import keyed_hash
from kiosk.sealing.secrets import Pepper, SlipKey

# BLAKE2b personalisation: 16 bytes at most, one per use.
_INNER_PERSON = b"kiosk pin slip"
_OUTER_PERSON = b"kiosk pin point"


def pin_of_slip(pin: str, slip: SlipKey) -> bytes:
    """BLAKE2b(PIN, key=T): what may leave for the hub, sealed, and holds at every point."""
    return keyed_hash(pin.encode(), slip.reveal(), _INNER_PERSON)


def pin_verifier(of_slip: bytes, pepper: Pepper) -> bytes:
    """What one point keeps."""
    return keyed_hash(of_slip, pepper.reveal(), _OUTER_PERSON)


def is_right(of_slip: bytes, verifier: bytes, pepper: Pepper) -> bool:
    """Whether the PIN given is the one chosen; in the same time either way."""
    return hmac.compare_digest(pin_verifier(of_slip, pepper), verifier)
