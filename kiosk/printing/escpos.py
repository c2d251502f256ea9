"""One slip as the commands of an ESC/POS receipt printer, 80 or 58 mm wide.

No driver, no spooler: text in code page 858, the picture as dots, the QR code drawn by the printer
itself. The letters are those of western Europe: a language beyond them, Arabic for one, needs the
PDF. Commands are named as in Epson's « ESC/POS Command Reference », which other makers follow.
"""

import textwrap
import unicodedata

from kiosk.domain.pictures import PICTURES
from kiosk.printing.dots import dots_of
from kiosk.printing.slip_sheet import PrintableSlip
from kiosk.printing.slip_texts import digits_in_lines, slip_texts
from kiosk.wording import Words, french_spaces

COLUMNS_80_MM = 48
COLUMNS_58_MM = 32
"""Characters of font A a line, 12 dots each: 576 dots at 80 mm, 384 at 58."""

DOTS_A_MM = 8
"""203 dots an inch."""

MODULE_DOTS = 12
"""A module of the symbol: 1.5 mm, so 31.5 mm a side. With its quiet zone it fits 58 mm too."""

PICTURE_DOTS = 24 * DOTS_A_MM

_RESET = b"\x1b@"
_SINGLE_BYTES = b"\x1c."
"""Printers made for China read accented letters as halves of a sign until told not to."""
_CODE_PAGE_858 = b"\x1bt\x13"
_LEFT, _CENTRED = b"\x1ba\x00", b"\x1ba\x01"
_PLAIN, _BOLD = b"\x1bE\x00", b"\x1bE\x01"
_NORMAL, _TALL, _DOUBLE = b"\x1d!\x00", b"\x1d!\x01", b"\x1d!\x11"
_CUT = b"\x1bd\x03\x1dVB\x00"
"""Three lines of white, which a printer without a cutter needs for tearing; then feed and cut."""
_QUIET = b"\n\n"
"""Two lines of 4.2 mm where four modules of 1.5 mm are wanted. Counted in lines, as what a dot of
feed is differs between makers."""

# What code page 858 has not, in the letters it has.
_LETTERS = str.maketrans({"’": "'", "‘": "'", "œ": "oe", "Œ": "OE", "–": "-", "—": "-", "…": "..."})
# It has a no-break space, but some printers put a sign in its place.
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def slip_bytes(
    slip: PrintableSlip, *, point_phone: str, words: Words, columns: int = COLUMNS_80_MM
) -> bytes:
    """The commands that print one slip and cut it off; ``columns`` as the printer is wide.

    What the code page lacks is printed as « ? », never dropped. ``point_phone`` may be empty.
    The bytes carry the code: keep them out of logs. The last command makes the printer forget it.
    """
    texts = slip_texts(point_phone, words)
    # A character of double size takes two columns.
    lines = 1 if len(slip.code.grouped()) * 2 <= columns else 2
    digits = "\n".join(digits_in_lines(slip.code, lines))
    advice = [_wrapped(sentence, columns) for sentence in texts.advice]
    return b"".join(
        (
            _RESET + _SINGLE_BYTES + _CODE_PAGE_858,
            _corner(texts.corner, columns),
            _CENTRED + _BOLD + _TALL,
            _wrapped(texts.title, columns),
            _NORMAL + b"\n",
            _picture(slip.picture),
            _DOUBLE + _wrapped(words.picture_word(slip.picture), columns // 2),
            _NORMAL + _PLAIN + _wrapped(texts.serial.format(serial=slip.serial), columns),
            _symbol(slip.code.digits()),
            _DOUBLE + _BOLD + encoded(digits) + b"\n",
            _NORMAL + _PLAIN + _LEFT + b"\n",
            b"\n".join(advice),
            _BOLD + b"\n" + _wrapped(texts.desk, columns) + _PLAIN,
            _CUT,
            # The symbol's digits stay in the printer's memory until it is reset.
            _RESET,
        )
    )


def can_write(words: Words) -> bool:
    """Whether all that a slip says in this language is in the printer's code page."""
    texts = slip_texts("", words)
    pictures = "".join(map(words.picture_word, PICTURES))
    said = "".join((texts.corner, texts.title, texts.serial, texts.desk, *texts.advice, pictures))
    try:
        _spelt(said).translate(_SPACES).encode("cp858")
    except UnicodeEncodeError:
        return False
    return True


def encoded(text: str) -> bytes:
    """A text in code page 858; « ? » for each character it lacks and for control characters.

    A control character in somebody's text must not become a command of the printer.
    """
    text = _spelt(text).translate(_SPACES)
    visible = ("?" if c != "\n" and unicodedata.category(c) == "Cc" else c for c in text)
    return "".join(visible).encode("cp858", "replace")


def _wrapped(text: str, columns: int) -> bytes:
    """A text over as many lines as it takes, each ended; an empty one takes none."""
    # In letters of one column each, and with the no-break spaces that lines are broken by.
    lines = textwrap.wrap(_spelt(french_spaces(text)), columns)
    return b"".join(encoded(line) + b"\n" for line in lines)


def _spelt(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_LETTERS)


def _corner(text: str, columns: int) -> bytes:
    """The top right corner to cut, for fingers to know the slip's upper side by."""
    ends = (f"{text} \\    ", "\\  ", "\\")
    return b"".join(encoded(end.rjust(columns)) + b"\n" for end in ends)


def _picture(name: str) -> bytes:
    """GS v 0: rows of dots, eight to the byte, in the middle of the line."""
    rows = dots_of(PICTURES[name], PICTURE_DOTS)
    width, height = (PICTURE_DOTS // 8).to_bytes(2, "little"), len(rows).to_bytes(2, "little")
    dots = b"".join(
        int("".join("1" if dot else "0" for dot in row), 2).to_bytes(PICTURE_DOTS // 8, "big")
        for row in rows
    )
    return b"\x1dv0\x00" + width + height + dots + b"\n"


def _symbol(digits: str) -> bytes:
    """GS ( k: the digits and nothing else as a QR code of model 2, level H."""
    commands = (
        b"1A2\x00",  # model 2
        b"1C" + bytes([MODULE_DOTS]),
        b"1E3",  # level H
        b"1P0" + digits.encode("ascii"),
        b"1Q0",  # print
    )
    symbol = b"".join(b"\x1d(k" + len(one).to_bytes(2, "little") + one for one in commands)
    return _QUIET + symbol + _QUIET
