"""The complete picture a source gave last, kept so that changes can be applied to it.

A picture is a ZIP of the files of a package, with only the columns of ``FIELDS_READ`` and one row
an identifier. The office keeps its bytes; this module alone knows what is in them.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kiosk.imports.fault_log import KNOWN_BEFORE, FaultLog
from kiosk.imports.oneroster_fields import FIELDS_READ, ROLES, columns_of
from kiosk.imports.tables import Limits, Package, Row, open_archive

_OUR_OWN = Limits(archive_bytes=1 << 40, member_bytes=1 << 40, total_bytes=1 << 40, ratio=1 << 40)
_NO_FAULTS = FaultLog(limit=0)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


class NewPicture:
    """The picture a reading leaves behind, written file by file while it is read.

    ``content`` is there once it is left as a context.
    """

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self._archive = ZipFile(self._bytes, "w")

    @contextmanager
    def file(self, file: str) -> Iterator[Callable[[Row], None]]:
        """What writes the rows of one file; the next file only after it."""
        info = ZipInfo(file, _ZIP_EPOCH)
        info.compress_type = ZIP_DEFLATED
        with (
            self._archive.open(info, "w", force_zip64=True) as member,
            io.TextIOWrapper(member, encoding="utf-8", newline="") as text,
        ):
            columns = sorted(FIELDS_READ[file])
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(columns)
            yield lambda row: writer.writerow([row[column] for column in columns])

    def __enter__(self) -> "NewPicture":
        return self

    def __exit__(self, *_failure: object) -> None:
        self._archive.close()

    def content(self) -> bytes:
        """The whole of it."""
        return self._bytes.getvalue()


class Picture:
    """A picture kept before."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def __contains__(self, file: str) -> bool:
        return file in self._package

    @property
    def has_roles_file(self) -> bool:
        """Whether the users' roles stand in a file of their own."""
        return ROLES in self._package

    def says(self, file: str, column: str) -> bool:
        """Whether any row of a file has something in a column."""
        return file in self and any(row[column] for row in self.rows(file))

    def rows(self, file: str) -> Iterator[Row]:
        """The rows of a file, each as known before: its faults are not told again."""
        columns = columns_of(file, has_roles_file=self.has_roles_file)
        for row in self._package.rows(file, columns, _NO_FAULTS):
            yield Row(row.file, KNOWN_BEFORE, row.cells)


@contextmanager
def open_picture(content: bytes) -> Iterator[Picture]:
    """Read the bytes of ``NewPicture.content``."""
    with open_archive(io.BytesIO(content), "picture", _OUR_OWN) as package:
        yield Picture(package)


def with_changes(
    before: Iterable[Row], changes: dict[str, Row], is_taken: Callable[[Row, Row], bool]
) -> Iterator[tuple[Row, Row | None]]:
    """The rows of a file with changes applied, by identifier, each with the one it replaces.

    ``is_taken`` tells of a change and the row it would replace whether it does. A changed row
    keeps its place, a new one comes last: where two rows contend, as two marks for one piece of
    work do, the change does not decide otherwise than the file itself did. What was withdrawn
    stays as a withdrawn row, so that a change from before does not bring it back.
    """
    left = dict(changes)
    for row in before:
        change = left.pop(row["sourcedId"], None)
        if change is None or not is_taken(change, row):
            yield row, None
        else:
            yield change, row
    for row in left.values():
        yield row, None
