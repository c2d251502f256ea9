"""What a file being taken in would remove, looked at before it is believed.

Counted is what a school would miss today. Marks and work of a period that is over, homework whose
day is past, and last year's places go in the ordinary course of things.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from kiosk.domain.homework import WorkKind
from kiosk.domain.removals import (
    Removal,
    is_a_group_lost,
    is_a_kind_cut_short,
    is_a_school_cut_short,
)
from kiosk.store.reconcile import TableDifference, Values


class RemovalCheck:
    """The removals of one file that a person must say yes to."""

    def __init__(
        self,
        differences: Mapping[str, TableDifference],
        schools: Mapping[int, str],
        told: Collection[str],
        today: date,
    ) -> None:
        """``differences`` are those between store and file, by kind.

        ``schools`` are the UAIs of the schools the file names, by their id in the store; ``told``
        the kinds whose missing records would be removed.
        """
        self._of = differences
        self._schools = schools
        self._told = told
        self._today = today
        self._ended_periods = {
            row["id"] for row in differences["periods"].present.values() if row["ends_on"] < today
        }
        pupils = differences["pupils"]
        there = [row for row in pupils.present.values() if row["gone_on"] is None]
        self._school_of_pupil = {
            row["id"]: row["school_id"] for row in there if row["school_id"] in schools
        }
        named = {values["source_id"] for values in pupils.wanted.values()}
        self._gone = {
            row["id"]
            for row in there
            if row["source_id"] not in named and row["school_id"] in schools
        }

    def found(self) -> tuple[Removal, ...]:
        """Pupils first, then classes, links, work and marks."""
        return (*self._pupils(), *self._classes(), *self._records())

    def _pupils(self) -> Iterator[Removal]:
        of = Counter(self._school_of_pupil.values())
        gone = Counter(self._school_of_pupil[pupil_id] for pupil_id in self._gone)
        for school_id, count in gone.items():
            if is_a_school_cut_short(count, of[school_id]):
                yield Removal(self._schools[school_id], "pupils", count, of[school_id])

    def _classes(self) -> Iterator[Removal]:
        """Classes whose pupils are all gone or without a class: none renamed, none merged."""
        places = self._of["class_memberships"]
        lost = set(self._gone)
        if "class_memberships" in self._told:
            placed = {row["pupil_id"] for row in places.wanted.values() if not self._is_past(row)}
            lost |= self._school_of_pupil.keys() - placed
        members: defaultdict[int, set[int]] = defaultdict(set)
        for row in places.present.values():
            begun = row["begins_on"] is None or row["begins_on"] <= self._today
            if begun and not self._is_past(row) and row["pupil_id"] in self._school_of_pupil:
                members[row["class_id"]].add(row["pupil_id"])
        for one in self._of["classes"].present.values():
            pupils = members[one["id"]]
            school = self._schools.get(one["school_id"])
            if school and is_a_group_lost(len(pupils & lost), len(pupils)):
                yield Removal(school, "classes", len(pupils), len(pupils), one["name"])

    def _is_past(self, place: Values) -> bool:
        return place["ends_on"] is not None and place["ends_on"] < self._today

    def _records(self) -> Iterator[Removal]:
        teachings = _by_id(self._of["teachings"])
        work = _by_id(self._of["assignments"])

        def school_of_pupil(row: Values) -> int | None:
            return self._school_of_pupil.get(row["pupil_id"])

        def school_of_work(row: Values) -> int | None:
            if self._is_over(row):
                return None
            teaching = teachings.get(row["teaching_id"])
            return teaching["school_id"] if teaching else None

        def school_of_mark(row: Values) -> int | None:
            given_for = work.get(row["assignment_id"])
            is_over = given_for is not None and self._has_ended(given_for)
            return None if is_over else school_of_pupil(row)

        yield from self._cut_short("guardianships", school_of_pupil)
        yield from self._cut_short("assignments", school_of_work)
        yield from self._cut_short("marks", school_of_mark)

    def _cut_short(self, kind: str, school_of: Callable[[Values], int | None]) -> Iterator[Removal]:
        """``school_of`` gives None for what is not counted."""
        if kind not in self._told:
            return
        of: Counter[int] = Counter()
        gone: Counter[int] = Counter()
        for key, row in self._of[kind].present.items():
            school_id = school_of(row)
            if school_id is None or school_id not in self._schools:
                continue
            of[school_id] += 1
            gone[school_id] += key not in self._of[kind].wanted
        for school_id, count in gone.items():
            if is_a_kind_cut_short(count, of[school_id]):
                yield Removal(self._schools[school_id], kind, count, of[school_id])

    def _is_over(self, work: Values) -> bool:
        """Work of a period that ended; homework, and work of no period, once its day is past."""
        is_bound = work["period_id"] is not None and work["kind"] != WorkKind.HOMEWORK.value
        if is_bound or work["due_on"] is None:
            return self._has_ended(work)
        return bool(work["due_on"] < self._today) or self._has_ended(work)

    def _has_ended(self, work: Values) -> bool:
        return work["period_id"] in self._ended_periods


def _by_id(difference: TableDifference) -> dict[int, Values]:
    return {row["id"]: row for row in difference.present.values()}
