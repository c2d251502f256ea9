"""Homework, tests and marks out of a OneRoster package."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kiosk.domain.homework import Assignment, WorkKind
from kiosk.domain.marks import Mark, MarkStatus
from kiosk.domain.schooling import SchoolClass, Teaching, TeachingMembership

from .oneroster_zips import Tables, a_school, enrollment, line_item, read, reasons, result


def with_result(**cells: str) -> Tables:
    tables = a_school()
    tables["results"] = [result("ctl", "lea", **cells)]
    return tables


def mark_of(folder: Path, **cells: str) -> Mark:
    reading = read(folder, with_result(**cells))
    assert reading.faults == ()
    (mark,) = reading.data.marks
    return mark


def test_a_line_item_is_an_assignment_with_its_days_and_period(tmp_path: Path) -> None:
    homework, test = read(tmp_path, a_school()).data.assignments
    begun, due = date(2026, 10, 1), date(2026, 10, 8)
    assert homework == Assignment(
        "ex12", "mat", WorkKind.HOMEWORK, "Exercice 12", "", begun, due, "t1"
    )
    assert test == Assignment(
        "ctl", "mat", WorkKind.TEST, "Contrôle n° 1", "", begun, due, "t1", Decimal(20)
    )


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Homework", WorkKind.HOMEWORK),
        ("DEVOIRS", WorkKind.HOMEWORK),
        ("Trávail à faire", WorkKind.HOMEWORK),
        ("Mes exercices", WorkKind.HOMEWORK),
        ("Contrôle", WorkKind.TEST),
        ("Redevoirement", WorkKind.TEST),
        ("", WorkKind.TEST),
    ],
)
def test_a_category_tells_homework_from_a_test_by_a_word(
    tmp_path: Path, title: str, kind: WorkKind
) -> None:
    tables = a_school()
    tables["categories"][0]["title"] = title
    assert read(tmp_path, tables).data.assignments[0].kind is kind


def test_work_without_a_category_is_a_test(tmp_path: Path) -> None:
    tables = a_school()
    tables["lineItems"][0]["categorySourcedId"] = ""
    assert read(tmp_path, tables).data.assignments[0].kind is WorkKind.TEST
    del tables["categories"]
    assert {item.kind for item in read(tmp_path, tables).data.assignments} == {WorkKind.TEST}


def test_the_weight_of_a_category_is_no_coefficient(tmp_path: Path) -> None:
    tables = a_school()
    tables["categories"][0]["weight"] = "40"
    assert {item.coefficient for item in read(tmp_path, tables).data.assignments} == {None}


def test_title_and_description_are_plain_text(tmp_path: Path) -> None:
    tables = a_school()
    tables["lineItems"][0] |= {
        "title": "<b>Lire</b> &amp; noter",
        "description": "<p>p. 12</p><script>x()</script><p>p. 13</p>",
    }
    work = read(tmp_path, tables).data.assignments[0]
    assert (work.title, work.text) == ("Lire & noter", "p. 12\np. 13")


def test_work_in_a_school_year_belongs_to_no_period(tmp_path: Path) -> None:
    tables = a_school()
    tables["lineItems"][0]["academicSessionSourcedId"] = "year"
    reading = read(tmp_path, tables)
    assert reading.data.assignments[0].period_id is None
    assert reading.faults == ()


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("0", "out_of_zero"), ("vingt", "number"), ("-20", "negative"), ("NaN", "number")],
)
def test_a_scale_that_is_none_is_a_fault_and_left_blank(
    tmp_path: Path, cell: str, reason: str
) -> None:
    tables = a_school()
    tables["lineItems"][1]["resultValueMax"] = cell
    reading = read(tmp_path, tables)
    assert reading.data.assignments[1].out_of is None
    assert reasons(reading) == [reason]


def test_a_day_that_cannot_be_read_is_a_fault_and_left_blank(tmp_path: Path) -> None:
    tables = a_school()
    tables["lineItems"][0]["dueDate"] = "demain"
    reading = read(tmp_path, tables)
    assert reading.data.assignments[0].due_on is None
    assert reasons(reading) == ["date"]


def test_work_without_words_is_a_fault(tmp_path: Path) -> None:
    tables = a_school()
    tables["lineItems"].append(line_item("w", "<p></p>"))
    assert reasons(read(tmp_path, tables)) == ["blank"]


@pytest.mark.parametrize(
    ("course", "subject"), [("", "5e B"), ("co-m", "Mathématiques"), ("nothing", "5e B")]
)
def test_work_of_a_homeroom_is_work_of_a_teaching_for_the_whole_class(
    tmp_path: Path, course: str, subject: str
) -> None:
    tables = a_school()
    tables["classes"][0]["courseSourcedId"] = course
    tables["lineItems"].append(line_item("poem", "Poésie", classSourcedId="5b"))
    tables["results"].append(result("poem", "lea", score="12"))
    tables["enrollments"].append(enrollment("prof", "5b", "teacher", primary="VRAI"))
    reading = read(tmp_path, tables)
    assert reading.faults == ()
    assert Teaching("5b", "clg", subject, "Claire Bernard") in reading.data.teachings
    place = TeachingMembership("lea", "5b", date(2026, 9, 1), date(2027, 7, 3))
    assert place in reading.data.teaching_memberships
    assert SchoolClass("5b", "clg", "5e B") in reading.data.classes
    (poem,) = (one for one in reading.data.assignments if one.source_id == "poem")
    assert poem.teaching_id == "5b"
    assert [mark.pupil_id for mark in reading.data.marks] == ["lea", "lea"]


def test_a_homeroom_without_work_is_no_teaching(tmp_path: Path) -> None:
    assert [one.source_id for one in read(tmp_path, a_school()).data.teachings] == ["mat"]


def test_coefficients_are_no_matter_of_oneroster(tmp_path: Path) -> None:
    data = read(tmp_path, a_school()).data
    assert "assignments.coefficient" in data.silent_on
    assert {one.coefficient for one in data.assignments} == {None}


def test_a_word_for_false_is_no_work_missing(tmp_path: Path) -> None:
    assert mark_of(tmp_path, score="3", missing="FAUX").value == Decimal(3)


@pytest.mark.parametrize("score", ["15,5", "15.5", "15,50"])
def test_a_mark_has_its_value_words_comment_and_day(tmp_path: Path, score: str) -> None:
    mark = mark_of(
        tmp_path, score=score, textScore="B+", comment="<p>Bien&nbsp;!</p>", scoreDate="2026-10-12"
    )
    day = date(2026, 10, 12)
    assert mark == Mark(
        "ctl", "lea", MarkStatus.MARKED, Decimal("15.5"), "B+", "Bien\xa0!", marked_on=day
    )


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"scoreStatus": "exempt"}, MarkStatus.EXEMPT),
        ({"scoreStatus": "Not Submitted"}, MarkStatus.NOT_HANDED_IN),
        ({"scoreStatus": "submitted"}, MarkStatus.PENDING),
        ({"scoreStatus": "partially graded"}, MarkStatus.PENDING),
        ({"score": "0", "missing": "TRUE"}, MarkStatus.NOT_HANDED_IN),
        ({"score": "0", "missing": "VRAI"}, MarkStatus.NOT_HANDED_IN),
        ({"scoreStatus": "submitted", "missing": "true"}, MarkStatus.NOT_HANDED_IN),
        ({"scoreStatus": "exempt", "missing": "true"}, MarkStatus.EXEMPT),
    ],
)
def test_words_stand_in_the_place_of_a_mark(
    tmp_path: Path, cells: dict[str, str], status: MarkStatus
) -> None:
    mark = mark_of(tmp_path, **cells)
    assert (mark.status, mark.value) == (status, None)


def test_a_mark_in_words_alone_has_no_value(tmp_path: Path) -> None:
    mark = mark_of(tmp_path, textScore="Acquis")
    assert (mark.status, mark.value, mark.text) == (MarkStatus.MARKED, None, "Acquis")


@pytest.mark.parametrize("score", ["21", "150", "20,01"])
def test_a_mark_above_the_scale_is_kept_as_a_bonus_and_told_as_a_likely_slip(
    tmp_path: Path, score: str
) -> None:
    reading = read(tmp_path, with_result(score=score))
    assert [str(one.value) for one in reading.data.marks] == [score.replace(",", ".")]
    assert [(one.reason, one.column, one.value) for one in reading.faults] == [
        ("over_scale", "score", score)
    ]


@pytest.mark.parametrize("score", ["0", ""])
@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Abs", MarkStatus.ABSENT),
        ("Absente", MarkStatus.ABSENT),
        ("Disp.", MarkStatus.EXEMPT),
        ("N.Not", MarkStatus.NOT_MARKED),
        ("Non rendu", MarkStatus.NOT_HANDED_IN),
    ],
)
def test_a_word_for_no_mark_wins_over_the_zero_beside_it(
    tmp_path: Path, score: str, word: str, status: MarkStatus
) -> None:
    mark = mark_of(tmp_path, score=score, textScore=word)
    assert (mark.status, mark.value, mark.text) == (status, None, word)


@pytest.mark.parametrize(("score", "word"), [("12", "Abs"), ("0", "Insuffisant")])
def test_a_mark_given_beside_any_other_words_is_a_mark(
    tmp_path: Path, score: str, word: str
) -> None:
    mark = mark_of(tmp_path, score=score, textScore=word)
    assert (mark.status, mark.value) == (MarkStatus.MARKED, Decimal(score))


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("2026-10-08T23:59:00", date(2026, 10, 8)),
        ("2026-10-08 08:00", date(2026, 10, 8)),
        ("2026-10-07T22:00:00.000Z", date(2026, 10, 8)),
        ("2026-11-07T22:00:00Z", date(2026, 11, 7)),
        ("2026-10-08T00:00:00+02:00", date(2026, 10, 8)),
    ],
)
def test_a_day_with_an_hour_is_the_day_it_is_in_france(
    tmp_path: Path, written: str, due: date
) -> None:
    tables = a_school()
    tables["lineItems"][0]["dueDate"] = written
    reading = read(tmp_path, tables)
    assert (reading.data.assignments[0].due_on, reading.faults) == (due, ())


@pytest.mark.parametrize(
    "written", ["2026-10-08T", "2026-10-08T25:00", "2026-10-08 soir", "9999-12-31T23:59:59-12:00"]
)
def test_a_day_with_no_right_hour_is_a_fault(tmp_path: Path, written: str) -> None:
    tables = a_school()
    tables["lineItems"][0]["dueDate"] = written
    reading = read(tmp_path, tables)
    assert (reading.data.assignments[0].due_on, reasons(reading)) == (None, ["date"])


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({}, "no_score"),
        ({"score": "-1"}, "negative_needed"),
        ({"score": "NaN"}, "number_needed"),
        ({"score": "Infinity"}, "number_needed"),
        ({"score": "1e3"}, "number_needed"),
        ({"score": "١٥"}, "number_needed"),
        ({"score": "Abs"}, "number_needed"),
        ({"score": "9" * 400}, "number_needed"),
        ({"score": "12", "scoreStatus": "noté"}, "unknown_value"),
    ],
)
def test_a_mark_that_cannot_be_read_is_a_fault_and_not_taken(
    tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    reading = read(tmp_path, with_result(**cells))
    assert reading.data.marks == ()
    assert reasons(reading) == [reason]


def test_a_second_mark_for_the_same_work_is_a_fault(tmp_path: Path) -> None:
    tables = a_school()
    tables["results"].append(result("ctl", "lea", sourcedId="again", score="3"))
    reading = read(tmp_path, tables)
    assert [mark.value for mark in reading.data.marks] == [Decimal("15.5")]
    assert reasons(reading) == ["second_result"]


def test_a_mark_given_to_an_adult_is_a_fault(tmp_path: Path) -> None:
    tables = a_school()
    tables["results"].append(result("ctl", "prof", score="3"))
    reading = read(tmp_path, tables)
    assert reasons(reading) == ["not_a_pupil"]
