"""The two embedded faces, and what text must go through before it can be drawn with them.

reportlab's own fonts lack ễ, Ż and the whole Arabic script: names would print as blanks. DejaVu
Sans has them, and its figures all have one width, so columns of marks line up.
"""

import re
import threading
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import NewType

import arabic_reshaper
from bidi.algorithm import get_display
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from kiosk.domain.errors import GlyphsMissing

Glyphs = NewType("Glyphs", str)
"""Text as it stands on paper, shaped and in visual order. Only ``visual`` makes it, and the pen
draws nothing else, so that no text can reach a sheet unjoined or the wrong way round."""

STAND_IN = "□"
"""Printed where the font has no glyph: something stood here, and a note on the sheet says so."""

_FOLDER = Path(__file__).parent / "fonts"
_REGISTRATION = threading.Lock()

# A vowel sign is part of a name: the reshaper's habit of deleting them is turned off. So is the
# one ligature DejaVu has no glyph for; its letters join as others do.
_RESHAPER = arabic_reshaper.ArabicReshaper(
    {"delete_harakat": False, "ARABIC LIGATURE ALLAH": False}
)

_LINE_BREAKS = re.compile(r"\s*(?:\r\n|[\n\r\v\f\x85\u2028\u2029])\s*")
_SPACES = re.compile(r"[\t \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
# Marks without ink: soft hyphens, zero-width spaces, variation selectors, and the signs that turn
# the direction of text, which could show a mark the wrong way round.
_INKLESS = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_JOINERS = re.compile("[\u200c\u200d]")
_FIRST_RIGHT_TO_LEFT = "\u0590"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


class Face(StrEnum):
    """A weight of the embedded font, by the name reportlab knows it under."""

    REGULAR = "KioskSans"
    BOLD = "KioskSans-Bold"


_FILES = {Face.REGULAR: "DejaVuSans.ttf", Face.BOLD: "DejaVuSans-Bold.ttf"}


def register_fonts() -> None:
    """Make both faces known to reportlab; later calls cost nothing."""
    with _REGISTRATION:
        _load_faces()


@cache
def _load_faces() -> frozenset[str]:
    """Register the faces; give the characters that both can draw."""
    covered: list[set[str]] = []
    for face, file_name in _FILES.items():
        font = TTFont(face.value, str(_FOLDER / file_name))
        pdfmetrics.registerFont(font)
        covered.append({chr(code) for code in font.face.charToGlyph})
    both = set.intersection(*covered)
    return frozenset(c for c in both if unicodedata.category(c) != "Cc")


def _covered() -> frozenset[str]:
    with _REGISTRATION:
        return _load_faces()


@lru_cache(maxsize=4096)
def width_mm(text: str, face: Face, size_pt: float) -> float:
    """The width in mm of ``text`` as it stands, which must already be in visual form."""
    register_fonts()
    return float(pdfmetrics.stringWidth(text, face.value, size_pt)) * 25.4 / 72


def has_right_to_left(text: str) -> bool:
    """Whether the text needs shaping and ordering before it is drawn."""
    if not text or max(text) < _FIRST_RIGHT_TO_LEFT:
        return False
    return any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text)


def base_direction(text: str) -> str:
    """``"R"`` when the first letter of the text runs from right to left, else ``"L"``."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "R"
        if kind == "L":
            return "L"
    return "L"


def shaped(text: str) -> str:
    """The text in reading order with Arabic letters in their joined forms, ready to measure."""
    text = unicodedata.normalize("NFC", text)
    if not has_right_to_left(text):
        return _JOINERS.sub("", text)
    covered = _covered()
    joined = _JOINERS.sub("", _RESHAPER.reshape(text))
    return "".join(c if c in covered else unicodedata.normalize("NFKC", c) for c in joined)


def visual(text: str, direction: str | None = None) -> Glyphs:
    """The text in the order of its glyphs on paper, from left to right.

    ``direction`` is that of the paragraph a line comes from; by default the line's own.
    """
    ready = shaped(text)
    if not has_right_to_left(ready):
        return Glyphs(ready)
    return Glyphs(str(get_display(ready, base_dir=direction or base_direction(text))))


def printable(text: str) -> tuple[str, str]:
    """``text`` with a stand-in for each character the font lacks, and those characters.

    Line breaks become ``\\n``, other white space one space (a no-break space stays), and signs
    without ink go.
    """
    text = _LINE_BREAKS.sub("\n", unicodedata.normalize("NFC", text))
    text = _SPACES.sub(" ", _INKLESS.sub("", text)).strip(" \n")
    covered = _covered()
    missing = "".join(c for c in text if c != "\n" and c not in covered)
    for character in set(missing):
        text = text.replace(character, STAND_IN)
    return text, missing


def check_glyphs(text: str) -> None:
    """Raise ``GlyphsMissing`` when the font cannot draw all of ``text``: ask before drawing."""
    missing = printable(text)[1]
    if missing:
        raise GlyphsMissing("".join(dict.fromkeys(missing)))
