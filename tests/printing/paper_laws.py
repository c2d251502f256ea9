"""What every cut or listed sheet must be, read from the finished PDF."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import pypdfium2
import pypdfium2.raw as pdfium

from kiosk.domain.print_jobs import Sheet
from kiosk.printing.paper import A4_HEIGHT_MM, A4_WIDTH_MM, POINT_MM, PRINTABLE_MM

_TEXT, _PATH = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH
_TOUCHING_MM = 0.1


@dataclass(frozen=True)
class Box:
    """Where one drawn thing stands on a page, in mm from the top left corner."""

    page: int
    left_mm: float
    top_mm: float
    right_mm: float
    bottom_mm: float
    text: str
    is_rule: bool
    """A straight stroke: a cut, a rule, a side of a box."""

    @property
    def width_mm(self) -> float:
        return self.right_mm - self.left_mm

    @property
    def height_mm(self) -> float:
        return self.bottom_mm - self.top_mm

    def meets(self, other: "Box") -> bool:
        return (
            self.page == other.page
            and self.left_mm + _TOUCHING_MM < other.right_mm
            and other.left_mm + _TOUCHING_MM < self.right_mm
            and self.top_mm + _TOUCHING_MM < other.bottom_mm
            and other.top_mm + _TOUCHING_MM < self.bottom_mm
        )


def boxes_of(sheet: Sheet) -> Iterator[Box]:
    """Every text and path of a document."""
    document = pypdfium2.PdfDocument(sheet.pdf)
    for number, page in enumerate(document):
        texts = page.get_textpage()
        for one in page.get_objects(filter=[_TEXT, _PATH]):
            edges = one.get_bounds() if one.type == _TEXT else path_bounds(one)
            left, bottom, right, top = (edge * POINT_MM for edge in edges)
            is_line = one.type == _PATH and pdfium.FPDFPath_CountSegments(one.raw) == 2
            text = ""
            if one.type == _TEXT:
                text = texts.get_text_bounded(*one.get_bounds())
                if not text.strip():
                    continue
            yield Box(number, left, A4_HEIGHT_MM - top, right, A4_HEIGHT_MM - bottom, text, is_line)


def path_bounds(path: pypdfium2.PdfObject) -> tuple[float, float, float, float]:
    """The reach of a path's points and its ink. pdfium's own bounds allow for pointed joints."""
    across, upwards = ctypes.c_float(), ctypes.c_float()
    xs, ys = [], []
    for at in range(pdfium.FPDFPath_CountSegments(path.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(path.raw, at)
        pdfium.FPDFPathSegment_GetPoint(segment, across, upwards)
        xs.append(across.value)
        ys.append(upwards.value)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    ink = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(path.raw, ink)
    # A straight stroke has flat ends: its ink is beside it only.
    straight = len(xs) == 2
    half = ink.value / 2 if stroke.value else 0.0
    half_x = 0.0 if straight and xs[0] != xs[1] else half
    half_y = 0.0 if straight and ys[0] != ys[1] else half
    return min(xs) - half_x, min(ys) - half_y, max(xs) + half_x, max(ys) + half_y


def outside_the_printable(sheet: Sheet) -> list[Box]:
    """What some office printers could not reach."""
    near = PRINTABLE_MM - _TOUCHING_MM
    return [
        box
        for box in boxes_of(sheet)
        if min(box.left_mm, box.top_mm) < near
        or box.right_mm > A4_WIDTH_MM - near
        or box.bottom_mm > A4_HEIGHT_MM - near
    ]


def crossings(sheet: Sheet) -> list[tuple[Box, Box]]:
    """Things that stand on one another; a rule may touch a rule."""
    return [
        (one, other)
        for one, other in combinations(boxes_of(sheet), 2)
        if one.meets(other) and not (one.is_rule and other.is_rule)
    ]


def smallest_type_pt(sheet: Sheet) -> float:
    """The smallest type of a document."""
    sizes = []
    for page in pypdfium2.PdfDocument(sheet.pdf):
        texts = page.get_textpage()
        for at in range(texts.count_chars()):
            if texts.get_text_range(at, 1).strip():
                sizes.append(pdfium.FPDFText_GetFontSize(texts.raw, at))
    return min(sizes)
