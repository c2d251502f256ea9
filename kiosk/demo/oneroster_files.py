"""The invented school written as a OneRoster 1.2 bulk ZIP, to be imported like anybody's file.

Columns: OneRoster 1.2 CSV binding, every file with its official header in the official order.
"""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kiosk.demo.oneroster_columns import ABSENT_FILES, COLUMNS
from kiosk.demo.oneroster_rows import Row, rows_of
from kiosk.demo.records import InventedSchool
from kiosk.demo.school import invent_school
from kiosk.private_files import write_private

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_READABLE_BY_ALL = 0o644 << 16
_UNIX = 3


def write_demo_export(path: Path, today: date) -> None:
    """Write the export as of ``today`` to ``path``: the whole file, or nothing at all."""
    write_private(path, demo_export(invent_school(today)))


def demo_export(school: InventedSchool) -> bytes:
    """The bytes of the ZIP; the same school is always the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry("manifest"), _csv_text(("propertyName", "value"), _manifest()))
        for name, rows in rows_of(school).items():
            columns = COLUMNS[name]
            cells = [tuple(row.get(column, "") for column in columns) for row in _known(rows, name)]
            archive.writestr(_entry(name), _csv_text(columns, cells))
    return buffer.getvalue()


def _known(rows: list[Row], name: str) -> list[Row]:
    """The rows as they are, once no cell is found to have no column: it would vanish unseen."""
    strays = {column for row in rows for column in row} - set(COLUMNS[name])
    if strays:
        raise ValueError(f"{name}.csv has no column {sorted(strays)}")
    return rows


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(f"{name}.csv", _ZIP_EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _READABLE_BY_ALL
    entry.create_system = _UNIX
    return entry


def _csv_text(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def _manifest() -> list[tuple[str, str]]:
    files = dict.fromkeys(COLUMNS, "bulk") | dict.fromkeys(ABSENT_FILES, "absent")
    return [
        ("manifest.version", "1.0"),
        ("oneroster.version", "1.2"),
        *((f"file.{name}", mode) for name, mode in sorted(files.items())),
        ("source.systemName", "Démonstration kiosk"),
        ("source.systemCode", "kiosk-demo"),
    ]
