"""Each point's feed at its office: where rows become signed segments, and how those leave."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.segment import PointReport, Row, SegmentHead
from kiosk.feed.exchange import FolderExchange
from kiosk.feed.files import pack_segments
from kiosk.feed.segments import segment_hash, split_rows, write_segment
from kiosk.private_files import write_private_parts
from kiosk.services.office import Office
from kiosk.store.circulation import PointRecord
from kiosk.store.store import Transaction

MOST_ANSWER_BYTES = 8_000_000
"""Held in memory, so that a slow line holds no transaction open."""


def append_rows(
    office: Office, tx: Transaction, point: PointRecord, rows: Iterable[Row]
) -> tuple[int, int]:
    """Sign rows as segments at the end of a point's feed; its last number, how many segments.

    No rows make no segment but the first time on a day, so that a point knows its news is all
    there is. ``point`` must be as it is now, and locked.
    """
    sequence, head = point.sequence, point.head
    now = office.clock.now()
    expires_at = now + timedelta(days=office.settings.feed.expires_days)
    batches: Iterator[Sequence[Row]] = split_rows(rows)
    first = next(batches, None)
    if first is None and (point.signed_at is None or _day_of(point.signed_at) < _day_of(now)):
        first = ()
    for batch in chain([first] if first is not None else [], batches):
        sequence += 1
        segment_head = SegmentHead(point.point_id, sequence, head, now, expires_at)
        content = write_segment(segment_head, batch, office.feed_key)
        head = segment_hash(content)
        tx.circulation.append_segment(point.point_id, sequence, head, content, now)
    return sequence, sequence - point.sequence


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


def segments_for(office: Office, report: PointReport) -> list[bytes]:
    """What a point that stands there lacks, in order: so much as one answer holds, at least one."""
    found: list[bytes] = []
    with office.store.transaction() as tx:
        for content in tx.circulation.segments_after(report.point_id, report.sequence):
            if found and sum(map(len, found)) + len(content) > MOST_ANSWER_BYTES:
                break
            found.append(content)
    return found


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


def _day_of(moment: datetime) -> date:
    return moment.astimezone(SCHOOL_ZONE).date()
