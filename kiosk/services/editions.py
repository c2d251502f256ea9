"""The Folders of one publication: built once, numbered, and held where no point could open them."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.folder import Folder, hash_of
from kiosk.domain.plain_json import to_plain
from kiosk.sealing.envelopes import MAX_FOLDER_BYTES
from kiosk.services.folders import FolderBuilder
from kiosk.store.rights import Reader
from kiosk.store.store import Transaction


class Fate(StrEnum):
    """What becomes of a Folder at the points that serve its reader."""

    PUBLISHED = "published"
    KEPT = "kept"
    """Too large: what she read before stays. The children are the same, and so is her key."""
    WITHDRAWN = "withdrawn"
    """Too large, and what she read before tells of somebody else than it may, or is sealed to a
    key she has no more: it goes."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A reader's Folder of today and the number it bears."""

    version: int
    folder: Folder
    fate: Fate


@dataclass(frozen=True, slots=True, order=True)
class Overweight:
    """How many Folders no point could open, by the school and the kind that weigh most in them.

    ``kind`` is a field of ``kiosk.domain.folder.Child``: ``"messages"``, ``"homework"``…
    """

    school: str
    school_uai: str
    kind: str
    folders: int


def edition_of(tx: Transaction, builder: FolderBuilder, reader: Reader, key_mark: str) -> Edition:
    """The newest edition of a reader's Folder, its number remembered if it is another.

    ``key_mark`` changes with her key: under another key the same Folder is another envelope, and
    points take only higher versions.
    """
    folder = builder.folder_of(reader)
    content = folder.to_bytes()
    whom = _children_mark(folder)
    if len(content) > MAX_FOLDER_BYTES:
        is_readable = reader.folder_hash.endswith(f"{key_mark} {whom}")
        fate = Fate.KEPT if reader.folder_version == 0 or is_readable else Fate.WITHDRAWN
        return Edition(reader.folder_version, folder, fate)
    state = f"{hash_of(content)} {key_mark} {whom}"
    if state == reader.folder_hash:
        return Edition(reader.folder_version, folder, Fate.PUBLISHED)
    version = reader.folder_version + 1
    tx.rights.folder_published(reader.reader_id, version, state)
    return Edition(version, folder, Fate.PUBLISHED)


def overweights(editions: Iterable[Edition]) -> tuple[Overweight, ...]:
    """What the office must be told of the Folders that no point could open; never a child."""
    counts: dict[tuple[str, str, str], int] = {}
    for edition in editions:
        if edition.fate is not Fate.PUBLISHED:
            cause = _heaviest(edition.folder)
            counts[cause] = counts.get(cause, 0) + 1
    return tuple(sorted(Overweight(*cause, folders) for cause, folders in counts.items()))


def _heaviest(folder: Folder) -> tuple[str, str, str]:
    """The school and kind of the heaviest part of a Folder."""
    parts = [
        (len(json.dumps(content)), child.school_name, child.school_uai, kind)
        for child in folder.children
        for kind, content in to_plain(child).items()
    ]
    _, *cause = max(parts)
    school, uai, kind = cause
    return school, uai, kind


def _children_mark(folder: Folder) -> str:
    """Changes when the Folder tells of other children."""
    named = [(child.full_name, child.school_uai) for child in folder.children]
    return hashlib.blake2b(json.dumps(named).encode(), digest_size=6).hexdigest()
