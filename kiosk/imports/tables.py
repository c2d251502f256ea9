"""CSV tables out of a ZIP or a folder that nobody has checked yet. Nothing is ever extracted."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from kiosk.domain.errors import FileRefused
from kiosk.imports.csv_records import clean
from kiosk.imports.table_rows import (
    BROKEN,
    DEFAULT_LIMITS,
    Columns,
    Limits,
    Member,
    Package,
    Row,
    key_of,
)

__all__ = [
    "DEFAULT_LIMITS",
    "Columns",
    "Limits",
    "Package",
    "Row",
    "clean",
    "is_clutter",
    "open_archive",
    "open_package",
]

_ENCRYPTED = 0x1
_NAME_IN_UTF_8 = 0x800
_FOLDERS_DEEP = 2
_TABLES = (".csv",)
_LEFT_BY_SYSTEMS = ("__macosx", "thumbs.db", "desktop.ini")


@contextmanager
def open_package(
    path: Path, limits: Limits = DEFAULT_LIMITS, endings: tuple[str, ...] = _TABLES
) -> Iterator[Package]:
    """Open a ZIP or a folder for reading the files that end as told, tables unless told.

    Raises ``FileRefused``: ``unreadable``, ``not_a_zip``, ``too_large``, ``ratio``,
    ``too_many_members``, ``member_path``, ``member_twice``, ``several_folders``, ``encrypted``,
    ``compression``.
    """
    if path.is_dir():
        places = list(_files_in(path, limits))
        members = _of_folder(path, places, limits, endings)
        yield Package(members, limits, _others_among(places, endings))
        return
    try:
        stream = path.open("rb")
        size = path.stat().st_size
    except OSError:
        raise FileRefused("unreadable", path.name) from None
    if size > limits.archive_bytes:
        stream.close()
        raise FileRefused("too_large", path.name)
    with stream, open_archive(stream, path.name, limits, endings) as package:
        yield package


@contextmanager
def open_archive(
    stream: IO[bytes],
    name: str,
    limits: Limits = DEFAULT_LIMITS,
    endings: tuple[str, ...] = _TABLES,
) -> Iterator[Package]:
    """Open the bytes of a ZIP, ``name`` being what a refusal calls it."""
    try:
        archive = ZipFile(stream)
    except BROKEN:
        raise FileRefused("not_a_zip", name) from None
    with archive:
        members = _of_archive(archive, limits, endings)
        places = [_name_of(info) for info in archive.infolist() if not info.is_dir()]
        yield Package(members, limits, _others_among(places, endings))


def is_clutter(parts: Iterable[str]) -> bool:
    """Whether a file is what systems leave beside what people put there."""
    return any(
        part.casefold() in _LEFT_BY_SYSTEMS or part.startswith((".", "~$")) for part in parts
    )


def _of_archive(archive: ZipFile, limits: Limits, endings: tuple[str, ...]) -> dict[str, Member]:
    infos = archive.infolist()
    if len(infos) > limits.members:
        raise FileRefused("too_many_members", str(len(infos)))
    places = [_name_of(info) for info in infos]
    ours = _ours_among(places, endings)
    members = {name: infos[at] for name, at in ours.items()}
    _refuse_bombs(members.values(), limits)

    def opener(info: ZipInfo) -> Callable[[], IO[bytes]]:
        return lambda: archive.open(info)

    return {
        name: Member(clean(_parts(places[ours[name]])[-1]), info.file_size, opener(info))
        for name, info in members.items()
    }


def _of_folder(
    folder: Path, places: list[str], limits: Limits, endings: tuple[str, ...]
) -> dict[str, Member]:
    ours = _ours_among(places, endings)
    files = {name: folder / places[at] for name, at in ours.items()}
    sizes = [file.stat().st_size for file in files.values()]
    if sizes and (max(sizes) > limits.member_bytes or sum(sizes) > limits.total_bytes):
        raise FileRefused("too_large", folder.name)

    def opener(file: Path) -> Callable[[], IO[bytes]]:
        return lambda: file.open("rb")

    return {
        name: Member(clean(file.name), size, opener(file))
        for (name, file), size in zip(files.items(), sizes, strict=True)
    }


def _files_in(folder: Path, limits: Limits) -> Iterator[str]:
    seen = 0
    for place, folders, files in os.walk(folder):
        inside = Path(place).relative_to(folder)
        if len(inside.parts) >= _FOLDERS_DEEP:
            folders.clear()
        for name in sorted(files):
            seen += 1
            if seen > limits.members:
                raise FileRefused("too_many_members", folder.name)
            file = Path(place) / name
            # A link may lead out of what the person named.
            if file.is_file() and not file.is_symlink():
                yield (inside / name).as_posix()


def _ours_among(places: list[str], endings: tuple[str, ...]) -> dict[str, int]:
    """Where each file of ours stands among the places, by its casefolded name; in one folder."""
    ours: dict[str, int] = {}
    folders: set[tuple[str, ...]] = set()
    for at, place in enumerate(places):
        *folder, name = _parts(place)
        if is_clutter((*folder, name)) or not name.casefold().endswith(endings):
            continue
        folders.add(tuple(folder))
        if len(folders) > 1:
            raise FileRefused("several_folders", clean(place))
        if key_of(name) in ours:
            raise FileRefused("member_twice", clean(place))
        ours[key_of(name)] = at
    return ours


def _others_among(places: list[str], endings: tuple[str, ...]) -> list[str]:
    """The names of the files that people put there and nobody reads."""
    parts = [_parts(place) for place in places]
    return [
        clean(one[-1])
        for one in parts
        if not is_clutter(one) and not one[-1].casefold().endswith(endings)
    ]


def _name_of(info: ZipInfo) -> str:
    """A member's name, read as those who wrote it without saying its encoding mostly meant it.

    The standard's code page 437 has no À; Macs leave UTF-8 unsaid, Windows uses code page 850.
    """
    if info.flag_bits & _NAME_IN_UTF_8:
        return info.filename
    written = info.filename.encode("cp437", errors="replace")
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode("cp850", errors="replace")


def _parts(filename: str) -> list[str]:
    """The folders and name of a member; refuse one that points out of its package.

    Nothing is extracted, so it could do no harm here: but no honest export writes one.
    """
    name = filename.replace("\\", "/")
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
        raise FileRefused("member_path", clean(filename))
    return parts


def _refuse_bombs(members: Iterable[ZipInfo], limits: Limits) -> None:
    """Judge by the declared sizes: zipfile never yields more of a member than it declares."""
    total = 0
    for info in members:
        total, name = total + info.file_size, clean(info.filename)
        if info.flag_bits & _ENCRYPTED:
            raise FileRefused("encrypted", name)
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise FileRefused("compression", name)
        if info.file_size > limits.member_bytes or total > limits.total_bytes:
            raise FileRefused("too_large", name)
        is_worth_judging = info.file_size > limits.ratio_floor_bytes
        if is_worth_judging and info.file_size > limits.ratio * info.compress_size:
            raise FileRefused("ratio", name)
