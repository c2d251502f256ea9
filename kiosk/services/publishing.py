"""From the store to signed segments: what each access point must learn next."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk.domain.journal import KEPT_FOR
from kiosk.domain.segment import TombstoneRow
from kiosk.feed.exchange import FolderExchange
from kiosk.feed.files import pack_segments
from kiosk.private_files import write_private_parts
from kiosk.services.office import Office, Progress, no_progress
from kiosk.services.shelf import (
    DEAD,
    PublishedPoint,
    Shelf,
    append_rows,
    dead_serials,
    slip_row,
)


def publish(office: Office, progress: Progress = no_progress) -> list[PublishedPoint]:
    """Bring every point's feed up to what the store says now.

    Only rows that differ from what a point already has make a segment; a day without news makes
    none. One transaction: a reader's Folder and the locks that open it are published together.
    Where it breaks off, revocations still go out, in a transaction of their own.
    """
    try:
        with office.store.transaction() as tx:
            tx.correspondence.forget_lines_before(office.clock.now() - KEPT_FOR)
            points = tx.circulation.points()
            served = {point.point_id: tx.circulation.readers_at(point.point_id) for point in points}
            everyone = set().union(*served.values())
            shelf = Shelf(office, tx, tx.rights.readers(everyone), progress)
            return [shelf.publish_to(point, served[point.point_id]) for point in points]
    except Exception:
        _publish_revocations(office)
        raise


def export_feed(office: Office, point_id: str, path: Path, after: int = 0) -> int:
    """Write a point's segments after a number as one file; how many. Raises ``NotFound``."""
    written = 0

    def counted(contents: Iterable[bytes]) -> Iterator[bytes]:
        nonlocal written
        for content in contents:
            written += 1
            yield content

    with office.store.transaction() as tx:
        contents = tx.circulation.segments_after(point_id, after)
        write_private_parts(path, pack_segments(counted(contents)))
    return written


def leave_feeds(office: Office, folder: Path) -> list[Path]:
    """Write every point's whole feed into a folder that points look into; the files written."""
    folder.mkdir(exist_ok=True)
    exchange = FolderExchange(folder)
    with office.store.transaction() as tx:
        point_ids = [point.point_id for point in tx.circulation.points()]
    feeds = [exchange.feed_of(point_id) for point_id in point_ids]
    for point_id, feed in zip(point_ids, feeds, strict=True):
        export_feed(office, point_id, feed)
    return feeds


def _publish_revocations(office: Office) -> None:
    """Tell each point of the slips that ended, and nothing else."""
    with office.store.transaction() as tx:
        slips = tx.slips.all()
        for point in tx.circulation.points():
            known = tx.circulation.published_rows(point.point_id)
            served = tx.circulation.readers_at(point.point_id)
            news = [one for one in dead_serials(slips, served) if known.get(slip_row(one)) != DEAD]
            append_rows(office, tx, point, map(TombstoneRow, news))
            known |= dict.fromkeys(map(slip_row, news), DEAD)
            tx.circulation.set_published_rows(point.point_id, known)
