"""Names of people, classes, subjects and periods as hands write them, compared and put in order.

``unified`` is for looking a name up inside one school whose own secretary wrote it: never for
joining what two sources tell of people.
"""

import re
import unicodedata
from collections.abc import Hashable
from functools import lru_cache

# Letters that Unicode holds to be whole, and that hands write with plain ones.
_SPELLED_OUT = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "þ": "th"}
)

_NUMBER = re.compile(r"\d+")
_KINDS_OF_PERIOD = {"trim": "trimestre", "sem": "semestre", "t": "trimestre", "s": "semestre"}


def unified(written: str) -> str:
    """Letters and digits only, whatever the case, accents, hyphens, apostrophes and spaces.

    « Le Goff », « LE-GOFF » and « legoff » are one; so are « 6e A » and « 6eA ».
    """
    spelled_out = written.casefold().translate(_SPELLED_OUT)
    decomposed = unicodedata.normalize("NFKD", spelled_out).casefold()
    return "".join(letter for letter in decomposed if letter.isalnum())


def words_of(written: str) -> tuple[str, ...]:
    """Each word of what somebody typed or bears, ``unified``: « Le Goff-Ruiz » is three."""
    words = re.split(r"[\s\-‐‑'’.]+", written)
    return tuple(word for word in map(unified, words) if word)


def period_name(title: str) -> Hashable:
    """« 1er trimestre », « Trimestre 1 » and « T1 » are one; otherwise what is written."""
    plain = unified(title)
    numbers = _NUMBER.findall(plain)
    words = _NUMBER.sub(" ", plain).split()
    kinds = {
        kind
        for word in words
        for stem, kind in _KINDS_OF_PERIOD.items()
        if word == stem or (len(stem) > 1 and stem in word)
    }
    return (kinds.pop(), int(numbers[0])) if len(kinds) == len(numbers) == 1 else plain


@lru_cache(maxsize=4096)  # subjects are few, and asked for at every pupil
def alphabetical(text: str) -> str:
    """A sort key that takes É for E and Œ for OE, as French dictionaries do."""
    spelled_out = text.casefold().replace("œ", "oe").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFKD", spelled_out)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
