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


class Correspondence:
    """Meets the hub whenever either has something to say; asked every few seconds.

    A slip given at the desk opens as soon as the hub answered, and a stick put in is read, with
    nobody pressing anything.
    """

    def __init__(
        self, vault: Vault, feed_public_key: bytes, clock: Clock, exchange: Exchange
    ) -> None:
        self._vault = vault
        self._feed_public_key = feed_public_key
        self._clock = clock
        self._exchange = exchange
        self._last: tuple[str, int] | None = None

    def meet_if_needed(self) -> Synchronised | None:
        """Meet where something is new since the last meeting; None where nothing is.

        Raises ``SegmentRefused`` and ``OSError`` as a meeting does; what was refused is not tried
        again until it changes.
        """
        now = self._state()
        feed_mark, _ = now
        if now == self._last or not feed_mark:
            return None
        self._last = now
        met = synchronise(self._vault, self._feed_public_key, self._clock, self._exchange)
        self._last = self._state()
        return met

    def _state(self) -> tuple[str, int]:
        """What the hub has left, and what is left for it."""
        point_id = self._vault.state().point_id
        return self._exchange.feed_mark(point_id), self._vault.outbox_mark()


def export_outbox(vault: Vault, path: Path) -> int:
    """Write all that the hub has not said it has to a file; how many messages."""
    messages = vault.outbox()
    write_private_parts(path, pack_outbox(messages))
    return len(messages)
