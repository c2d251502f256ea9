"""``python -m benchmarks.peak_memory MODULE ARGUMENT…`` runs a module; its most memory comes last.

Asked of the process itself: what a parent is told of a child also counts the parent's own memory
at the fork. Linux only.
"""

import runpy
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import ROOT

_STATUS = Path("/proc/self/status")


def peak_mb(module: str, arguments: Sequence[str]) -> float | None:
    """The most a module held, run in a process of its own, in MB; None where nothing tells."""
    if not _STATUS.exists():
        return None
    command = [sys.executable, "-m", "benchmarks.peak_memory", module, *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(run.stdout.split()[-1])


def main(module: str) -> None:
    """Run it as ``python -m`` would, then say what it took."""
    sys.argv = sys.argv[1:]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as ending:
        if ending.code:
            raise
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    (kibibytes,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    print(int(kibibytes) * 1024 / 1e6)


if __name__ == "__main__":
    main(sys.argv[1])
