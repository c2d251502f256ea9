"""Work on paper: the list of one child, and the week on one sheet for the door of the fridge."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.attendance_totals import attendance_totals
from kiosk.domain.folder import Child, HomeworkItem
from kiosk.domain.homework import WorkKind
from kiosk.domain.homework_days import HomeworkDay, homework_around
from kiosk.printing.content import Block, Chapter, Document, Entry, Heading, Section
from kiosk.printing.head_and_foot import child_sheet, class_lines, foot, page_label
from kiosk.wording import Words, beside, to_justify

WEEK = timedelta(days=7)
_FRIDAY = 4


def homework_list(
    child: Child, *, as_of: datetime | None, printed_at: datetime, words: Words
) -> Document:
    """The cahier de textes: every day to come, who gave what when, and the past week."""
    today = printed_at.astimezone(SCHOOL_ZONE).date()
    days = homework_around(child, today)
    sections = [_day_of_list(day, today, words) for day in days.coming]
    if days.today is not None:
        sections.append(_day_of_list(days.today, today, words))
    if days.undated:
        title = beside(words, lambda w: w.gettext("Sans date"))
        sections.append(_section(title, [_full_entry(one, words) for one in days.undated], words))
    if not sections:
        sections.append(Section(_homework(words), (), _nothing_noted(words)))
    sections += [_day_of_list(day, today, words) for day in days.past if day.on >= today - WEEK]
    return child_sheet(
        child,
        beside(words, lambda w: w.gettext("Cahier de textes")),
        sections,
        notice=_worth(words),
        as_of=as_of,
        printed_at=printed_at,
        words=words,
    )


def week_sheet(
    children: Sequence[Child],
    reader_name: str,
    *,
    as_of: datetime | None,
    printed_at: datetime,
    words: Words,
) -> Document:
    """« Ma semaine » of one child, or of all of a reader's: seven days from tomorrow on."""
    today = printed_at.astimezone(SCHOOL_ZONE).date()
    first, last = today + timedelta(days=1), today + WEEK
    title = beside(words, lambda w: w.gettext("Ma semaine"))
    span = beside(
        words,
        lambda w: w.gettext("du {start} au {end}").format(start=w.day(first), end=w.day(last)),
        between="\n",
    )
    is_one = len(children) == 1
    blocks: list[Block] = []
    for child in children:
        if not is_one:
            blocks.append(Chapter(child.full_name, _class_and_school(child)))
        blocks += _week_of(child, today, words)
    whose = children[0].full_name if is_one else reader_name
    head = Heading(
        sender=children[0].school_name if is_one else "",
        title=title,
        details=(span,),
        name=whose,
        about=class_lines(children[0], words) if is_one else (),
    )
    return Document(
        title=title,
        running_head=f"{whose} · {title}",
        blocks=(head, *blocks),
        foot=foot(_worth(words), as_of, printed_at, words),
        page_label=page_label(words),
    )


def _week_of(child: Child, today: date, words: Words) -> list[Section]:
    """A section a day, school days with nothing to do included, then what comes later."""
    days = homework_around(child, today)
    by_day = {day.on: day for day in days.coming}
    sections = []
    for ahead in range(1, WEEK.days + 1):
        on = today + timedelta(days=ahead)
        if on in by_day:
            entries = [_brief_entry(item, words) for item in by_day[on].items]
            sections.append(_section(_day(on, words), entries, words))
        elif on.weekday() <= _FRIDAY:
            nothing = beside(words, lambda w: w.gettext("rien de noté"))
            sections.append(Section(_day(on, words), (), nothing))
    later = [
        _brief_entry(item, words, day.on)
        for day in days.coming
        if day.on > today + WEEK
        for item in day.items
    ]
    later += [_brief_entry(item, words) for item in days.undated]
    if later:
        sections.append(_section(beside(words, lambda w: w.gettext("Plus tard")), later, words))
    return sections + _for_the_parent(child, words)


def _for_the_parent(child: Child, words: Words) -> list[Section]:
    totals = attendance_totals(child.attendance)
    counts = (
        totals.unjustified_half_days,
        totals.unjustified_uncounted,
        totals.unjustified_lateness,
    )
    if not any(counts):
        return []
    entry = Entry(title=beside(words, lambda w: to_justify(*counts, w)), is_to_do=True)
    title = beside(words, lambda w: w.gettext("Pour vous"))
    return [_section(title, [entry], words)]


def _day_of_list(day: HomeworkDay, today: date, words: Words) -> Section:
    entries = [_full_entry(item, words, is_to_do=day.on > today) for item in day.items]
    return _section(_day(day.on, words), entries, words)


def _section(title: str, entries: Sequence[Entry], words: Words) -> Section:
    return Section(title, tuple(entries), continued=words.gettext("{title} (suite)"))


def _day(on: date, words: Words) -> str:
    return beside(words, lambda w: w.day(on), between="\n").capitalize()


def _brief_entry(item: HomeworkItem, words: Words, due_on: date | None = None) -> Entry:
    about = words.gettext("pour {day}").format(day=words.day(due_on)) if due_on else ""
    return Entry(_subject(item, words), _badge(item, words), _texts(item), about, is_to_do=True)


def _full_entry(item: HomeworkItem, words: Words, *, is_to_do: bool = True) -> Entry:
    given = ""
    if item.given_on is not None:
        given = words.gettext("donné {day}").format(day=words.day(item.given_on))
    about = " · ".join(filter(None, (item.teacher, given)))
    return Entry(_subject(item, words), _badge(item, words), _texts(item), about, is_to_do)


def _subject(item: HomeworkItem, words: Words) -> str:
    return item.subject or words.gettext("Matière non précisée")


def _badge(item: HomeworkItem, words: Words) -> str:
    if item.kind is not WorkKind.TEST:
        return ""
    return beside(words, lambda w: w.gettext("Contrôle"))


def _texts(item: HomeworkItem) -> tuple[str, ...]:
    """Title and text as on the screen: once where the school wrote the same twice."""
    title = item.title if item.title != item.text else ""
    return tuple(text for text in (title, item.text) if text.strip())


def _homework(words: Words) -> str:
    return beside(words, lambda w: w.gettext("Devoirs"), between="\n")


def _nothing_noted(words: Words) -> str:
    return words.gettext("L’école n’a rien noté pour les jours qui viennent.")


def _class_and_school(child: Child) -> str:
    return ", ".join(filter(None, (child.class_name, child.school_name)))


def _worth(words: Words) -> str:
    return words.gettext(
        "Copie d’information : le carnet ou l’agenda de l’élève peut en dire plus."
    )
