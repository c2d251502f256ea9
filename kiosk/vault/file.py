"""The file of a vault: opened, told from any other, found to be in use."""

import sqlite3
from pathlib import Path

_NO_VAULT = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
"""What SQLite answers where a file has no such table, or is none of its own."""


def is_in_use(path: Path) -> bool:
    """Whether some process has the vault of a file open; it need not be sound, nor there.

    Whoever opened a file with a write-ahead log shares it until the end, however that comes,
    and the log cannot be done away with meanwhile.
    """
    if not path.is_file():
        return False
    try:
        connection = sqlite3.connect(path, timeout=0)
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode == sqlite3.SQLITE_BUSY
    return False


def schema_version(path: Path) -> str:
    """The version a file says it is of; ``"none"`` where it is absent or no vault.

    One that cannot be read now may well be a vault: then ``sqlite3.Error`` goes through.
    """
    if not path.is_file():
        return "none"
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=5.0)
        try:
            row = connection.execute(
                "SELECT value FROM state WHERE name = 'schema_version'"
            ).fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in _NO_VAULT:
            return "none"
        raise
    return str(row[0]) if row else "none"


def connect(path: Path) -> sqlite3.Connection:
    """The file as a vault uses it: sound after a pulled plug, nothing left of what was revoked."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
    # secure_delete: what is revoked leaves the file's bytes too, not only its index.
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "secure_delete = ON",
        "cell_size_check = ON",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection
