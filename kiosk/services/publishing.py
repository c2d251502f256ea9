"""From the store to signed segments: what each access point must learn next."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from kiosk.domain.folder import Folder
from kiosk.domain.segment import (
    DocumentDropRow,
    DocumentRow,
    DropRow,
    EnvelopeRow,
    LockRow,
    ReceivedRow,
    Row,
    SchoolDateRow,
    SegmentHead,
    TombstoneRow,
)
from kiosk.feed.exchange import FolderExchange
from kiosk.feed.files import pack_segments
from kiosk.feed.segments import segment_hash, split_rows, write_segment
from kiosk.private_files import write_private_parts
from kiosk.sealing.custody import lock_away, take_out
from kiosk.sealing.envelopes import seal_document, seal_envelope
from kiosk.sealing.locks import make_lock
from kiosk.sealing.secrets import DocumentKey, FolderKey, Pepper, SlipKey
from kiosk.services.folders import FolderBuilder
from kiosk.services.office import Office, Progress, no_progress
from kiosk.store.circulation import PointRecord
from kiosk.store.rights import Reader
from kiosk.store.slips import IssuedSlip
from kiosk.store.store import Transaction


@dataclass(frozen=True, slots=True)
class PublishedPoint:
    """What one point will learn at its next synchronisation."""

    point_id: str
    rows: int
    segments: int
    last_sequence: int


def enrol_point(office: Office, point_id: str, name: str, place: str) -> Pepper:
    """Make a point known to the hub and draw its pepper, which the point must be given once."""
    pepper = Pepper.draw()
    with office.store.transaction() as tx:
        sealed = lock_away(pepper, point_id, office.master)
        tx.circulation.add_point(point_id, name, sealed, place)
    return pepper


def publish(office: Office, progress: Progress = no_progress) -> list[PublishedPoint]:
    """Bring every point's feed up to what the store says now.

    Only rows that differ from what a point already has make a segment; a day without news makes
    none. One transaction: a reader's Folder and the locks that open it are published together.
    """
    with office.store.transaction() as tx:
        points = tx.circulation.points()
        served = {point.point_id: tx.circulation.readers_at(point.point_id) for point in points}
        everyone = set().union(*served.values())
        shelf = _Shelf(office, tx, tx.rights.readers(everyone), progress)
        return [shelf.publish_to(point, served[point.point_id]) for point in points]


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


@dataclass(frozen=True, slots=True)
class _Pending:
    """A row to be: what identifies it, what it says, and how it is made.

    Sealing the same thing twice gives other bytes, so rows are compared by what they say, and
    made only where that is news.
    """

    key: str
    says: str
    make: Callable[[], Row]


_DROPPED = "dropped"
_SENT = "sent"

ACKNOWLEDGED_FOR = timedelta(days=60)
"""A point that heard nothing for so long must be set up anew: segments expire by then."""


class _Shelf:
    """The Folders of one publication, built once and sealed for each point that needs them."""

    def __init__(
        self, office: Office, tx: Transaction, readers: list[Reader], progress: Progress
    ) -> None:
        self._office = office
        self._tx = tx
        self._today = office.clock.today()
        self._readers = {reader.reader_id: reader for reader in readers}
        self._slips = tx.slips.all()
        self._folders: dict[str, tuple[int, Folder]] = {}
        builder = FolderBuilder(tx, self._today, master=office.master)
        for done, reader in enumerate(readers, start=1):
            self._folders[reader.reader_id] = self._newest(builder, reader)
            progress(done, len(readers))

    def _newest(self, builder: FolderBuilder, reader: Reader) -> tuple[int, Folder]:
        folder = builder.folder_of(reader)
        # Under another key the same Folder is another envelope: points take only higher versions.
        state = f"{folder.content_hash()} {self._key_mark(reader.reader_id)}"
        if state == reader.folder_hash:
            return reader.folder_version, folder
        version = reader.folder_version + 1
        self._tx.rights.folder_published(reader.reader_id, version, state)
        return version, folder

    def publish_to(self, point: PointRecord, served: set[str]) -> PublishedPoint:
        """Append what this point lacks to its feed."""
        known = self._tx.circulation.published_rows(point.point_id)
        wanted = list(self._rows(point, served, known))
        news = [one for one in wanted if known.get(one.key) != one.says]
        # Made one by one as segments fill: documents need not fit in memory together.
        sequence, count = self._append(point, (one.make() for one in news))
        rows = {one.key: one.says for one in wanted if one.says != _DROPPED}
        self._tx.circulation.set_published_rows(point.point_id, rows)
        return PublishedPoint(point.point_id, len(news), count, sequence)

    def _rows(
        self, point: PointRecord, served: set[str], known: dict[str, str]
    ) -> Iterator[_Pending]:
        pepper = take_out(Pepper, point.pepper, point.point_id, self._office.master)
        for slip in self._slips:
            if slip.revoked_at is not None and slip.reader_id in served:
                yield _Pending(f"slip:{slip.serial}", "dead", partial(TombstoneRow, slip.serial))
        for key in known:
            kind, _, reader_id = key.partition(":")
            if kind == "reader" and reader_id not in served:
                yield _Pending(key, _DROPPED, partial(DropRow, reader_id))
        # Before the Folders that name them: a point cut off in between names nothing it lacks.
        yield from self._documents(served, known)
        for reader_id in sorted(served):
            yield self._envelope(reader_id)
        for slip in self._slips:
            if slip.is_live(self._today) and slip.reader_id in served:
                yield self._lock(slip, pepper)
        yield from self._school_dates(served)
        for message_id in self._tx.requests.received_from(
            point.point_id, self._today - ACKNOWLEDGED_FOR
        ):
            yield _Pending(f"received:{message_id}", _SENT, partial(ReceivedRow, message_id))

    def _documents(self, served: set[str], known: dict[str, str]) -> Iterator[_Pending]:
        """Each document that some Folder of this point names, once; and those that none does."""
        named = {
            item.document_id
            for reader_id in served
            for child in self._folders[reader_id][1].children
            for item in child.documents
        }
        for document_id in sorted(named):
            row = partial(self._document, document_id)
            yield _Pending(f"document:{document_id}", _SENT, row)
        for key in known:
            kind, _, document_id = key.partition(":")
            if kind == "document" and document_id not in named:
                yield _Pending(key, _DROPPED, partial(DocumentDropRow, document_id))

    def _document(self, document_id: str) -> DocumentRow:
        file = self._tx.additions.document_file(document_id)
        key = take_out(DocumentKey, file.sealed_key, document_id, self._office.master)
        return DocumentRow(document_id, seal_document(file.content, key, document_id))

    def _envelope(self, reader_id: str) -> _Pending:
        version, folder = self._folders[reader_id]

        def make() -> EnvelopeRow:
            key = self._folder_key(reader_id)
            sealed = seal_envelope(folder.to_bytes(), key, reader_id, version)
            return EnvelopeRow(reader_id, version, sealed)

        return _Pending(f"reader:{reader_id}", f"version {version}", make)

    def _lock(self, slip: IssuedSlip, pepper: Pepper) -> _Pending:
        def make() -> LockRow:
            return make_lock(
                take_out(SlipKey, slip.slip_key, slip.serial, self._office.master),
                pepper,
                self._folder_key(slip.reader_id),
                serial=slip.serial,
                kind=slip.kind,
                expires_on=slip.expires_on,
                reader_id=slip.reader_id,
                picture=slip.picture,
            )

        says = f"{slip.kind} {slip.expires_on} {slip.reader_id} {self._key_mark(slip.reader_id)}"
        return _Pending(f"slip:{slip.serial}", says, make)

    def _school_dates(self, served: set[str]) -> Iterator[_Pending]:
        dates = self._tx.roster.school_dates()
        uais = {
            child.school_uai
            for reader_id in served
            for child in self._folders[reader_id][1].children
        }
        for uai in sorted(uais & dates.keys()):
            as_of = dates[uai]
            row = partial(SchoolDateRow, uai, as_of)
            yield _Pending(f"school:{uai}", as_of.isoformat(), row)

    def _folder_key(self, reader_id: str) -> FolderKey:
        sealed = self._readers[reader_id].folder_key
        return take_out(FolderKey, sealed, reader_id, self._office.master)

    def _key_mark(self, reader_id: str) -> str:
        """Changes when the reader's key does; made of its sealed form, so it tells nothing."""
        sealed = self._readers[reader_id].folder_key
        return hashlib.blake2b(sealed, digest_size=8).hexdigest()

    def _append(self, point: PointRecord, rows: Iterable[Row]) -> tuple[int, int]:
        sequence, head = point.sequence, point.head
        now = self._office.clock.now()
        for batch in split_rows(rows):
            sequence += 1
            content = write_segment(
                self._head(point.point_id, sequence, head, now), batch, self._office.feed_key
            )
            head = segment_hash(content)
            self._tx.circulation.append_segment(point.point_id, sequence, head, content, now)
        return sequence, sequence - point.sequence

    def _head(self, point_id: str, sequence: int, previous: str, now: datetime) -> SegmentHead:
        expires_at = now + timedelta(days=self._office.settings.feed.expires_days)
        return SegmentHead(point_id, sequence, previous, now, expires_at)
