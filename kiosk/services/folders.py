"""The Folder builder: what one adult may see on a day, and nothing else.

Rights are applied here, when the Folder is built; whatever reads a Folder later needs no rule.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.folder import (
    EMBLEMS,
    Child,
    DocumentItem,
    Folder,
    MessageItem,
    PeriodMarks,
    SlipNotice,
)
from kiosk.domain.schooling import year_shown_since
from kiosk.sealing.custody import take_out
from kiosk.sealing.secrets import DocumentKey, MasterKey
from kiosk.services.period_marks import GroupFigures, by_period
from kiosk.store.additions import GivenDocument
from kiosk.store.rights import Reader
from kiosk.store.schoolwork import Enrolled
from kiosk.store.slips import IssuedSlip
from kiosk.store.store import Transaction

MOST_MESSAGE_CHARACTERS = 400_000
"""The text of one child's messages: two hundred pages of paper, and a twentieth of what a Folder
may weigh. Who wants older ones finds them at the school."""

SLIP_NOTICED_FOR = timedelta(days=60)
"""How long a reader is told of a slip that a desk gave in her name."""


class FolderBuilder:
    """Builds Folders of one day within one transaction.

    A pupil is read once for all his adults, a group once for all its pupils.
    """

    def __init__(
        self,
        tx: Transaction,
        today: date,
        *,
        guardian_id: int | None = None,
        master: MasterKey | None = None,
    ) -> None:
        """``guardian_id`` is for who wants one adult's Folder and nobody else's.

        ``master`` is for Folders that will be sealed: without it they name documents and hold no
        key to them, which is enough for paper.
        """
        self._tx = tx
        self._today = today
        self._visible = tx.rights.pupils_by_guardian(today, guardian_id)
        self._master = master
        self._periods = tx.schoolwork.periods()
        self._children: dict[int, Child] = {}
        self._groups: dict[int, GroupFigures] = {}
        self._groups_of_readers = tx.unions.groups()
        self._told: dict[int, tuple[str, ...]] = {}
        self._since: dict[int, date] = {}
        noticed_since = datetime.combine(today - SLIP_NOTICED_FOR, time(), SCHOOL_ZONE)
        self._slips = tx.slips.from_desks(noticed_since, today)

    def folder_of(self, reader: Reader) -> Folder:
        """The Folder of one reader; without children when she may see nobody today."""
        pupil_ids = self._pupils_of_all(reader)
        return Folder(
            reader_id=reader.reader_id,
            civility=reader.civility,
            given_name=reader.given_name,
            family_name=reader.family_name,
            children=tuple(
                self._child(pupil_id, emblem)
                for pupil_id, emblem in zip(pupil_ids, emblems_for(pupil_ids), strict=True)
            ),
            slips=tuple(map(_notice, self._slips.get(reader.reader_id, ()))),
            is_joined=reader.reader_id in self._groups_of_readers,
            language=reader.language,
        )

    def _pupils_of_all(self, reader: Reader) -> list[int]:
        """Her own, then those she sees under another name of hers; each adult by her own rights."""
        group = self._groups_of_readers.get(reader.reader_id, ())
        own = self._visible.get(reader.guardian_id, [])
        others = [
            pupil_id
            for one in self._tx.rights.readers(set(group) - {reader.reader_id})
            for pupil_id in self._visible.get(one.guardian_id, [])
        ]
        return list(dict.fromkeys([*own, *others]))

    def sees_somebody(self, reader: Reader) -> bool:
        """Whether the reader may see at least one pupil today."""
        return reader.guardian_id in self._visible

    def pupils_of(self, reader: Reader) -> list[Enrolled]:
        """The pupils a reader may see today, the eldest first."""
        pupil_ids = self._visible.get(reader.guardian_id, [])
        return [self._tx.schoolwork.enrolled(pupil_id, self._today) for pupil_id in pupil_ids]

    def _child(self, pupil_id: int, emblem: str) -> Child:
        if pupil_id not in self._children:
            self._children[pupil_id] = self._read_child(pupil_id, emblem)
        child = self._children[pupil_id]
        if child.emblem == emblem:
            return child
        return replace(child, emblem=emblem)

    def _read_child(self, pupil_id: int, emblem: str) -> Child:
        enrolled = self._tx.schoolwork.enrolled(pupil_id, self._today)
        homework = self._tx.schoolwork.homework(
            pupil_id, due_from=homework_window_start(self._today), given_by=self._today
        )
        additions = self._tx.additions
        since = self._shown_since(enrolled.school_id)
        about = (pupil_id, enrolled.school_id, since, self._today)
        messages, are_all = _newest(additions.messages(*about))
        return Child(
            given_name=enrolled.given_name,
            family_name=enrolled.family_name,
            emblem=emblem,
            class_name=enrolled.class_name,
            school_name=enrolled.school_name,
            school_uai=enrolled.school_uai,
            homework=tuple(homework),
            periods=self._periods_of(pupil_id),
            attendance=tuple(additions.attendance(pupil_id, since)),
            messages=messages,
            documents=tuple(map(self._document, additions.documents(*about))),
            told=self._told_by(enrolled.school_id),
            older_messages_at_school=not are_all,
        )

    def _periods_of(self, pupil_id: int) -> tuple[PeriodMarks, ...]:
        marks = list(self._tx.schoolwork.marks(pupil_id))
        averages = list(self._tx.additions.averages(pupil_id))
        return tuple(by_period(marks, averages, self._periods, self._figures_of))

    def _figures_of(self, teaching_id: int) -> GroupFigures:
        if teaching_id not in self._groups:
            marks = self._tx.schoolwork.marks_of_group(teaching_id)
            self._groups[teaching_id] = GroupFigures.of(marks)
        return self._groups[teaching_id]

    def _told_by(self, school_id: int) -> tuple[str, ...]:
        if school_id not in self._told:
            self._told[school_id] = tuple(self._tx.additions.told(school_id))
        return self._told[school_id]

    def _shown_since(self, school_id: int) -> date:
        if school_id not in self._since:
            starts = self._tx.schoolwork.periods_start_on(school_id)
            self._since[school_id] = year_shown_since(starts, self._today)
        return self._since[school_id]

    def _document(self, given: GivenDocument) -> DocumentItem:
        key = ""
        if self._master is not None:
            opened = take_out(DocumentKey, given.sealed_key, given.file_id, self._master)
            key = opened.reveal().hex()
        return DocumentItem(
            document_id=given.file_id,
            title=given.title,
            published_on=given.published_on,
            size_bytes=given.size_bytes,
            key=key,
            first_seen_on=given.first_seen_on,
        )


def _newest(messages: Iterable[MessageItem]) -> tuple[tuple[MessageItem, ...], bool]:
    """As many of the newest as there is room for, whole; whether these are all."""
    kept: list[MessageItem] = []
    left = MOST_MESSAGE_CHARACTERS
    for message in messages:
        left -= len(message.text)
        if left < 0:
            return tuple(kept), False
        kept.append(message)
    return tuple(kept), True


def homework_window_start(today: date) -> date:
    """The Monday of last week: steady for a week, so that a Folder does not change every day."""
    return today - timedelta(days=today.weekday() + 7)


def emblems_for(pupil_ids: list[int]) -> list[str]:
    """A picture for each child: his own where he can keep it, the next free one among siblings."""
    taken: list[str] = []
    for pupil_id in pupil_ids:
        choices = [EMBLEMS[(pupil_id + step) % len(EMBLEMS)] for step in range(len(EMBLEMS))]
        taken.append(next((one for one in choices if one not in taken), choices[0]))
    return taken


def _notice(slip: IssuedSlip) -> SlipNotice:
    issued_on = slip.issued_at.astimezone(SCHOOL_ZONE).date()
    return SlipNotice(slip.serial, slip.picture, issued_on, slip.place, slip.agent)
