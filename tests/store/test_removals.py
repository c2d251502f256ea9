"""A file that takes a large part of a school away is refused until a person says yes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kiosk.domain.errors import FileRefused, TooManyRemoved
from kiosk.domain.homework import WorkKind
from kiosk.domain.marks import Mark, MarkStatus
from kiosk.domain.people import Guardian, Guardianship, Pupil, Right
from kiosk.domain.removals import Removal
from kiosk.domain.schooling import (
    ClassMembership,
    Period,
    School,
    SchoolClass,
    SchoolData,
    Teaching,
    TeachingMembership,
    grade_class_id,
)
from kiosk.store.store import Store
from kiosk.wording.refusals import refusal_sentence
from tests.store.databases import everything_in
from tests.store.school_builders import (
    MONDAY,
    SOURCE,
    a_college,
    a_test,
    homework,
    take_in,
    without_pupil,
)

UAI = "0997777L"
CLASSES = ("6a", "6b", "5a", "5b")
PER_CLASS = 12


def a_full_school() -> SchoolData:
    """Four classes of twelve, a parent each, thirty tests in the running period, a mark each."""
    pupils = [f"{room}-{number}" for room in CLASSES for number in range(PER_CLASS)]
    tests = [f"test-{number}" for number in range(30)]
    return SchoolData(
        source=SOURCE,
        schools=(School("full", "Collège du Lac", UAI),),
        periods=(
            Period("p1", "1er trimestre", date(2026, 9, 1), date(2026, 11, 30)),
            Period("p2", "2e trimestre", date(2026, 12, 1), date(2027, 3, 10)),
        ),
        classes=tuple(SchoolClass(room, "full", room.upper()) for room in CLASSES),
        teachings=(Teaching("sci", "full", "Sciences"),),
        pupils=tuple(Pupil(one, "full", "Élève", one, date(2014, 3, 2)) for one in pupils),
        guardians=tuple(Guardian(f"parent-{one}", "Parent", one, "Mme") for one in pupils),
        guardianships=tuple(Guardianship(f"parent-{one}", one, Right.LEGAL) for one in pupils),
        class_memberships=tuple(ClassMembership(one, one.partition("-")[0]) for one in pupils),
        teaching_memberships=tuple(TeachingMembership(one, "sci") for one in pupils),
        assignments=tuple(a_test(one, teaching_id="sci", period_id="p1") for one in tests),
        marks=tuple(
            Mark(test, pupil, MarkStatus.MARKED, Decimal(12))
            for test, pupil in zip(tests, pupils, strict=False)
        ),
    )


def without_class(data: SchoolData, room: str) -> SchoolData:
    for pupil in [one.source_id for one in data.pupils if one.source_id.startswith(f"{room}-")]:
        data = without_pupil(data, pupil)
    return replace(data, classes=tuple(one for one in data.classes if one.source_id != room))


def without_marks(data: SchoolData) -> SchoolData:
    return replace(data, marks=())


def without_work(data: SchoolData) -> SchoolData:
    return replace(data, assignments=(), marks=())


def without_links(data: SchoolData) -> SchoolData:
    return replace(data, guardianships=data.guardianships[:20])


def without_places(data: SchoolData) -> SchoolData:
    kept = tuple(one for one in data.class_memberships if one.class_id != "6a")
    return replace(data, class_memberships=kept)


def in_the_class_of_their_grade(data: SchoolData) -> SchoolData:
    """What comes of a file whose enrollments are lost: nobody is in a class or a teaching."""
    grade = grade_class_id("full", "06")
    places = tuple(ClassMembership(one.source_id, grade) for one in data.pupils)
    return replace(
        data,
        classes=(*data.classes, SchoolClass(grade, "full", "06")),
        class_memberships=places,
        teaching_memberships=(),
    )


def cut_in_the_middle(data: SchoolData) -> SchoolData:
    """Enrollments of the first pupils of every class."""

    def first(places: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(one for one in places if int(one.pupil_id.partition("-")[2]) < 5)

    return replace(
        data,
        class_memberships=first(data.class_memberships),
        teaching_memberships=first(data.teaching_memberships),
    )


def without_demographics(data: SchoolData) -> SchoolData:
    return replace(
        data,
        pupils=tuple(replace(one, birth_on=None) for one in data.pupils),
        guardians=tuple(replace(one, civility="") for one in data.guardians),
    )


def without_a_tenth(data: SchoolData) -> SchoolData:
    for room in CLASSES:
        data = without_pupil(without_pupil(data, f"{room}-0"), f"{room}-1")
    return data


def almost_empty(data: SchoolData) -> SchoolData:
    return SchoolData(source=data.source, schools=data.schools)


A_CLASS = Removal(UAI, "classes", 12, 12, "6A")
ALL_CLASSES = {Removal(UAI, "classes", 12, 12, room.upper()) for room in CLASSES}
TOO_MUCH: dict[Callable[[SchoolData], SchoolData], set[Removal]] = {
    lambda data: without_class(data, "6a"): {Removal(UAI, "pupils", 12, 48), A_CLASS},
    without_places: {A_CLASS},
    without_a_tenth: {Removal(UAI, "pupils", 8, 48)},
    without_links: {Removal(UAI, "guardianships", 28, 48)},
    without_marks: {Removal(UAI, "marks", 30, 30)},
    without_work: {Removal(UAI, "assignments", 30, 30), Removal(UAI, "marks", 30, 30)},
    in_the_class_of_their_grade: {
        *ALL_CLASSES,
        Removal(UAI, "class_memberships", 48, 48),
        Removal(UAI, "teaching_memberships", 48, 48),
    },
    cut_in_the_middle: {
        Removal(UAI, "class_memberships", 28, 48),
        Removal(UAI, "teaching_memberships", 28, 48),
    },
    without_demographics: {
        Removal(UAI, "pupils.birth_on", 48, 48),
        Removal(UAI, "guardians.civility", 48, 48),
    },
    almost_empty: {
        Removal(UAI, "pupils", 48, 48),
        *ALL_CLASSES,
        Removal(UAI, "class_memberships", 48, 48),
        Removal(UAI, "teaching_memberships", 48, 48),
        Removal(UAI, "guardianships", 48, 48),
        Removal(UAI, "assignments", 30, 30),
        Removal(UAI, "marks", 30, 30),
    },
}
WHAT = [
    "class",
    "places",
    "tenth",
    "links",
    "marks",
    "work",
    "grades",
    "cut",
    "demographics",
    "all",
]


@pytest.mark.parametrize("less", TOO_MUCH, ids=WHAT)
def test_what_nobody_takes_for_granted_is_refused_and_changes_nothing(
    store: Store, less: Callable[[SchoolData], SchoolData]
) -> None:
    take_in(store, a_full_school())
    before = everything_in(store)
    with pytest.raises(FileRefused) as refused:
        take_in(store, less(a_full_school()))
    assert refused.value.reason == "too_many_removed"
    assert isinstance(refused.value, TooManyRemoved)
    assert set(refused.value.removals) == TOO_MUCH[less]
    assert everything_in(store) == before


@pytest.mark.parametrize("less", TOO_MUCH, ids=WHAT)
def test_a_person_who_says_yes_lets_it_go(
    store: Store, less: Callable[[SchoolData], SchoolData]
) -> None:
    take_in(store, a_full_school())
    change = take_in(store, less(a_full_school()), accept_removals=True)
    assert set(change.removals) == TOO_MUCH[less]
    assert not take_in(store, less(a_full_school()))


def test_the_refusal_names_the_class_and_says_what_to_do(store: Store) -> None:
    take_in(store, a_full_school())
    with pytest.raises(TooManyRemoved) as refused:
        take_in(store, without_class(a_full_school(), "6a"))
    said = refusal_sentence(refused.value)
    for words in (UAI, "toute la classe 6A (12 élèves)", "élèves : 12 sur 48"):
        assert words in said
    assert "--accept-removals" in said
    assert "--dry-run" in said
    assert "6A" in refused.value.detail


FEW: dict[str, dict[str, tuple[()]]] = {
    "marks": {"marks": ()},
    "assignments": {"assignments": (), "marks": ()},
    "guardianships": {"guardianships": ()},
    "teaching_memberships": {"teaching_memberships": ()},
    "class_memberships": {"class_memberships": ()},
}


@pytest.mark.parametrize("kind", FEW)
def test_in_a_small_school_too_nothing_is_lost_to_the_last_record(store: Store, kind: str) -> None:
    take_in(store, a_college())
    with pytest.raises(TooManyRemoved) as refused:
        take_in(store, replace(a_college(), **FEW[kind]))
    found = {one.kind: one for one in refused.value.removals}
    assert found[kind].gone == found[kind].of > 1


def test_in_a_small_school_birth_dates_are_not_lost_to_the_last_one(store: Store) -> None:
    take_in(store, a_college())
    with pytest.raises(TooManyRemoved) as refused:
        take_in(store, without_demographics(a_college()))
    assert {(one.kind, one.gone, one.of) for one in refused.value.removals} == {
        ("pupils.birth_on", 2, 2),
        ("guardians.civility", 3, 3),
    }


def test_what_a_guest_of_another_school_loses_is_counted(store: Store) -> None:
    visitors = tuple(f"guest-{number}" for number in range(30))
    whole = a_full_school()
    guests = replace(
        whole,
        schools=(*whole.schools, School("small", "École du Pré", "0998888M")),
        pupils=(*whole.pupils, *(Pupil(one, "small", "Élève", one) for one in visitors)),
        teachings=(*whole.teachings, Teaching("swim", "full", "Natation")),
        teaching_memberships=tuple(TeachingMembership(one, "swim") for one in visitors),
        assignments=(a_test("crawl", teaching_id="swim", period_id="p1"),),
        marks=tuple(Mark("crawl", one, MarkStatus.MARKED, Decimal(12)) for one in visitors),
    )
    take_in(store, guests)
    without_them = replace(
        whole, teachings=guests.teachings, teaching_memberships=(), assignments=guests.assignments
    )
    with pytest.raises(TooManyRemoved) as refused:
        take_in(store, replace(without_them, marks=()))
    assert set(refused.value.removals) == {
        Removal(UAI, "teaching_memberships", 30, 30),
        Removal(UAI, "marks", 30, 30),
    }


# --- ordinary life ------------------------------------------------------------------------------


def is_ordinary(store: Store, data: SchoolData, today: date = MONDAY) -> bool:
    return take_in(store, data, today=today).removals == ()


def test_one_pupil_or_two_may_leave(store: Store) -> None:
    take_in(store, a_full_school())
    assert is_ordinary(store, without_pupil(a_full_school(), "6a-0"))
    assert is_ordinary(store, without_pupil(without_pupil(a_full_school(), "6a-0"), "5b-3"))


def test_the_only_pupil_of_a_class_may_leave(store: Store) -> None:
    alone = replace(
        a_full_school(),
        classes=(*a_full_school().classes, SchoolClass("ulis", "full", "ULIS")),
        pupils=(*a_full_school().pupils, Pupil("alone", "full", "Élève", "seul")),
        class_memberships=(*a_full_school().class_memberships, ClassMembership("alone", "ulis")),
    )
    take_in(store, alone)
    assert is_ordinary(store, a_full_school())


def test_a_class_may_be_renamed_given_another_identifier_or_joined_to_another(
    store: Store,
) -> None:
    take_in(store, a_full_school())
    whole = a_full_school()
    renamed = replace(whole, classes=(SchoolClass("6a", "full", "6e Jaune"), *whole.classes[1:]))
    assert is_ordinary(store, renamed)
    numbered = replace(
        whole,
        classes=(SchoolClass("new", "full", "6A"), *whole.classes[1:]),
        class_memberships=tuple(
            replace(one, class_id="new") if one.class_id == "6a" else one
            for one in whole.class_memberships
        ),
    )
    assert is_ordinary(store, numbered)
    joined = replace(
        whole,
        classes=whole.classes[1:],
        class_memberships=tuple(
            replace(one, class_id="6b") if one.class_id == "6a" else one
            for one in whole.class_memberships
        ),
    )
    assert is_ordinary(store, joined)


def test_the_work_of_a_period_that_ended_may_go_with_its_marks(store: Store) -> None:
    take_in(store, a_full_school())
    december = date(2026, 12, 2)
    next_period = replace(
        a_full_school(),
        assignments=(a_test("first", teaching_id="sci", period_id="p2"),),
        marks=(),
    )
    assert is_ordinary(store, next_period, december)


def test_a_school_that_has_no_classes_but_grades_keeps_them(store: Store) -> None:
    by_grade = in_the_class_of_their_grade(a_full_school())
    take_in(store, by_grade)
    assert is_ordinary(store, without_pupil(by_grade, "6a-0"))


def test_places_in_groups_that_are_numbered_anew_are_no_loss(store: Store) -> None:
    whole = a_full_school()
    take_in(store, replace(whole, assignments=(), marks=()))
    renumbered = replace(
        whole,
        teachings=(Teaching("sci-2", "full", "Sciences"),),
        teaching_memberships=tuple(
            TeachingMembership(one.pupil_id, "sci-2", date(2026, 11, 1))
            for one in whole.teaching_memberships
        ),
    )
    assert is_ordinary(store, replace(renumbered, assignments=(), marks=()))


def test_a_few_pieces_of_work_may_give_way_to_others(store: Store) -> None:
    take_in(store, a_college())
    others = (homework("ex13", "Exercice 13"), a_test("ctl2"))
    marks = (Mark("ctl2", "lea", MarkStatus.ABSENT),)
    assert is_ordinary(store, replace(a_college(), assignments=others, marks=marks))


def test_homework_whose_day_is_past_may_go(store: Store) -> None:
    work = tuple(homework(f"h-{number}", "Lire", teaching_id="sci") for number in range(40))
    take_in(store, replace(a_full_school(), assignments=work, marks=()))
    assert all(one.kind is WorkKind.HOMEWORK for one in work)
    without = replace(a_full_school(), assignments=(), marks=())
    with pytest.raises(TooManyRemoved):
        take_in(store, without)
    after = max(one.due_on for one in work if one.due_on) + timedelta(days=1)
    assert is_ordinary(store, without, after)


def test_last_year_s_classes_may_go_but_those_who_left_are_asked_about(store: Store) -> None:
    ends_on = date(2027, 7, 3)
    whole = a_full_school()
    dated = replace(
        whole,
        class_memberships=tuple(replace(one, ends_on=ends_on) for one in whole.class_memberships),
    )
    take_in(store, dated)
    september = date(2027, 9, 2)
    everyone_moved_up = replace(
        whole,
        classes=tuple(SchoolClass(f"n-{room}", "full", room) for room in CLASSES),
        class_memberships=tuple(
            ClassMembership(one.pupil_id, f"n-{one.class_id}", date(2027, 9, 1))
            for one in whole.class_memberships
        ),
        assignments=(),
        marks=(),
    )
    assert is_ordinary(store, everyone_moved_up, september)
    without_leavers = everyone_moved_up
    for number in range(PER_CLASS):
        without_leavers = without_pupil(without_leavers, f"5a-{number}")
    with pytest.raises(TooManyRemoved):
        take_in(store, without_leavers, today=september)
    assert take_in(store, without_leavers, today=september, accept_removals=True)


def test_places_that_ended_by_themselves_are_no_loss(store: Store) -> None:
    whole = a_full_school()
    dated = replace(
        whole,
        class_memberships=tuple(
            replace(one, ends_on=date(2027, 7, 3)) for one in whole.class_memberships
        ),
    )
    take_in(store, dated)
    assert is_ordinary(store, dated, date(2027, 7, 10))


def test_a_school_that_had_nobody_may_have_nobody(store: Store) -> None:
    empty = almost_empty(a_full_school())
    take_in(store, empty)
    assert is_ordinary(store, empty)
    assert is_ordinary(store, a_full_school())


@pytest.mark.parametrize("kind", ["marks", "assignments", "class_memberships"])
def test_what_a_file_is_silent_on_is_not_missed(store: Store, kind: str) -> None:
    take_in(store, a_full_school())
    silent = frozenset({kind, "marks"})
    data = replace(a_full_school(), **{"marks": (), kind: ()}, silent_on=silent)
    assert is_ordinary(store, data)


def test_those_who_are_closed_already_are_not_missed_again(store: Store) -> None:
    take_in(store, a_full_school())
    smaller = without_class(a_full_school(), "6a")
    take_in(store, smaller, accept_removals=True)
    assert is_ordinary(store, smaller)
    assert is_ordinary(store, without_pupil(smaller, "6b-0"))


def test_each_school_of_a_file_is_judged_by_itself(store: Store) -> None:
    small = SchoolData(
        source=SOURCE,
        schools=(School("small", "École du Pré", "0998888M"),),
        pupils=(Pupil("s1", "small", "A", "A"), Pupil("s2", "small", "B", "B")),
    )
    whole = a_full_school()
    both = replace(whole, schools=whole.schools + small.schools, pupils=whole.pupils + small.pupils)
    take_in(store, both)
    with pytest.raises(TooManyRemoved) as refused:
        take_in(store, replace(both, pupils=whole.pupils))
    assert refused.value.removals == (Removal("0998888M", "pupils", 2, 2),)


def test_a_teaching_that_a_silent_file_does_not_name_keeps_its_pupils(store: Store) -> None:
    take_in(store, a_full_school())
    silent = replace(
        a_full_school(),
        teachings=(),
        teaching_memberships=(),
        assignments=(),
        marks=(),
        silent_on=frozenset({"assignments", "marks"}),
    )
    assert not take_in(store, silent)


def with_places(data: SchoolData, **days: date) -> SchoolData:
    """Everybody in his class between these days."""
    places = tuple(replace(one, **days) for one in data.class_memberships)
    return replace(data, class_memberships=places)


YESTERDAY, TOMORROW = MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)


def test_a_place_that_ends_today_is_still_one(store: Store) -> None:
    take_in(store, a_full_school())
    assert is_ordinary(store, with_places(a_full_school(), ends_on=MONDAY))


def test_a_place_that_ended_yesterday_is_none_and_its_loss_is_asked_about(store: Store) -> None:
    take_in(store, a_full_school())
    with pytest.raises(TooManyRemoved) as refused:
        take_in(store, with_places(a_full_school(), ends_on=YESTERDAY))
    lost = {*ALL_CLASSES, Removal(UAI, "class_memberships", 48, 48)}
    assert set(refused.value.removals) == lost


def test_places_of_days_to_come_may_be_given_otherwise(store: Store) -> None:
    take_in(store, with_places(a_full_school(), begins_on=TOMORROW))
    assert is_ordinary(store, replace(a_full_school(), class_memberships=()))
