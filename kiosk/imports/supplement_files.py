"""A school's spreadsheets and the PDFs beside them: a folder, a ZIP, or one table alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.domain.errors import FileRefused
from kiosk.imports.supplement_tables import table_named
from kiosk.imports.table_rows import Limits, Member, Package, key_of
from kiosk.imports.tables import clean, open_package

_MIB = 1024 * 1024
_TABLE, _PDF = ".csv", ".pdf"

SUPPLEMENT_LIMITS = Limits(
    archive_bytes=256 * _MIB,
    members=2_000,
    member_bytes=32 * _MIB,
    total_bytes=256 * _MIB,
    cell_characters=20_000,
)
"""A school's own spreadsheets are small: what is larger is something else."""


@contextmanager
def open_supplement(
    path: Path, limits: Limits = SUPPLEMENT_LIMITS
) -> Iterator[tuple[Package, list[str]]]:
    """The files, and the names of the tables to read: one only where ``path`` is one itself.

    Raises ``FileRefused``: ``unreadable``, ``too_large``, ``table_name``, and what
    ``open_package`` raises.
    """
    if table_named(path.name) and path.is_file():
        yield _table_alone(path, limits), [path.name]
        return
    if path.name.casefold().endswith(_TABLE) and path.is_file():
        raise FileRefused("table_name", path.name)
    with open_package(path, limits, (_TABLE, _PDF)) as package:
        yield package, [one for one in package.names() if one.casefold().endswith(_TABLE)]


def _table_alone(path: Path, limits: Limits) -> Package:
    """One table and the PDFs beside it; nothing else of its folder is looked at."""
    try:
        beside = [one for one in sorted(path.parent.iterdir()) if _is_pdf(one)]
        members = {key_of(one.name): _member(one) for one in (*beside, path)}
    except OSError:
        raise FileRefused("unreadable", path.name) from None
    if members[key_of(path.name)].size > limits.member_bytes:
        raise FileRefused("too_large", path.name)
    return Package(members, limits)


def _is_pdf(path: Path) -> bool:
    is_named_so = path.name.casefold().endswith(_PDF) and not path.name.startswith(".")
    return is_named_so and path.is_file() and not path.is_symlink()


def _member(path: Path) -> Member:
    return Member(clean(path.name), path.stat().st_size, lambda: path.open("rb"))
