"""Breaking text into lines of a given width. Nothing is cut off, whatever its length."""

import re
from itertools import accumulate

from kiosk.printing.fonts import Face, Glyphs, base_direction, shaped, visual, width_mm
from kiosk.wording import french_spaces

# A line may break after a plain space or behind a hyphen, never at a no-break space.
_PIECES = re.compile(r" |[^ -]+-+|-*[^ -]+|-+")

# A line must not begin with the sign between two parts of it.
_BEFORE_DOT = re.compile(r" (?=·)")


def text_width_mm(text: str, face: Face, size_pt: float) -> float:
    """The width in mm of a text in reading order."""
    return width_mm(shaped(text), face, size_pt)


def wrap(text: str, face: Face, size_pt: float, max_mm: float) -> list[Glyphs]:
    """The lines of ``text``, each at most ``max_mm`` wide and in visual order, ready to draw.

    A word wider than a line is broken where the line ends. An empty text has no line.
    """
    lines: list[Glyphs] = []
    for paragraph in text.split("\n"):
        direction = base_direction(paragraph)
        paragraph = _BEFORE_DOT.sub("\u00a0", french_spaces(paragraph))
        for line in _broken(paragraph, face, size_pt, max_mm):
            lines.append(visual(line, direction))
    return lines


def _broken(paragraph: str, face: Face, size_pt: float, max_mm: float) -> list[str]:
    lines: list[str] = []
    line, taken_mm = "", 0.0
    for piece in _PIECES.findall(paragraph):
        piece_mm = text_width_mm(piece, face, size_pt)
        if line and taken_mm + piece_mm > max_mm:
            if piece == " ":
                continue
            lines.append(line.rstrip(" "))
            line, taken_mm = "", 0.0
        if piece == " " and not line:
            continue
        if piece_mm > max_mm:
            *full, piece = _cut(piece, face, size_pt, max_mm)
            lines.extend(full)
            piece_mm = text_width_mm(piece, face, size_pt)
        line, taken_mm = line + piece, taken_mm + piece_mm
    if line.strip(" "):
        lines.append(line.rstrip(" "))
    return lines


def _cut(word: str, face: Face, size_pt: float, max_mm: float) -> list[str]:
    """A word too long for a line, in parts that fit."""
    parts, start, taken_mm = [], 0, 0.0
    for at, character in enumerate(word):
        character_mm = text_width_mm(character, face, size_pt)
        if at > start and taken_mm + character_mm > max_mm:
            parts.append(word[start:at])
            start, taken_mm = at, 0.0
        taken_mm += character_mm
    return [*parts, word[start:]]


def clip(text: str, face: Face, size_pt: float, max_mm: float) -> Glyphs:
    """One line of a text that is given in full elsewhere, ended by « … » when too long."""
    if text_width_mm(text, face, size_pt) <= max_mm:
        return visual(text)
    room_mm = max_mm - width_mm("…", face, size_pt)
    widths = accumulate(text_width_mm(character, face, size_pt) for character in text)
    kept = sum(1 for total_mm in widths if total_mm <= room_mm)
    return visual(text[:kept].rstrip() + "…")
