"""The office answers its points over the folder they share: what they say is taken, then told."""

from collections.abc import Callable
from pathlib import Path

from kiosk.feed.exchange import FolderExchange
from kiosk.services.office import Office
from kiosk.services.outbox import collect_outboxes
from kiosk.services.publishing import leave_feeds, publish


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
        if collected.is_news:
            publish(self._office)
            leave_feeds(self._office, self._folder)
        self._last = now
        told(collected.new + collected.lines)
        return collected.is_news

    def _mark(self) -> str:
        with self._office.store.transaction() as tx:
            point_ids = [point.point_id for point in tx.circulation.points()]
        exchange = FolderExchange(self._folder)
        files = [exchange.outbox_of(one) for one in point_ids]
        return " ".join(
            f"{file.name}:{file.stat().st_mtime_ns}" for file in files if file.is_file()
        )
