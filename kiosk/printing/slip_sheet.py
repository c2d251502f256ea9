"""Slips on A4 or on strips of a roll: cut, hand out, carry in a purse or keep in a drawer.

A slip bears no name and no school: who finds it learns nothing from its face. Whose each one is
stands on a list of its own, behind the slips. The list is of A4 even behind strips: it is ticked
and filed at the school, and as a strip it would be metres of names. It stays in the same file,
as a run must leave one file that is valid as a whole or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kiosk.domain.errors import NothingToDo
from kiosk.domain.pictures import GRID, PICTURES
from kiosk.domain.print_jobs import Sheet
from kiosk.domain.slip_codes import SlipCode
from kiosk.domain.slips import SlipLayout
from kiosk.printing import paper
from kiosk.printing.drawings import steps_of
from kiosk.printing.fonts import Face, Glyphs, check_glyphs, visual
from kiosk.printing.hand_out_list import HandOut, draw_hand_out_list
from kiosk.printing.paper import SLIP_FACES, SlipFace, Spot
from kiosk.printing.pen import Anchor, Pen, draw_sheet
from kiosk.printing.qr import qr_modules
from kiosk.printing.slip_texts import SlipTexts, digits_in_lines, slip_texts
from kiosk.printing.wrapping import text_width_mm, wrap
from kiosk.wording import Words

_SCISSORS = "✂"
_SCISSORS_PT = 9.0
_SMALLER_PT = 0.5


@dataclass(frozen=True, slots=True)
class PrintableSlip:
    """What the face of one slip bears. ``repr`` never shows the code."""

    code: SlipCode = field(repr=False)
    serial: str
    picture: str


@dataclass(frozen=True, slots=True)
class _AdviceLine:
    """One line of the advice, and how far below the first one it stands."""

    down_mm: float
    glyphs: Glyphs
    face: Face


@dataclass(frozen=True, slots=True)
class _Advice:
    """The last lines of every slip, broken to its width and ready to draw."""

    lines: tuple[_AdviceLine, ...]
    size_pt: float

    @property
    def deep_mm(self) -> float:
        """From the first baseline to the last."""
        return self.lines[-1].down_mm


def render_slip_sheet(
    slips: Sequence[PrintableSlip],
    hand_out: HandOut | None = None,
    *,
    layout: SlipLayout,
    point_phone: str,
    words: Words,
    sheet_name: str,
) -> Sheet:
    """The slips in order, row by row, then the list of who gets which, as one PDF.

    On a roll each slip is a page 80 mm wide, as long as its advice; the list is of A4 always.
    ``point_phone`` may be empty. Raises ``GlyphsMissing`` before anything is drawn, and
    ``NothingToDo`` without a slip.
    """
    if not slips:
        raise NothingToDo("slips")
    for text in (point_phone, *(slip.serial for slip in slips)):
        check_glyphs(text)
    face = SLIP_FACES[layout]
    texts = slip_texts(point_phone, words)
    advice = _fitted(texts, face)
    face = face.cut_below(face.advice.baseline_mm + advice.deep_mm)

    def draw(pen: Pen) -> None:
        pen.print_as_it_is()
        for at, slip in enumerate(slips):
            place = at % face.per_page
            if place == 0:
                if at:
                    pen.next_page(face.sheet)
                _draw_cuts(pen, face)
            down, across = divmod(place, face.columns)
            corner = across * face.width_mm, down * face.height_mm
            _draw_slip(pen, *corner, slip, face, texts, words.picture_word(slip.picture))
            _draw_advice(pen, *corner, advice, face)
        if hand_out is not None:
            draw_hand_out_list(hand_out, words, pen)

    title = words.gettext("Tickets d’accès")
    return draw_sheet(sheet_name, title, words.language, draw, face.sheet)


def _draw_slip(
    pen: Pen,
    x_mm: float,
    y_mm: float,
    slip: PrintableSlip,
    face: SlipFace,
    texts: SlipTexts,
    word: str,
) -> None:
    """Draw one slip but its advice; its top left corner is at ``x_mm``, ``y_mm``."""

    def line(text: str, spot: Spot, type_face: Face, room_mm: float, anchor: Anchor) -> None:
        """One line, in smaller type rather than cut when there is no room."""
        size_pt = spot.size_pt
        size_pt *= min(1.0, room_mm / text_width_mm(text, type_face, size_pt))
        baseline_mm = y_mm + spot.baseline_mm
        pen.text(x_mm + spot.x_mm, baseline_mm, visual(text), type_face, size_pt, anchor)

    def beside(spot: Spot) -> float:
        return face.right_mm - spot.x_mm

    modules = qr_modules(slip.code.digits())
    for symbol_x_mm, symbol_y_mm in face.symbols:
        pen.modules(x_mm + symbol_x_mm, y_mm + symbol_y_mm, face.symbol_side_mm, modules)
    _draw_corner(pen, x_mm + face.width_mm, y_mm, face.corner_mm)
    title_room_mm = beside(face.title) - face.corner_mm / 2
    line(texts.title, face.title, Face.BOLD, title_room_mm, Anchor.LEFT)
    corner = f"{_SCISSORS} {texts.corner}"
    line(corner, face.corner_note, Face.REGULAR, beside(face.serial), Anchor.RIGHT)
    drawing = steps_of(PICTURES[slip.picture])
    picture_x_mm, picture_y_mm = x_mm + face.picture_x_mm, y_mm + face.picture_y_mm
    pen.drawing(picture_x_mm, picture_y_mm, face.picture_side_mm, drawing, GRID)
    line(word, face.word, Face.BOLD, beside(face.word), Anchor.LEFT)
    serial = texts.serial.format(serial=slip.serial)
    line(serial, face.serial, Face.REGULAR, beside(face.serial), Anchor.LEFT)
    digits_room_mm = face.right_mm - face.advice.x_mm
    spot = face.digits
    for digits in digits_in_lines(slip.code, face.digit_lines):
        line(digits, spot, Face.BOLD, digits_room_mm, Anchor.MIDDLE)
        spot = replace(spot, baseline_mm=spot.baseline_mm + face.digits_leading_mm)


def _draw_advice(pen: Pen, x_mm: float, y_mm: float, advice: _Advice, face: SlipFace) -> None:
    """Draw the advice of one slip whose top left corner is at ``x_mm``, ``y_mm``."""
    for line in advice.lines:
        baseline_mm = y_mm + face.advice.baseline_mm + line.down_mm
        pen.text(x_mm + face.advice.x_mm, baseline_mm, line.glyphs, line.face, advice.size_pt)


def _fitted(texts: SlipTexts, face: SlipFace) -> _Advice:
    """The advice and the line to call: whole, whatever its length."""
    size_pt = face.advice.size_pt
    room_mm = face.advice_bottom_mm - face.advice.baseline_mm
    while True:
        advice = _set_advice(texts, face, size_pt)
        if advice.deep_mm <= room_mm or size_pt <= _SMALLER_PT:
            return advice
        size_pt -= _SMALLER_PT


def _set_advice(texts: SlipTexts, face: SlipFace, size_pt: float) -> _Advice:
    """The advice in type of one size, as deep as it comes."""
    leading_mm = size_pt * paper.SLIP_LEADING * paper.POINT_MM
    sentences = [(sentence, Face.REGULAR) for sentence in texts.advice]
    lines: list[_AdviceLine] = []
    down_mm = 0.0
    for sentence, type_face in [*sentences, (texts.desk, Face.BOLD)]:
        for glyphs in wrap(sentence, type_face, size_pt, face.advice_width_mm):
            lines.append(_AdviceLine(down_mm, glyphs, type_face))
            down_mm += leading_mm
        down_mm += face.advice_gap_mm
    return _Advice(tuple(lines), size_pt)


def _draw_corner(pen: Pen, right_mm: float, top_mm: float, side_mm: float) -> None:
    """The cut of the top right corner, as far as every printer reaches on every slip."""
    reach = paper.PRINTABLE_MM
    pen.dashes(
        right_mm - side_mm + reach,
        top_mm + reach,
        right_mm - reach,
        top_mm + side_mm - reach,
        paper.CUT_MM,
    )


def _draw_cuts(pen: Pen, face: SlipFace) -> None:
    """Where the sheet is cut: fine dashes from edge to edge, with scissors at one end.

    The scissors stand where no symbol has its quiet zone: at the top and at the right.
    """
    near_mm, right_mm = paper.PRINTABLE_MM, paper.A4_WIDTH_MM - paper.PRINTABLE_MM
    bottom_mm = paper.A4_HEIGHT_MM - paper.PRINTABLE_MM
    for column in range(1, face.columns):
        x_mm = column * face.width_mm
        top_mm = near_mm + paper.SCISSORS_MM
        _draw_scissors(pen, x_mm, near_mm + paper.SCISSORS_MM / 2, Anchor.MIDDLE)
        pen.dashes(x_mm, top_mm, x_mm, bottom_mm, paper.CUT_MM)
    for row in range(1, face.rows):
        y_mm = row * face.height_mm
        _draw_scissors(pen, right_mm, y_mm, Anchor.RIGHT)
        pen.dashes(near_mm, y_mm, right_mm - paper.SCISSORS_MM, y_mm, paper.CUT_MM)


def _draw_scissors(pen: Pen, x_mm: float, middle_mm: float, anchor: Anchor) -> None:
    baseline_mm = middle_mm + paper.SCISSORS_MM * 0.3
    pen.text(x_mm, baseline_mm, visual(_SCISSORS), Face.REGULAR, _SCISSORS_PT, anchor)
