"""Server time of every page after sign-in, beside Flask alone giving the same bytes.

Straight into the WSGI application: no socket, no browser. Deriving a slip's key is costly on
purpose and is given alone.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.instances import demo, evening
from benchmarks.measuring import WARM_UPS, Row, percentile
from benchmarks.peers.bare_flask import bare_flask
from benchmarks.sizes import Sizes
from benchmarks.visitor import Answer, Visitor, WsgiApp, call, environ, through_wsgi
from kiosk.app import create_app
from kiosk.domain.slip_codes import read_code
from kiosk.sealing.derivation import slip_key
from kiosk.services.access_point import AccessPoint
from kiosk.site.point import open_point

NAME = "pages"
FLOOR = "Flask alone, same bytes"
P99_TARGET_MS = 15
_SHARES = (0.50, 0.95, 0.99)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spent:
    """What one answer took, in milliseconds."""

    cpu_ms: float
    wall_ms: float


def measure(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """Pages of several readers, all of them, several times over; then the sign-in."""
    data, codes = demo(folder, evening())
    point = open_point(data / "point", evening())
    app = create_app("public", point)
    rounds = [
        _round(app, codes[: sizes.readers], sizes.passes) for _ in range(WARM_UPS + sizes.repeats)
    ][WARM_UPS:]
    for share in _SHARES:
        yield _row(
            f"a page after sign-in, p{share * 100:.0f}",
            [_at(ours, share) for ours, _ in rounds],
            FLOOR,
            [_at(floor, share) for _, floor in rounds],
            target=P99_TARGET_MS if share == max(_SHARES) else 0,
        )
    yield _sign_in(app, point, codes[0], sizes)


def _row(
    name: str, ours: Sequence[Spent], other: str, theirs: Sequence[Spent], target: float = 0
) -> Row:
    return Row(
        NAME,
        name,
        "ms",
        [one.cpu_ms for one in ours],
        other,
        [one.cpu_ms for one in theirs],
        [one.wall_ms for one in ours],
        target,
    )


def _at(spent: Sequence[Spent], share: float) -> Spent:
    """A percentile by each clock."""
    return Spent(
        percentile([one.cpu_ms for one in spent], share),
        percentile([one.wall_ms for one in spent], share),
    )


def _timed(work: Callable[[], T]) -> tuple[Spent, T]:
    cpu, wall = time.thread_time(), time.perf_counter()
    answer = work()
    return Spent((time.thread_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000), answer


def _round(app: WsgiApp, codes: Sequence[str], passes: int) -> tuple[list[Spent], list[Spent]]:
    """Each page of each reader, ours and the floor's, one after the other."""
    ours: list[Spent] = []
    floors: list[Spent] = []
    for code in codes:
        visitor = Visitor(through_wsgi(app))
        visitor.sign_in(code)
        pages = visitor.pages()
        floor = _warm_floor(list(pages.values()))
        for _ in range(passes):
            for at, (path, page) in enumerate(pages.items()):
                spent, answer = _asked(app, path, visitor.headers())
                if not answer.is_page:
                    raise RuntimeError(f"{path} answered {answer.status} while it was measured")
                ours.append(spent)
                spent, same = _asked(floor, f"/{at}", {})
                if same.text != page.text:
                    raise RuntimeError(f"the floor gives other bytes for {path}")
                floors.append(spent)
    return ours, floors


def _warm_floor(pages: list[Answer]) -> WsgiApp:
    """Each page by its number, its template compiled: ours were when they were found."""
    floor = bare_flask({f"/{at}": page.text for at, page in enumerate(pages)})
    for at in range(len(pages)):
        _asked(floor, f"/{at}", {})
    return floor


def _asked(app: WsgiApp, path: str, headers: dict[str, str]) -> tuple[Spent, Answer]:
    request = environ("GET", path, b"", headers)
    return _timed(lambda: call(app, request))


def _sign_in(app: WsgiApp, point: AccessPoint, code: str, sizes: Sizes) -> Row:
    """A sign-in as a parent waits for it, beside the key derivation within it."""
    whole, alone = [], []
    for _ in range(WARM_UPS + sizes.repeats):
        visitor = Visitor(through_wsgi(app))
        welcome = visitor.get("/")
        whole.append(_timed(partial(visitor.submit, welcome, "/sign-in", code=code))[0])
        derive = partial(slip_key, read_code(code), point.domain_salt, point.cost)
        alone.append(_timed(derive)[0])
    return _row(
        "POST /sign-in, key derivation included",
        whole[WARM_UPS:],
        "the derivation alone",
        alone[WARM_UPS:],
    )
