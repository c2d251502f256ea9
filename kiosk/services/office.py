"""What the use cases of an office work with: its readable records and its keys."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.clock import Clock
from kiosk.sealing.derivation import DerivationCost
from kiosk.sealing.secrets import FeedSigningKey, MasterKey, OutboxKey
from kiosk.store.store import Store
from kiosk.wording import Words
from kiosk_config import Settings

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


def no_progress(done: int, total: int) -> None:
    """For callers who show none."""


@dataclass(frozen=True)
class Office:
    """A school's or a region's office, opened with its master key.

    ``domain_salt`` (16 bytes) is shared with every point, so that one slip opens at each of them.
    """

    store: Store
    master: MasterKey
    feed_key: FeedSigningKey
    outbox_key: OutboxKey
    domain_salt: bytes
    cost: DerivationCost
    settings: Settings
    clock: Clock
    words: Words
