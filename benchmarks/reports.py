"""Grade reports of a class, beside what others would make the same sheets with.

Each pupil's report is a PDF of its own, fonts embedded: kiosk has no run over a whole school yet.
The others set the same subjects, marks, comments and averages in one table, with the same font.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path

from benchmarks.instances import evening, folders_of, opened, school
from benchmarks.measuring import WARM_UPS, Contender, Row, Run, percentile, race, rate_rows
from benchmarks.peers.report_content import Drawn, ReportContent, content_of
from benchmarks.sizes import Sizes
from kiosk.domain.folder import Child, Folder
from kiosk.domain.print_jobs import PrintSize, Sheet, SheetKind
from kiosk.printing.documents import document_of, render
from kiosk.wording import french

NAME = "reports"
PAGES_TARGET = 2000
WARM_TARGET_MS = 6
# The one deferred import of the benchmarks: who is not installed does not run.
PEERS = {
    "reportlab platypus": "benchmarks.peers.platypus",
    "fpdf2": "benchmarks.peers.fpdf2_table",
    "WeasyPrint": "benchmarks.peers.weasyprint_table",
}

Drawer = Callable[[], Drawn]


def measure(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """Reports and pages a second, bytes a page, one report warm."""
    with opened(school(folder, sizes.reports)) as office:
        reports = _one_a_child(folders_of(office))
    stacks = [_Stack("kiosk", [partial(_ours, *report) for report in reports])]
    contents = [content_of(child) for _, child in reports[: sizes.reports_of_others]]
    for name, draw in _installed().items():
        stacks.append(_Stack(name, [partial(draw, content) for content in contents]))
    contenders = [Contender(stack.name, stack.draw) for stack in stacks]
    runs = race(contenders, sizes.repeats)
    yield from rate_rows(NAME, "a class, a PDF each", "reports/s", contenders, runs)
    ours, *others = stacks
    yield _pages(ours, runs[0])
    for other in others:
        yield Row(
            NAME,
            "PDF bytes a page, one report a file",
            "KB",
            [ours.page_kb],
            other.name,
            [other.page_kb],
        )
    yield _one_warm(reports, sizes)


@dataclass
class _Stack:
    """The reports one contender draws, and what came of them the last time."""

    name: str
    drawers: list[Drawer]
    drawn: list[Drawn] = field(default_factory=list)

    def draw(self) -> int:
        """All of them, one after the other; how many."""
        self.drawn = [draw() for draw in self.drawers]
        return len(self.drawn)

    @property
    def pages(self) -> int:
        """Of all its reports together."""
        return sum(one.pages for one in self.drawn)

    @property
    def page_kb(self) -> float:
        """What a page of a file of its own weighs, its fonts included."""
        return sum(one.bytes for one in self.drawn) / self.pages / 1024


def _pages(ours: _Stack, runs: Sequence[Run]) -> Row:
    """The same runs in pages, which is what the target counts."""
    return Row(
        NAME,
        "pages of that class",
        "pages/s",
        [ours.pages / run.cpu_seconds for run in runs],
        by_wall=[ours.pages / run.wall_seconds for run in runs],
        target=PAGES_TARGET,
    )


def _one_a_child(folders: Sequence[Folder]) -> list[tuple[Folder, Child]]:
    """Each child once, though two adults may read of him."""
    found = {
        (child.class_name, child.full_name): (folder, child)
        for folder in folders
        for child in folder.children
    }
    return list(found.values())


def _installed() -> dict[str, Callable[[ReportContent], Drawn]]:
    drawers = {}
    for name, module in PEERS.items():
        try:
            drawers[name] = import_module(module).draw
        except (ImportError, OSError) as absence:
            print(f"reports: without {name} ({absence})", file=sys.stderr)
    return drawers


def _ours(folder: Folder, child: Child) -> Drawn:
    sheet = _sheet(folder, child)
    return Drawn(sheet.pages, len(sheet.pdf))


def _sheet(folder: Folder, child: Child) -> Sheet:
    now = evening().now()
    document = document_of(
        SheetKind.MARKS,
        folder,
        child,
        child.periods[0],
        dates={child.school_uai: now},
        printed_at=now,
        words=french(),
    )
    return render(document, size=PrintSize.NORMAL, words=french(), sheet_name="benchmark")


def _one_warm(reports: Sequence[tuple[Folder, Child]], sizes: Sizes) -> Row:
    """One report in a process that printed before: nineteen in twenty take no longer."""
    by_cpu, by_wall = [], []
    for _ in range(WARM_UPS + sizes.repeats):
        cpu, wall = [], []
        for report in reports:
            began_cpu, began = time.thread_time(), time.perf_counter()
            _sheet(*report)
            cpu.append((time.thread_time() - began_cpu) * 1000)
            wall.append((time.perf_counter() - began) * 1000)
        by_cpu.append(percentile(cpu, 0.95))
        by_wall.append(percentile(wall, 0.95))
    return Row(
        NAME,
        "one report, warm, p95",
        "ms",
        by_cpu[WARM_UPS:],
        by_wall=by_wall[WARM_UPS:],
        target=WARM_TARGET_MS,
    )
