"""The Folder builder: what one adult may see on a day, in the order she reads it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kiosk.clock import FixedClock
from kiosk.domain.folder import EMBLEMS, Child, Folder
from kiosk.domain.homework import WorkKind
from kiosk.domain.marks import Mark, MarkStatus
from kiosk.domain.people import Guardianship, Pupil, Right
from kiosk.domain.schooling import (
    ClassMembership,
    Period,
    School,
    SchoolClass,
    SchoolData,
    Teaching,
    TeachingMembership,
)
from kiosk.services.folders import emblems_for, homework_window_start
from kiosk.services.office import Office
from tests.services.line import folder_of, learn
from tests.store.school_builders import (
    MONDAY,
    a_college,
    a_test,
    added,
    an_ecole,
    changed,
    homework,
    joined,
    without_pupil,
)

YESTERDAY, TOMORROW = MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)


def lea(office: Office) -> Child:
    (child,) = folder_of(office, "Nadia").children
    return child


def texts_of_homework(office: Office) -> list[str]:
    return [item.text for item in lea(office).homework]


def test_a_folder_names_its_reader_and_her_child_as_the_school_does(office: Office) -> None:
    learn(office, a_college())
    folder = folder_of(office, "Nadia")
    assert (folder.civility, folder.given_name, folder.family_name) == ("Mme", "Nadia", "Moreau")
    (child,) = folder.children
    assert (child.full_name, child.class_name) == ("Léa Moreau", "5e B")
    assert (child.school_name, child.school_uai) == ("Collège des Tilleuls", "0991234A")
    assert child.emblem in EMBLEMS


def test_a_folder_comes_back_from_its_bytes(office: Office) -> None:
    learn(office, a_college())
    folder = folder_of(office, "Nadia")
    assert Folder.from_bytes(folder.to_bytes()) == folder


@pytest.mark.parametrize(
    ("due_on", "is_there"),
    [
        (date(2026, 11, 15), False),
        (date(2026, 11, 16), True),
        (date(2026, 11, 22), True),
        (date(2027, 6, 1), True),
        (None, True),
    ],
)
def test_homework_is_kept_from_the_monday_of_last_week_on(
    office: Office, due_on: date | None, is_there: bool
) -> None:
    assert homework_window_start(MONDAY) == date(2026, 11, 16)
    learn(office, changed(a_college(), "assignments", "ex12", due_on=due_on))
    assert bool(texts_of_homework(office)) is is_there


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2026, 11, 23), date(2026, 11, 16)),
        (date(2026, 11, 29), date(2026, 11, 16)),
        (date(2026, 11, 30), date(2026, 11, 23)),
        (date(2027, 1, 1), date(2026, 12, 21)),
    ],
)
def test_the_window_of_homework_moves_once_a_week(today: date, start: date) -> None:
    assert homework_window_start(today) == start


@pytest.mark.parametrize(
    ("given_on", "is_there"), [(None, True), (YESTERDAY, True), (MONDAY, True), (TOMORROW, False)]
)
def test_homework_shows_from_the_day_it_is_given(
    office: Office, given_on: date | None, is_there: bool
) -> None:
    learn(office, changed(a_college(), "assignments", "ex12", given_on=given_on))
    assert bool(texts_of_homework(office)) is is_there


def test_homework_stands_by_the_day_it_is_due(office: Office) -> None:
    data = added(
        a_college(),
        assignments=(
            homework("c", "trois", due_on=MONDAY + timedelta(days=9)),
            homework("a", "un", due_on=MONDAY),
            homework("b", "deux", due_on=TOMORROW, teaching_id="ang"),
        ),
    )
    learn(office, data)
    assert texts_of_homework(office) == ["un", "deux", "Exercice 12 page 87", "trois"]


def test_a_test_stands_among_the_homework_until_its_mark_is_there(office: Office) -> None:
    coming = a_test("ctl2", due_on=TOMORROW, given_on=MONDAY, title="Contrôle : Thalès")
    data = added(a_college(), assignments=(coming,))
    learn(office, data)
    assert [(item.kind, item.title) for item in lea(office).homework] == [
        (WorkKind.HOMEWORK, "Exercices"),
        (WorkKind.TEST, "Contrôle : Thalès"),
    ]
    tom_is_marked = added(data, marks=(Mark("ctl2", "tom", MarkStatus.MARKED, Decimal(8)),))
    learn(office, tom_is_marked)
    assert len(lea(office).homework) == 2
    learn(office, added(data, marks=(Mark("ctl2", "lea", MarkStatus.MARKED, Decimal(8)),)))
    assert [item.kind for item in lea(office).homework] == [WorkKind.HOMEWORK]


def test_homework_stays_when_it_is_marked(office: Office) -> None:
    marked = added(a_college(), marks=(Mark("ex12", "lea", MarkStatus.MARKED, Decimal(18)),))
    learn(office, marked)
    assert texts_of_homework(office) == ["Exercice 12 page 87"]


@pytest.mark.parametrize(
    ("begins_on", "ends_on", "is_there"),
    [
        (None, None, True),
        (date(2026, 11, 24), date(2026, 11, 24), True),
        (date(2026, 11, 25), None, False),
        (None, date(2026, 11, 23), False),
    ],
)
def test_homework_is_for_those_in_the_group_on_the_day_it_is_due(
    office: Office, begins_on: date | None, ends_on: date | None, is_there: bool
) -> None:
    data = changed(
        a_college(), "teaching_memberships", ("lea", "mat"), begins_on=begins_on, ends_on=ends_on
    )
    learn(office, data)
    assert bool(texts_of_homework(office)) is is_there


def test_a_mark_stays_when_the_pupil_leaves_the_group(office: Office) -> None:
    data = changed(a_college(), "teaching_memberships", ("lea", "mat"), ends_on=date(2026, 11, 11))
    learn(office, data)
    assert [period.title for period in lea(office).periods] == ["1er trimestre"]


def test_the_class_is_the_one_of_the_day(office: Office, clock: FixedClock) -> None:
    data = changed(a_college(), "class_memberships", ("lea", "5b"), ends_on=MONDAY)
    data = added(
        data,
        classes=(SchoolClass("5a", "clg", "5e A"),),
        class_memberships=(ClassMembership("lea", "5a", begins_on=TOMORROW),),
    )
    learn(office, data)
    assert lea(office).class_name == "5e B"
    clock.advance(days=1)
    assert lea(office).class_name == "5e A"


def with_marks(*marks: tuple[str, dict[str, Any]]) -> SchoolData:
    """The collège with one more test for each mark of Léa: a value and the test's facts."""
    tests = tuple(a_test(f"x{place}", **facts) for place, (_, facts) in enumerate(marks))
    values = tuple(
        Mark(f"x{place}", "lea", MarkStatus.MARKED, Decimal(value), marked_on=MONDAY)
        for place, (value, _) in enumerate(marks)
    )
    return added(a_college(), assignments=tests, marks=values)


def test_marks_stand_by_period_the_latest_first_and_those_of_none_at_the_end(
    office: Office,
) -> None:
    learn(office, with_marks(("12", {"period_id": "t2"}), ("7", {"period_id": None})))
    periods = lea(office).periods
    assert [(one.title, one.starts_on) for one in periods] == [
        ("2e trimestre", date(2026, 12, 1)),
        ("1er trimestre", date(2026, 9, 1)),
        ("", None),
    ]


def test_two_systems_may_call_their_periods_by_the_same_identifier(office: Office) -> None:
    ecole = replace(
        an_ecole("another:system"),
        periods=(Period("t1", "1er semestre", date(2026, 9, 1), date(2027, 1, 31)),),
        assignments=(a_test("dictee", teaching_id="ce2-fra", period_id="t1"),),
    )
    learn(office, a_college())
    learn(office, ecole)
    assert lea(office).periods[0].title == "1er trimestre"
    (noe,) = folder_of(office, "Ewa").children
    assert noe.periods[0].title == "1er semestre"


def test_subjects_stand_in_alphabetical_order_blind_to_accents_and_capitals(
    office: Office,
) -> None:
    subjects = ("Éducation musicale", "EPS", "éco-gestion", "Arabe", "Zoologie", "Œnologie")
    data = added(
        with_marks(*(("10", {"teaching_id": f"s{place}"}) for place in range(len(subjects)))),
        teachings=tuple(
            Teaching(f"s{place}", "clg", subject) for place, subject in enumerate(subjects)
        ),
        teaching_memberships=tuple(
            TeachingMembership("lea", f"s{place}") for place in range(len(subjects))
        ),
    )
    learn(office, data)
    assert [one.subject for one in lea(office).periods[0].subjects] == [
        "Arabe",
        "éco-gestion",
        "Éducation musicale",
        "EPS",
        "Mathématiques",
        "Œnologie",
        "Zoologie",
    ]


def test_the_average_is_indicative_over_twenty_and_leaves_words_out(office: Office) -> None:
    data = with_marks(("5", {"out_of": Decimal(10), "coefficient": Decimal(2)}))
    data = added(
        data,
        assignments=(a_test("abs"), a_test("word", out_of=None)),
        marks=(
            Mark("abs", "lea", MarkStatus.ABSENT),
            Mark("word", "lea", MarkStatus.MARKED, None, "Acquis"),
        ),
    )
    learn(office, data)
    (subject,) = lea(office).periods[0].subjects
    assert subject.is_indicative
    assert subject.average == Decimal("11.83")
    assert len(subject.marks) == 4


def test_a_subject_without_a_number_has_no_average(office: Office) -> None:
    learn(
        office, changed(a_college(), "marks", ("ctl", "lea"), status=MarkStatus.ABSENT, value=None)
    )
    (subject,) = lea(office).periods[0].subjects
    assert subject.average is None
    assert [one.status for one in subject.marks] == [MarkStatus.ABSENT]


def test_two_teachers_of_one_subject_stay_apart(office: Office) -> None:
    data = added(
        with_marks(("10", {"teaching_id": "mat2"})),
        teachings=(Teaching("mat2", "clg", "Mathématiques", "M. Roux"),),
        teaching_memberships=(TeachingMembership("lea", "mat2"),),
    )
    learn(office, data)
    subjects = lea(office).periods[0].subjects
    assert {one.teacher for one in subjects} == {"Mme Bernard", "M. Roux"}


def siblings(count: int) -> SchoolData:
    """Paul's children besides Tom, each younger than the one before."""
    pupils = tuple(
        Pupil(f"s{place}", "clg", f"Enfant {place}", "Petit", date(2015 + place, 1, 1))
        for place in range(count)
    )
    links = tuple(Guardianship("paul", one.source_id, Right.LEGAL) for one in pupils)
    return added(a_college(), pupils=pupils, guardianships=links)


def test_siblings_have_each_an_emblem_of_their_own(office: Office) -> None:
    learn(office, siblings(len(EMBLEMS) - 1))
    emblems = [child.emblem for child in folder_of(office, "Paul").children]
    assert sorted(emblems) == sorted(EMBLEMS)


def test_a_younger_sibling_leaves_the_eldest_the_emblem_that_both_would_have() -> None:
    alike = [1, 1 + len(EMBLEMS), 1 + 2 * len(EMBLEMS)]
    alone = [emblem for pupil_id in alike for emblem in emblems_for([pupil_id])]
    assert len(set(alone)) == 1
    emblems = emblems_for(alike)
    assert emblems[0] == alone[0]
    assert len(set(emblems)) == 3


def test_a_ninth_child_shares_an_emblem_rather_than_have_none() -> None:
    emblems = emblems_for(list(range(1, 10)))
    assert len(emblems) == 9
    assert set(emblems) == set(EMBLEMS)


def test_a_child_keeps_his_emblem_over_time_and_imports(office: Office, clock: FixedClock) -> None:
    learn(office, siblings(2))
    first = {one.given_name: one.emblem for one in folder_of(office, "Paul").children}
    clock.advance(days=40)
    learn(office, without_pupil(siblings(3), "s0"))
    learn(office, joined(siblings(3), an_ecole()))
    later = {one.given_name: one.emblem for one in folder_of(office, "Paul").children}
    assert first.items() <= later.items()


def test_both_parents_see_the_same_child_under_the_same_emblem(office: Office) -> None:
    learn(office, a_college())
    assert folder_of(office, "Nadia").children == folder_of(office, "Karim").children


def test_a_folder_does_not_change_from_day_to_day_of_a_week(
    office: Office, clock: FixedClock
) -> None:
    learn(office, a_college())
    monday = folder_of(office, "Nadia").content_hash()
    for _ in range(6):
        clock.advance(days=1)
        learn(office, a_college())
        assert folder_of(office, "Nadia").content_hash() == monday


def test_a_folder_changes_with_anything_its_reader_may_read(office: Office) -> None:
    learn(office, a_college())
    before = folder_of(office, "Nadia").content_hash()
    learn(office, changed(a_college(), "marks", ("ctl", "lea"), comment="Très bien"))
    assert folder_of(office, "Nadia").content_hash() != before


def test_a_folder_does_not_change_with_what_its_reader_may_not_read(office: Office) -> None:
    learn(office, a_college())
    before = folder_of(office, "Nadia").content_hash()
    data = changed(a_college(), "marks", ("ctl", "tom"), comment="Aucun travail")
    data = changed(data, "guardians", "karim", family_name="Autre")
    learn(office, data)
    assert folder_of(office, "Nadia").content_hash() == before


def test_who_may_see_nobody_today_has_a_folder_without_children(office: Office) -> None:
    learn(office, without_pupil(a_college(), "tom"))
    learn(office, a_college())
    learn(office, without_pupil(a_college(), "tom"))
    assert folder_of(office, "Paul").children == ()


def test_children_of_two_schools_stand_in_one_folder(office: Office) -> None:
    data = added(
        joined(a_college(), an_ecole()), guardianships=(Guardianship("paul", "noe", Right.LEGAL),)
    )
    data = replace(data, schools=(*data.schools, School("vide", "Lycée vide", "0990009Z")))
    learn(office, data)
    assert [(one.given_name, one.school_name) for one in folder_of(office, "Paul").children] == [
        ("Tom", "Collège des Tilleuls"),
        ("Noé", "École du Port"),
    ]


def test_what_bears_no_day_stands_first_on_every_database(office: Office) -> None:
    works = (
        homework("a", "sans échéance, donné lundi", due_on=None, given_on=MONDAY),
        homework("b", "sans aucun jour", due_on=None, given_on=None),
        a_test("dated"),
        a_test("undated"),
    )
    marks = (
        Mark("dated", "lea", MarkStatus.MARKED, Decimal(8), marked_on=date(2026, 10, 1)),
        Mark("undated", "lea", MarkStatus.MARKED, Decimal(9)),
    )
    learn(office, added(a_college(), assignments=works, marks=marks))
    assert texts_of_homework(office) == [
        "sans aucun jour",
        "sans échéance, donné lundi",
        "Exercice 12 page 87",
    ]
    (subject,) = lea(office).periods[0].subjects
    assert [one.value for one in subject.marks] == [9, 8, Decimal("15.5")]
