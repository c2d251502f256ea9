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

SchoolOf = Callable[[Values], int | None]
Counts = Counter[int | None]
Key = tuple[int, int | None]


class RemovalCheck:
    """The removals of one file that a person must say yes to."""

    def __init__(
        self,
        differences: Mapping[str, TableDifference],
        schools: Mapping[int, str],
        told: Collection[str],
        grades: Collection[int],
        today: date,
    ) -> None:
        """``differences`` are those between store and file, by kind.

        ``schools`` are the UAIs of the schools the file names, by their id in the store; ``told``
        the kinds whose missing records would be removed; ``grades`` the classes that are made of
        a grade, which no school has.
        """
        self._of = differences
        self._schools = schools
        self._told = told
        self._grades = grades
        self._today = today
        self._ended_periods = {
            row["id"] for row in differences["periods"].present.values() if row["ends_on"] < today
        }
        pupils = differences["pupils"]
        there = [row for row in pupils.present.values() if row["gone_on"] is None]
        self._closed = {row["id"] for row in pupils.present.values() if row["gone_on"] is not None}
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
        """Pupils first, then classes, places, links, work and marks, and what is blank now."""
        return (
            *self._pupils(),
            *self._classes(),
            *self._places("class_memberships", "class_id", "classes"),
            *self._places("teaching_memberships", "teaching_id", "teachings"),
            *self._records(),
            *self._fields(),
        )

    def _pupils(self) -> Iterator[Removal]:
        of = Counter(self._school_of_pupil.values())
        gone = Counter(self._school_of_pupil[pupil_id] for pupil_id in self._gone)
        for school_id, count in gone.items():
            if is_a_school_cut_short(count, of[school_id]):
                yield Removal(self._schools[school_id], "pupils", count, of[school_id])

    def _classes(self) -> Iterator[Removal]:
        """Classes whose pupils are all gone or without a class: none renamed, none merged.

        Who had a class of the school is not in one because his grade makes him one.
        """
        places = self._of["class_memberships"]
        is_told = "class_memberships" in self._told
        placed = [row for row in places.wanted.values() if not self._is_past(row)]
        anywhere = {row["pupil_id"] for row in placed}
        in_a_class = {row["pupil_id"] for row in placed if row["class_id"] not in self._grades}
        members: defaultdict[int, set[int]] = defaultdict(set)
        for row in places.present.values():
            if self._is_current(row) and row["pupil_id"] in self._school_of_pupil:
                members[row["class_id"]].add(row["pupil_id"])
        for one in self._of["classes"].present.values():
            pupils = members[one["id"]]
            still = anywhere if one["id"] in self._grades else in_a_class
            lost = pupils - still if is_told else pupils & self._gone
            school = self._schools.get(one["school_id"])
            if school and is_a_group_lost(len(lost), len(pupils)):
                yield Removal(school, "classes", len(pupils), len(pupils), one["name"])

    def _places(self, kind: str, group: str, groups: str) -> Iterator[Removal]:
        """How many places fewer each pupil has, whatever the groups are called now."""
        if kind not in self._told:
            return
        schools = {row["id"]: row["school_id"] for row in self._of[groups].present.values()}

        def counted(rows: Collection[Values], is_counted: Callable[[Values], bool]) -> Counter[Key]:
            return Counter(
                (row["pupil_id"], self._school_of(row["pupil_id"], schools.get(row[group])))
                for row in rows
                if is_counted(row) and row[group] not in grades
            )

        grades = self._grades if groups == "classes" else ()
        held = counted(self._of[kind].present.values(), self._is_current)
        kept = counted(self._of[kind].wanted.values(), lambda row: not self._is_past(row))
        yield from self._cut_short(kind, *(_by_school(one) for one in (held, held - kept, kept)))

    def _is_current(self, place: Values) -> bool:
        begun = place["begins_on"] is None or place["begins_on"] <= self._today
        return begun and not self._is_past(place)

    def _is_past(self, place: Values) -> bool:
        return place["ends_on"] is not None and place["ends_on"] < self._today

    def _school_of(self, pupil_id: int, otherwise: int | None) -> int | None:
        """The school that misses what a pupil loses: his own, otherwise that of the group.

        A pupil of a school the file does not name may be a guest there. One who is closed already
        is missed by nobody.
        """
        own = self._school_of_pupil.get(pupil_id)
        return own if own is not None or pupil_id in self._closed else otherwise

    def _records(self) -> Iterator[Removal]:
        teachings = {row["id"]: row["school_id"] for row in self._of["teachings"].present.values()}
        work = {row["id"]: row for row in self._of["assignments"].present.values()}

        def school_of_link(row: Values) -> int | None:
            return self._school_of_pupil.get(row["pupil_id"])

        def school_of_work(row: Values) -> int | None:
            return teachings.get(row["teaching_id"])

        def school_of_mark(row: Values) -> int | None:
            given_for = work.get(row["assignment_id"])
            of_work = None if given_for is None else school_of_work(given_for)
            return self._school_of(row["pupil_id"], of_work)

        def is_bygone(mark: Values) -> bool:
            given_for = work.get(mark["assignment_id"])
            return given_for is not None and self._has_ended(given_for)

        yield from self._missing("guardianships", school_of_link, lambda row: False)
        yield from self._missing("assignments", school_of_work, self._is_over)
        yield from self._missing("marks", school_of_mark, is_bygone)

    def _missing(
        self, kind: str, school_of: SchoolOf, is_bygone: Callable[[Values], bool]
    ) -> Iterator[Removal]:
        if kind not in self._told:
            return
        present, wanted = self._of[kind].present, self._of[kind].wanted
        held = {key: school_of(row) for key, row in present.items() if not is_bygone(row)}
        gone = Counter(school for key, school in held.items() if key not in wanted)
        left = Counter(school_of(row) for row in wanted.values())
        yield from self._cut_short(kind, Counter(held.values()), gone, left)

    def _fields(self) -> Iterator[Removal]:
        """Birth dates and civilities, which come in a file of their own."""
        schools = {
            row["guardian_id"]: self._school_of_pupil.get(row["pupil_id"])
            for row in self._of["guardianships"].present.values()
        }
        of_guardians = self._of["guardians"].present
        yield from self._blanked("pupils", "birth_on", lambda row: row["school_id"])
        yield from self._blanked(
            "guardians",
            "civility",
            lambda row: schools.get(of_guardians[row["source"], row["source_id"]]["id"]),
        )

    def _blanked(self, kind: str, field: str, school_of: SchoolOf) -> Iterator[Removal]:
        """Those who stay, and of whom a field was known that the file leaves blank."""
        wanted = self._of[kind].wanted
        held = {
            key: school_of(row)
            for key, row in self._of[kind].present.items()
            if row[field] and key in wanted
        }
        kept = Counter(school for key, school in held.items() if wanted[key][field])
        of = Counter(held.values())
        yield from self._cut_short(f"{kind}.{field}", of, of - kept, kept)

    def _cut_short(self, kind: str, of: Counts, gone: Counts, left: Counts) -> Iterator[Removal]:
        """``of`` how many there were of each school, ``left`` how many there are now."""
        for school_id, uai in self._schools.items():
            if is_a_kind_cut_short(gone[school_id], of[school_id], left[school_id]):
                yield Removal(uai, kind, gone[school_id], of[school_id])

    def _is_over(self, work: Values) -> bool:
        """Work of a period that ended; homework, and work of no period, once its day is past."""
        is_bound = work["period_id"] is not None and work["kind"] != WorkKind.HOMEWORK.value
        if is_bound or work["due_on"] is None:
            return self._has_ended(work)
        return bool(work["due_on"] < self._today) or self._has_ended(work)

    def _has_ended(self, work: Values) -> bool:
        return work["period_id"] in self._ended_periods


def _by_school(places: Counter[Key]) -> Counts:
    counts: Counts = Counter()
    for (_, school_id), count in places.items():
        counts[school_id] += count
    return counts
