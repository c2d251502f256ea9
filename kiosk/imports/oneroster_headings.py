"""The headings of a OneRoster package against those of the standard, before a row is read.

A heading misspelt is a column lost: every cell under it would count as blank, and a whole school's
parents or marks would go in silence.
"""

from kiosk.domain.errors import FileRefused
from kiosk.domain.faults import Fault
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.oneroster_fields import WITHDRAWN, columns_of, name_in_version, optional_columns
from kiosk.imports.oneroster_manifest import Manifest, Mode
from kiosk.imports.oneroster_pictures import Picture
from kiosk.imports.table_rows import Columns
from kiosk.imports.tables import Package


def refuse_missing_columns(package: Package, manifest: Manifest) -> None:
    """Raise ``FileRefused("column")`` with all the columns no file can do without, of all files."""
    lacking = []
    for file in _files_given(manifest):
        columns = _columns(file, manifest)
        if missing := _missing(package, file, columns, columns.required):
            lacking.append(f"{file}: {', '.join(missing)}")
    if lacking:
        raise FileRefused("column", "; ".join(lacking))


def tell_missing_columns(
    package: Package, manifest: Manifest, former: Picture | None, faults: FaultLog
) -> None:
    """Add a fault for each column of this version of the standard that is not there.

    Raises ``FileRefused("column_lost")`` where the former picture had something in it. Complete
    exports may do without ``status``, but not where that would bring somebody back.
    """
    for file in _files_given(manifest):
        expected = optional_columns(file, manifest.has_roles_file)
        missing = _missing(package, file, _columns(file, manifest), expected)
        lost = [column for column in missing if former and former.says(file, column)]
        if former and _brings_back_the_withdrawn(package, file, manifest, former):
            lost.append("status")
        if lost:
            names = [name_in_version(one, manifest.has_roles_file) for one in lost]
            raise FileRefused("column_lost", f"{file}: {', '.join(names)}")
        if not manifest.is_first_version:
            for column in missing:
                name = name_in_version(column, manifest.has_roles_file)
                faults.add(Fault(file, "column_absent", 1, name))


def _brings_back_the_withdrawn(
    package: Package, file: str, manifest: Manifest, former: Picture
) -> bool:
    """Whether a file that says nothing of status holds a record the school took back before."""
    if "status" in package.headings(file) or file not in former:
        return False
    withdrawn = {
        row["sourcedId"] for row in former.rows(file) if row["status"].casefold() in WITHDRAWN
    }
    rows = package.rows(file, _columns(file, manifest), FaultLog(limit=0)) if withdrawn else ()
    return any(row["sourcedId"] in withdrawn for row in rows)


def _files_given(manifest: Manifest) -> list[str]:
    return [file for file, mode in manifest.modes.items() if mode is not Mode.ABSENT]


def _columns(file: str, manifest: Manifest) -> Columns:
    is_changes = manifest.modes[file] is Mode.DELTA
    return columns_of(file, has_roles_file=manifest.has_roles_file, is_changes=is_changes)


def _missing(package: Package, file: str, columns: Columns, wanted: frozenset[str]) -> list[str]:
    there = package.headings(file)
    return [
        column
        for column in sorted(wanted)
        if not there & {one.casefold() for one in (column, *columns.spellings.get(column, ()))}
    ]
