"""The same school file read by Python's own means, with no check and no meaning given to it.

``python -m benchmarks.peers.plain_csv FILE`` reads one.
"""

import csv
import io
import sqlite3
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path


def read_with_csv(package: Path) -> int:
    """Every row of every table as a dictionary, then forgotten; how many."""
    return sum(1 for _, rows in _tables(package) for _ in rows)


def load_into_sqlite(package: Path, database: Path) -> int:
    """Every table as it is into a new SQLite file, in one transaction; how many rows."""
    connection = sqlite3.connect(database)
    with connection:
        count = sum(_load(connection, name, rows) for name, rows in _tables(package))
    connection.close()
    return count


def _load(connection: sqlite3.Connection, name: str, rows: "csv.DictReader[str]") -> int:
    columns = rows.fieldnames or []
    names = ", ".join(f'"{column}"' for column in columns)
    connection.execute(f'CREATE TABLE "{name}" ({names})')
    marks = ", ".join("?" * len(columns))
    values = (tuple(row.values()) for row in rows)
    insert = f'INSERT INTO "{name}" VALUES ({marks})'
    return connection.executemany(insert, values).rowcount


def _tables(package: Path) -> Iterator[tuple[str, "csv.DictReader[str]"]]:
    with zipfile.ZipFile(package) as archive:
        for name in archive.namelist():
            if name == "manifest.csv":
                continue
            with archive.open(name) as file:
                text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
                yield Path(name).stem, csv.DictReader(text)


if __name__ == "__main__":
    read_with_csv(Path(sys.argv[1]))
