"""A child's work by the day it is due: what the screen and every sheet make of a Folder's list."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kiosk.domain.folder import Child, HomeworkItem


@dataclass(frozen=True, slots=True)
class HomeworkDay:
    """What is due on one day."""

    on: date
    items: tuple[HomeworkItem, ...]


@dataclass(frozen=True, slots=True)
class HomeworkDays:
    """Days to come from tomorrow on, then today, then without a day, then past, the latest first.

    What was due today is at school already; in the evening a parent looks for tomorrow.
    """

    coming: tuple[HomeworkDay, ...]
    today: HomeworkDay | None
    undated: tuple[HomeworkItem, ...]
    past: tuple[HomeworkDay, ...]


def homework_by_day(child: Child) -> list[HomeworkDay]:
    """A child's dated work, day by day, the soonest first."""
    dated = sorted(
        ((item.due_on, item) for item in child.homework if item.due_on is not None),
        key=lambda pair: pair[0],
    )
    return [
        HomeworkDay(day, tuple(item for _, item in pairs))
        for day, pairs in groupby(dated, key=lambda pair: pair[0])
    ]


def homework_around(child: Child, today: date) -> HomeworkDays:
    """The same as one looks at it on a day."""
    days = homework_by_day(child)
    return HomeworkDays(
        coming=tuple(day for day in days if day.on > today),
        today=next((day for day in days if day.on == today), None),
        undated=tuple(item for item in child.homework if item.due_on is None),
        past=tuple(day for day in reversed(days) if day.on < today),
    )
