"""``python -m benchmarks [NAMES…] [--quick] [--out FILE]``: one table of all, or of those named."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import (
    admissions,
    importing,
    meetings,
    pages,
    publishing,
    reports,
    slips,
    start_up,
    weights,
)
from benchmarks.measuring import Row
from benchmarks.sizes import FULL, QUICK, Sizes
from benchmarks.tabulating import as_table, machine, write_json

BENCHMARKS: dict[str, Callable[[Sizes, Path], Iterator[Row]]] = {
    module.NAME: module.measure
    for module in (
        pages,
        start_up,
        weights,
        importing,
        publishing,
        meetings,
        slips,
        admissions,
        reports,
    )
}


def run(names: list[str], sizes: Sizes, folder: Path) -> list[Row]:
    """The rows of the benchmarks named, one benchmark after the other."""
    rows = []
    for name in names:
        began = time.perf_counter()
        rows += list(BENCHMARKS[name](sizes, folder))
        print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return rows


def main(arguments: list[str] | None = None) -> None:
    """Run, print the table, write the file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAMES", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="tiny sizes: does it run?")
    parser.add_argument("--out", type=Path, metavar="FILE", help="every figure, as JSON")
    given = parser.parse_args(arguments)
    unknown = set(given.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    facts = machine()
    with tempfile.TemporaryDirectory(prefix="kiosk-benchmarks-") as folder:
        rows = run(given.names or list(BENCHMARKS), QUICK if given.quick else FULL, Path(folder))
    print(as_table(rows))
    print(", ".join(f"{name} {value}" for name, value in facts.items() if value is not None))
    if given.out:
        write_json(given.out, rows, facts)


if __name__ == "__main__":
    main()
