"""Slips on A4, eight or two a sheet: cut, hand out, carry in a purse or keep in a drawer.

A slip bears no name and no school: who finds it learns nothing from its face. Whose each one is
stands on a list of its own, behind the slips.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

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
from kiosk.printing.wrapping import text_width_mm, wrap
from kiosk.wording import Words, phone

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
class _Advice:
    """The last lines of every slip, broken to its width and ready to draw."""

    lines: tuple[tuple[Glyphs, Face], ...]
    size_pt: float
    leading_mm: float


@dataclass(frozen=True, slots=True)
class _Texts:
    """The words that all slips of a sheet share."""

    title: str
    corner: str
    serial: str
    advice: _Advice


def render_slip_sheet(
    slips: Sequence[PrintableSlip],
    hand_out: HandOut | None = None,
    *,
    layout: SlipLayout,
    point_phone: str,
    words: Words,
    sheet_name: str,
) -> Sheet:
    """The slips in order, row by row, then the list of who gets which, as an A4 PDF.

    ``point_phone`` may be empty. Raises ``GlyphsMissing`` before anything is drawn, and
    ``NothingToDo`` without a slip.
    """
    if not slips:
        raise NothingToDo("slips")
    for text in (point_phone, *(slip.serial for slip in slips)):
        check_glyphs(text)
    face = SLIP_FACES[layout]
    texts = _texts(point_phone, words, face)

    def draw(pen: Pen) -> None:
        pen.print_as_it_is()
        for at, slip in enumerate(slips):
            place = at % face.per_page
            if place == 0:
                if at:
                    pen.next_page()
                _draw_cuts(pen, face)
            down, across = divmod(place, face.columns)
            corner = across * face.width_mm, down * face.height_mm
            _draw_slip(pen, *corner, slip, face, texts, words.picture_word(slip.picture))
        if hand_out is not None:
            draw_hand_out_list(hand_out, words, pen)

    return draw_sheet(sheet_name, words.gettext("Tickets d’accès"), words.language, draw)


def _texts(point_phone: str, words: Words, face: SlipFace) -> _Texts:
    sentences = (
        words.gettext("Montrez ce ticket à l’écran Point École."),
        words.gettext("Gardez-le comme la clé de chez vous."),
        words.gettext("Perdu ? Dites-le à l’accueil, il sera annulé."),
    )
    advice = [(sentence, Face.REGULAR) for sentence in sentences]
    if point_phone:
        desk = words.gettext("Accueil : {phone}").format(phone=phone(point_phone))
        advice.append((desk, Face.BOLD))
    return _Texts(
        title=words.gettext("Ticket d’accès"),
        corner=f"{_SCISSORS} {words.gettext('Coupez ce coin')}",
        serial=words.gettext("n° {serial}"),
        advice=_fitted(advice, face),
    )


def _draw_slip(
    pen: Pen,
    x_mm: float,
    y_mm: float,
    slip: PrintableSlip,
    face: SlipFace,
    texts: _Texts,
    word: str,
) -> None:
    """Draw one slip whose top left corner is at ``x_mm``, ``y_mm``."""

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
    line(texts.corner, face.corner_note, Face.REGULAR, beside(face.serial), Anchor.RIGHT)
    drawing = steps_of(PICTURES[slip.picture])
    picture_x_mm, picture_y_mm = x_mm + face.picture_x_mm, y_mm + face.picture_y_mm
    pen.drawing(picture_x_mm, picture_y_mm, face.picture_side_mm, drawing, GRID)
    line(word, face.word, Face.BOLD, beside(face.word), Anchor.LEFT)
    serial = texts.serial.format(serial=slip.serial)
    line(serial, face.serial, Face.REGULAR, beside(face.serial), Anchor.LEFT)
    digits_room_mm = face.right_mm - face.advice.x_mm
    line(slip.code.grouped(), face.digits, Face.BOLD, digits_room_mm, Anchor.MIDDLE)
    baseline_mm = y_mm + face.advice.baseline_mm
    for glyphs, type_face in texts.advice.lines:
        pen.text(x_mm + face.advice.x_mm, baseline_mm, glyphs, type_face, texts.advice.size_pt)
        baseline_mm += texts.advice.leading_mm


def _fitted(sentences: Sequence[tuple[str, Face]], face: SlipFace) -> _Advice:
    """How to use it, to keep it, and what to do when it is lost; whole, whatever its length."""
    size_pt = face.advice.size_pt
    room_mm = face.advice_bottom_mm - face.advice.baseline_mm
    while True:
        leading_mm = size_pt * paper.SLIP_LEADING * paper.POINT_MM
        lines = tuple(
            (line, type_face)
            for sentence, type_face in sentences
            for line in wrap(sentence, type_face, size_pt, face.advice_width_mm)
        )
        if (len(lines) - 1) * leading_mm <= room_mm or size_pt <= _SMALLER_PT:
            return _Advice(lines, size_pt, leading_mm)
        size_pt -= _SMALLER_PT


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
