"""How a point reaches its hub: over the network, or by a folder they both see, a share or a stick.

The same bytes pass whatever the way: a signed report and sealed messages up, signed segments down.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from kiosk.domain.errors import NotFound
from kiosk.feed.files import pack_outbox, unpack_segments
from kiosk.private_files import write_private_parts


class Exchange(Protocol):
    """One way to the hub."""

    def mark(self, point_id: str) -> str:
        """Changes when it is worth meeting; "" where it is not now, whatever there is to say."""

    def meet(self, point_id: str, report: bytes, messages: Sequence[bytes]) -> Iterator[bytes]:
        """Hand over what the point has to say; the segments it gets for it, as they come.

        Some may be known already. Raises ``NotFound`` or ``HubUnreachable`` where there is no
        hub to meet, and ``SegmentRefused("format")`` after the last sound piece.
        """


class FolderExchange:
    """A folder with ``<point>.feed`` and ``<point>.outbox`` for each point."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def feed_of(self, point_id: str) -> Path:
        """Where the point's feed lies, or will."""
        return self._folder / f"{point_id}.feed"

    def outbox_of(self, point_id: str) -> Path:
        """Where the point's messages lie, or will."""
        return self._folder / f"{point_id}.outbox"

    def mark(self, point_id: str) -> str:
        """When the feed was last written, and how long it is."""
        try:
            facts = self.feed_of(point_id).stat()
        except OSError:
            return ""
        return f"{facts.st_mtime_ns}:{facts.st_size}"

    def meet(self, point_id: str, report: bytes, messages: Sequence[bytes]) -> Iterator[bytes]:
        """Write the point's messages in place of those it left before, and read its feed."""
        feed = self.feed_of(point_id)
        if not feed.is_file():
            raise NotFound("feed", str(feed))
        write_private_parts(self.outbox_of(point_id), pack_outbox(report, messages))
        return unpack_segments(feed)
