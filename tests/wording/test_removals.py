"""What a file would take away, in words."""

from kiosk.domain.removals import Removal
from kiosk.wording.removals import removal_words, removals_words


def test_a_class_is_named_and_other_records_are_counted() -> None:
    assert removal_words(Removal("0991234A", "classes", 24, 24, "5e B")) == (
        "toute la classe 5e B (24 élèves)"
    )
    assert removal_words(Removal("0991234A", "marks", 30, 40)) == "notes : 30 sur 40"
    births = Removal("0991234A", "pupils.birth_on", 30, 40)
    assert removal_words(births) == "dates de naissance : 30 sur 40"
    civilities = Removal("0991234A", "guardians.civility", 30, 40)
    assert removal_words(civilities) == "civilités des adultes : 30 sur 40"


def test_each_school_is_named_once_and_a_long_list_is_counted() -> None:
    classes = [Removal("0991234A", "classes", 24, 24, f"5e {letter}") for letter in "ABCDEFGH"]
    said = removals_words(classes)
    assert said.count("0991234A") == 1
    assert said.endswith("et 2 autres")
    two = removals_words([Removal("A", "pupils", 9, 9), Removal("B", "pupils", 8, 8)])
    assert two == "A, élèves : 9 sur 9 ; B, élèves : 8 sur 8"
