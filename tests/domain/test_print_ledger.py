"""What is left to print: counted from lines that are only ever added."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.print_ledger import (
    USUAL_QUOTA,
    PrintEvent,
    PrintLine,
    QuotaRule,
    accounts_of,
    allowance,
)

WEDNESDAY = datetime(2026, 11, 25, 9, tzinfo=UTC)
TODAY = WEDNESDAY.date()
HERS, ANOTHERS = "E-00001", "E-00002"


class Lines:
    """A ledger written by hand, from a moment on."""

    def __init__(self) -> None:
        self.written: list[PrintLine] = []

    def add(self, event: PrintEvent, sheet: str, at: datetime = WEDNESDAY, **facts) -> "Lines":
        self.written.append(PrintLine(len(self.written) + 1, at, event, sheet, **facts))
        return self

    def asked(
        self, sheet: str, pages: int, at: datetime = WEDNESDAY, serial: str = HERS
    ) -> "Lines":
        return self.add(PrintEvent.ASKED, sheet, at, pages=pages, serial=serial)

    def left(self, on: date = TODAY, rule: QuotaRule = USUAL_QUOTA) -> int:
        return self.allowance(on, rule).pages

    def allowance(self, on: date = TODAY, rule: QuotaRule = USUAL_QUOTA):
        return allowance(rule, tuple(accounts_of(self.written).values()), HERS, on, UTC)


def test_twenty_pages_a_day_and_no_more() -> None:
    lines = Lines().asked("a", 18)
    assert lines.left() == 2
    assert lines.allowance().lets(2)
    assert not lines.allowance().lets(3)


def test_the_next_day_has_its_own_pages_and_the_week_its_sum() -> None:
    lines = Lines()
    for day in range(3):
        lines.asked(f"{day}", 20, WEDNESDAY + timedelta(days=day))
        assert lines.left((WEDNESDAY + timedelta(days=day)).date()) == 0
    saturday = (WEDNESDAY + timedelta(days=3)).date()
    assert lines.left(saturday) == 0
    assert lines.left(saturday + timedelta(days=2)) == 20


@pytest.mark.parametrize(
    ("pages_by_day", "renews_on"),
    [
        ({0: 20}, date(2026, 11, 26)),
        ({-2: 20, -1: 20, 0: 20}, date(2026, 11, 30)),
        ({-2: 20, -1: 20, 0: 5}, date(2026, 11, 30)),
        ({-1: 10, 0: 5}, date(2026, 11, 26)),
        ({-3: 20, 0: 20}, date(2026, 11, 26)),
    ],
    ids=["the day", "the week", "the week is shorter", "some left", "last week does not count"],
)
def test_it_says_from_which_day_there_is_more(
    pages_by_day: dict[int, int], renews_on: date
) -> None:
    lines = Lines()
    for day, pages in pages_by_day.items():
        lines.asked(f"{day}", pages, WEDNESDAY + timedelta(days=day))
    assert lines.allowance().renews_on == renews_on


def test_another_slip_has_pages_of_its_own() -> None:
    assert Lines().asked("a", 20, serial=ANOTHERS).left() == 20


@pytest.mark.parametrize(("came", "left"), [(0, 20), (2, 18), (5, 15), (9, 15)])
def test_pages_that_did_not_come_are_given_back(came: int, left: int) -> None:
    lines = Lines().asked("a", 5).add(PrintEvent.SETTLED, "a", pages=came)
    assert lines.left() == left


def test_what_nobody_can_vouch_for_is_given_back_once_the_desk_has_looked() -> None:
    lines = Lines().asked("a", 5).add(PrintEvent.ACCEPTED, "a", job_id="7")
    lines.add(PrintEvent.LEFT, "a")
    assert lines.allowance().waits_for_desk
    assert not lines.allowance().lets(1)
    lines.add(PrintEvent.CLEARED, "a")
    assert lines.allowance() == replace(lines.allowance(), pages=20, waits_for_desk=False)


def test_another_persons_sheet_keeps_everybody_from_printing() -> None:
    lines = Lines().asked("a", 1, serial=ANOTHERS).add(PrintEvent.LEFT, "a")
    assert lines.allowance().waits_for_desk
    assert lines.left() == 20


def test_what_is_settled_is_not_opened_again_by_a_line_that_comes_late() -> None:
    lines = Lines().asked("a", 3).add(PrintEvent.SETTLED, "a", pages=3)
    for event in (PrintEvent.LEFT, PrintEvent.SETTLED, PrintEvent.ACCEPTED, PrintEvent.ASKED):
        lines.add(event, "a")
        assert lines.left() == 17
        assert not lines.allowance().waits_for_desk


def test_a_clock_set_back_gives_no_pages() -> None:
    lines = Lines().asked("a", 20, WEDNESDAY + timedelta(days=1))
    assert lines.left() == 0


events = st.builds(
    lambda event, sheet, pages, serial, hours: (event, sheet, pages, serial, hours),
    st.sampled_from(PrintEvent),
    st.sampled_from("abcdef"),
    st.integers(min_value=-5, max_value=70),
    st.sampled_from((HERS, ANOTHERS)),
    st.integers(min_value=0, max_value=72),
)


@given(st.lists(events, max_size=30))
def test_whatever_is_written_the_pages_left_stay_within_the_rule(given_events) -> None:
    lines = Lines()
    for event, sheet, pages, serial, hours in given_events:
        at = WEDNESDAY + timedelta(hours=hours)
        asked = max(0, pages)
        lines.add(event, sheet, at, pages=asked, serial=serial)
        accounts = accounts_of(lines.written)
        assert 0 <= lines.left() <= USUAL_QUOTA.daily_pages
        assert all(0 <= one.spent_pages <= one.pages for one in accounts.values())


@given(st.lists(events, max_size=30))
def test_no_line_changes_what_the_ones_before_it_told_of_other_sheets(given_events) -> None:
    lines = Lines()
    for event, sheet, pages, serial, hours in given_events:
        before = accounts_of(lines.written)
        at = WEDNESDAY + timedelta(hours=hours)
        after = accounts_of(lines.add(event, sheet, at, pages=pages, serial=serial).written)
        assert {k: v for k, v in after.items() if k != sheet} == {
            k: v for k, v in before.items() if k != sheet
        }
