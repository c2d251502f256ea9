"""Lines of a page: texts on a baseline, rules and white. Measured, not yet placed on a page."""

from dataclasses import dataclass

from kiosk.printing.fonts import Face, Glyphs, base_direction
from kiosk.printing.paper import HAIRLINE_MM
from kiosk.printing.pen import Anchor
from kiosk.printing.wrapping import wrap


@dataclass(frozen=True, slots=True)
class Text:
    """Glyphs in visual order, anchored at ``x_mm`` from the left edge of the paper."""

    x_mm: float
    glyphs: Glyphs
    face: Face
    size_pt: float
    anchor: Anchor = Anchor.LEFT


@dataclass(frozen=True, slots=True)
class Line:
    """Texts on one baseline, or blank paper; ``rule_mm`` is the width of a rule in its middle."""

    height_mm: float
    texts: tuple[Text, ...] = ()
    rule_mm: float = 0.0


Unit = tuple[Line, ...]
"""Lines that stay on one page if a page can hold them: one mark."""


def height_mm(lines: Unit) -> float:
    """The height of lines set one under the other."""
    return sum(line.height_mm for line in lines)


def gap(mm: float) -> Line:
    """Blank paper."""
    return Line(mm)


def ruled_gap(mm: float) -> Line:
    """Blank paper with a hairline in its middle."""
    return Line(mm, rule_mm=HAIRLINE_MM)


def set_left(text: str, x_mm: float, width_mm: float, face: Face, size_pt: float) -> list[Text]:
    """A text wrapped to ``width_mm``, one ``Text`` a line, flush left at ``x_mm``.

    Several lines that run from right to left are flush right, where their reader begins each.
    """
    lines = wrap(text, face, size_pt, width_mm)
    if len(lines) > 1 and base_direction(text) == "R":
        return [Text(x_mm + width_mm, line, face, size_pt, Anchor.RIGHT) for line in lines]
    return [Text(x_mm, line, face, size_pt) for line in lines]


def set_right(text: str, x_mm: float, width_mm: float, face: Face, size_pt: float) -> list[Text]:
    """A text wrapped to ``width_mm``, flush right: ``x_mm`` is the right edge."""
    lines = wrap(text, face, size_pt, width_mm)
    return [Text(x_mm, line, face, size_pt, Anchor.RIGHT) for line in lines]
