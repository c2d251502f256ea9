from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest

from kiosk.demo.college_texts import COLLEGE_PLANS
from kiosk.demo.ecole_texts import ECOLE_PLANS
from kiosk.demo.records import COLLEGE_ID, ECOLE_ID, InventedSchool, Tie
from kiosk.demo.school import (
    DEMO_SLIP_HOLDERS,
    GROWN_PUPIL_ID,
    TEACHER_AND_MOTHER_ID,
    invent_school,
)
from kiosk.domain.homework import Assignment, WorkKind
from kiosk.domain.marks import MarkStatus
from kiosk.domain.people import comes_of_age_on

A_MONDAY_OF_NOVEMBER = date(2026, 11, 23)
DAYS = (
    A_MONDAY_OF_NOVEMBER,
    date(2026, 9, 1),
    date(2027, 1, 1),
    date(2028, 2, 29),
    date(2027, 3, 11),
    date(2027, 7, 14),
    date(2027, 8, 31),
    date(2029, 9, 1),
)
every_day = pytest.mark.parametrize("today", DAYS, ids=str)


@cache
def school_on(today: date) -> InventedSchool:
    return invent_school(today)


@pytest.fixture(scope="module")
def school() -> InventedSchool:
    return school_on(A_MONDAY_OF_NOVEMBER)


def upcoming(school: InventedSchool, class_id: str) -> list[Assignment]:
    lessons = {one.source_id for one in school.lessons if one.class_id == class_id}
    return [
        one
        for one in school.assignments
        if one.teaching_id in lessons and one.due_on and one.due_on > school.today
    ]


def next_school_day(today: date) -> date:
    holidays = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    day = today + timedelta(days=1)
    while day.weekday() >= 5 or (day.month, day.day) in holidays:
        day += timedelta(days=1)
    return day


def test_two_schools_of_six_classes_hold_150_pupils_and_about_250_adults(school):
    assert Counter(pupil.school_id for pupil in school.pupils) == {COLLEGE_ID: 100, ECOLE_ID: 50}
    assert {one.name for one in school.classes} == {"6e A", "5e B", "4e C", "3e A", "CE2", "CM1"}
    assert 235 <= len(school.adults) <= 265


def test_every_identifier_is_borne_once(school):
    for records in (school.assignments, school.lessons, school.classes):
        assert len({one.source_id for one in records}) == len(records)
    people = [one.person.source_id for one in (*school.pupils, *school.adults)]
    assert len(set(people)) == len(people)


def test_no_two_pupils_and_no_two_adults_share_a_whole_name(school):
    for group in (school.pupils, school.adults):
        names = [(one.person.given_name, one.person.family_name) for one in group]
        assert len(set(names)) == len(names)


def test_the_names_that_try_the_fonts_are_there(school):
    people = [one.person for one in (*school.pupils, *school.adults)]
    assert "Nguyễn Bích Hà" in {f"{one.family_name} {one.given_name}" for one in people}
    assert "Œuvrard" in {one.family_name for one in people}
    assert "Żaneta" in {one.given_name for one in people}
    assert ("د. سلمى", "العمراني") in {(one.given_name, one.family_name) for one in people}


def test_the_same_day_gives_the_same_school(school):
    assert invent_school(A_MONDAY_OF_NOVEMBER) == school


def test_a_day_later_the_people_and_the_marks_already_given_have_not_moved(school):
    later = school_on(A_MONDAY_OF_NOVEMBER + timedelta(days=1))
    assert (later.pupils, later.adults) == (school.pupils, school.adults)
    assert set(school.marks) <= set(later.marks)


def test_names_and_identifiers_are_the_same_another_year(school):
    other = school_on(date(2029, 5, 2))
    assert [one.person.source_id for one in other.pupils] == [
        one.person.source_id for one in school.pupils
    ]
    assert other.adults == school.adults


def test_eight_different_adults_who_are_no_mere_contacts_hold_a_slip(school):
    ties = {one.person.source_id: one.tie for one in school.adults}
    assert len(set(DEMO_SLIP_HOLDERS)) == 8
    assert all(ties[holder] in (Tie.PARENT, Tie.GUARDIAN) for holder in DEMO_SLIP_HOLDERS)


@every_day
def test_the_first_slip_is_mrs_delmas_with_a_child_full_of_work_and_marks_in_each_school(today):
    school = school_on(today)
    amina = next(one for one in school.adults if one.person.source_id == DEMO_SLIP_HOLDERS[0])
    assert (amina.person.given_name, amina.person.family_name) == ("Amina", "Delmas")
    children = [one for one in school.pupils if one.person.source_id in amina.pupil_ids]
    assert [(one.person.given_name, one.class_id) for one in children] == [
        ("Inès", "classe-5b"),
        ("Yanis", "classe-cm1"),
    ]
    for child in children:
        assert len(upcoming(school, child.class_id)) >= 3
        assert sum(mark.pupil_id == child.person.source_id for mark in school.marks) >= 3


def test_separated_parents_bear_different_names_and_both_hold_a_slip(school):
    adults = {one.person.source_id: one for one in school.adults}
    mother, father = (adults[holder] for holder in DEMO_SLIP_HOLDERS[1:3])
    assert mother.pupil_ids == father.pupil_ids
    assert mother.person.family_name != father.person.family_name


def test_at_least_five_adults_have_children_in_both_schools(school):
    school_of = {one.person.source_id: one.school_id for one in school.pupils}
    families = {
        adult.pupil_ids
        for adult in school.adults
        if {school_of[pupil_id] for pupil_id in adult.pupil_ids} == {COLLEGE_ID, ECOLE_ID}
    }
    assert len(families) >= 5


def test_some_adults_are_contacts_only_and_some_bring_a_child_up_alone(school):
    assert sum(one.tie is Tie.RELATIVE for one in school.adults) >= 1
    parents = Counter(
        pupil_id
        for adult in school.adults
        if adult.tie is not Tie.RELATIVE
        for pupil_id in adult.pupil_ids
    )
    assert sum(count == 1 for count in parents.values()) >= 10


def test_one_teacher_is_a_mother_too(school):
    mother = next(one for one in school.adults if one.person.source_id == TEACHER_AND_MOTHER_ID)
    assert mother.person in school.teachers


@every_day
def test_exactly_one_pupil_is_of_age_and_he_is_in_troisieme(today):
    grown = [
        one
        for one in school_on(today).pupils
        if one.person.birth_on and comes_of_age_on(one.person.birth_on) <= today
    ]
    assert [(one.person.source_id, one.class_id) for one in grown] == [
        (GROWN_PUPIL_ID, "classe-3a")
    ]


@pytest.mark.parametrize(
    ("today", "first_year"),
    [
        (date(2027, 1, 1), 2026),
        (date(2027, 7, 20), 2026),
        (date(2027, 8, 31), 2026),
        (date(2027, 9, 1), 2027),
        (date(2028, 2, 29), 2027),
        # A Saturday: school starts on Monday the 3rd, so the old year is still the one shown.
        (date(2029, 9, 1), 2028),
    ],
    ids=str,
)
def test_the_school_year_is_the_one_around_today_and_summer_ends_it(today, first_year):
    assert school_on(today).year.starts_on.year == first_year


def test_the_college_has_three_terms_and_the_ecole_two_without_gap_or_overlap(school):
    for school_id, count in ((COLLEGE_ID, 3), (ECOLE_ID, 2)):
        periods = school.year.periods[school_id]
        assert len(periods) == count
        assert periods[0].starts_on == school.year.starts_on
        assert periods[-1].ends_on == school.year.ends_on
        for before, after in zip(periods, periods[1:], strict=False):
            assert after.starts_on - before.ends_on == timedelta(days=1)


@every_day
def test_work_is_given_by_today_and_never_due_at_a_weekend_or_before_it_is_given(today):
    for one in school_on(today).assignments:
        assert one.given_on is not None
        assert one.due_on is not None
        assert one.given_on <= today
        assert one.given_on <= one.due_on
        assert one.due_on.weekday() < 5


@every_day
def test_each_class_has_the_right_amount_of_work_ahead_with_a_test_and_something_tomorrow(today):
    school = school_on(today)
    for one in school.classes:
        ahead = upcoming(school, one.source_id)
        least, most = (4, 8) if one.school_id == COLLEGE_ID else (3, 5)
        assert least <= len(ahead) <= most
        assert any(item.kind is WorkKind.TEST for item in ahead)
        homework = {item.due_on for item in ahead if item.kind is WorkKind.HOMEWORK}
        assert next_school_day(today) in homework


def test_some_work_was_due_on_the_last_school_day(school):
    assert any(one.due_on == date(2026, 11, 20) for one in school.assignments)


def test_no_work_of_a_class_is_asked_twice_at_once(school):
    for one in school.classes:
        asked = [(item.teaching_id, item.title) for item in upcoming(school, one.source_id)]
        assert len(set(asked)) == len(asked)


def test_teachers_have_more_than_forty_things_to_ask_written_the_french_way():
    tasks = {task for plan in (*COLLEGE_PLANS, *ECOLE_PLANS) for task in plan.tasks}
    assert len(tasks) >= 70
    assert not any("'" in title + text or '"' in title + text for title, text in tasks)
    assert all(title and not title.endswith(".") for title, _ in tasks)


@every_day
def test_marks_fit_their_scale_and_stand_on_work_already_done(today):
    school = school_on(today)
    assignments = {one.source_id: one for one in school.assignments}
    for mark in school.marks:
        of = assignments[mark.assignment_id]
        assert mark.marked_on is not None
        assert of.due_on is not None
        assert of.due_on <= mark.marked_on <= today
        assert (mark.status is MarkStatus.MARKED) == (mark.value is not None)
        if mark.value is not None and of.out_of:
            assert 0 <= mark.value <= of.out_of
            assert mark.value % Decimal("0.25") == 0


@every_day
def test_there_is_always_a_mark_to_show_for_every_pupil(today):
    school = school_on(today)
    assert {mark.pupil_id for mark in school.marks} == {
        one.person.source_id for one in school.pupils
    }


def test_on_the_first_day_of_a_term_the_term_before_is_complete():
    school = school_on(date(2026, 12, 1))
    marked = {mark.assignment_id for mark in school.marks}
    first_term = school.year.periods[COLLEGE_ID][0].source_id
    tests = [
        one
        for one in school.assignments
        if one.period_id == first_term and one.kind is WorkKind.TEST
    ]
    assert tests
    assert all(one.source_id in marked for one in tests)
    per_subject = Counter(one.teaching_id for one in tests)
    assert set(per_subject.values()) <= set(range(2, 7))


def test_marks_are_mostly_over_20_with_other_scales_words_and_remarks(school):
    assignments = {one.source_id: one for one in school.assignments}
    scales = Counter(assignments[mark.assignment_id].out_of for mark in school.marks)
    assert scales.most_common(1)[0][0] == 20
    assert {Decimal(20), Decimal(10), Decimal(5), Decimal(40)} <= set(scales)
    statuses = {mark.status for mark in school.marks}
    assert {MarkStatus.EXEMPT, MarkStatus.NOT_HANDED_IN} <= statuses
    assert sum(bool(mark.comment) for mark in school.marks) > 50


def test_the_average_mark_of_a_class_is_that_of_a_real_one(school):
    assignments = {one.source_id: one for one in school.assignments}
    shares = [
        mark.value / out_of
        for mark in school.marks
        if mark.value is not None and (out_of := assignments[mark.assignment_id].out_of)
    ]
    assert Decimal("0.55") < sum(shares) / len(shares) < Decimal("0.72")
