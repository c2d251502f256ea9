"""Absences, messages and what is new, on paper."""

from collections.abc import Callable
from datetime import datetime

from kiosk.domain.attendance_totals import attendance_totals
from kiosk.domain.folder import AttendanceItem, Child, MessageItem
from kiosk.printing.content import Block, Document, Entry, Note, Section
from kiosk.printing.head_and_foot import child_sheet
from kiosk.wording import Words, attendance_day, attendance_extent, attendance_sums, beside


def attendance_list(
    child: Child, *, as_of: datetime | None, printed_at: datetime, words: Words
) -> Document:
    """The absences and latenesses of the school year, the newest first, with their sums."""
    return child_sheet(
        child,
        beside(words, lambda w: w.gettext("Absences et retards")),
        _attendance(child, words),
        notice=_worth(words),
        as_of=as_of,
        printed_at=printed_at,
        words=words,
    )


def message_list(
    child: Child, *, as_of: datetime | None, printed_at: datetime, words: Words
) -> Document:
    """What the school wrote, the newest first, as it wrote it."""
    return child_sheet(
        child,
        beside(words, lambda w: w.gettext("Messages de l’école")),
        _messages(child, words),
        notice=_worth(words),
        as_of=as_of,
        printed_at=printed_at,
        words=words,
    )


def _worth(words: Words) -> str:
    return words.gettext("Copie d’information : seule l’école peut confirmer ce qui est écrit.")


def _attendance(child: Child, words: Words) -> list[Block]:
    if not child.attendance:
        return [_silence("attendance", child, words)]
    sums = Section(
        beside(words, lambda w: w.gettext("Depuis la rentrée"), between="\n"),
        tuple(Entry(line) for line in attendance_sums(attendance_totals(child.attendance), words)),
    )
    days = [_absence(item, words) for item in child.attendance]
    how = words.gettext("Une journée, c’est deux demi-journées : le matin et l’après-midi.")
    return [sums, *days, Note(how)]


def _absence(item: AttendanceItem, words: Words) -> Section:
    if item.is_justified is None:
        state = words.gettext("L’école ne dit pas si c’est justifié.")
    elif item.is_justified:
        state = beside(words, lambda w: w.gettext("justifié"))
    else:
        state = beside(words, lambda w: w.gettext("à justifier"))
    is_open = item.is_justified is False
    entry = Entry(
        title=beside(words, lambda w: attendance_extent(item, w)),
        badge=state if is_open else "",
        texts=() if is_open else (state,),
    )
    day = beside(words, lambda w: attendance_day(item, w), between="\n")
    return Section(day, (entry,), continued=words.gettext("{title} (suite)"))


def _messages(child: Child, words: Words) -> list[Block]:
    if not child.messages:
        return [_silence("messages", child, words)]
    blocks: list[Block] = [_message(message, words) for message in child.messages]
    if child.older_messages_at_school:
        blocks.append(
            Note(words.gettext("Les messages plus anciens sont à l’école : demandez-les-lui."))
        )
    return blocks


def _message(message: MessageItem, words: Words) -> Section:
    entry = Entry(
        title=message.subject or message.sender,
        texts=(message.text,) if message.text.strip() else (),
        about=message.sender if message.subject else "",
    )
    day = beside(words, lambda w: w.day(message.sent_on), between="\n")
    return Section(day.capitalize(), (entry,), continued=words.gettext("{title} (suite)"))


def _silence(kind: str, child: Child, words: Words) -> Section:
    """Never an empty sheet: nothing is good news only where the school sends such things at all."""
    say: dict[tuple[str, bool], Callable[[Words], str]] = {
        ("attendance", True): lambda w: w.gettext("Ni absence ni retard depuis la rentrée."),
        ("attendance", False): lambda w: w.gettext("L’école n’envoie pas les absences ici."),
        ("messages", True): lambda w: w.gettext("Pas de message pour le moment."),
        ("messages", False): lambda w: w.gettext("L’école n’envoie pas de message ici."),
    }
    title = {
        "attendance": lambda w: w.gettext("Absences"),
        "messages": lambda w: w.gettext("Messages"),
    }[kind]
    remark = beside(words, say[kind, kind in child.told], between="\n")
    return Section(beside(words, title, between="\n"), (), remark)
