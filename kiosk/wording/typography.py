"""Spaces and signs as each language sets them."""

import re

NO_BREAK = "\u00a0"

_BEFORE_SIGN = re.compile(r" (?=[:;?!»])")
_AFTER_GUILLEMET = re.compile(r"(?<=«) ")


def french_spaces(text: str) -> str:
    """French text whose lines never begin with ``: ; ! ? »`` nor end with ``«``."""
    return _AFTER_GUILLEMET.sub(NO_BREAK, _BEFORE_SIGN.sub(NO_BREAK, text))


def phone(written: str) -> str:
    """A telephone number in one piece: no line ends within it, and in a line read from the right
    its figures keep their order."""
    return written.replace(" ", NO_BREAK)
