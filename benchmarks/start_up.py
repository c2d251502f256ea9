"""How long ``kiosk serve`` takes to its first answer and what it keeps in memory.

In a process of its own, beside waitress and Flask serving the same welcome page from a file.
"""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.instances import demo, evening
from benchmarks.measuring import ROOT, WARM_UPS, Row
from benchmarks.sizes import Sizes
from benchmarks.visitor import Send, Visitor, through_http, through_wsgi
from kiosk.app import create_app
from kiosk.clock import SystemClock
from kiosk.site.point import open_point

NAME = "start-up"
FLOOR = "Flask and waitress alone"
FIRST_ANSWER_TARGET_SECONDS = 1
RESIDENT_TARGET_MB = 80
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Life:
    """One process from start to end; memory in MB, None where the system does not tell."""

    first_answer_seconds: float
    resident_first: float | None
    resident_later: float | None
    own_share_later: float | None


def measure(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """Lives of both processes in turn."""
    data, codes = demo(folder, SystemClock())
    ours = [sys.executable, "-m", "kiosk", "serve", "--port", "0", "--data", str(data / "point")]
    page = folder / "welcome.html"
    page.write_text(_welcome(data), encoding="utf-8")
    floor = [sys.executable, "-m", "benchmarks.peers.bare_flask", str(page)]
    for _ in range(WARM_UPS):
        _live(ours, codes, 1)
        _live(floor, [], 1)
    pairs = [
        (_live(ours, codes, sizes.sign_ins), _live(floor, [], sizes.sign_ins))
        for _ in range(sizes.repeats)
    ]
    yield Row(
        NAME,
        "from start to the first answer of /",
        "s",
        [ours.first_answer_seconds for ours, _ in pairs],
        FLOOR,
        [floor.first_answer_seconds for _, floor in pairs],
        target=FIRST_ANSWER_TARGET_SECONDS,
    )
    after = f"after {sizes.sign_ins} sign-ins"
    for measure_name, key, target in (
        ("resident (VmRSS) at the first answer", "resident_first", 0),
        (f"resident (VmRSS) {after}", "resident_later", RESIDENT_TARGET_MB),
        (f"own share (PSS) {after}", "own_share_later", 0),
    ):
        figures = [(getattr(ours, key), getattr(floor, key)) for ours, floor in pairs]
        if all(None not in pair for pair in figures):
            mine, others = zip(*figures, strict=True)
            yield Row(NAME, measure_name, "MB", mine, FLOOR, others, target=target)


def _welcome(data: Path) -> str:
    app = create_app("public", open_point(data / "point", evening()))
    return Visitor(through_wsgi(app)).get("/").text


def _live(command: Sequence[str], codes: Sequence[str], sign_ins: int) -> Life:
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            send = through_http(_url_of(process))
            if Visitor(send).get("/").status != 200:
                raise RuntimeError(f"{command} does not answer")
            first_answer = time.perf_counter() - began
            resident_first = resident_mb(process.pid)
            for at in range(sign_ins):
                _visit(send, codes[at % len(codes)] if codes else None)
            return Life(
                first_answer, resident_first, resident_mb(process.pid), own_share_mb(process.pid)
            )
        finally:
            process.terminate()


def _url_of(process: "subprocess.Popen[str]") -> str:
    """Both servers say it on a line of their own."""
    for line in process.stdout or ():
        word, _, url = line.strip().partition(" ")
        if word == "URL":
            return url
    raise RuntimeError(f"{process.args!r} ended without an address")


def _visit(send: Send, code: str | None) -> None:
    """One visit of three pages; without a code the same number of requests."""
    visitor = Visitor(send)
    if code is None:
        for _ in range(6):
            visitor.get("/")
        return
    visitor.sign_in(code)
    for path in ("/children/1/homework", "/children/1/marks", "/goodbye"):
        visitor.get(path)


def resident_mb(pid: int) -> float | None:
    """VmRSS of a process and its children, shared pages counted in each; None without /proc."""
    return _summed_mb(pid, "status", "VmRSS:")


def own_share_mb(pid: int) -> float | None:
    """PSS of a process and its children: each shared page split among those who share it."""
    return _summed_mb(pid, "smaps_rollup", "Pss:")


def _summed_mb(pid: int, file: str, label: str) -> float | None:
    total = 0
    for one in _family(pid):
        try:
            lines = (_PROC / str(one) / file).read_text(encoding="ascii").splitlines()
        except FileNotFoundError:
            if one == pid:
                return None
            continue  # a process of one visit, just gone
        except OSError:
            return None
        total += next((int(line.split()[1]) for line in lines if line.startswith(label)), 0)
    return total * 1024 / 1e6


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in (_PROC / str(pid) / "task").glob("*/children"):
        for child in children.read_text(encoding="ascii").split():
            yield from _family(int(child))
