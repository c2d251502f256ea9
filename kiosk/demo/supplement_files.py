"""The spreadsheets of each invented school in a ZIP, to be imported like anybody's."""

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from kiosk.demo.records import SCHOOLS, InventedSchool
from kiosk.demo.supplement_rows import COLUMNS, InventedSupplement, Row, supplement_of
from kiosk.private_files import write_private

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_AS_FRENCH_EXCEL_SAVES_IT = "utf-8-sig"


def write_demo_supplements(folder: Path, school: InventedSchool) -> dict[str, Path]:
    """Write one ZIP a school into ``folder``; where each is, by UAI."""
    written = {}
    for one in SCHOOLS:
        path = folder / f"supplement-{one.uai}.zip"
        write_private(path, demo_supplement(supplement_of(school, one)))
        written[one.uai] = path
    return written


def demo_supplement(supplement: InventedSupplement) -> bytes:
    """The bytes of the ZIP; the same spreadsheets are always the same bytes."""
    contents = {
        f"{name}.csv": _csv(COLUMNS[name], rows) for name, rows in supplement.tables.items()
    }
    contents |= supplement.files
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(
                zipfile.ZipInfo(name, _ZIP_EPOCH), content, compress_type=zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()


def _csv(columns: Row, rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode(_AS_FRENCH_EXCEL_SAVES_IT)
