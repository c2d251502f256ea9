"""What Folders cost as mere bytes: parsed and written, packed, put into SQLite; nothing sealed."""

import json
import sqlite3
import zlib
from collections.abc import Sequence
from pathlib import Path


def parse_and_write(folders: Sequence[bytes]) -> int:
    """Each through Python's JSON and back."""
    return sum(1 for one in folders if json.dumps(json.loads(one), ensure_ascii=False))


def pack_into_sqlite(folders: Sequence[bytes], database: Path) -> int:
    """Each compressed and stored, in one transaction."""
    return store_in_sqlite([zlib.compress(one) for one in folders], database)


def store_in_sqlite(contents: Sequence[bytes], database: Path) -> int:
    """Each stored as it is, in one transaction."""
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("CREATE TABLE folders (id INTEGER PRIMARY KEY, content BLOB)")
        rows = ((content,) for content in contents)
        connection.executemany("INSERT INTO folders (content) VALUES (?)", rows)
    connection.close()
    return len(contents)
