"""Runs work several times beside other work, in turn, and tells what each run cost."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median

WARM_UPS = 1
ROOT = Path(__file__).parents[1]
"""Where processes of their own find ``kiosk`` and ``benchmarks``."""


def nothing() -> None:
    """For work that needs no preparing."""


@dataclass(frozen=True, slots=True)
class Contender:
    """Somebody's work. ``run`` tells how much it did; ``before`` prepares it and is not timed."""

    name: str
    run: Callable[[], float]
    before: Callable[[], None] = nothing


@dataclass(frozen=True, slots=True)
class Run:
    """One repeat: how much was done, in how many seconds by the wall and of CPU."""

    amount: float
    wall_seconds: float
    cpu_seconds: float


@dataclass(frozen=True)
class Row:
    """One measure: a figure a repeat, beside another's from the same repeats.

    Where a unit ends in ``/s`` more is better, otherwise less. ``by_wall`` holds the same
    figures by the wall where ``figures`` count seconds of CPU. ``target`` is of design, 0 for
    none.
    """

    benchmark: str
    measure: str
    unit: str
    figures: Sequence[float]
    other: str = ""
    other_figures: Sequence[float] = ()
    by_wall: Sequence[float] = ()
    target: float = 0.0

    @property
    def more_is_better(self) -> bool:
        """Whether this is a rate."""
        return self.unit.endswith("/s")

    @cached_property
    def median(self) -> float:
        """The middle figure."""
        return median(self.figures)

    @cached_property
    def ratio(self) -> float | None:
        """How many times better than the other, repeat by repeat, the middle one."""
        if not self.other_figures:
            return None
        pairs = zip(self.figures, self.other_figures, strict=True)
        if self.more_is_better:
            return median(ours / others for ours, others in pairs)
        return median(others / ours for ours, others in pairs)

    @property
    def meets_target(self) -> bool | None:
        """Whether the median is as good as the target; None without one."""
        if not self.target:
            return None
        return self.median >= self.target if self.more_is_better else self.median <= self.target


def race(contenders: Sequence[Contender], repeats: int) -> list[list[Run]]:
    """The runs of each contender, after a warm-up.

    They take turns within each repeat, so that a busy moment of the machine is shared by all.
    """
    runs: list[list[Run]] = [[] for _ in contenders]
    for repeat in range(WARM_UPS + repeats):
        for contender, kept in zip(contenders, runs, strict=True):
            contender.before()
            run = _timed(contender.run)
            if repeat >= WARM_UPS:
                kept.append(run)
    return runs


def _timed(work: Callable[[], float]) -> Run:
    wall, cpu = time.perf_counter(), _cpu()
    amount = work()
    cpu_seconds = _cpu() - cpu
    # A clock's step may be coarse for tiny work: never nothing.
    return Run(amount, time.perf_counter() - wall, max(cpu_seconds, 1e-6))


def _cpu() -> float:
    """Seconds of CPU of this process, all its threads, and the children it waited for."""
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system


def rate_rows(
    benchmark: str,
    measure: str,
    unit: str,
    contenders: Sequence[Contender],
    runs: Sequence[Sequence[Run]],
    target: float = 0.0,
) -> list[Row]:
    """What the first contender does in a second of CPU, beside each of the others."""
    ours = runs[0]
    per_second = [run.amount / run.cpu_seconds for run in ours]
    by_wall = [run.amount / run.wall_seconds for run in ours]
    others = [
        (contender.name, [run.amount / run.cpu_seconds for run in theirs])
        for contender, theirs in zip(contenders[1:], runs[1:], strict=True)
    ]
    return [
        Row(benchmark, measure, unit, per_second, name, figures, by_wall, target)
        for name, figures in others or [("", [])]
    ]


def percentile(figures: Sequence[float], share: float) -> float:
    """The smallest figure that a share of them does not pass (nearest rank)."""
    ordered = sorted(figures)
    return ordered[max(0, -(-round(share * 1000) * len(ordered) // 1000) - 1)]
