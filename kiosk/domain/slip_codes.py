"""The digits of a slip: how they are made, checked and read back.

A code is 16 random decimal digits and one Damm check digit, printed ``1234 5678 9012 3456 7``.
16 digits are 53.15 bits, above the 50 bits the CNIL asks of a secret whose tries are slowed
(délibération 2022-100). Seventeen digits are the most a QR code of version 1, level H holds in
numeric mode. Sixteen digits with Luhn would be the shape of a bank card, hence Damm, which catches
every single wrong digit and every swap of neighbours (H. M. Damm, 2004).

The digits exist on paper only. ``SlipCode`` never shows them by accident.
"""

import secrets
import unicodedata
from collections.abc import Callable

from kiosk.domain.errors import SlipMistyped

SECRET_DIGITS = 16
CODE_DIGITS = SECRET_DIGITS + 1

_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)

# What a scanner types for 1234567890 when it takes the machine's keyboard for another one. Set for
# a US keyboard it presses the top row alone, set for a French one the top row with Shift; the
# machine's own layout makes characters of that. Where both agree the digits come as digits.
# Measured on X.Org with a real browser, layouts fr, fr-afnor, fr-bepo, be, us and ch.
_TOP_ROWS = (
    "&é\"'(-è_çà",  # fr, scanner set for us
    "àéèê()‘’«»",  # fr-afnor, scanner set for us
    '"«»()@+-/*',  # fr-bepo, scanner set for us
    "&é\"'(§è!çà",  # be, scanner set for us
    "!@#$%^&*()",  # us, scanner set for fr
    '+"*ç%&/()=',  # ch, scanner set for fr
)
_KEYBOARDS = tuple(dict(zip(row, "1234567890", strict=True)) for row in _TOP_ROWS)


def damm_digit(digits: str) -> str:
    """The Damm check digit of a string of decimal digits (``"0"`` when it already carries one)."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


class SlipCode:
    """The 17 digits of one slip. Its ``repr`` shows nothing, so no log or error can."""

    __slots__ = ("_digits",)

    def __init__(self, digits: str) -> None:
        """Take 17 ASCII digits whose last is the check digit; raise ``SlipMistyped`` otherwise."""
        if not digits:
            raise SlipMistyped("empty", 0)
        if not (digits.isascii() and digits.isdigit()):
            raise SlipMistyped("not_digits", len(digits))
        if len(digits) != CODE_DIGITS:
            raise SlipMistyped("length", len(digits))
        if damm_digit(digits) != "0":
            raise SlipMistyped("check_digit", len(digits))
        self._digits = digits

    @classmethod
    def draw(cls, randbelow: Callable[[int], int] = secrets.randbelow) -> "SlipCode":
        """A new code, from the system's random source unless a test gives its own."""
        secret = f"{randbelow(10**SECRET_DIGITS):0{SECRET_DIGITS}d}"
        return cls(secret + damm_digit(secret))

    def digits(self) -> str:
        """The 17 digits, for a QR code."""
        return self._digits

    def secret_digits(self) -> str:
        """The 16 random digits, for key derivation; the check digit adds no secret."""
        return self._digits[:SECRET_DIGITS]

    def grouped(self) -> str:
        """The digits as printed: ``1234 5678 9012 3456 7``."""
        groups = [self._digits[at : at + 4] for at in range(0, CODE_DIGITS, 4)]
        return " ".join(groups)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SlipCode):
            return NotImplemented
        return secrets.compare_digest(self._digits, other._digits)

    def __hash__(self) -> int:
        return hash(self._digits)

    def __repr__(self) -> str:
        return "SlipCode(…)"

    def __getstate__(self) -> object:
        raise TypeError("a SlipCode is never pickled")


def read_code(typed: str) -> SlipCode:
    """The code a person typed or a scanner sent, however it came.

    Spaces, dashes and dots are ignored, digits of any script count, and a scan that the machine's
    keyboard turned into ``&é"'(-è_çà`` or the like is read back. Raises ``SlipMistyped``.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if text and not any(character.isdecimal() for character in text):
        return _read_scan("".join(text.split()).lower())
    digits = []
    for character in text:
        if character.isdecimal():
            digits.append(str(unicodedata.decimal(character)))
        elif not _separates(character):
            raise SlipMistyped("not_digits", len(digits))
    return SlipCode("".join(digits))


def _separates(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Pd", "Po", "Cf")


def _read_scan(text: str) -> SlipCode:
    """Read what no digit is in through every keyboard; only one code may come of it."""
    readings = {
        "".join(keyboard[character] for character in text)
        for keyboard in _KEYBOARDS
        if keyboard.keys() >= set(text)
    }
    if not readings:
        # Nothing but dashes and the like is nothing typed.
        reason = "empty" if all(_separates(character) for character in text) else "not_digits"
        raise SlipMistyped(reason, 0)
    if len(readings) == 1:
        return SlipCode(readings.pop())
    codes = {digits for digits in readings if _is_code(digits)}
    if len(codes) > 1:
        raise SlipMistyped("ambiguous", CODE_DIGITS)
    return SlipCode((codes or readings).pop())


def _is_code(digits: str) -> bool:
    return len(digits) == CODE_DIGITS and damm_digit(digits) == "0"
