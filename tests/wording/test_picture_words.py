"""Every picture of a slip has its word."""

import pytest

from kiosk.domain.pictures import PICTURES
from kiosk.wording import french

ARTICLES = ("le ", "la ", "les ", "l’")


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_has_its_word_with_an_article(name: str) -> None:
    assert french().picture_word(name).startswith(ARTICLES)


def test_no_two_pictures_share_a_word() -> None:
    assert len({french().picture_word(name) for name in PICTURES}) == len(PICTURES)


def test_a_picture_of_a_later_version_has_no_word_and_breaks_nothing() -> None:
    assert french().picture_word("rocket") == ""
