"""Where hub and point meet: today a folder they both see, a share or a stick."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from kiosk.feed.files import pack_outbox
from kiosk.private_files import write_private_parts


class Exchange(Protocol):
    """How a point reaches its hub. The same bytes pass whatever the way."""

    def feed_of(self, point_id: str) -> Path:
        """A file with the point's feed."""

    def feed_mark(self, point_id: str) -> str:
        """Changes when the point's feed does; "" where there is none, or no way to the hub."""

    def leave_outbox(self, point_id: str, messages: Iterable[bytes]) -> None:
        """Hand over all that the hub has not said it has."""


class FolderExchange:
    """A folder with ``<point>.feed`` and ``<point>.outbox`` for each point."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def feed_of(self, point_id: str) -> Path:
        """Where the point's feed lies, or will."""
        return self._folder / f"{point_id}.feed"

    def feed_mark(self, point_id: str) -> str:
        """When the file was last written, and how long it is."""
        try:
            facts = self.feed_of(point_id).stat()
        except OSError:
            return ""
        return f"{facts.st_mtime_ns}:{facts.st_size}"

    def outbox_of(self, point_id: str) -> Path:
        """Where the point's messages lie, or will."""
        return self._folder / f"{point_id}.outbox"

    def leave_outbox(self, point_id: str, messages: Iterable[bytes]) -> None:
        """Write the point's messages in place of those it left before."""
        write_private_parts(self.outbox_of(point_id), pack_outbox(messages))
