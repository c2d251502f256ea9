"""Names as hands write them: what is one, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.written_names import alphabetical, unified


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Le Goff", "LE-GOFF"),
        ("Guivarc’h", "guivarc'h"),
        ("Œuvrard", "OEUVRARD"),
        ("Łukasiewicz", "Lukasiewicz"),
        ("Nguyễn", "NGUYEN"),
        ("Yıldız", "Yildiz"),
        ("6e A", "6eA"),
        ("Léa", "Le\u0301a"),
        ("Strauß", "Strauss"),
    ],
)
def test_two_ways_of_writing_a_name_are_one(one: str, other: str) -> None:
    assert unified(one) == unified(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Léa", "Léo"), ("6e A", "6e B"), ("Petit", "Le Petit"), ("ليلى", "مريم")]
)
def test_two_names_are_two(one: str, other: str) -> None:
    assert unified(one) != unified(other)


@given(st.text())
def test_what_is_unified_stays_as_it_is(written: str) -> None:
    assert unified(unified(written)) == unified(written)


@pytest.mark.parametrize(
    ("text", "key"), [("Éco", "eco"), ("ÇA", "ca"), ("Œil", "oeil"), ("Ætna", "aetna")]
)
def test_a_sort_key_has_neither_accents_nor_ligatures(text: str, key: str) -> None:
    assert alphabetical(text) == key
