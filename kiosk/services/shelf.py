"""What the points lack: the rows that differ from what each has, made and appended to its feed."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from kiosk.domain.directory import DirectoryEntry
from kiosk.domain.segment import (
    DirectoryRow,
    DocumentDropRow,
    DocumentRow,
    DropRow,
    EnvelopeRow,
    LockRow,
    PinRow,
    Row,
    SchoolDateRow,
    TombstoneRow,
)
from kiosk.sealing.custody import take_out
from kiosk.sealing.directory import seal_entry
from kiosk.sealing.envelopes import seal_document, seal_envelope
from kiosk.sealing.locks import make_lock
from kiosk.sealing.pins import pin_verifier
from kiosk.sealing.secrets import DocumentKey, FolderKey, Pepper, PinOfSlip, SlipKey
from kiosk.services.editions import Edition, Fate, Overweight, edition_of, overweights
from kiosk.services.feeds import append_rows
from kiosk.services.folders import FolderBuilder
from kiosk.services.office import Office, Progress
from kiosk.store.circulation import PointRecord
from kiosk.store.rights import Reader
from kiosk.store.slips import IssuedSlip
from kiosk.store.store import Transaction


@dataclass(frozen=True, slots=True)
class PublishedPoint:
    """What one point will learn at its next synchronisation.

    ``overweight`` are the Folders that it will not learn: no point could open them.
    """

    point_id: str
    rows: int
    segments: int
    last_sequence: int
    overweight: tuple[Overweight, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pending:
    """A row to be: what identifies it, what it says, and how it is made.

    Sealing the same thing twice gives other bytes, so rows are compared by what they say, and
    made only where that is news.
    """

    key: str
    says: str
    make: Callable[[], Row]


DEAD = "dead"
"""What the row of a revoked slip says, for good."""

_DROPPED = "dropped"
_SENT = "sent"


def slip_row(serial: str) -> str:
    """What identifies the row of a slip: its lock, then its tombstone."""
    return f"slip:{serial}"


def dead_serials(slips: Iterable[IssuedSlip], served: set[str]) -> list[str]:
    """The revoked slips of those a point serves."""
    return [one.serial for one in slips if one.revoked_at is not None and one.reader_id in served]


class Shelf:
    """The Folders of one publication, built once and sealed for each point that needs them.

    ``is_whole`` says that ``readers`` are all that any point serves: what is not of theirs is then
    nobody's, and goes.
    """

    def __init__(
        self,
        office: Office,
        tx: Transaction,
        readers: list[Reader],
        progress: Progress,
        *,
        is_whole: bool,
    ) -> None:
        self._office = office
        self._tx = tx
        self._is_whole = is_whole
        self._today = office.clock.today()
        self._readers = {reader.reader_id: reader for reader in readers}
        self._slips = tx.slips.all() if is_whole else tx.slips.of_readers(self._readers)
        self._pins = tx.correspondence.pins()
        self._editions: dict[str, Edition] = {}
        builder = FolderBuilder(tx, self._today, master=office.master)
        for done, reader in enumerate(readers, start=1):
            mark = self._key_mark(reader.reader_id)
            self._editions[reader.reader_id] = edition_of(tx, builder, reader, mark)
            progress(done, len(readers))

    def publish_to(self, point: PointRecord, served: set[str]) -> PublishedPoint:
        """Append what this point lacks to its feed; what is new of nobody, once a day."""
        served = served & self._readers.keys()
        known = self._tx.circulation.published_rows(point.point_id)
        wanted = list(self._rows(point, served, known))
        news = [one for one in wanted if known.get(one.key) != one.says]
        # Made one by one as segments fill: documents need not fit in memory together.
        made = (one.make() for one in news)
        sequence, count = append_rows(self._office, self._tx, point, made)
        kept = {one.key for one in wanted if one.says != _DROPPED}
        changed = {one.key: one.says for one in news if one.key in kept}
        gone = (known.keys() if self._is_whole else known.keys() & self._own_keys()) - kept
        self._tx.circulation.update_published_rows(point.point_id, changed, gone)
        told = overweights(self._editions[reader_id] for reader_id in served)
        return PublishedPoint(point.point_id, len(news), count, sequence, told)

    def _rows(
        self, point: PointRecord, served: set[str], known: dict[str, str]
    ) -> Iterator[_Pending]:
        pepper = take_out(Pepper, point.pepper, point.point_id, self._office.master)
        for serial in dead_serials(self._slips, served):
            yield _Pending(slip_row(serial), DEAD, partial(TombstoneRow, serial))
        served = {one for one in served if self._editions[one].fate is not Fate.WITHDRAWN}
        for key in known:
            kind, _, reader_id = key.partition(":")
            is_ours = self._is_whole or reader_id in self._readers
            if kind == "reader" and is_ours and reader_id not in served:
                yield _Pending(key, _DROPPED, partial(DropRow, reader_id))
        # Before the Folders that name them: a point cut off in between names nothing it lacks.
        yield from self._documents(served, known)
        for reader_id in sorted(served):
            edition, key = self._editions[reader_id], f"reader:{reader_id}"
            if edition.fate is Fate.PUBLISHED:
                yield self._envelope(key, reader_id, edition)
            elif key in known:
                # Never made: it says what the point has.
                yield self._envelope(key, reader_id, edition, says=known[key])
        for slip in self._slips:
            if slip.is_live(self._today) and slip.reader_id in served:
                yield self._lock(slip, pepper)
                yield from self._pin(slip, pepper)
        for reader_id in sorted(served):
            yield self._name(reader_id, pepper)
        yield from self._school_dates(served)

    def _own_keys(self) -> set[str]:
        """The rows that are of these readers alone."""
        of_readers = (f"{kind}:{one}" for kind in ("reader", "name") for one in self._readers)
        serials = [slip.serial for slip in self._slips]
        return {*of_readers, *map(slip_row, serials), *(f"pin:{one}" for one in serials)}

    def _documents(self, served: set[str], known: dict[str, str]) -> Iterator[_Pending]:
        """Each document that some Folder of this point names, once; and those that none does."""
        named = {
            item.document_id
            for reader_id in served
            for child in self._editions[reader_id].folder.children
            for item in child.documents
        }
        for document_id in sorted(named):
            row = partial(self._document, document_id)
            yield _Pending(f"document:{document_id}", _SENT, row)
        for key in known if self._is_whole else ():
            kind, _, document_id = key.partition(":")
            if kind == "document" and document_id not in named:
                yield _Pending(key, _DROPPED, partial(DocumentDropRow, document_id))

    def _document(self, document_id: str) -> DocumentRow:
        file = self._tx.additions.document_file(document_id)
        key = take_out(DocumentKey, file.sealed_key, document_id, self._office.master)
        return DocumentRow(document_id, seal_document(file.content, key, document_id))

    def _envelope(
        self, key: str, reader_id: str, edition: Edition, says: str | None = None
    ) -> _Pending:
        def make() -> EnvelopeRow:
            version, content = edition.version, edition.folder.to_bytes()
            sealed = seal_envelope(content, self._folder_key(reader_id), reader_id, version)
            return EnvelopeRow(reader_id, version, sealed)

        return _Pending(key, says or f"version {edition.version}", make)

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
        return _Pending(slip_row(slip.serial), says, make)

    def _pin(self, slip: IssuedSlip, pepper: Pepper) -> Iterator[_Pending]:
        """What was chosen at one point holds at all of them."""
        version, sealed = self._pins.get(slip.serial, (0, b""))
        if not version:
            return

        def make() -> PinRow:
            if not sealed:
                return PinRow(slip.serial, version, b"")
            of_slip = take_out(PinOfSlip, sealed, slip.serial, self._office.master)
            return PinRow(slip.serial, version, pin_verifier(of_slip.reveal(), pepper))

        yield _Pending(f"pin:{slip.serial}", str(version), make)

    def _name(self, reader_id: str, pepper: Pepper) -> _Pending:
        """For the desk, which finds her by it."""
        reader = self._readers[reader_id]
        entry = DirectoryEntry(reader_id, reader.civility, reader.given_name, reader.family_name)

        def make() -> DirectoryRow:
            return DirectoryRow(reader_id, seal_entry(entry, pepper))

        says = hashlib.blake2b(entry.name.encode(), digest_size=8).hexdigest()
        return _Pending(f"name:{reader_id}", says, make)

    def _school_dates(self, served: set[str]) -> Iterator[_Pending]:
        dates = self._tx.roster.school_dates()
        uais = {
            child.school_uai
            for reader_id in served
            for child in self._editions[reader_id].folder.children
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
