"""Columns on one grid of lines: a name on the left, rows in the middle, figures on the right."""

from itertools import zip_longest

from kiosk.printing import paper
from kiosk.printing.lines import Line, Text, Unit, gap
from kiosk.printing.paper import TypeScale

Texts = list[Text]


def side_by_side(
    left: Texts, middle: list[list[Texts]], right: Texts, scale: TypeScale
) -> tuple[Unit, ...]:
    """Units of lines that carry the three columns; longer sides end in lines of their own."""
    sides = list(zip_longest(left, right))
    units: list[Unit] = []
    at = 0
    for row in middle:
        lines = [gap(scale.line_mm() * paper.ROW_AIR)] if units else []
        for texts in row:
            beside = sides[at] if at < len(sides) else (None, None)
            lines.append(_line(beside[0], texts, beside[1], scale))
            at += 1
        units.append(tuple(lines))
    rest = [_line(subject, [], average, scale) for subject, average in sides[at:]]
    if units and len(rest) <= 4:
        return (*units[:-1], (*units[-1], *rest))
    return (*units, *((line,) for line in rest))


def _line(left: Text | None, middle: Texts, right: Text | None, scale: TypeScale) -> Line:
    ends = ([left] if left else [], [right] if right else [])
    return Line(scale.line_mm(), (*ends[0], *middle, *ends[1]))
