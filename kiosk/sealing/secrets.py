"""Secrets as tiny types: they do not mix, and none of them shows itself.

Every value here is random or derived bytes. ``repr``, pickling and string formatting reveal
nothing, so that no log, error or core of a web framework can.
"""

import hmac
from typing import Self

from nacl.utils import random as random_bytes


class Secret:
    """Bytes of one fixed length that never appear in a ``repr``."""

    SIZE = 32
    __slots__ = ("_value",)

    def __init__(self, value: bytes) -> None:
        if len(value) != self.SIZE:
            raise ValueError(f"{type(self).__name__} takes {self.SIZE} bytes")
        self._value = bytes(value)

    @classmethod
    def draw(cls) -> Self:
        """A fresh one from the system's random source."""
        return cls(random_bytes(cls.SIZE))

    def reveal(self) -> bytes:
        """The bytes themselves; call it only where they go into a primitive or a key file."""
        return self._value

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return hmac.compare_digest(self._value, other._value)

    def __hash__(self) -> int:
        return hash((type(self), self._value))

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    def __getstate__(self) -> object:
        raise TypeError(f"a {type(self).__name__} is never pickled")


class SlipKey(Secret):
    """T in the design: what argon2id makes of a slip's 16 digits."""


class PinOfSlip(Secret):
    """BLAKE2b(PIN, key=T): what tells, with T, that a PIN is the one chosen."""


class FolderKey(Secret):
    """FK in the design: opens one reader's envelopes; random, never derived from a slip."""


class DocumentKey(Secret):
    """Opens one document; random, and told only inside the Folders that name it."""


class Pepper(Secret):
    """One access point's own key, without which its locks cannot be tried."""


class CardKey(Secret):
    """What argon2id makes of an agent's card and password; unwraps the point's pepper."""


class MasterKey(Secret):
    """The office's key, a file outside the database; seals what the office must remember."""


class SigningKey(Secret):
    """An Ed25519 seed."""


class FeedSigningKey(SigningKey):
    """The seed with which a hub signs its segments."""


class DeviceKey(SigningKey):
    """The seed with which one machine signs what it asks its hub.

    It opens nothing: it lies on the disk, so that a closed point still hears of revocations, and
    dies at the hub the day the machine is stolen.
    """


class OutboxKey(Secret):
    """The office's X25519 key: opens what points send it, which they themselves cannot."""
