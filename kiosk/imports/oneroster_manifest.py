"""The manifest of a OneRoster package: its version, whose it is, and what each file is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.errors import FileRefused
from kiosk.domain.faults import Fault
from kiosk.imports.fault_log import FaultLog
from kiosk.imports.oneroster_fields import (
    FIELDS_READ,
    FILES_OF_NO_USE,
    ORGS,
    ROLE_COLUMNS,
    ROLES,
    USERS,
    columns_of,
)
from kiosk.imports.tables import Package

MANIFEST = "manifest.csv"
FILES = tuple(file for file in FIELDS_READ if file != MANIFEST)
_VERSION_READ = re.compile(r"1\.[012](\.\d+)?", re.ASCII)
_NO_CODE = ("", "absent")


class Mode(StrEnum):
    """What the manifest says a file is."""

    ABSENT = "absent"
    BULK = "bulk"
    """The complete picture: what is not in it is gone."""
    DELTA = "delta"
    """Changes only: what is not in it stays as it was."""


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself.

    ``has_roles_file``: the users' roles stand in a file of their own (from OneRoster 1.2 on).
    ``is_first_version``: OneRoster 1.0, whose files have fewer columns.
    ``is_assumed``: there was no manifest, and the files are taken for a complete picture.
    """

    has_roles_file: bool
    system_code: str
    modes: Mapping[str, Mode]
    is_first_version: bool = False
    is_assumed: bool = False

    @property
    def is_changes(self) -> bool:
        """Whether any file gives changes only."""
        return Mode.DELTA in self.modes.values()

    def files(self, mode: Mode) -> list[str]:
        """The files of a mode, in the order they are read."""
        return [file for file in FILES if self.modes[file] is mode]


def read_manifest(package: Package, name: str, faults: FaultLog) -> Manifest:
    """The manifest of a package called ``name``, checked against the files that are there.

    A file declared but not there is refused: a bulk is the complete picture, so that a file lost
    on the way would erase what it held. One that is there but not declared is left alone, with a
    fault: the manifest says it is no part of the exchange.

    Raises ``FileRefused``: ``empty``, ``manifest``, ``version``, ``manifest_value``,
    ``missing_member``, ``not_declared``, and what ``Package.rows`` raises.
    """
    if not package:
        raise FileRefused("empty", name)
    if MANIFEST not in package:
        _tell_files_not_read(package, faults)
        return _assumed(package)
    properties = _properties(package, faults)
    version = properties.get("oneroster.version", "")
    if not _VERSION_READ.fullmatch(version):
        raise FileRefused("version", version)
    modes = {file: _mode(file, properties) for file in FILES}
    code = properties.get("source.systemcode", "")
    manifest = Manifest(
        has_roles_file=version.startswith("1.2") or modes[ROLES] is not Mode.ABSENT,
        system_code="" if code.casefold() in _NO_CODE else code,
        modes=modes,
        is_first_version=version.startswith("1.0"),
    )
    _check(manifest, package)
    _tell_files_not_read(package, faults)
    for file in manifest.files(Mode.ABSENT):
        if file in package:
            is_told = f"file.{file.removesuffix('.csv')}".casefold() in properties
            faults.add(Fault(file, "declared_absent" if is_told else "not_declared"))
    return manifest


def _tell_files_not_read(package: Package, faults: FaultLog) -> None:
    """A copy called « users (1).csv » or a workbook may be what somebody meant to give."""
    of_the_standard = {name.casefold() for name in (MANIFEST, *FILES, *FILES_OF_NO_USE)}
    for name in [*package.names(), *package.others]:
        if name.casefold() not in of_the_standard:
            faults.add(Fault(name, "file_not_read"))


def _check(manifest: Manifest, package: Package) -> None:
    for file, mode in manifest.modes.items():
        if mode is not Mode.ABSENT and file not in package:
            raise FileRefused("missing_member", file)
    if manifest.is_changes:
        return
    needed = [ORGS, USERS, ROLES] if manifest.has_roles_file else [ORGS, USERS]
    for file in needed:
        if manifest.modes[file] is Mode.ABSENT:
            raise FileRefused("not_declared", file)


def _assumed(package: Package) -> Manifest:
    """Files that are plainly OneRoster are a complete picture, as most exports are."""
    if ORGS not in package or USERS not in package:
        raise FileRefused("manifest", MANIFEST)
    has_roles_file = ROLES in package
    names = {column.casefold() for column in ROLE_COLUMNS}
    if not has_roles_file and not names <= package.headings(USERS):
        raise FileRefused("manifest", MANIFEST)
    modes = {file: Mode.BULK if file in package else Mode.ABSENT for file in FILES}
    return Manifest(has_roles_file, "", modes, is_assumed=True)


def _properties(package: Package, faults: FaultLog) -> dict[str, str]:
    properties: dict[str, str] = {}
    for row in package.rows(MANIFEST, columns_of(MANIFEST), faults):
        name = row["propertyName"].casefold()
        if name in properties:
            faults.add(row.fault("duplicate", "propertyName"))
        if row["value"] or not name.startswith("file."):
            properties.setdefault(name, row["value"])
    return properties


def _mode(file: str, properties: Mapping[str, str]) -> Mode:
    name = f"file.{file.removesuffix('.csv')}"
    value = properties.get(name.casefold(), "")
    try:
        return Mode(value.casefold() or Mode.ABSENT)
    except ValueError:
        raise FileRefused("manifest_value", f"{name}: {value}") from None
