"""Visits: one person at one screen, for as long as she is there."""

import pytest

from kiosk.clock import FixedClock
from kiosk.domain.folder import Folder
from kiosk.services.visits import Visit, Visits

IDLE, ABSOLUTE = 150, 1800
FOLDER = Folder("reader", "Mme", "Nadia", "Moreau", ())
LOOKUP = b"sixteen bytes ok"


@pytest.fixture
def visits(clock: FixedClock) -> Visits:
    return Visits(clock, idle_seconds=IDLE, absolute_seconds=ABSOLUTE)


def test_a_visit_is_found_by_its_id(visits: Visits) -> None:
    visit = visits.begin(FOLDER, LOOKUP, {})
    assert visits.current(visit.visit_id) is visit


@pytest.mark.parametrize("wrong", ["", "x", "é", "0" * 43])
def test_no_other_id_finds_it_nor_ends_it(visits: Visits, wrong: str) -> None:
    visit = visits.begin(FOLDER, LOOKUP, {})
    assert visits.current(wrong) is None
    visits.end(wrong)
    assert visits.current(visit.visit_id) is visit


def test_each_visit_has_an_id_nobody_can_guess(visits: Visits) -> None:
    ids = {visits.begin(FOLDER, LOOKUP, {}).visit_id for _ in range(20)}
    assert len(ids) == 20
    assert min(len(one) for one in ids) >= 43, "256 bits"


@pytest.mark.parametrize(("waited", "is_open"), [(IDLE - 1, True), (IDLE, False)])
def test_a_visit_left_alone_ends(
    visits: Visits, clock: FixedClock, waited: int, is_open: bool
) -> None:
    visit = visits.begin(FOLDER, LOOKUP, {})
    clock.advance(seconds=waited)
    assert (visits.current(visit.visit_id) is visit) is is_open


def test_being_asked_for_keeps_a_visit_alive(visits: Visits, clock: FixedClock) -> None:
    visit = visits.begin(FOLDER, LOOKUP, {})
    for _ in range(5):
        clock.advance(seconds=IDLE - 1)
        assert visits.current(visit.visit_id) is visit


def test_a_visit_ends_after_its_longest_time_however_busy(
    visits: Visits, clock: FixedClock
) -> None:
    visit = visits.begin(FOLDER, LOOKUP, {})
    for _ in range(ABSOLUTE // 100 - 1):
        clock.advance(seconds=100)
        assert visits.current(visit.visit_id) is visit
    clock.advance(seconds=100)
    assert visits.current(visit.visit_id) is None


def test_a_clock_that_is_corrected_neither_ends_nor_lengthens_a_visit(
    visits: Visits, clock: FixedClock
) -> None:
    visit = visits.begin(FOLDER, LOOKUP, {})
    clock.advance(seconds=-3600)
    assert visits.current(visit.visit_id) is visit
    clock.advance(seconds=IDLE)
    assert visits.current(visit.visit_id) is None


def test_a_visit_that_ended_does_not_come_back(visits: Visits, clock: FixedClock) -> None:
    visit = visits.begin(FOLDER, LOOKUP, {})
    clock.advance(seconds=IDLE)
    assert visits.current(visit.visit_id) is None
    clock.advance(seconds=-IDLE)
    assert visits.current(visit.visit_id) is None


def test_who_comes_next_signs_out_who_was_there(visits: Visits) -> None:
    before = visits.begin(FOLDER, LOOKUP, {})
    after = visits.begin(FOLDER, LOOKUP, {})
    assert visits.current(before.visit_id) is None
    assert visits.current(after.visit_id) is after


def test_ending_the_visit_of_before_leaves_that_of_now(visits: Visits) -> None:
    before = visits.begin(FOLDER, LOOKUP, {})
    after = visits.begin(FOLDER, LOOKUP, {})
    visits.end(before.visit_id)
    assert visits.current(after.visit_id) is after


def test_ending_a_visit_twice_is_ending_it(visits: Visits) -> None:
    visit = visits.begin(FOLDER, LOOKUP, {})
    visits.end(visit.visit_id)
    visits.end(visit.visit_id)
    assert visits.current(visit.visit_id) is None


def test_a_place_without_a_child_is_no_child(visits: Visits) -> None:
    visit = visits.begin(FOLDER, LOOKUP, {})
    assert [visit.child(place) for place in (-1, 0, 1)] == [None, None, None]


def test_a_visit_does_not_end_while_a_sheet_is_being_made(
    visits: Visits, clock: FixedClock
) -> None:
    visit = visits.begin(FOLDER, b"l" * 16, {})
    with visit.printing:
        clock.advance(hours=1)
        visits.sweep()
        with visits.under_way(visit):
            pass
    visits.sweep()
    assert visits.current(visit.visit_id) is None


def test_whoever_says_so_often_enough_stays_to_the_longest_visit(
    visits: Visits, clock: FixedClock
) -> None:
    visit = visits.begin(FOLDER, b"l" * 16, {})
    for _ in range(12):
        clock.advance(seconds=140)
        assert visits.current(visit.visit_id) is visit


def test_a_visit_whose_printer_fails_is_forgotten_all_the_same(visits: Visits) -> None:
    visit = visits.begin(FOLDER, LOOKUP, {})

    def breaks(_visit: Visit) -> None:
        raise ConnectionResetError

    visits.at_end = breaks
    with pytest.raises(ConnectionResetError):
        visits.end(visit.visit_id)

    assert visits.current(visit.visit_id) is None


def test_what_is_done_at_the_end_of_a_visit_is_done_once_whoever_ends_it(
    visits: Visits, clock: FixedClock
) -> None:
    ended: list[str] = []
    visits.at_end = lambda visit: ended.append(visit.visit_id)
    first = visits.begin(FOLDER, LOOKUP, {})
    second = visits.begin(FOLDER, LOOKUP, {})
    clock.advance(seconds=IDLE)
    visits.sweep()
    third = visits.begin(FOLDER, LOOKUP, {})
    visits.end(third.visit_id)
    visits.end(third.visit_id)

    assert ended == [first.visit_id, second.visit_id, third.visit_id]
