"""What an office must remember sealed: Folder keys, slip keys, peppers, its signing key.

Each is bound to what it is and whose it is, so that a database row copied over another opens
nothing.
"""

from typing import TypeVar

from kiosk.domain.errors import SealBroken
from kiosk.sealing.boxes import context, seal, unseal
from kiosk.sealing.secrets import MasterKey, Secret

S = TypeVar("S", bound=Secret)


def lock_away(secret: Secret, owner: str, master: MasterKey) -> bytes:
    """A secret sealed under the office's master key, for the database."""
    return seal(secret.reveal(), master.reveal(), _bound(type(secret), owner))


def take_out(kind: type[S], sealed: bytes, owner: str, master: MasterKey) -> S:
    """The secret back; raise ``SealBroken`` for another kind, owner or master key."""
    opened = unseal(sealed, master.reveal(), _bound(kind, owner), kind.__name__)
    if len(opened) != kind.SIZE:
        raise SealBroken(kind.__name__)
    return kind(opened)


def _bound(kind: type[Secret], owner: str) -> bytes:
    return context("custody", kind.__name__, owner)
