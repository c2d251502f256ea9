"""School files into the store: read whole, checked whole, taken whole or not at all."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.errors import FileRefused, TooManyRemoved
from kiosk.domain.faults import Fault
from kiosk.domain.people import Right
from kiosk.imports.oneroster import STEPS, Known, read_oneroster
from kiosk.imports.recognise import TAKEN, Format, recognise
from kiosk.sealing.custody import lock_away
from kiosk.sealing.secrets import FolderKey
from kiosk.services.office import Office, Progress, no_progress
from kiosk.services.supplements import take_supplement
from kiosk.store.roster import RosterChange
from kiosk.store.store import Transaction

READER_ID_BYTES = 5
AUTO = "auto"
FORMATS = (AUTO, *(one.value for one in TAKEN))


@dataclass(frozen=True)
class ImportReport:
    """What one file brought: changes by kind, every refused line, the choices made.

    ``would_be_refused``: a rehearsal of what the real run refuses unless a person accepts
    ``change.removals``.
    """

    file_name: str
    format: str
    source: str
    change: RosterChange
    faults: tuple[Fault, ...]
    settings: dict[str, str]
    is_dry_run: bool
    would_be_refused: bool = False


class _DryRun(Exception):  # noqa: N818 - not an error: unwinds the transaction of a rehearsal
    def __init__(self, reports: list[ImportReport]) -> None:
        self.reports = reports


def import_files(
    office: Office,
    paths: Iterable[Path],
    *,
    school: str | None = None,
    file_format: str = AUTO,
    dry_run: bool = False,
    accept_removals: bool = False,
    progress: Progress = no_progress,
) -> list[ImportReport]:
    """Take school files in their order, all of them or none. A dry run changes nothing.

    ``school`` is the UAI the files are about; ``file_format`` one of ``FORMATS``. Raises
    ``FileRefused`` for a file of another format or that cannot be trusted as a whole, and
    ``TooManyRemoved`` (never in a dry run) where it would take away a large part of a school, with
    the faults of that file.
    """
    found = [(path, _format_of(path, file_format)) for path in paths]
    advance = _stepwise(progress, sum(_steps(one) for _, one in found))
    try:
        with office.store.transaction() as tx:
            intake = _Intake(office, tx, school, dry_run, accept_removals, advance)
            reports = [intake.take(path, one) for path, one in found]
            _enrol_readers(office, tx)
            if dry_run:
                raise _DryRun(reports)
    except _DryRun as rehearsal:
        return rehearsal.reports
    return reports


def import_file(
    office: Office, path: Path, *, dry_run: bool = False, accept_removals: bool = False
) -> ImportReport:
    """Take one school file, as ``import_files`` does."""
    (report,) = import_files(office, [path], dry_run=dry_run, accept_removals=accept_removals)
    return report


def _format_of(path: Path, file_format: str) -> Format:
    found = recognise(path) if file_format == AUTO else Format(file_format)
    if found not in TAKEN:
        raise FileRefused(found.value, path.name)
    return found


def _steps(file_format: Format) -> int:
    """The parts of one file whose end is told; the last is that the store has it."""
    return STEPS + 1 if file_format is Format.ONEROSTER else 1


def _stepwise(progress: Progress, total: int) -> Callable[[], None]:
    done = 0

    def advance() -> None:
        nonlocal done
        done += 1
        progress(done, total)

    return advance


@dataclass(frozen=True)
class _Intake:
    """The files of one command, on their way into one transaction."""

    office: Office
    tx: Transaction
    school: str | None
    is_dry_run: bool
    accept_removals: bool
    advance: Callable[[], None]

    def take(self, path: Path, file_format: Format) -> ImportReport:
        is_roster = file_format is Format.ONEROSTER
        report = self._take_roster(path) if is_roster else self._take_supplement(path)
        self.advance()
        return report

    def _take_roster(self, path: Path) -> ImportReport:
        roster, pictures = self.tx.roster, self.tx.pictures
        reading = read_oneroster(
            path,
            parent_right=Right(self.office.settings.imports.parent_right),
            known=Known(roster.sources(), pictures.kept(), pictures.content),
            school=self.school,
            advance=self.advance,
        )
        data = reading.data
        try:
            change = roster.replace(
                data,
                today=self.office.clock.today(),
                now=self.office.clock.now(),
                accept_removals=self._lets_everything_go,
            )
        except TooManyRemoved as refusal:
            raise TooManyRemoved(refusal.removals, reading.faults) from None
        pictures.keep(data.source, [one.uai for one in data.schools], reading.picture)
        faults = (*reading.faults, *_pupils_elsewhere(path, change))
        settings = dict(data.settings)
        return self._report(path, Format.ONEROSTER, data.source, change, faults, settings)

    def _take_supplement(self, path: Path) -> ImportReport:
        taken = take_supplement(
            self.office, self.tx, path, self.school, accept_removals=self._lets_everything_go
        )
        return self._report(path, Format.SUPPLEMENT, taken.source, taken.change, taken.faults, {})

    @property
    def _lets_everything_go(self) -> bool:
        """A rehearsal goes to its end: it tells what the real run would refuse."""
        return self.accept_removals or self.is_dry_run

    def _report(
        self,
        path: Path,
        file_format: Format,
        source: str,
        change: RosterChange,
        faults: tuple[Fault, ...],
        settings: dict[str, str],
    ) -> ImportReport:
        return ImportReport(
            file_name=path.resolve().name,
            format=file_format.value,
            source=source,
            change=change,
            faults=faults,
            settings=settings,
            is_dry_run=self.is_dry_run,
            would_be_refused=bool(change.removals) and not self.accept_removals,
        )


def _pupils_elsewhere(path: Path, change: RosterChange) -> list[Fault]:
    """Where pupils were left to the school they are still present at: that school and how many."""
    return [
        Fault(path.resolve().name, "pupils_elsewhere", value=f"{uai} : {count}")
        for uai, count in change.elsewhere.items()
    ]


def _enrol_readers(office: Office, tx: Transaction) -> None:
    """Draw a Folder key for every adult who has none yet."""
    newcomers = []
    for guardian_id in tx.rights.guardians_without_reader():
        reader_id = secrets.token_hex(READER_ID_BYTES)
        sealed = lock_away(FolderKey.draw(), reader_id, office.master)
        newcomers.append((reader_id, guardian_id, sealed))
    tx.rights.add_readers(newcomers)
