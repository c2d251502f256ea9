"""Drawings as dots, for printers that take no vectors."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import ceil, dist

from kiosk.domain.pictures import GRID
from kiosk.printing.drawings import steps_of
from kiosk.printing.pen import DRAWING_STROKE

_CHORDS = 16
"""Straight pieces a curve is drawn as: at 8 dots a millimetre their corners are not seen."""

_Point = tuple[float, float]


@lru_cache(maxsize=32)
def dots_of(path_data: str, side: int) -> tuple[tuple[bool, ...], ...]:
    """The rows of a square of ``side`` dots from top to bottom, True where ink goes.

    The strokes are as wide as on office paper, with round ends.
    """
    scale = side / GRID
    radius = DRAWING_STROKE * scale / 2
    inked: set[tuple[int, int]] = set()
    for x, y in _along(path_data, scale):
        for row in range(int(y - radius), ceil(y + radius)):
            for column in range(int(x - radius), ceil(x + radius)):
                # A dot is inked when its middle lies under the pen.
                if dist((column + 0.5, row + 0.5), (x, y)) <= radius:
                    inked.add((column, row))
    return tuple(tuple((column, row) in inked for column in range(side)) for row in range(side))


def _along(path_data: str, scale: float) -> Iterator[_Point]:
    """Where the middle of the pen passes, in steps of at most one dot."""
    for start, end in _pieces(path_data):
        length = max(1, ceil(dist(start, end) * scale))
        for at in range(length + 1):
            share = at / length
            x, y = (a + (b - a) * share for a, b in zip(start, end, strict=True))
            yield x * scale, y * scale


def _pieces(path_data: str) -> Iterator[tuple[_Point, _Point]]:
    """A drawing as straight pieces, in units of its grid."""
    start = here = (0.0, 0.0)
    for step in steps_of(path_data):
        if step.command == "M":
            start = here = step.points[0]
            continue
        stops = (start,) if step.command == "Z" else step.points
        if step.command == "C":
            stops = tuple(_on_curve((here, *stops), at / _CHORDS) for at in range(1, _CHORDS + 1))
        yield from pairwise((here, *stops))
        here = stops[-1]


def _on_curve(points: tuple[_Point, ...], share: float) -> _Point:
    """A point of a Bézier curve, by De Casteljau."""
    while len(points) > 1:
        points = tuple(
            (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
            for a, b in pairwise(points)
        )
    return points[0]
