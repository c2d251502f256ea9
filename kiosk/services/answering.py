"""The office answers its points: what they say is taken, what follows is published, then told."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kiosk.feed.exchange import FolderExchange
from kiosk.feed.files import MEDIA_TYPE as MEDIA_TYPE
from kiosk.feed.files import pack_segments
from kiosk.services.feeds import leave_feeds, segments_for
from kiosk.services.office import Office
from kiosk.services.outbox import Collected, apply_outbox, collect_outboxes, take_outbox
from kiosk.services.publishing import publish_readers


def answer(office: Office, asked: BinaryIO) -> bytes:
    """The feed of what a point lacks, once what it brought is taken and published to all concerned.

    A slip given at a desk opens by this very answer; what is too much for one waits for the next.
    Raises ``OutboxRefused``.
    """
    report, collected = take_outbox(office, asked)
    _publish(office, collected)
    return b"".join(pack_segments(segments_for(office, report)))


def take_file(office: Office, path: Path) -> Collected:
    """Take the outbox of a file and publish to all concerned; what it held.

    Raises ``OutboxRefused``.
    """
    collected = apply_outbox(office, path)
    _publish(office, collected)
    return collected


class Answering:
    """Watches the points' outboxes in one folder; asked every few seconds."""

    def __init__(self, office: Office, folder: Path) -> None:
        self._office = office
        self._folder = folder
        self._last = ""

    def answer_if_needed(self, told: Callable[[int], None] = lambda _: None) -> bool:
        """Take what points left since the last time and publish what follows; whether any did."""
        now = self._mark()
        if now == self._last:
            return False
        collected = collect_outboxes(self._office, self._folder)
        is_news = bool(collected.new or collected.lines)
        _publish(self._office, collected)
        if is_news or collected.reader_ids:
            leave_feeds(self._office, self._folder)
        self._last = now
        told(collected.new + collected.lines)
        return is_news

    def _mark(self) -> str:
        with self._office.store.transaction() as tx:
            point_ids = [point.point_id for point in tx.circulation.points()]
        exchange = FolderExchange(self._folder)
        files = [exchange.outbox_of(one) for one in point_ids]
        return " ".join(
            f"{file.name}:{file.stat().st_mtime_ns}" for file in files if file.is_file()
        )


def _publish(office: Office, collected: Collected) -> None:
    if collected.reader_ids:
        publish_readers(office, collected.reader_ids)
