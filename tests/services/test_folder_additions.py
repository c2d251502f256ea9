"""What a school adds by hand, in the Folders of those it concerns and of nobody else."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kiosk.clock import FixedClock
from kiosk.domain.attendance import AttendanceKind, HalfDay
from kiosk.domain.folder import Child, Folder
from kiosk.domain.marks import Mark, MarkStatus
from kiosk.domain.people import Guardian, Guardianship, Right
from kiosk.domain.schooling import ClassMembership, Period, SchoolClass
from kiosk.services.folders import MOST_MESSAGE_CHARACTERS
from kiosk.services.office import Office
from tests.services.added_by_hand import (
    PDF,
    add_absence,
    add_average,
    add_document,
    add_message,
    tell,
)
from tests.services.line import folder_of, learn
from tests.store.school_builders import MONDAY, a_college, a_test, added, an_ecole, changed

YESTERDAY, TOMORROW = MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)
FIRST_OF_YEAR = date(2026, 8, 1)


@pytest.fixture
def college(office: Office) -> Office:
    learn(office, a_college())
    return office


def child_of(office: Office, given_name: str) -> Child:
    (child,) = folder_of(office, given_name).children
    return child


# Absences.


def test_absences_stand_the_newest_first_and_only_in_their_pupils_folder(college: Office) -> None:
    add_absence(college, "lea", MONDAY - timedelta(days=9), half_days=2, is_justified=True)
    add_absence(
        college,
        "lea",
        YESTERDAY,
        kind=AttendanceKind.LATENESS.value,
        starts_at_half=HalfDay.MORNING.value,
        minutes=10,
    )
    first, second = child_of(college, "Nadia").attendance
    assert (first.kind, first.minutes, first.starts_at_half) == (
        AttendanceKind.LATENESS,
        10,
        HalfDay.MORNING,
    )
    assert (first.half_days, first.is_justified, first.ends_at_half) == (None, None, None)
    assert (second.half_days, second.is_justified, second.first_seen_on) == (2, True, MONDAY)
    assert child_of(college, "Paul").attendance == ()


def test_a_whole_day_stands_before_its_halves_on_every_database(college: Office) -> None:
    for half in (HalfDay.MORNING.value, None, HalfDay.AFTERNOON.value):
        add_absence(college, "lea", MONDAY, starts_at_half=half)
    halves = [one.starts_at_half for one in child_of(college, "Nadia").attendance]
    assert halves == [None, HalfDay.AFTERNOON, HalfDay.MORNING]


@pytest.mark.parametrize(
    ("day", "is_there"), [(FIRST_OF_YEAR, True), (FIRST_OF_YEAR - timedelta(days=1), False)]
)
def test_what_is_of_another_school_year_is_past(college: Office, day: date, is_there: bool) -> None:
    add_absence(college, "lea", day)
    add_message(college, "texte", pupil="lea", sent_on=day)
    add_document(college, "titre", pupil="lea", published_on=day)
    child = child_of(college, "Nadia")
    found = (child.attendance, child.messages, child.documents)
    assert [bool(one) for one in found] == [is_there] * 3


def test_last_year_stays_all_summer_until_the_school_begins_again(
    college: Office, clock: FixedClock
) -> None:
    def comes_to(day: date) -> list[bool]:
        clock.advance(days=(day - clock.today()).days)
        child = child_of(college, "Nadia")
        return [bool(one) for one in (child.attendance, child.messages, child.documents)]

    add_absence(college, "lea", MONDAY)
    add_message(college, "texte", pupil="lea")
    add_document(college, "titre", pupil="lea")
    assert comes_to(date(2027, 8, 1)) == [True] * 3
    new = Period("n1", "1er trimestre", date(2027, 9, 2), date(2027, 11, 30))
    learn(college, added(a_college(), periods=(new,)))
    assert comes_to(date(2027, 9, 1)) == [True] * 3
    assert comes_to(date(2027, 9, 2)) == [False] * 3


def test_the_year_of_one_source_s_school_is_not_turned_by_another_s(
    college: Office, clock: FixedClock
) -> None:
    early = Period("s1", "1er semestre", date(2027, 8, 18), date(2028, 1, 31))
    learn(college, replace(an_ecole("another:system"), periods=(early,), assignments=(), marks=()))
    for pupil in ("lea", "noe"):
        add_absence(college, pupil, MONDAY)
    clock.advance(days=(date(2027, 8, 18) - clock.today()).days)
    assert child_of(college, "Nadia").attendance
    assert not child_of(college, "Ewa").attendance


# Messages and documents.


def test_a_message_reaches_the_pupil_the_class_or_the_whole_school(office: Office) -> None:
    data = added(
        changed(a_college(), "class_memberships", ("tom", "5b"), class_id="5a"),
        classes=(SchoolClass("5a", "clg", "5e A"),),
    )
    learn(office, data)
    add_message(office, "à Léa", pupil="lea")
    add_message(office, "à la 5e B", school_class="5b")
    add_message(office, "à la 5e A", school_class="5a")
    add_message(office, "à tous")
    assert texts(office, "Nadia") == {"à Léa", "à la 5e B", "à tous"}
    assert texts(office, "Paul") == {"à la 5e A", "à tous"}


def texts(office: Office, given_name: str) -> set[str]:
    return {message.text for message in child_of(office, given_name).messages}


def test_a_message_to_a_class_stays_with_who_was_there_and_reaches_who_comes(
    office: Office,
) -> None:
    left_on, came_on = MONDAY - timedelta(days=4), MONDAY - timedelta(days=3)
    data = changed(a_college(), "class_memberships", ("lea", "5b"), ends_on=left_on)
    data = added(
        data,
        classes=(SchoolClass("5a", "clg", "5e A"),),
        class_memberships=(ClassMembership("lea", "5a", begins_on=came_on),),
    )
    learn(office, data)
    add_message(office, "avant", school_class="5b", sent_on=left_on)
    add_message(office, "après son départ", school_class="5b", sent_on=came_on)
    add_message(office, "avant son arrivée", school_class="5a", sent_on=left_on)
    assert texts(office, "Nadia") == {"avant", "avant son arrivée"}


def test_a_message_waits_for_its_day_and_the_newest_comes_first(
    college: Office, clock: FixedClock
) -> None:
    for sent_on, text in ((YESTERDAY, "hier"), (MONDAY, "lundi"), (TOMORROW, "demain")):
        add_message(college, text, sent_on=sent_on)
    assert [one.text for one in child_of(college, "Nadia").messages] == ["lundi", "hier"]
    clock.advance(days=1)
    assert child_of(college, "Nadia").messages[0].text == "demain"


@pytest.mark.parametrize("count", [20, 21])
def test_the_newest_messages_are_there_whole_and_older_ones_are_said_to_be_at_school(
    college: Office, count: int
) -> None:
    long = "é" * (MOST_MESSAGE_CHARACTERS // 20)
    for number in range(count):
        sent_on = MONDAY - timedelta(days=count - number)
        add_message(college, long, pupil="lea", sent_on=sent_on, subject=str(number))
    child = child_of(college, "Nadia")
    assert [one.subject for one in child.messages] == [str(n) for n in range(count)][:-21:-1]
    assert {one.text for one in child.messages} == {long}
    assert child.older_messages_at_school == (count > 20)


def test_a_document_is_named_with_its_size_and_without_a_key_on_paper(college: Office) -> None:
    file_id = add_document(college, "Réunion", school_class="5b")
    for parent in ("Nadia", "Karim", "Paul"):
        (item,) = child_of(college, parent).documents
        assert (item.document_id, item.title, item.size_bytes) == (file_id, "Réunion", len(PDF))
        assert item.key == ""


def test_who_may_see_nobody_gets_no_word_of_the_school(office: Office) -> None:
    data = added(
        a_college(),
        guardians=(Guardian("iris", "Iris", "Blanc", "Mme"),),
        guardianships=(Guardianship("iris", "lea", Right.CONTACT),),
    )
    learn(office, data)
    add_message(office, "à tous")
    add_document(office, "à tous")
    assert folder_of(office, "Iris").children == ()


def test_what_the_school_sends_is_told_by_kind(college: Office) -> None:
    assert child_of(college, "Nadia").told == ()
    tell(college, "messages", "attendance")
    assert child_of(college, "Nadia").told == ("attendance", "messages")


def test_a_folder_with_everything_comes_back_from_its_bytes(college: Office) -> None:
    add_absence(college, "lea", MONDAY, half_days=1)
    add_message(college, "à tous")
    add_document(college, "à tous")
    add_average(college, "lea", "t1", "", average=Decimal("14.2"), comment="Bon trimestre")
    tell(college, "averages")
    folder = folder_of(college, "Nadia")
    assert Folder.from_bytes(folder.to_bytes()) == folder


# Averages as given.


def test_a_given_average_stands_in_place_of_the_computed_one(college: Office) -> None:
    before = child_of(college, "Nadia").periods[0].subjects[0]
    assert (before.average, before.is_indicative, before.comment) == (Decimal("15.50"), True, "")
    add_average(
        college,
        "lea",
        "t1",
        "MATHEMATIQUES",
        average=Decimal("16"),
        class_average=Decimal("11.8"),
        comment="Sérieuse.",
    )
    (subject,) = child_of(college, "Nadia").periods[0].subjects
    assert subject.subject == before.subject
    assert (subject.average, subject.is_indicative) == (Decimal("16"), False)
    assert (subject.class_average, subject.class_lowest) == (Decimal("11.8"), None)
    assert not subject.is_class_indicative
    assert (subject.comment, subject.first_seen_on) == ("Sérieuse.", MONDAY)
    assert subject.marks == before.marks


def test_a_comment_alone_leaves_the_computed_average_and_its_name(college: Office) -> None:
    add_average(college, "lea", "t1", "Mathématiques", comment="Sérieuse.")
    (subject,) = child_of(college, "Nadia").periods[0].subjects
    assert (subject.average, subject.is_indicative) == (Decimal("15.50"), True)
    assert subject.comment == "Sérieuse."


def test_a_subject_without_a_mark_and_a_period_without_one_are_listed(college: Office) -> None:
    add_average(college, "lea", "t1", "Arts plastiques", teacher="M. Vidal", average=Decimal(12))
    add_average(college, "lea", "t2", "EPS", average=Decimal(18))
    later, first = child_of(college, "Nadia").periods
    assert [one.subject for one in first.subjects] == ["Arts plastiques", "Mathématiques"]
    arts = first.subjects[0]
    assert (arts.teacher, arts.average, arts.is_indicative) == ("M. Vidal", Decimal(12), False)
    assert arts.marks == ()
    assert (later.title, [one.subject for one in later.subjects]) == ("2e trimestre", ["EPS"])


def test_the_general_average_is_only_ever_given(college: Office) -> None:
    assert child_of(college, "Nadia").periods[0].average is None
    add_average(
        college, "lea", "t1", "", average=Decimal("14.2"), class_average=Decimal(12), comment="Bien"
    )
    period = child_of(college, "Nadia").periods[0]
    assert (period.average, period.class_average) == (Decimal("14.2"), Decimal(12))
    assert (period.comment, period.first_seen_on) == ("Bien", MONDAY)
    assert [one.subject for one in period.subjects] == ["Mathématiques"]
    assert child_of(college, "Paul").periods[0].average is None


# Words in a mark's place.


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (MarkStatus.MARKED, "Très bien"),
        (MarkStatus.ABSENT, "Abs*"),
        (MarkStatus.NOT_HANDED_IN, "N.Rdu*"),
        (MarkStatus.EXEMPT, ""),
    ],
)
def test_a_word_stands_as_it_was_written_and_enters_no_average(
    office: Office, status: MarkStatus, text: str
) -> None:
    word = Mark("oral", "lea", status, None, text)
    learn(office, added(a_college(), assignments=(a_test("oral"),), marks=(word,)))
    (subject,) = child_of(office, "Nadia").periods[0].subjects
    assert (status, text) in [(one.status, one.text) for one in subject.marks]
    assert subject.average == Decimal("15.50")
