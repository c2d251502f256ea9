"""Locks: how one slip opens one reader's Folder at one access point.

A lock's serial, kind, end, place, reader and picture are authenticated with it: a lock cannot be
moved to another reader, prolonged or given another serial by whoever holds the disk.
"""

from datetime import date

from kiosk.domain.errors import SealBroken
from kiosk.domain.segment import LockRow
from kiosk.sealing.boxes import context, seal, unseal
from kiosk.sealing.derivation import lookup, wrap_key
from kiosk.sealing.secrets import FolderKey, Pepper, SlipKey

_WHAT = "lock"


def make_lock(
    slip: SlipKey,
    pepper: Pepper,
    folder_key: FolderKey,
    *,
    serial: str,
    kind: str,
    expires_on: date,
    reader_id: str,
    picture: str,
) -> LockRow:
    """The row that lets this slip open this reader's Folder at the point of this pepper."""
    place = lookup(slip, pepper)
    bound = _bound(serial, kind, expires_on, place, reader_id, picture)
    return LockRow(
        serial=serial,
        kind=kind,
        expires_on=expires_on,
        lookup=place,
        reader_id=reader_id,
        picture=picture,
        wrapped=seal(folder_key.reveal(), wrap_key(slip, pepper), bound),
    )


def open_lock(lock: LockRow, slip: SlipKey, pepper: Pepper) -> FolderKey:
    """The reader's Folder key; raise ``SealBroken`` where slip, pepper or row do not agree."""
    bound = _bound(
        lock.serial, lock.kind, lock.expires_on, lock.lookup, lock.reader_id, lock.picture
    )
    opened = unseal(lock.wrapped, wrap_key(slip, pepper), bound, _WHAT)
    if len(opened) != FolderKey.SIZE:
        raise SealBroken(_WHAT)
    return FolderKey(opened)


def _bound(
    serial: str, kind: str, expires_on: date, place: bytes, reader_id: str, picture: str
) -> bytes:
    return context(_WHAT, serial, kind, expires_on.isoformat(), place, reader_id, picture)
