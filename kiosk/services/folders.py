"""The Folder builder: what one adult may see on a day, and nothing else.

Rights are applied here, when the Folder is built; whatever reads a Folder later needs no rule.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from kiosk.domain.folder import (
    EMBLEMS,
    Child,
    Folder,
    MarkItem,
    PeriodMarks,
    SubjectMarks,
)
from kiosk.domain.marks import MarkStatus, indicative_average
from kiosk.domain.schooling import Period
from kiosk.store.rights import Reader
from kiosk.store.schoolwork import Enrolled, GivenMark
from kiosk.store.store import Transaction


class FolderBuilder:
    """Builds Folders of one day within one transaction; a pupil is read once for all his adults."""

    def __init__(self, tx: Transaction, today: date, *, guardian_id: int | None = None) -> None:
        """``guardian_id`` is for who wants one adult's Folder and nobody else's."""
        self._tx = tx
        self._today = today
        self._visible = tx.rights.pupils_by_guardian(today, guardian_id)
        self._periods = tx.schoolwork.periods()
        self._children: dict[int, Child] = {}

    def folder_of(self, reader: Reader) -> Folder:
        """The Folder of one reader; without children when she may see nobody today."""
        pupil_ids = self._visible.get(reader.guardian_id, [])
        return Folder(
            reader_id=reader.reader_id,
            civility=reader.civility,
            given_name=reader.given_name,
            family_name=reader.family_name,
            children=tuple(
                self._child(pupil_id, emblem)
                for pupil_id, emblem in zip(pupil_ids, emblems_for(pupil_ids), strict=True)
            ),
        )

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
        return Child(
            given_name=enrolled.given_name,
            family_name=enrolled.family_name,
            emblem=emblem,
            class_name=enrolled.class_name,
            school_name=enrolled.school_name,
            school_uai=enrolled.school_uai,
            homework=tuple(homework),
            periods=tuple(by_period(self._tx.schoolwork.marks(pupil_id), self._periods)),
        )


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


def by_period(given: Iterable[GivenMark], periods: Mapping[int, Period]) -> list[PeriodMarks]:
    """Marks under their period and subject, the latest period first."""
    grouped: dict[int | None, dict[tuple[str, str], list[MarkItem]]] = defaultdict(dict)
    for mark in given:
        subjects = grouped[mark.period_id]
        subjects.setdefault((mark.subject, mark.teacher), []).append(mark.item)
    reports = [
        PeriodMarks(
            title=period.title if period else "",
            starts_on=period.starts_on if period else None,
            ends_on=period.ends_on if period else None,
            subjects=tuple(
                _subject(subject, teacher, marks)
                for (subject, teacher), marks in sorted(
                    subjects.items(), key=lambda entry: alphabetical(entry[0][0])
                )
            ),
        )
        for period_id, subjects in grouped.items()
        for period in (None if period_id is None else periods[period_id],)
    ]
    return sorted(reports, key=lambda report: report.starts_on or date.min, reverse=True)


def _subject(subject: str, teacher: str, marks: list[MarkItem]) -> SubjectMarks:
    numbers = [
        (mark.value, mark.out_of, mark.coefficient)
        for mark in marks
        if mark.status is MarkStatus.MARKED and mark.value is not None and mark.out_of is not None
    ]
    return SubjectMarks(
        subject=subject,
        teacher=teacher,
        average=indicative_average(numbers),
        is_indicative=True,
        marks=tuple(marks),
    )


def alphabetical(text: str) -> str:
    """A sort key that takes É for E and Œ for OE, as French dictionaries do."""
    spelled_out = text.casefold().replace("œ", "oe").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFKD", spelled_out)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
