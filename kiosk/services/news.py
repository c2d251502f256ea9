"""What is new since the last visit: pure functions over a Folder and what was noted then.

Noted is not the day of the visit but the newest day that any item shown then bears, with a digest
of each item of that day: what a point learned late, from a stick or after a broken line, is new
all the same. All visits of one day share one baseline, so that signing in twice in an hour loses
nothing.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kiosk.domain.folder import (
    AttendanceItem,
    Child,
    DocumentItem,
    Folder,
    HomeworkItem,
    MarkItem,
    MessageItem,
    PeriodMarks,
    SubjectMarks,
)
from kiosk.domain.plain_json import to_plain

NewsItem = (
    HomeworkItem
    | MarkItem
    | SubjectMarks
    | PeriodMarks
    | AttendanceItem
    | MessageItem
    | DocumentItem
)

DIGEST_BYTES = 8
MOST_DIGESTS = 250
_DATE_BYTES = 4
_COUNT_BYTES = 2
_NOTE_VERSION = b"\x01"
# What is not the item's own: figures of the class move without him, and the rest are items too.
_NOT_ITS_OWN = frozenset(
    {"marks", "subjects", "key", "class_average", "class_lowest", "class_highest"}
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What one day's visits had before them: the newest items' day and their digests.

    ``digests`` is None where that day's items were too many to note one by one: then all of them
    count as seen.
    """

    newest_on: date
    digests: frozenset[bytes] | None


@dataclass(frozen=True, slots=True)
class VisitNote:
    """What is kept of a reader's last day here; ``before`` is what that day was compared with.

    ``before_on`` is the day of the visits that ``before`` stands for.
    """

    visited_on: date
    shown: Shown
    before: Shown | None
    before_on: date | None = None


@dataclass(frozen=True, slots=True)
class News:
    """Tells what is new in the Folder of one visit; nothing is at the first visit ever."""

    baseline: Shown | None = None
    last_visit_on: date | None = None

    def is_new(self, item: NewsItem) -> bool:
        """Whether the reader has not had this before her at an earlier day's visit."""
        appeared_on = appearance_of(item)
        if self.baseline is None or appeared_on is None:
            return False
        if appeared_on != self.baseline.newest_on:
            return appeared_on > self.baseline.newest_on
        digests = self.baseline.digests
        return digests is not None and digest_of(item) not in digests


FIRST_VISIT = News()


def at_sign_in(noted: VisitNote | None, folder: Folder, today: date) -> tuple[News, VisitNote]:
    """What is new for this visit, and what to note for the next one.

    A note from the future, of a day when the clock was wrong, counts as none.
    """
    shown = _shown(folder)
    if noted is None or noted.visited_on > today:
        return FIRST_VISIT, VisitNote(today, shown, None)
    if noted.visited_on == today:
        before, before_on = noted.before, noted.before_on
    else:
        before, before_on = noted.shown, noted.visited_on
    return News(before, before_on), VisitNote(today, shown, before, before_on)


def items_of(child: Child) -> Iterator[NewsItem]:
    """Everything of a child that can be new."""
    yield from child.homework
    for period in child.periods:
        yield period
        for subject in period.subjects:
            yield subject
            yield from subject.marks
    yield from child.attendance
    yield from child.messages
    yield from child.documents


def appearance_of(item: NewsItem) -> date | None:
    """The first day a Folder could hold the item: some wait for the day that they bear."""
    match item:
        case HomeworkItem(given_on=date() as borne_on):
            return max(item.first_seen_on, borne_on)
        case MessageItem(sent_on=borne_on) | DocumentItem(published_on=borne_on):
            return max(item.first_seen_on, borne_on)
        case _:
            return item.first_seen_on


def digest_of(item: NewsItem) -> bytes:
    """Eight bytes by which an item is known again."""
    facts = {
        name: value
        for name, value in ((name, getattr(item, name)) for name in item.__slots__)
        if name not in _NOT_ITS_OWN
    }
    told = [type(item).__name__, {name: to_plain(value) for name, value in facts.items()}]
    return hashlib.blake2b(
        json.dumps(told, sort_keys=True).encode(), digest_size=DIGEST_BYTES
    ).digest()


def _shown(folder: Folder) -> Shown:
    appeared = [
        (appeared_on, item)
        for child in folder.children
        for item in items_of(child)
        for appeared_on in (appearance_of(item),)
        if appeared_on is not None
    ]
    newest_on = max((appeared_on for appeared_on, _ in appeared), default=date.min)
    digests = frozenset(digest_of(item) for on, item in appeared if on == newest_on)
    return Shown(newest_on, digests if len(digests) <= MOST_DIGESTS else None)


# --- a note as bytes -----------------------------------------------------------------------------


def note_to_bytes(note: VisitNote) -> bytes:
    """The note for its seal: days and digests, no word of anybody's."""
    parts = [_NOTE_VERSION, _day(note.visited_on), _day(note.before_on)]
    for shown in (note.shown, note.before):
        if shown is None:
            parts.append(_day(None))
            continue
        digests = sorted(shown.digests or ())
        count = len(digests) if shown.digests is not None else MOST_DIGESTS + 1
        parts += [_day(shown.newest_on), count.to_bytes(_COUNT_BYTES, "big"), *digests]
    return b"".join(parts)


def note_from_bytes(content: bytes) -> VisitNote | None:
    """The note back; None for anything else, as for a first visit."""
    reader = _Reader(content)
    try:
        if reader.take(len(_NOTE_VERSION)) != _NOTE_VERSION:
            return None
        visited_on, before_on = reader.day(), reader.day()
        shown, before = reader.shown(), reader.shown()
    except ValueError:
        return None
    if visited_on is None or shown is None or not reader.is_at_end():
        return None
    return VisitNote(visited_on, shown, before, before_on)


def _day(on: date | None) -> bytes:
    return (0 if on is None else on.toordinal()).to_bytes(_DATE_BYTES, "big")


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def take(self, size: int) -> bytes:
        taken = self._content[self._at : self._at + size]
        if len(taken) < size:
            raise ValueError
        self._at += size
        return taken

    def day(self) -> date | None:
        ordinal = int.from_bytes(self.take(_DATE_BYTES), "big")
        if ordinal > date.max.toordinal():
            raise ValueError
        return date.fromordinal(ordinal) if ordinal else None

    def shown(self) -> Shown | None:
        newest_on = self.day()
        if newest_on is None:
            return None
        count = int.from_bytes(self.take(_COUNT_BYTES), "big")
        if count > MOST_DIGESTS:
            return Shown(newest_on, None)
        return Shown(newest_on, frozenset(self.take(DIGEST_BYTES) for _ in range(count)))

    def is_at_end(self) -> bool:
        return self._at == len(self._content)
