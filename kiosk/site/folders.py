"""Instance folders: where an office or a point keeps its files, and its keys (0600)."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from kiosk.domain.errors import InstanceRefused
from kiosk.sealing.secrets import Secret
from kiosk_config import Settings, load_settings

S = TypeVar("S", bound=Secret)

SITE_TOML = "site.toml"
KEYS = "keys"
_OF_OTHERS = 0o077


def instance_folder(data: Path, kind: str) -> Path:
    """The instance of a kind (``"office"`` or ``"point"``) that ``data`` names.

    ``data`` is the instance itself, or a folder that holds both side by side as the demo's does.
    Raises ``InstanceRefused`` where there is none.
    """
    for folder in (data / kind, data):
        if (folder / SITE_TOML).is_file():
            return folder
    raise InstanceRefused(str(data), "absent")


def role_of(folder: Path) -> str:
    """What an instance is: ``"point"``, ``"school"`` or ``"hub"``."""
    return load_settings(folder / SITE_TOML).instance.role


@contextmanager
def new_instance_folder(folder: Path) -> Iterator[Path]:
    """An empty folder only its owner may enter, to be filled inside the ``with``.

    What was begun is taken away again on any error: half an instance, with its keys, looks like a
    whole one. Raises ``InstanceRefused`` where the folder is in use.
    """
    was_there = folder.exists()
    if was_there and any(folder.iterdir()):
        raise InstanceRefused(str(folder), "in_use")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        folder.chmod(0o700)
        (folder / KEYS).mkdir(mode=0o700)
        yield folder
    except BaseException:
        for begun in folder.iterdir():
            shutil.rmtree(begun) if begun.is_dir() else begun.unlink()
        if not was_there:
            folder.rmdir()
        raise


def existing_base(path: Path) -> Path:
    """The database of an instance; raise ``InstanceRefused`` where there is no such file.

    SQLite would make an empty one, and the reason would be lost.
    """
    if not path.is_file():
        raise InstanceRefused(str(path), "base_absent")
    return path


def feed_folder(folder: Path, settings: Settings) -> Path | None:
    """The folder of the setting ``feed.folder``, which may be named from the instance's own."""
    return folder / settings.feed.folder if settings.feed.folder else None


def read_key(path: Path, kind: type[S]) -> S:
    """The key of a file that holds it as hex; raise ``InstanceRefused``.

    A key that others may read is no key: it is refused rather than used. Windows gives every file
    the same mode, which tells nothing; there the folder's own rights have to do.
    """
    if not path.is_file():
        raise InstanceRefused(str(path), "key_absent")
    if os.name == "posix" and path.stat().st_mode & _OF_OTHERS:
        raise InstanceRefused(str(path), "key_readable_by_others")
    try:
        return kind(bytes.fromhex(path.read_text(encoding="ascii")))
    except ValueError:
        raise InstanceRefused(str(path), "key_malformed") from None
