"""The empty spreadsheets a school fills in."""

import csv
import io
from pathlib import Path

from kiosk.domain.errors import FileRefused
from kiosk.imports.supplement_tables import TABLES
from kiosk.wording.supplement_guide import EXAMPLES, READ_ME, READ_ME_NAME

_AS_FRENCH_EXCEL_OPENS_IT = "utf-8-sig"
_SEPARATOR = ";"


def write_templates(folder: Path) -> list[Path]:
    """The six tables with one example each, and what to know of them; the files written.

    Raises ``FileRefused("already_there")`` rather than write over anything; all are written, or
    none stays.
    """
    contents = {table.name: _table(table.columns, EXAMPLES[table.name]) for table in TABLES}
    contents[READ_ME_NAME] = READ_ME.replace("\n", "\r\n").encode(_AS_FRENCH_EXCEL_OPENS_IT)
    if there := sorted(name for name in contents if (folder / name).exists()):
        raise FileRefused("already_there", ", ".join(there))
    folder.mkdir(parents=True, exist_ok=True)
    begun: list[Path] = []
    try:
        for name, content in contents.items():
            with (folder / name).open("xb") as file:
                begun.append(folder / name)
                file.write(content)
    except BaseException:
        # On a full disk an empty table would stay, and an empty table says that there is nothing.
        for path in begun:
            path.unlink(missing_ok=True)
        raise
    return begun


def _table(headings: tuple[str, ...], example: tuple[str, ...]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=_SEPARATOR, lineterminator="\r\n")
    writer.writerows((headings, example))
    return text.getvalue().encode(_AS_FRENCH_EXCEL_OPENS_IT)
