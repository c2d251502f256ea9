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
    """What a file would take away: ``gone`` of ``of`` records of a kind.

    ``kind`` is one of ``RECORD_KINDS``, a field of one (``"pupils.birth_on"``) or a kind that the
    school adds by hand. ``school`` is a UAI. Of ``classes``, one class is meant, called ``name``,
    and its pupils are counted.
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


def is_a_kind_cut_short(gone: int, of: int, left: int) -> bool:
    """Whether so many links, places, pieces of work or marks do not go between two files.

    More than half of a good number; or every one of a few, with none ``left`` or come instead.
    """
    is_half = of >= FEWEST_RECORDS and gone * LARGEST_SHARE_OF_RECORDS > of
    return is_half or (left == 0 and is_a_group_lost(gone, of))


def is_a_table_emptied(gone: int, left: int) -> bool:
    """Whether a school's own spreadsheet says nothing at all where it said something before.

    Be it a single line: a blank form looks no different from a table emptied on purpose.
    """
    return gone > 0 and left == 0
