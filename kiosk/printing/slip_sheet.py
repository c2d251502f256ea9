"""Slips on A4, eight a sheet (layout a4x8): cut, hand out, carry in a purse.

A slip bears no name and no school: who finds it learns nothing from its face.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.domain.errors import NothingToDo
from kiosk.domain.print_jobs import Sheet
from kiosk.domain.slip_codes import SlipCode
from kiosk.printing import paper
from kiosk.printing.fonts import Face, check_glyphs, visual, width_mm
from kiosk.printing.pen import Anchor, Pen, draw_sheet
from kiosk.printing.qr import qr_modules
from kiosk.printing.wrapping import wrap
from kiosk.wording import Words


@dataclass(frozen=True, slots=True)
class PrintableSlip:
    """What the face of one slip bears. ``repr`` shows the serial only."""

    code: SlipCode = field(repr=False)
    serial: str


@dataclass(frozen=True, slots=True)
class _Face:
    """The words that all slips of a sheet share."""

    title: str
    sentences: tuple[str, ...]
    serial: str
    phone: str


def render_slip_sheet(
    slips: Sequence[PrintableSlip], *, point_phone: str, words: Words, sheet_name: str
) -> Sheet:
    """The slips in order, eight a page, row by row, as an A4 PDF.

    ``point_phone`` may be empty. Raises ``GlyphsMissing`` before anything is drawn, and
    ``NothingToDo`` without a slip.
    """
    if not slips:
        raise NothingToDo("slips")
    face = _face(point_phone, words)
    for text in (face.title, *face.sentences, face.phone, *(slip.serial for slip in slips)):
        check_glyphs(text)

    def draw(pen: Pen) -> None:
        for at, slip in enumerate(slips):
            place = at % paper.SLIPS_PER_PAGE
            if place == 0:
                if at:
                    pen.next_page()
                _draw_cut_marks(pen)
            down, across = divmod(place, paper.SLIP_COLUMNS)
            x_mm, y_mm = across * paper.SLIP_WIDTH_MM, down * paper.SLIP_HEIGHT_MM
            _draw_slip(pen, x_mm, y_mm, slip, face)

    return draw_sheet(sheet_name, words.gettext("Tickets d’accès"), words.language, draw)


def _face(point_phone: str, words: Words) -> _Face:
    phone = words.gettext("Accueil : {phone}").format(phone=point_phone) if point_phone else ""
    return _Face(
        title=words.gettext("Ticket d’accès"),
        sentences=(
            words.gettext(
                "Montrez ce ticket à un point d’accès pour voir les devoirs et les notes."
            ),
            words.gettext("Perdu ? Dites-le à l’accueil, il sera annulé."),
        ),
        serial=words.gettext("n° {serial}"),
        phone=phone,
    )


def _draw_slip(pen: Pen, x_mm: float, y_mm: float, slip: PrintableSlip, face: _Face) -> None:
    """Draw one slip whose top left corner is at ``x_mm``, ``y_mm``."""
    left_mm = x_mm + paper.SLIP_INSET_MM
    right_mm = x_mm + paper.SLIP_WIDTH_MM - paper.SLIP_INSET_MM
    pen.text(
        left_mm,
        y_mm + paper.SLIP_TITLE_BASELINE_MM,
        visual(face.title),
        Face.BOLD,
        paper.SLIP_TITLE_PT,
    )
    _draw_sentences(pen, left_mm, y_mm + paper.SLIP_TEXT_BASELINE_MM, face.sentences)
    modules = qr_modules(slip.code.digits())
    pen.modules(x_mm + paper.QR_X_MM, y_mm + paper.QR_Y_MM, paper.QR_SIDE_MM, modules)
    rule_mm = y_mm + paper.SLIP_RULE_Y_MM
    pen.line(left_mm, rule_mm, right_mm, rule_mm, paper.HAIRLINE_MM)
    pen.text(
        x_mm + paper.SLIP_WIDTH_MM / 2,
        y_mm + paper.SLIP_DIGITS_BASELINE_MM,
        slip.code.grouped(),
        Face.BOLD,
        paper.SLIP_DIGITS_PT,
        Anchor.MIDDLE,
    )
    _draw_foot(pen, left_mm, right_mm, y_mm + paper.SLIP_FOOT_BASELINE_MM, slip.serial, face)


def _draw_sentences(
    pen: Pen, left_mm: float, baseline_mm: float, sentences: tuple[str, ...]
) -> None:
    for sentence in sentences:
        for line in wrap(sentence, Face.REGULAR, paper.SLIP_TEXT_PT, paper.SLIP_TEXT_WIDTH_MM):
            pen.text(left_mm, baseline_mm, line, Face.REGULAR, paper.SLIP_TEXT_PT)
            baseline_mm += paper.SLIP_TEXT_LEADING_MM
        baseline_mm += paper.SLIP_TEXT_GAP_MM


def _draw_foot(
    pen: Pen, left_mm: float, right_mm: float, baseline_mm: float, serial: str, face: _Face
) -> None:
    """The number on the left, the phone on the right; smaller type rather than cut text."""
    number, phone = visual(face.serial.format(serial=serial)), visual(face.phone)
    size_pt = paper.SLIP_FOOT_PT
    taken_mm = sum(width_mm(text, Face.REGULAR, size_pt) for text in (number, phone))
    size_pt *= min(1.0, (right_mm - left_mm - paper.GUTTER_MM) / taken_mm)
    pen.text(left_mm, baseline_mm, number, Face.REGULAR, size_pt)
    pen.text(right_mm, baseline_mm, phone, Face.REGULAR, size_pt, Anchor.RIGHT)


def _draw_cut_marks(pen: Pen) -> None:
    """Crosses where cuts meet, short marks where they leave the sheet: little ink, no frame."""
    for column in range(1, paper.SLIP_COLUMNS):
        x_mm = column * paper.SLIP_WIDTH_MM
        for y_mm in (paper.CUT_EDGE_MM, paper.A4_HEIGHT_MM - paper.CUT_EDGE_MM):
            _mark(pen, x_mm, y_mm, 0, 1)
    for row in range(1, paper.SLIP_ROWS):
        y_mm = row * paper.SLIP_HEIGHT_MM
        for x_mm in (paper.CUT_EDGE_MM, paper.A4_WIDTH_MM - paper.CUT_EDGE_MM):
            _mark(pen, x_mm, y_mm, 1, 0)
        for column in range(1, paper.SLIP_COLUMNS):
            _mark(pen, column * paper.SLIP_WIDTH_MM, y_mm, 1, 1)


def _mark(pen: Pen, x_mm: float, y_mm: float, across: int, down: int) -> None:
    """A stroke through a point, ``across`` the sheet, ``down`` it, or both (1 or 0 each)."""
    reach_mm = paper.CUT_MARK_MM
    if across:
        pen.line(x_mm - reach_mm, y_mm, x_mm + reach_mm, y_mm, paper.HAIRLINE_MM)
    if down:
        pen.line(x_mm, y_mm - reach_mm, x_mm, y_mm + reach_mm, paper.HAIRLINE_MM)
