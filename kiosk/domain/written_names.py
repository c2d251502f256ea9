"""Names of people, classes and subjects as hands write them, made comparable.

For looking a name up inside one school whose own secretary wrote it: never for joining what two
sources tell of people.
"""

import unicodedata

# Letters that Unicode holds to be whole, and that hands write with plain ones.
_SPELLED_OUT = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "þ": "th"}
)


def unified(written: str) -> str:
    """Letters and digits only, whatever the case, accents, hyphens, apostrophes and spaces.

    « Le Goff », « LE-GOFF » and « legoff » are one; so are « 6e A » and « 6eA ».
    """
    spelled_out = written.casefold().translate(_SPELLED_OUT)
    decomposed = unicodedata.normalize("NFKD", spelled_out).casefold()
    return "".join(letter for letter in decomposed if letter.isalnum())
