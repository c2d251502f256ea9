"""What the pages show, made of an open Folder and the day: data, no sentences."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from kiosk.domain.errors import NotFound
from kiosk.domain.folder import Child, HomeworkItem, MarkItem, PeriodMarks
from kiosk.services.access_point import AccessPoint
from kiosk.services.visits import Visit


@dataclass(frozen=True, slots=True)
class HomeworkDay:
    """What is due on one day."""

    on: date
    items: tuple[HomeworkItem, ...]


@dataclass(frozen=True, slots=True)
class LatestMark:
    """The newest mark of a child with its subject."""

    subject: str
    item: MarkItem


@dataclass(frozen=True, slots=True)
class ChildCard:
    """One child on the family page. ``place`` counts from 1 within the session."""

    place: int
    child: Child
    next_day: HomeworkDay | None
    latest_mark: LatestMark | None
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class HomeworkPage:
    """A child's work: days to come from tomorrow on, then today, then without a day, then past."""

    card: ChildCard
    coming: tuple[HomeworkDay, ...]
    today: HomeworkDay | None
    undated: tuple[HomeworkItem, ...]
    past: tuple[HomeworkDay, ...]


@dataclass(frozen=True, slots=True)
class MarksPage:
    """A child's marks of one period; ``period_place`` counts from 1, the latest first."""

    card: ChildCard
    period: PeriodMarks | None
    period_place: int
    periods: tuple[PeriodMarks, ...]


def family_cards(point: AccessPoint, visit: Visit) -> list[ChildCard]:
    """Every child of the Folder, in its order."""
    return [child_card(point, visit, place) for place in range(1, len(visit.folder.children) + 1)]


def child_card(point: AccessPoint, visit: Visit, place: int) -> ChildCard:
    """One child by place in the session; raise ``NotFound`` where there is none."""
    child = visit.child(place)
    if child is None:
        raise NotFound("child", str(place))
    days = homework_by_day(child)
    today = point.clock.today()
    return ChildCard(
        place=place,
        child=child,
        next_day=next((day for day in days if day.on > today), None),
        latest_mark=latest_mark(child),
        as_of=visit.school_dates.get(child.school_uai),
    )


def homework_page(point: AccessPoint, visit: Visit, place: int) -> HomeworkPage:
    """A child's homework; raise ``NotFound``."""
    card = child_card(point, visit, place)
    days = homework_by_day(card.child)
    today = point.clock.today()
    return HomeworkPage(
        card=card,
        coming=tuple(day for day in days if day.on > today),
        today=next((day for day in days if day.on == today), None),
        undated=tuple(item for item in card.child.homework if item.due_on is None),
        past=tuple(day for day in reversed(days) if day.on < today),
    )


def marks_page(point: AccessPoint, visit: Visit, place: int, period_place: int) -> MarksPage:
    """A child's marks in one period; raise ``NotFound`` for a child or period not there."""
    card = child_card(point, visit, place)
    periods = card.child.periods
    if not periods and period_place == 1:
        return MarksPage(card, None, 1, ())
    if not 1 <= period_place <= len(periods):
        raise NotFound("period", str(period_place))
    return MarksPage(card, periods[period_place - 1], period_place, periods)


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


def latest_mark(child: Child) -> LatestMark | None:
    """The newest dated mark of a child."""
    dated = [
        (item.marked_on, LatestMark(subject.subject, item))
        for period in child.periods
        for subject in period.subjects
        for item in subject.marks
        if item.marked_on is not None
    ]
    return max(dated, key=lambda pair: pair[0])[1] if dated else None
