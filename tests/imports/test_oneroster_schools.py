"""Schools, periods, classes, subjects and places of a OneRoster package."""

from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.schooling import (
    ClassMembership,
    Period,
    School,
    SchoolClass,
    Teaching,
    TeachingMembership,
)

from .oneroster_zips import a_class, a_school, enrollment, read, reasons, session, user


def test_a_school_is_known_by_its_identifier(tmp_path: Path) -> None:
    schools = read(tmp_path, a_school()).data.schools
    assert schools == (School("clg", "Collège des Tilleuls", "0991234A"),)


def test_a_school_without_identifier_is_known_by_its_source(tmp_path: Path) -> None:
    tables = a_school()
    tables["orgs"][1]["identifier"] = ""
    assert read(tmp_path, tables).data.schools[0].uai == "clg"


def test_two_schools_with_one_identifier_are_not_both_taken(tmp_path: Path) -> None:
    tables = a_school()
    tables["orgs"].append({**tables["orgs"][1], "sourcedId": "clg2"})
    reading = read(tmp_path, tables)
    assert [school.source_id for school in reading.data.schools] == ["clg"]
    assert reasons(reading) == ["duplicate"]


@pytest.mark.parametrize("kind", ["term", "semester", "gradingPeriod"])
def test_a_session_that_is_marked_is_a_period(tmp_path: Path, kind: str) -> None:
    tables = a_school()
    tables["academicSessions"][1]["type"] = kind
    periods = read(tmp_path, tables).data.periods
    assert periods == (Period("t1", "Période t1", date(2026, 9, 1), date(2026, 11, 30)),)


@pytest.mark.parametrize(
    ("begins", "ends", "reason"),
    [
        ("2026-09-31", "2026-11-30", "date_needed"),
        ("1/09/2026", "2026-11-30", "date_needed"),
        ("2026-09-01", "", "blank"),
        ("2026-12-01", "2026-11-30", "dates_reversed"),
    ],
)
def test_a_session_without_its_days_is_a_fault(
    tmp_path: Path, begins: str, ends: str, reason: str
) -> None:
    tables = a_school()
    tables["academicSessions"].append(session("t2", "term", begins, ends))
    reading = read(tmp_path, tables)
    assert len(reading.data.periods) == 1
    assert reasons(reading) == [reason]


def test_a_homeroom_is_a_class_and_its_pupils_have_their_dates(tmp_path: Path) -> None:
    data = read(tmp_path, a_school()).data
    assert SchoolClass("5b", "clg", "5e B") in data.classes
    place = ClassMembership("lea", "5b", date(2026, 9, 1), date(2027, 7, 3))
    assert place in data.class_memberships


def test_a_scheduled_class_teaches_the_first_subject_of_its_course(tmp_path: Path) -> None:
    data = read(tmp_path, a_school()).data
    assert [teaching.subject for teaching in data.teachings] == ["Mathématiques"]
    assert TeachingMembership("tom", "mat") in data.teaching_memberships


def test_a_course_without_subjects_is_called_by_its_title(tmp_path: Path) -> None:
    tables = a_school()
    tables["courses"][0]["subjects"] = ""
    assert read(tmp_path, tables).data.teachings[0].subject == "Maths 5e"


def test_a_class_without_course_is_called_by_its_own_subject_or_title(tmp_path: Path) -> None:
    tables = a_school()
    del tables["courses"]
    tables["classes"].append(a_class("ang", "Scheduled", "Anglais 5e", subjects="LV1,Anglais"))
    subjects = [teaching.subject for teaching in read(tmp_path, tables).data.teachings]
    assert subjects == ["Maths 5e B", "LV1"]


def test_a_teacher_whose_sex_is_not_told_is_named_in_full(tmp_path: Path) -> None:
    (teaching,) = read(tmp_path, a_school()).data.teachings
    assert teaching == Teaching("mat", "clg", "Mathématiques", "Claire Bernard")


@pytest.mark.parametrize(("sex", "name"), [("female", "Mme Bernard"), ("Male", "M. Bernard")])
def test_a_teacher_is_named_as_her_school_names_her(tmp_path: Path, sex: str, name: str) -> None:
    tables = a_school()
    tables["demographics"].append({"sourcedId": "prof", "sex": sex})
    assert read(tmp_path, tables).data.teachings[0].teacher == name


def test_the_primary_teacher_is_named_wherever_she_stands(tmp_path: Path) -> None:
    tables = a_school()
    tables["users"].append(user("sub", "Alain", "Aubry"))
    tables["enrollments"].insert(0, enrollment("sub", "mat", "teacher", primary="false"))
    assert read(tmp_path, tables).data.teachings[0].teacher == "Claire Bernard"


def test_a_pupil_without_a_homeroom_has_the_class_of_his_grade(tmp_path: Path) -> None:
    data = read(tmp_path, a_school()).data
    assert SchoolClass("grade:clg:5EME", "clg", "5EME") in data.classes
    assert ClassMembership("tom", "grade:clg:5EME") in data.class_memberships


def test_a_class_of_an_unknown_kind_or_place_is_a_fault(tmp_path: Path) -> None:
    tables = a_school()
    tables["classes"].append(a_class("x", "club", "Échecs"))
    tables["classes"].append(a_class("y", "homeroom", "5e C", schoolSourcedId="aca"))
    assert reasons(read(tmp_path, tables)) == ["unknown_value", "not_a_school"]


def test_a_place_that_ends_before_it_begins_is_a_fault(tmp_path: Path) -> None:
    tables = a_school()
    tables["enrollments"][0]["endDate"] = "2026-08-01"
    reading = read(tmp_path, tables)
    assert reasons(reading) == ["dates_reversed"]


@pytest.mark.parametrize("column", ["beginDate", "endDate"])
def test_a_place_with_a_day_nobody_can_read_is_refused_and_not_without_end(
    tmp_path: Path, column: str
) -> None:
    tables = a_school()
    tables["enrollments"][0][column] = "31/12/2026"
    tables["enrollments"][3][column] = "31/12/2026"
    reading = read(tmp_path, tables)
    assert [one.pupil_id for one in reading.data.class_memberships] == ["tom"]
    assert [one.teacher for one in reading.data.teachings] == [""]
    assert [(one.line, one.column, one.reason) for one in reading.faults] == [
        (2, column, "date_needed"),
        (5, column, "date_needed"),
    ]


def test_the_same_place_told_twice_is_kept_once(tmp_path: Path) -> None:
    tables = a_school()
    tables["enrollments"].append({**tables["enrollments"][1], "sourcedId": "again"})
    places = read(tmp_path, tables).data.teaching_memberships
    assert len(places) == len(set(places)) == 2


def test_a_teacher_enrolled_as_a_student_is_a_fault(tmp_path: Path) -> None:
    tables = a_school()
    tables["enrollments"].append(enrollment("prof", "5b", "student"))
    assert reasons(read(tmp_path, tables)) == ["not_a_pupil"]
