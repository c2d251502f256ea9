"""Four digits a reader may add to her slip: they guard one that was found, at a live screen."""

from kiosk.domain.errors import PinTooEasy

PIN_DIGITS = 4
TRIES = 5
ASLEEP_MINUTES = 15

# Walks over a keypad and openings of runs; years, runs, pairs and mirrors have a rule below.
_COMMON = frozenset(
    ("2580", "0852", "1357", "2468", "1470", "7410", "3690", "0963", "1590", "0951", "7531")
    + ("1397", "7913", "0258", "1478", "8741", "3698", "8963", "1236", "6321", "1230", "0321")
    + ("1012", "1020", "1123", "1200", "1245", "2345", "4567", "5678")
)
_FIRST_YEAR, _LAST_YEAR = 1930, 2039
_ORDER = "01234567890"


def check_pin(pin: str) -> None:
    """Raise ``PinTooEasy`` for what is no four digits, a year, a run, a pair or a favourite.

    Birthdays of the children would be as easy for who knows them; no Folder tells one, so none
    can be forbidden.
    """
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        raise PinTooEasy
    is_run = pin in _ORDER or pin in _ORDER[::-1]
    is_year = _FIRST_YEAR <= int(pin) <= _LAST_YEAR
    is_pair = pin[0] == pin[1] == pin[2] or pin[1] == pin[2] == pin[3] or pin[:2] == pin[2:]
    is_mirror = pin == pin[::-1] or (pin[0] == pin[1] and pin[2] == pin[3])
    if is_run or is_year or is_pair or is_mirror or pin in _COMMON:
        raise PinTooEasy
