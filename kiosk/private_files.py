"""Files that only their owner may read, there whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

OWNER_ONLY = 0o600


def write_private(path: Path, content: bytes) -> None:
    """Write a file of mode 0600 that replaces any older one in a single step.

    A crash leaves the older file or none; never half of this one.
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
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
