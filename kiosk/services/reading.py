"""What the pages show, made of an open Folder and the day: data, no sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.attendance_totals import AttendanceTotals, attendance_totals
from kiosk.domain.errors import NotFound
from kiosk.domain.folder import (
    AttendanceItem,
    Child,
    DocumentItem,
    MarkItem,
    MessageItem,
    PeriodMarks,
)
from kiosk.domain.homework_days import HomeworkDay, HomeworkDays, homework_around, homework_by_day
from kiosk.domain.requests import RequestKind
from kiosk.services.access_point import AccessPoint
from kiosk.services.news import NewsItem
from kiosk.services.visits import Visit

IsNew = Callable[[NewsItem], bool]
"""Whether the reader has not had an item before her at an earlier day's visit."""


@dataclass(frozen=True, slots=True)
class LatestMark:
    """The newest mark of a child with its subject."""

    subject: str
    item: MarkItem


@dataclass(frozen=True, slots=True)
class KindNews:
    """How much of one kind is new for a child.

    ``kind`` is ``"homework"``, ``"marks"``, ``"attendance"``, ``"messages"`` or ``"documents"``.
    """

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class ChildCard:
    """One child on the family page. ``place`` counts from 1 within the session.

    ``news`` names only the kinds in which something is new.
    """

    place: int
    child: Child
    next_day: HomeworkDay | None
    latest_mark: LatestMark | None
    as_of: datetime | None
    news: tuple[KindNews, ...]


@dataclass(frozen=True, slots=True)
class HomeworkPage:
    """A child's work by the day it is due."""

    card: ChildCard
    days: HomeworkDays
    is_new: IsNew


@dataclass(frozen=True, slots=True)
class MarksPage:
    """A child's marks of one period; ``period_place`` counts from 1, the latest first.

    ``told``: whether the school sends averages and comments at all.
    """

    card: ChildCard
    period: PeriodMarks | None
    period_place: int
    periods: tuple[PeriodMarks, ...]
    told: bool
    is_new: IsNew


@dataclass(frozen=True, slots=True)
class AttendancePage:
    """A child's absences and latenesses of the school year, the newest first."""

    card: ChildCard
    told: bool
    items: tuple[AttendanceItem, ...]
    totals: AttendanceTotals
    is_new: IsNew


@dataclass(frozen=True, slots=True)
class MessagesPage:
    """What the school wrote about a child, to his class or to everybody; the newest first."""

    card: ChildCard
    told: bool
    messages: tuple[MessageItem, ...]
    is_new: IsNew


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """A child's documents, the newest first; one is opened by its place here, from 1."""

    card: ChildCard
    told: bool
    documents: tuple[DocumentItem, ...]
    is_new: IsNew


@dataclass(frozen=True, slots=True)
class RequestPage:
    """What may be asked of the child's school; ``asked`` was already, during this visit."""

    card: ChildCard
    asked: tuple[RequestKind, ...]


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
        news=_news_of(child, visit.news.is_new, today),
    )


def homework_page(point: AccessPoint, visit: Visit, place: int) -> HomeworkPage:
    """A child's homework; raise ``NotFound``."""
    card = child_card(point, visit, place)
    days = homework_around(card.child, point.clock.today())
    return HomeworkPage(card, days, visit.news.is_new)


def marks_page(point: AccessPoint, visit: Visit, place: int, period_place: int) -> MarksPage:
    """A child's marks in one period; raise ``NotFound`` for a child or period not there."""
    card = child_card(point, visit, place)
    periods = card.child.periods
    if period_place != 1 and not 1 <= period_place <= len(periods):
        raise NotFound("period", str(period_place))
    return MarksPage(
        card=card,
        period=periods[period_place - 1] if periods else None,
        period_place=period_place,
        periods=periods,
        told="averages" in card.child.told,
        is_new=visit.news.is_new,
    )


def attendance_page(point: AccessPoint, visit: Visit, place: int) -> AttendancePage:
    """A child's absences and latenesses; raise ``NotFound``."""
    card = child_card(point, visit, place)
    return AttendancePage(
        card=card,
        told="attendance" in card.child.told,
        items=card.child.attendance,
        totals=attendance_totals(card.child.attendance),
        is_new=visit.news.is_new,
    )


def messages_page(point: AccessPoint, visit: Visit, place: int) -> MessagesPage:
    """The messages about a child; raise ``NotFound``."""
    card = child_card(point, visit, place)
    child = card.child
    return MessagesPage(card, "messages" in child.told, child.messages, visit.news.is_new)


def documents_page(point: AccessPoint, visit: Visit, place: int) -> DocumentsPage:
    """A child's documents; raise ``NotFound``. ``services.documents`` opens one."""
    card = child_card(point, visit, place)
    child = card.child
    return DocumentsPage(card, "documents" in child.told, child.documents, visit.news.is_new)


def request_page(point: AccessPoint, visit: Visit, place: int) -> RequestPage:
    """What may be asked about a child; raise ``NotFound``. ``services.requests`` asks it."""
    card = child_card(point, visit, place)
    asked = tuple(kind for kind in RequestKind if (place, kind) in visit.asked)
    return RequestPage(card, asked)


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


def _news_of(child: Child, is_new: IsNew, today: date) -> tuple[KindNews, ...]:
    """The new things by kind. Homework whose day has passed is nothing to do any more."""
    subjects = [subject for period in child.periods for subject in period.subjects]
    by_kind: dict[str, list[NewsItem]] = {
        "homework": [
            item for item in child.homework if item.due_on is None or item.due_on >= today
        ],
        "marks": [*child.periods, *subjects, *(one for each in subjects for one in each.marks)],
        "attendance": list(child.attendance),
        "messages": list(child.messages),
        "documents": list(child.documents),
    }
    counts = {kind: sum(map(is_new, items)) for kind, items in by_kind.items()}
    return tuple(KindNews(kind, count) for kind, count in counts.items() if count)
