"""When a file takes away more than a school day does: then a person is asked before it is believed.

An export cut short looks like a school that lost its pupils. One pupil who leaves, a class that is
renamed and a period that ends are ordinary; a whole class gone is not.
"""

from dataclasses import dataclass

FEWEST_PUPILS = 5
LARGEST_SHARE_OF_PUPILS = 10
"""One in so many: a tenth."""
FEWEST_RECORDS = 20
LARGEST_SHARE_OF_RECORDS = 2


@dataclass(frozen=True, slots=True)
class Removal:
    """What a file would take away: ``gone`` of ``of`` records of a kind of ``RECORD_KINDS``.

    ``school`` is a UAI. Of ``classes``, one class is meant, called ``name``, and its pupils are
    counted.
    """

    school: str
    kind: str
    gone: int
    of: int
    name: str = ""


def is_a_school_cut_short(gone: int, of: int) -> bool:
    """Whether so many pupils do not leave between two files: a tenth of them, or all."""
    is_a_tenth = gone >= FEWEST_PUPILS and gone * LARGEST_SHARE_OF_PUPILS > of
    return is_a_tenth or is_a_group_lost(gone, of)


def is_a_group_lost(gone: int, of: int) -> bool:
    """Whether a group loses everybody; of a single pupil that says nothing."""
    return gone == of > 1


def is_a_kind_cut_short(gone: int, of: int) -> bool:
    """Whether so many links, pieces of work or marks do not go between two files."""
    return of >= FEWEST_RECORDS and gone * LARGEST_SHARE_OF_RECORDS > of
