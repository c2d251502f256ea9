"""A school's file into an empty office: how fast, and in how much memory.

The file is an invented OneRoster package. The others read the same bytes and check nothing: they
are the floor.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.instances import new_office, opened
from benchmarks.measuring import Contender, Row, race, rate_rows
from benchmarks.peak_memory import peak_mb
from benchmarks.peers.plain_csv import load_into_sqlite, read_with_csv
from benchmarks.sizes import Sizes
from benchmarks.synthetic_school import write_package
from kiosk.services.importing import import_file

NAME = "import"
CSV_ALONE = "csv.DictReader, unchecked"
MEMORY_TARGET_MB = 1000


def measure(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """Every size of school."""
    for pupils in sizes.schools:
        package, office = folder / f"import-{pupils}.zip", folder / f"import-{pupils}"
        records = write_package(package, pupils)
        yield from _rates(sizes, package, office, records, f"{pupils:,} pupils")
        yield from _memory(sizes, package, office, f"{pupils:,} pupils")


def _rates(sizes: Sizes, package: Path, office: Path, records: int, school: str) -> Iterator[Row]:
    database = package.with_suffix(".db")

    def ours() -> int:
        with opened(office) as one:
            import_file(one, package)
        return records

    contenders = [
        Contender("kiosk", ours, lambda: new_office(office).store.close()),
        Contender(CSV_ALONE, partial(read_with_csv, package)),
        Contender(
            "csv into sqlite3, unchecked",
            partial(load_into_sqlite, package, database),
            partial(database.unlink, missing_ok=True),
        ),
    ]
    runs = race(contenders, sizes.repeats)
    yield from rate_rows(NAME, school, "records/s", contenders, runs)


def _memory(sizes: Sizes, package: Path, office: Path, school: str) -> Iterator[Row]:
    """The most that ``kiosk import`` ever held, beside the csv module in its own process."""
    figures, others = [], []
    for _ in range(sizes.repeats):
        new_office(office).store.close()
        figures.append(peak_mb("kiosk", ["import", str(package), "--data", str(office)]))
        others.append(peak_mb("benchmarks.peers.plain_csv", [str(package)]))
    ours, theirs = _told(figures), _told(others)
    if ours and theirs:
        name = f"peak memory, {school}"
        yield Row(NAME, name, "MB", ours, CSV_ALONE, theirs, target=MEMORY_TARGET_MB)


def _told(figures: list[float | None]) -> list[float]:
    return [figure for figure in figures if figure is not None]
