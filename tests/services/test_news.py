"""What is new since the last visit, from one visit to the next."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.folder import (
    AttendanceItem,
    Child,
    DocumentItem,
    Folder,
    HomeworkItem,
    MarkItem,
    MessageItem,
    PeriodMarks,
    SubjectMarks,
)
from kiosk.domain.homework import WorkKind
from kiosk.domain.marks import MarkStatus
from kiosk.sealing.visit_notes import MOST_NOTE_BYTES
from kiosk.services.news import (
    DIGEST_BYTES,
    MOST_DIGESTS,
    News,
    NewsItem,
    Shown,
    VisitNote,
    appearance_of,
    at_sign_in,
    digest_of,
    items_of,
    note_from_bytes,
    note_to_bytes,
)
from kiosk.services.signing_in import sign_in_with_slip
from tests.domain.any_of import any_of
from tests.services.added_by_hand import add_message
from tests.services.line import Line

MONDAY = date(2026, 11, 23)
FRIDAY = MONDAY - timedelta(days=3)
THURSDAY = FRIDAY - timedelta(days=1)


def a_message(text: str, first_seen_on: date, sent_on: date = FRIDAY) -> MessageItem:
    return MessageItem(sent_on, "Mme Roy", "Sortie", text, first_seen_on)


def a_folder(*messages: MessageItem, **facts: object) -> Folder:
    child = Child("Léa", "Moreau", "star", "5e B", "Collège", "0991234A", (), (), messages=messages)
    return Folder("r-1", "Mme", "Nadia", "Moreau", (replace(child, **facts),))  # type: ignore[arg-type]


@pytest.fixture
def visitor() -> "Visitor":
    return Visitor()


class Visitor:
    """Comes on a day, sees a Folder, and says which messages were new to her."""

    def __init__(self) -> None:
        self.note: VisitNote | None = None

    def comes(self, on: date, *messages: MessageItem) -> list[str]:
        folder = a_folder(*messages)
        news, note = at_sign_in(self.note, folder, on)
        self.note = note_from_bytes(note_to_bytes(note))
        assert self.note == note
        return [one.text for one in messages if news.is_new(one)]


def test_the_last_visit_told_is_of_an_earlier_day_however_often_she_comes_in_one() -> None:
    tuesday = MONDAY + timedelta(days=1)
    folder, note = a_folder(a_message("old", THURSDAY)), None
    told = []
    for day in (FRIDAY, FRIDAY, MONDAY, MONDAY, MONDAY, tuesday):
        news, noted = at_sign_in(note, folder, day)
        note = note_from_bytes(note_to_bytes(noted))
        told.append(news.last_visit_on)
    assert told == [None, None, FRIDAY, FRIDAY, FRIDAY, MONDAY]


OLD, NEW = a_message("old", FRIDAY), a_message("new", MONDAY)


def test_nothing_is_new_at_the_first_visit_ever(visitor: Visitor) -> None:
    assert visitor.comes(MONDAY, OLD, NEW) == []


def test_what_came_since_is_new_and_only_that(visitor: Visitor) -> None:
    visitor.comes(FRIDAY, OLD)
    assert visitor.comes(MONDAY, OLD, NEW) == ["new"]


def test_signing_in_twice_in_an_hour_does_not_lose_the_news(visitor: Visitor) -> None:
    visitor.comes(FRIDAY, OLD)
    for _ in range(3):
        assert visitor.comes(MONDAY, OLD, NEW) == ["new"]
    assert visitor.comes(MONDAY + timedelta(days=1), OLD, NEW) == []


def test_what_arrived_later_on_the_day_of_the_visit_is_new_the_next_day(visitor: Visitor) -> None:
    evening = a_message("evening", MONDAY)
    visitor.comes(MONDAY, NEW)
    assert visitor.comes(MONDAY + timedelta(days=1), NEW, evening) == ["evening"]


def test_what_a_broken_line_brought_late_is_new_whatever_its_day(visitor: Visitor) -> None:
    """The hub knew it before her visit; this point did not."""
    late = a_message("late", FRIDAY + timedelta(days=1), sent_on=THURSDAY)
    visitor.comes(MONDAY, OLD)
    assert visitor.comes(MONDAY + timedelta(days=3), OLD, late) == ["late"]


def test_a_visit_without_anything_to_see_makes_all_that_follows_new(visitor: Visitor) -> None:
    visitor.comes(FRIDAY)
    assert visitor.comes(MONDAY, OLD, NEW) == ["old", "new"]


def test_what_waited_for_its_day_is_new_when_it_comes(visitor: Visitor) -> None:
    waiting = a_message("waiting", THURSDAY, sent_on=MONDAY)
    visitor.comes(MONDAY - timedelta(days=1), OLD)
    assert visitor.comes(MONDAY, OLD, waiting) == ["waiting"]


@pytest.mark.parametrize(
    "item",
    [
        HomeworkItem("Maths", WorkKind.HOMEWORK, "", "Lire", "", MONDAY, None, THURSDAY),
        a_message("texte", THURSDAY, sent_on=MONDAY),
        DocumentItem("d-1", "Réunion", MONDAY, 2000, "", THURSDAY),
    ],
    ids=["homework", "message", "document"],
)
def test_an_item_appears_on_the_day_it_bears_or_when_it_came_if_that_is_later(
    item: HomeworkItem | MessageItem | DocumentItem,
) -> None:
    tuesday = MONDAY + timedelta(days=1)
    assert appearance_of(item) == MONDAY
    assert appearance_of(replace(item, first_seen_on=tuesday)) == tuesday


def test_work_without_a_day_it_was_given_appears_when_it_came() -> None:
    item = HomeworkItem("Maths", WorkKind.HOMEWORK, "", "Lire", "", None, MONDAY, THURSDAY)
    assert appearance_of(item) == THURSDAY


def test_a_note_of_a_day_to_come_is_a_clock_that_was_wrong_and_heals(visitor: Visitor) -> None:
    visitor.comes(MONDAY + timedelta(days=900), OLD)
    friday = a_message("friday", FRIDAY)
    assert visitor.comes(FRIDAY, OLD, friday) == [], "as at a first visit"
    assert visitor.comes(MONDAY, OLD, friday, NEW) == ["new"]


def test_more_than_a_note_holds_counts_as_seen_and_later_days_as_new(visitor: Visitor) -> None:
    many = [a_message(f"n° {one}", FRIDAY) for one in range(MOST_DIGESTS + 1)]
    visitor.comes(FRIDAY, *many)
    assert visitor.comes(MONDAY, *many, NEW) == ["new"]


def test_an_item_is_known_again_whatever_its_class_did() -> None:
    number = Decimal(15)
    item = MarkItem(
        "Contrôle", MONDAY, MarkStatus.MARKED, number, Decimal(20), None, "", "Bien", MONDAY
    )
    moved = replace(item, class_average=Decimal(11), class_lowest=Decimal(2))
    assert digest_of(moved) == digest_of(item)
    assert digest_of(replace(item, comment="Autre")) != digest_of(item)


KINDS = (
    HomeworkItem,
    MarkItem,
    SubjectMarks,
    PeriodMarks,
    AttendanceItem,
    MessageItem,
    DocumentItem,
)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.one_of(any_of(kind) for kind in KINDS))
def test_every_kind_of_item_can_be_asked_about(item: NewsItem) -> None:
    assert len(digest_of(item)) == DIGEST_BYTES
    assert not News().is_new(item)
    assert isinstance(News(Shown(MONDAY, frozenset())).is_new(item), bool)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(any_of(Child), st.dates(date(2026, 1, 1)))
def test_whatever_was_shown_today_is_not_new_tomorrow(child: Child, today: date) -> None:
    folder = Folder("r-1", "", "", "", (child,))
    _, note = at_sign_in(None, folder, today)
    if today < date.max:
        news, _ = at_sign_in(note, folder, today + timedelta(days=1))
        assert not [item for item in items_of(child) if news.is_new(item)]


# The note as bytes.

SHOWN = st.builds(
    Shown,
    st.dates(),
    st.none() | st.frozensets(st.binary(min_size=DIGEST_BYTES, max_size=DIGEST_BYTES), max_size=6),
)


@settings(derandomize=True, deadline=None)
@given(st.builds(VisitNote, st.dates(), SHOWN, st.none() | SHOWN, st.none() | st.dates()))
def test_a_note_comes_back_from_its_bytes(note: VisitNote) -> None:
    assert note_from_bytes(note_to_bytes(note)) == note


@settings(derandomize=True, deadline=None)
@given(st.binary(max_size=80))
def test_any_other_bytes_are_no_note(content: bytes) -> None:
    for damaged in (content, b"\x01" + content):
        note = note_from_bytes(damaged)
        assert note is None or note_to_bytes(note) == damaged


def test_a_note_cut_or_lengthened_is_none() -> None:
    content = note_to_bytes(VisitNote(MONDAY, Shown(MONDAY, frozenset({bytes(8)})), None))
    for length in range(len(content)):
        assert note_from_bytes(content[:length]) is None
    assert note_from_bytes(content + b"\0") is None


def test_the_fullest_note_fits_its_seal() -> None:
    digests = frozenset(one.to_bytes(DIGEST_BYTES, "big") for one in range(MOST_DIGESTS))
    shown = Shown(MONDAY, digests)
    assert len(note_to_bytes(VisitNote(MONDAY, shown, shown))) <= MOST_NOTE_BYTES


# Through the whole line.


def test_a_message_is_new_at_the_point_until_the_day_after_it_was_shown(line: Line) -> None:
    (code,) = line.issue_to("Nadia")
    line.publish_and_carry()
    visit = sign_in_with_slip(line.point, code.digits())
    assert not [one for one in items_of(visit.folder.children[0]) if visit.news.is_new(one)]
    line.next_day()
    add_message(line.office, "Sortie au musée", first_seen_on=line.clock.today())
    line.publish_and_carry()
    for _ in range(2):
        visit = sign_in_with_slip(line.point, code.digits())
        new = [one for one in items_of(visit.folder.children[0]) if visit.news.is_new(one)]
        assert [getattr(one, "text", "") for one in new] == ["Sortie au musée"]
    line.next_day()
    visit = sign_in_with_slip(line.point, code.digits())
    assert not [one for one in items_of(visit.folder.children[0]) if visit.news.is_new(one)]


def test_two_adults_of_one_child_have_each_their_own_news(line: Line) -> None:
    nadia, karim = line.issue_to("Nadia", "Karim")
    line.publish_and_carry()
    sign_in_with_slip(line.point, nadia.digits())
    line.next_day()
    add_message(line.office, "Sortie au musée", first_seen_on=line.clock.today())
    line.publish_and_carry()
    (message,) = line.opens_with(nadia).children[0].messages
    assert sign_in_with_slip(line.point, nadia.digits()).news.is_new(message)
    assert not sign_in_with_slip(line.point, karim.digits()).news.is_new(message)


@pytest.mark.parametrize("damage", ["zeroblob(4136)", "zeroblob(0)", "'text'"])
def test_a_damaged_note_is_a_first_visit(line: Line, damage: str) -> None:
    (code,) = line.issue_to("Nadia")
    line.publish_and_carry()
    line.opens_with(code)
    line.vault._connection.execute(f"UPDATE visit_notes SET sealed = {damage}")  # noqa: S608
    line.next_day()
    assert sign_in_with_slip(line.point, code.digits()).news == News()
    line.next_day()
    assert sign_in_with_slip(line.point, code.digits()).news != News()


def test_a_point_whose_disk_takes_nothing_still_lets_a_person_read(line: Line) -> None:
    (code,) = line.issue_to("Nadia")
    line.publish_and_carry()
    line.vault._connection.execute("PRAGMA query_only = ON")
    assert line.opens_with(code).given_name == "Nadia"


def test_the_greeting_knows_the_picture_of_the_slip(line: Line) -> None:
    (code,) = line.issue_to("Nadia")
    line.publish_and_carry()
    with line.office.store.transaction() as tx:
        (slip,) = tx.slips.all()
    assert slip.picture
    assert sign_in_with_slip(line.point, code.digits()).picture == slip.picture
