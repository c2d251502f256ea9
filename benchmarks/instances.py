"""The instances that benchmarks work on: a demo of a fixed evening, offices of invented schools."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.synthetic_school import TODAY, write_package
from kiosk.clock import Clock, FixedClock
from kiosk.domain.folder import Folder
from kiosk.sealing.derivation import DerivationCost
from kiosk.services.folders import FolderBuilder
from kiosk.services.importing import import_file
from kiosk.services.office import Office
from kiosk.site.demo import demo_slips, prepare_demo
from kiosk.site.office import create_office, open_office

EVENING = datetime(TODAY.year, TODAY.month, TODAY.day, 17, tzinfo=UTC)
LEAST_COST = DerivationCost(memory_mib=1, passes=1)
"""For slips whose keys are not what is measured."""


def evening() -> FixedClock:
    """The same evening in term, whatever the day: weights and marks depend on it."""
    return FixedClock(EVENING)


def demo(folder: Path, clock: Clock) -> tuple[Path, list[str]]:
    """The demo of a day below a folder, and the digits of its slips."""
    data = folder / f"demo-{clock.today()}"
    prepare_demo(data, clock)
    return data, [code.digits() for _, code in demo_slips(data / "office", clock)]


def new_office(folder: Path) -> Office:
    """An office that knows nobody, whatever lay in its folder before."""
    shutil.rmtree(folder, ignore_errors=True)
    return create_office(folder, evening(), {"instance": {"role": "school"}})


@contextmanager
def opened(folder: Path) -> Iterator[Office]:
    """An office at work. Its slips cost next to nothing: nobody will use them."""
    office = replace(open_office(folder, evening()), cost=LEAST_COST)
    try:
        yield office
    finally:
        office.store.close()


def school(folder: Path, pupils: int) -> Path:
    """The folder of an office that has taken in an invented school of so many pupils."""
    package, made = folder / f"school-{pupils}.zip", folder / f"school-{pupils}"
    write_package(package, pupils)
    office = new_office(made)
    import_file(office, package)
    office.store.close()
    return made


def folders_of(office: Office) -> list[Folder]:
    """The Folder of every adult who may see somebody."""
    with office.store.transaction() as tx:
        builder = FolderBuilder(tx, office.clock.today())
        return [
            builder.folder_of(reader)
            for reader in tx.rights.readers()
            if builder.sees_somebody(reader)
        ]
