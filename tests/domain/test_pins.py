"""Four digits: what everybody tries first is refused, and not too much else."""

import pytest

from kiosk.domain.errors import PinTooEasy
from kiosk.domain.pins import check_pin

FAVOURITES = ("1234", "4321", "0123", "9876", "0000", "1111", "1112", "2111", "1212", "1221")
PLACES_AND_YEARS = ("1122", "1985", "2011", "1930", "2039", "2580", "7410")


@pytest.mark.parametrize("pin", FAVOURITES + PLACES_AND_YEARS)
def test_what_everybody_tries_first_is_refused(pin: str) -> None:
    with pytest.raises(PinTooEasy):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["", "123", "12345", "12a4", "１２９４", " 729", "-729", "+729"])
def test_what_is_no_four_digits_is_refused(pin: str) -> None:
    with pytest.raises(PinTooEasy):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["7294", "0618", "5093", "8361"])
def test_others_are_taken(pin: str) -> None:
    check_pin(pin)


def test_nine_in_ten_are_left_to_choose_from() -> None:
    taken = 0
    for number in range(10_000):
        try:
            check_pin(f"{number:04d}")
            taken += 1
        except PinTooEasy:
            continue
    assert taken > 9_000
