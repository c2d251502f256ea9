"""The pen: draws on a PDF in millimetres from the top left corner.

The only place where reportlab's canvas is touched.
"""

import io
import threading
from collections.abc import Callable
from enum import StrEnum

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from kiosk.domain.print_jobs import Sheet
from kiosk.printing.drawings import Step
from kiosk.printing.fonts import Face, Glyphs, register_fonts, width_mm
from kiosk.printing.paper import A4, POINT_MM, PageSize

# ASCII 85 would make every stream a quarter larger for channels that no longer exist.
rl_config.useA85 = 0

DRAWING_STROKE = 1.6
"""The width of a drawing's strokes, in units of its grid."""

# reportlab is not safe for two documents at once: they share the read cursor of a font, and the
# loser's PDF carries wrong glyphs without any error.
_ONE_AT_A_TIME = threading.Lock()


class Anchor(StrEnum):
    """Which end of a text lies at the given x."""

    LEFT = "left"
    RIGHT = "right"
    MIDDLE = "middle"


class Pen:
    """Draws the pages of one document, first to last."""

    def __init__(self, canvas: Canvas, size: PageSize = A4) -> None:
        self._canvas = canvas
        self._height_mm = size.height_mm
        self.pages = 1

    def text(
        self,
        x_mm: float,
        baseline_mm: float,
        glyphs: Glyphs,
        face: Face,
        size_pt: float,
        anchor: Anchor = Anchor.LEFT,
    ) -> None:
        """Draw ``glyphs`` on a baseline ``baseline_mm`` from the top."""
        if anchor is not Anchor.LEFT:
            share = 1.0 if anchor is Anchor.RIGHT else 0.5
            x_mm -= width_mm(glyphs, face, size_pt) * share
        self._canvas.setFont(face.value, size_pt)
        self._canvas.drawString(_points(x_mm), self._from_top(baseline_mm), glyphs)

    def line(self, x1_mm: float, y1_mm: float, x2_mm: float, y2_mm: float, mm: float) -> None:
        """Draw a straight line ``mm`` wide."""
        self._canvas.setLineWidth(_points(mm))
        self._canvas.line(
            _points(x1_mm), self._from_top(y1_mm), _points(x2_mm), self._from_top(y2_mm)
        )

    def dashes(self, x1_mm: float, y1_mm: float, x2_mm: float, y2_mm: float, mm: float) -> None:
        """Draw a dashed straight line ``mm`` wide: where to cut."""
        self._canvas.setDash(_points(2.0), _points(1.6))
        self.line(x1_mm, y1_mm, x2_mm, y2_mm, mm)
        self._canvas.setDash()

    def drawing(
        self, x_mm: float, y_mm: float, side_mm: float, steps: tuple[Step, ...], grid: float
    ) -> None:
        """Draw strokes made on a square ``grid`` into a square ``side_mm`` wide, round ends."""
        scale = side_mm / grid
        path: PDFPathObject = self._canvas.beginPath()
        draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
        for step in steps:
            numbers = [
                value
                for x, y in step.points
                for value in (_points(x_mm + x * scale), self._from_top(y_mm + y * scale))
            ]
            draw[step.command](*numbers)
        self._canvas.saveState()
        self._canvas.setLineWidth(_points(DRAWING_STROKE * scale))
        self._canvas.setLineCap(1)
        self._canvas.setLineJoin(1)
        self._canvas.drawPath(path, stroke=1, fill=0)
        self._canvas.restoreState()

    def print_as_it_is(self) -> None:
        """Ask viewers to print this file unscaled, on one side: it is cut and measured."""
        self._canvas.setViewerPreference("PrintScaling", "None")
        self._canvas.setViewerPreference("Duplex", "Simplex")

    def modules(
        self, x_mm: float, y_mm: float, side_mm: float, rows: tuple[tuple[bool, ...], ...]
    ) -> None:
        """Fill the dark modules of a square symbol ``side_mm`` wide, as one vector path.

        Neighbours in a row are one rectangle: sharp at any resolution, without seams, and small.
        """
        module_mm = side_mm / len(rows)
        path: PDFPathObject = self._canvas.beginPath()
        for down, row in enumerate(rows):
            bottom = self._from_top(y_mm + (down + 1) * module_mm)
            for start, length in _dark_runs(row):
                path.rect(
                    _points(x_mm + start * module_mm),
                    bottom,
                    _points(length * module_mm),
                    _points(module_mm),
                )
        self._canvas.drawPath(path, stroke=0, fill=1)

    def next_page(self, size: PageSize = A4) -> None:
        """Go on to a blank page, of A4 unless another ``size`` is given each time."""
        self._canvas.showPage()
        self._canvas.setPageSize(_points_of(size))
        self._height_mm = size.height_mm
        self.pages += 1

    def _from_top(self, y_mm: float) -> float:
        """What is ``y_mm`` from the top of this page, in points from its foot."""
        return (self._height_mm - y_mm) / POINT_MM


def draw_sheet(
    name: str, title: str, language: str, draw: Callable[[Pen], None], size: PageSize = A4
) -> Sheet:
    """Build one PDF with ``draw``; the same drawing always gives the same bytes.

    ``size`` is that of the first page; the drawing says when another is not A4.

    ``title`` goes into the file, where printers and browsers show it: it must name nobody.
    """
    register_fonts()
    buffer = io.BytesIO()
    with _ONE_AT_A_TIME:
        canvas = Canvas(
            buffer,
            pagesize=_points_of(size),
            pageCompression=1,
            invariant=1,
            initialFontName=Face.REGULAR.value,
            lang=language,
        )
        canvas.setTitle(title)
        canvas.setAuthor("kiosk")
        canvas.setCreator("kiosk")
        canvas.setSubject(title)
        pen = Pen(canvas, size)
        draw(pen)
        canvas.save()
    return Sheet(name=name, pdf=buffer.getvalue(), pages=pen.pages)


def _points(mm: float) -> float:
    return mm / POINT_MM


def _points_of(size: PageSize) -> tuple[float, float]:
    return _points(size.width_mm), _points(size.height_mm)


def _dark_runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for at, dark in enumerate((*row, False)):
        if dark and start is None:
            start = at
        elif not dark and start is not None:
            runs.append((start, at - start))
            start = None
    return runs
