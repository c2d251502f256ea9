"""One table for the eye, one JSON file for a program."""

import json
import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measuring import Row
from kiosk import __version__

COLUMNS = (
    "benchmark",
    "measure",
    "kiosk",
    "spread",
    "by the wall",
    "unit",
    "beside",
    "its figure",
    "ratio",
    "target",
)
_WORDS = 2
"""The first columns hold words and are flush left."""


def machine() -> dict[str, Any]:
    """What the figures depend on, and nothing that names the machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "cores": cores,
        "load_at_start": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "kiosk": __version__,
    }


def as_table(rows: Iterable[Row]) -> str:
    """Columns as wide as their widest cell."""
    lines = [COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(COLUMNS))]
    return "\n".join(_line(cells, widths) for cells in lines)


def write_json(path: Path, rows: Sequence[Row], facts: dict[str, Any]) -> None:
    """Every figure of every repeat, with the machine it was taken on."""
    document = {"machine": facts, "rows": [_plain(row) for row in rows]}
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cell.ljust(width) if at < _WORDS or COLUMNS[at] in ("unit", "beside") else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    wall, others, ratio = _middle(row.by_wall), _middle(row.other_figures), row.ratio
    return (
        row.benchmark,
        row.measure,
        _number(row.median),
        f"{_number(min(row.figures))}–{_number(max(row.figures))}",
        "" if wall is None else _number(wall),
        row.unit,
        row.other,
        "" if others is None else _number(others),
        "" if ratio is None else f"×{_number(ratio)}",
        _target(row),
    )


def _middle(figures: Sequence[float]) -> float | None:
    return median(figures) if figures else None


def _target(row: Row) -> str:
    if row.meets_target is None:
        return ""
    sign = "≥" if row.more_is_better else "≤"
    return f"{sign} {_number(row.target)} {'met' if row.meets_target else 'not yet'}"


def _number(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return f"{value:.3g}" if abs(value) < 10 else f"{value:.1f}"


def _plain(row: Row) -> dict[str, Any]:
    return {
        "benchmark": row.benchmark,
        "measure": row.measure,
        "unit": row.unit,
        "median": row.median,
        "figures": list(row.figures),
        "by_wall": list(row.by_wall),
        "other": row.other,
        "other_figures": list(row.other_figures),
        "ratio": row.ratio,
        "target": row.target or None,
        "meets_target": row.meets_target,
    }
