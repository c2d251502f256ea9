"""What a family asks of its school at an access point, and a person at the school then answers."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_NAME_CHARACTERS = 400
"""Longer than any name; so many fit in a message, whatever they are."""

_OVERRIDES = frozenset(["LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])
"""Bidirectional classes (UAX 9) that turn round what stands beside a name."""


class RequestKind(StrEnum):
    """The things that can be asked."""

    PAPER = "paper"
    """Print his sheets for us, we come and fetch them."""
    NOT_MY_CHILD = "not_my_child"
    """Changes nothing by itself: rights are for a person at the school to decide."""


@dataclass(frozen=True, slots=True)
class SchoolRequest:
    """One request, as it travels from a point to the office. ``request_id`` is random."""

    request_id: str
    point_id: str
    reader_id: str
    pupil_name: str
    school_uai: str
    kind: RequestKind
    asked_on: date


def name_sent(full_name: str) -> str:
    """A pupil's name as it travels: every letter and joiner of any script, and its beginning only
    where it is longer than ``MOST_NAME_CHARACTERS``.

    Left out is what would act on the terminal that shows it: control characters, halves of
    characters, directions that reach beyond the name.
    """
    kept = "".join(
        one
        for one in full_name
        if unicodedata.category(one) not in ("Cc", "Cs")
        and unicodedata.bidirectional(one) not in _OVERRIDES
    )
    return kept[:MOST_NAME_CHARACTERS]
