"""The pictures of slips: two dozen, told apart, drawn by chance without likeness nearby."""

import random

from kiosk.domain.pictures import PICTURES, choose_picture

CHANCE = random.Random(3).randrange


def test_there_are_two_dozen_pictures_and_no_two_are_drawn_alike() -> None:
    assert len(PICTURES) == len(set(PICTURES.values())) == 24


def test_a_name_fits_its_column() -> None:
    assert all(name.isascii() and name.islower() and len(name) <= 20 for name in PICTURES)


def test_every_picture_comes_up() -> None:
    assert {choose_picture((), (), CHANCE) for _ in range(1000)} == set(PICTURES)


def test_a_picture_is_like_none_of_the_readers_and_her_familys() -> None:
    own, *near = list(PICTURES)[:20]
    for _ in range(200):
        assert choose_picture([own], near, CHANCE) not in [own, *near]


def test_a_family_that_bears_all_pictures_shares_them_but_one_reader_does_not() -> None:
    own = list(PICTURES)[:23]
    assert choose_picture(own, PICTURES, CHANCE) == list(PICTURES)[23]


def test_who_bears_all_pictures_still_gets_one() -> None:
    assert choose_picture(PICTURES, PICTURES, CHANCE) in PICTURES
