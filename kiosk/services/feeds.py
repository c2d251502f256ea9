"""Each point's feed at its office: where rows become signed segments, and how those leave."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.segment import GENESIS, PointReport, Row, SegmentHead
from kiosk.feed.exchange import FolderExchange
from kiosk.feed.files import pack_segments
from kiosk.feed.key_records import is_key_record
from kiosk.feed.segments import segment_hash, split_rows, write_segment
from kiosk.feed.snapshots import is_snapshot_part
from kiosk.private_files import write_private_parts
from kiosk.services.feed_key import check_feed_key, key_records
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
    check_feed_key(office, tx)
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
        tx.feeds.append(point.point_id, sequence, head, content, now)
    return sequence, sequence - point.sequence


def is_of_our_feed(tx: Transaction, point: PointRecord, report: PointReport) -> bool:
    """Whether a point stands where this office brought it; so believed where that is too old."""
    if report.sequence == 0:
        return report.head == GENESIS
    if report.sequence >= point.sequence:
        return (report.sequence, report.head) == (point.sequence, point.head)
    content = tx.feeds.segment(point.point_id, report.sequence)
    return content is None or segment_hash(content) == report.head


def pieces_after(tx: Transaction, point: PointRecord, after: int) -> Iterator[bytes]:
    """What a point that stands at a number lacks: segments, read as asked.

    Behind a snapshot, where the next one is not kept any more, or the point said it has what was
    never signed here; behind the changes of key, if there were any.
    """
    records = key_records(tx)
    said = tx.point_reports.last_of(point.point_id)
    follows = after >= point.sequence or tx.feeds.has(point.point_id, after + 1)
    if follows and (said is None or is_of_our_feed(tx, point, said.report)):
        return chain(records, tx.feeds.after(point.point_id, after))
    snapshot = tx.feeds.snapshot(point.point_id)
    parts = snapshot.parts if snapshot else ()
    return chain(records, parts, tx.feeds.after(point.point_id, after))


def export_feed(office: Office, point_id: str, path: Path, after: int = 0) -> int:
    """Write what follows a number in a point's feed as one file; how many. Raises ``NotFound``."""
    written = 0

    def counted(contents: Iterable[bytes]) -> Iterator[bytes]:
        nonlocal written
        for content in contents:
            written += 1
            yield content

    with office.store.transaction() as tx:
        tx.circulation.check_point(point_id)
        point = tx.circulation.point(point_id)
        contents = pieces_after(tx, point, after) if point else iter(())
        write_private_parts(path, pack_segments(counted(contents)))
    return written


def segments_for(office: Office, report: PointReport) -> list[bytes]:
    """What a point that stands there lacks, in order: so much as one answer holds, at least one.

    A snapshot comes whole, since it is of no use otherwise.
    """
    found: list[bytes] = []
    size = 0
    with office.store.transaction() as tx:
        point = tx.circulation.point(report.point_id)
        if point is None:
            return []
        for content in pieces_after(tx, point, report.sequence):
            size += len(content)
            is_of_use_whole = is_snapshot_part(content) or is_key_record(content)
            if found and size > MOST_ANSWER_BYTES and not is_of_use_whole:
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
