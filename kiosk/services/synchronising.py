"""A point meets its hub: it takes its news and leaves what it has to say."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.clock import Clock
from kiosk.domain.errors import NotFound
from kiosk.feed.exchange import Exchange
from kiosk.feed.files import pack_outbox
from kiosk.private_files import write_private_parts
from kiosk.services.applying import Applied, apply_feed_file
from kiosk.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Synchronised:
    """What a meeting brought, and how many messages wait for the hub since."""

    applied: Applied
    messages: int


def synchronise(
    vault: Vault, feed_public_key: bytes, clock: Clock, exchange: Exchange
) -> Synchronised:
    """Take the feed that waits for this point, and leave its outbox.

    The outbox is left first, since what families ask does not wait for sound news, and again
    after them, since they may say what the hub has. Raises ``NotFound`` where nothing waits, and
    ``SegmentRefused`` as ``apply_feed_file`` does.
    """
    point_id = vault.state().point_id
    feed = exchange.feed_of(point_id)
    if not feed.is_file():
        raise NotFound("feed", str(feed))
    exchange.leave_outbox(point_id, vault.outbox())
    applied = apply_feed_file(vault, feed_public_key, clock, feed)
    messages = vault.outbox()
    exchange.leave_outbox(point_id, messages)
    return Synchronised(applied, len(messages))


def export_outbox(vault: Vault, path: Path) -> int:
    """Write all that the hub has not said it has to a file; how many messages."""
    messages = vault.outbox()
    write_private_parts(path, pack_outbox(messages))
    return len(messages)
