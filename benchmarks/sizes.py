"""How much each benchmark is given to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """What one run does.

    ``schools`` and ``published_school`` count pupils. ``passes`` is how often a repeat asks for
    each page, ``readers`` how many slips of the demo see theirs.
    """

    repeats: int
    schools: tuple[int, ...]
    published_school: int
    readers: int
    passes: int
    sign_ins: int
    slips: int
    reports: int
    reports_of_others: int
    locks: int
    lookups: int


FULL = Sizes(
    repeats=5,
    schools=(300, 3000),
    published_school=300,
    readers=8,
    passes=5,
    sign_ins=50,
    slips=24,
    reports=25,
    reports_of_others=5,
    locks=600,
    lookups=200,
)
QUICK = Sizes(
    repeats=2,
    schools=(50,),
    published_school=50,
    readers=2,
    passes=3,
    sign_ins=3,
    slips=4,
    reports=5,
    reports_of_others=2,
    locks=20,
    lookups=5,
)
