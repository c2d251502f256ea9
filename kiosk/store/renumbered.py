"""Classes and periods that a system numbers anew, and what goes with a class that is no more.

What a school adds by hand hangs on the store's own rows: a class that is the same to its people
stays the same row, whatever identifier the next export gives it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kiosk.domain.removals import Removal
from kiosk.domain.written_names import period_name, unified
from kiosk.store.neighbours import schools_with
from kiosk.store.reconcile import TableDifference, Values
from kiosk.store.schema import documents, messages

WhatItIs = Callable[[Values], Hashable]
"""What a row is to people."""


def follow_classes(difference: TableDifference, school_ids: Collection[int]) -> None:
    """Take a class of another identifier for the one of its name in the same school.

    Only in the schools a file names (``school_ids``).
    """
    known = [row for row in difference.present.values() if row["school_id"] in school_ids]
    _follow(difference, known, lambda row: (row["school_id"], unified(row["name"])))


def follow_periods(difference: TableDifference, school_ids: Collection[int]) -> None:
    """The same for periods of the same title and days that no other school has anything in."""
    if difference.wanted.keys() <= difference.present.keys():
        return
    in_use = schools_with(difference.connection, difference.absent())
    theirs = {
        period_id
        for school_id, period_ids in in_use.items()
        if school_id not in school_ids
        for period_id in period_ids
    }
    known = [row for row in difference.present.values() if row["id"] not in theirs]
    _follow(
        difference,
        known,
        lambda row: (period_name(row["title"]), row["starts_on"], row["ends_on"]),
    )


def _follow(difference: TableDifference, known: Iterable[Values], what: WhatItIs) -> None:
    present, wanted = difference.present, difference.wanted
    old: defaultdict[Hashable, list[Hashable]] = defaultdict(list)
    for row in known:
        former = (row["source"], row["source_id"])
        if former not in wanted:
            old[what(row)].append(former)
    new: defaultdict[Hashable, list[Hashable]] = defaultdict(list)
    for key, values in wanted.items():
        if key not in present:
            new[what(values)].append(key)
    for one in old.keys() & new.keys():
        # Where two have one name nobody can tell which of them is which.
        if len(old[one]) == len(new[one]) == 1:
            present[new[one][0]] = present.pop(old[one][0])


def written_to_classes(
    connection: Connection, class_ids: Collection[int], schools: dict[int, str], since: date
) -> Iterator[Removal]:
    """What families of some classes were told since a day, and would lose with the classes.

    ``schools`` are UAIs by the store's own ids.
    """
    for kind, table, day in (
        ("messages", messages, messages.c.sent_on),
        ("documents", documents, documents.c.published_on),
    ):
        told = select(table.c.school_id, table.c.class_id).where(
            day >= since, table.c.school_id.in_(schools)
        )
        of: Counter[int] = Counter()
        gone: Counter[int] = Counter()
        for school_id, class_id in connection.execute(told):
            of[school_id] += 1
            gone[school_id] += class_id in class_ids
        for school_id, count in gone.items():
            if count:
                yield Removal(schools[school_id], kind, count, of[school_id])
