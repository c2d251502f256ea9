"""Files that only their owner may read, there whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

OWNER_ONLY = 0o600


def write_private(path: Path, content: bytes) -> None:
    """Write a file of mode 0600 that replaces any older one in a single step.

    A crash leaves the older file or none; never half of this one. Once this returned, a power cut
    takes neither the file nor its name.
    """
    write_private_parts(path, (content,))


def write_private_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file as ``write_private`` does, of parts that need not fit in memory together."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(OWNER_ONLY)
        rename_for_good(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def rename_for_good(path: Path, new: Path) -> None:
    """Give a file another name in its folder, replacing what bears it, so that it is kept."""
    path.replace(new)
    _keep_names(new.parent)


def _keep_names(folder: Path) -> None:
    """A file's bytes are on the disk before its name is: the folder is written out too.

    Windows opens no folder, and some network shares write none out: nothing more can be done.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
