"""An agent's card on A4: cut to the size of a bank card (ID-1, ISO/IEC 7810), kept on one's person.

It bears the agent's name, so that two on a table are not taken for one another, and what the card
is for; never the password that goes with it.
"""

from kiosk.domain.agents import AgentRole
from kiosk.domain.print_jobs import Sheet
from kiosk.domain.slip_codes import SlipCode
from kiosk.printing import paper
from kiosk.printing.fonts import Face, check_glyphs, visual
from kiosk.printing.pen import Anchor, Pen, draw_sheet
from kiosk.printing.qr import qr_modules
from kiosk.printing.wrapping import text_width_mm, wrap
from kiosk.wording import Words
from kiosk.wording.desk import agent_role

CARD_WIDTH_MM, CARD_HEIGHT_MM = 85.6, 53.98
_LEFT_MM, _TOP_MM = 15.0, 15.0
"""The card's top left corner: within what every printer reaches, two cuts free it."""
_SYMBOL_MM = 30.0
_SYMBOL_X_MM, _SYMBOL_Y_MM = 5.0, 13.0
_TEXT_X_MM = 40.0
_TITLE_MM, _PLACE_MM, _NAME_MM, _ROLE_MM, _DIGITS_MM = 8.5, 18.0, 27.0, 34.0, 49.5
_MARGIN_MM = 5.0
_ADVICE_MM, _ADVICE_WIDTH_MM, _ADVICE_PT = 80.0, 120.0, 11.0


def render_card_sheet(
    code: SlipCode, name: str, role: AgentRole, place: str, words: Words, sheet_name: str
) -> Sheet:
    """One card and how to keep it; raise ``GlyphsMissing`` for a name no letter is there for."""
    check_glyphs(name)
    check_glyphs(place)

    def draw(pen: Pen) -> None:
        pen.print_as_it_is()
        _draw_edges(pen)
        pen.modules(
            _LEFT_MM + _SYMBOL_X_MM,
            _TOP_MM + _SYMBOL_Y_MM,
            _SYMBOL_MM,
            qr_modules(code.digits()),
        )
        room_mm = CARD_WIDTH_MM - _TEXT_X_MM - _MARGIN_MM
        title = words.gettext("Carte d’accueil")
        _line(pen, title, _MARGIN_MM, _TITLE_MM, Face.BOLD, 14, CARD_WIDTH_MM)
        _line(pen, place, _TEXT_X_MM, _PLACE_MM, Face.REGULAR, 10, room_mm)
        _line(pen, name, _TEXT_X_MM, _NAME_MM, Face.BOLD, 14, room_mm)
        _line(pen, agent_role(role, words), _TEXT_X_MM, _ROLE_MM, Face.REGULAR, 10, room_mm)
        pen.text(
            _LEFT_MM + CARD_WIDTH_MM / 2,
            _TOP_MM + _DIGITS_MM,
            visual(code.grouped()),
            Face.BOLD,
            14,
            Anchor.MIDDLE,
        )
        _draw_advice(pen, words)

    return draw_sheet(sheet_name, words.gettext("Carte d’accueil"), words.language, draw)


def _line(
    pen: Pen, text: str, x_mm: float, baseline_mm: float, face: Face, size_pt: float, room_mm: float
) -> None:
    """One line of the card, in smaller type rather than cut when there is no room."""
    size_pt *= min(1.0, room_mm / max(text_width_mm(text, face, size_pt), 1.0))
    pen.text(_LEFT_MM + x_mm, _TOP_MM + baseline_mm, visual(text), face, size_pt, Anchor.LEFT)


def _draw_edges(pen: Pen) -> None:
    right_mm, bottom_mm = _LEFT_MM + CARD_WIDTH_MM, _TOP_MM + CARD_HEIGHT_MM
    for x_mm in (_LEFT_MM, right_mm):
        pen.dashes(x_mm, _TOP_MM, x_mm, bottom_mm, paper.CUT_MM)
    for y_mm in (_TOP_MM, bottom_mm):
        pen.dashes(_LEFT_MM, y_mm, right_mm, y_mm, paper.CUT_MM)


def _draw_advice(pen: Pen, words: Words) -> None:
    baseline_mm = _ADVICE_MM
    for sentence in (
        words.gettext("Découpez la carte et gardez-la sur vous. N’y écrivez pas le mot de passe."),
        words.gettext("Perdue ? Dites-le tout de suite à la personne qui gère les cartes."),
    ):
        for glyphs in wrap(sentence, Face.REGULAR, _ADVICE_PT, _ADVICE_WIDTH_MM):
            pen.text(_LEFT_MM, baseline_mm, glyphs, Face.REGULAR, _ADVICE_PT, Anchor.LEFT)
            baseline_mm += _ADVICE_PT * paper.SLIP_LEADING * paper.POINT_MM
