"""A school file into the store: read whole, checked whole, taken whole or not at all."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.faults import Fault
from kiosk.domain.people import Right
from kiosk.imports.oneroster import read_oneroster
from kiosk.sealing.custody import lock_away
from kiosk.sealing.secrets import FolderKey
from kiosk.services.office import Office
from kiosk.store.roster import RosterChange
from kiosk.store.store import Transaction

READER_ID_BYTES = 5


@dataclass(frozen=True)
class ImportReport:
    """What one file brought: changes by kind, every refused line, the choices made."""

    file_name: str
    source: str
    change: RosterChange
    faults: tuple[Fault, ...]
    settings: dict[str, str]
    is_dry_run: bool


class _DryRun(Exception):  # noqa: N818 - not an error: unwinds the transaction of a rehearsal
    def __init__(self, reports: list[ImportReport]) -> None:
        self.reports = reports


def import_files(
    office: Office, paths: Iterable[Path], *, dry_run: bool = False
) -> list[ImportReport]:
    """Take school files in their order, all of them or none. A dry run changes nothing.

    Raises ``FileRefused`` for a file that cannot be trusted as a whole.
    """
    try:
        with office.store.transaction() as tx:
            reports = [_take_in(office, tx, path, dry_run) for path in paths]
            _enrol_readers(office, tx)
            if dry_run:
                raise _DryRun(reports)
    except _DryRun as rehearsal:
        return rehearsal.reports
    return reports


def import_file(office: Office, path: Path, *, dry_run: bool = False) -> ImportReport:
    """Take one school file, as ``import_files`` does."""
    (report,) = import_files(office, [path], dry_run=dry_run)
    return report


def _take_in(office: Office, tx: Transaction, path: Path, is_dry_run: bool) -> ImportReport:
    right = Right(office.settings.imports.parent_right)
    reading = read_oneroster(path, parent_right=right)
    return ImportReport(
        file_name=path.name,
        source=reading.data.source,
        change=tx.roster.replace(reading.data, today=office.clock.today(), now=office.clock.now()),
        faults=reading.faults,
        settings=dict(reading.data.settings),
        is_dry_run=is_dry_run,
    )


def _enrol_readers(office: Office, tx: Transaction) -> None:
    """Draw a Folder key for every adult who has none yet."""
    newcomers = []
    for guardian_id in tx.rights.guardians_without_reader():
        reader_id = secrets.token_hex(READER_ID_BYTES)
        sealed = lock_away(FolderKey.draw(), reader_id, office.master)
        newcomers.append((reader_id, guardian_id, sealed))
    tx.rights.add_readers(newcomers)
