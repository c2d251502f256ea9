"""Wrong codes are met by delay: nobody is ever shut out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.vault.attempts import (
    FORGET_AFTER,
    FREE_TRIES,
    LONGEST_PAUSE_SECONDS,
    MOST_TURNS,
    TURN_KEPT,
    Attempts,
    pause_after,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def after(failures: int, at: datetime = NOON) -> Attempts:
    attempts = Attempts()
    for _ in range(failures):
        attempts.failed(at)
    return attempts


def later(**duration: float) -> datetime:
    return NOON + timedelta(**duration)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (1, 0), (5, 0), (6, 2), (7, 4), (8, 8), (9, 16), (10, 30), (11, 30), (100_000, 30)],
)
def test_five_tries_are_free_then_each_waits_longer_up_to_thirty_seconds(
    failures: int, seconds: int
) -> None:
    assert pause_after(failures) == seconds


@settings(derandomize=True)
@given(st.integers(0, 10**6))
def test_a_pause_never_shrinks_with_failures_nor_passes_its_limit(failures: int) -> None:
    assert pause_after(failures) <= pause_after(failures + 1) <= LONGEST_PAUSE_SECONDS


def test_a_machine_without_wrong_codes_never_waits() -> None:
    assert Attempts().seconds_to_wait(NOON) == 0
    assert after(FREE_TRIES).seconds_to_wait(NOON) == 0


def test_the_wait_runs_down_and_is_told_rounded_up() -> None:
    attempts = after(8)
    assert attempts.seconds_to_wait(NOON) == 8
    assert attempts.seconds_to_wait(later(seconds=0.1)) == 8
    assert attempts.seconds_to_wait(later(seconds=7.9)) == 1
    assert attempts.seconds_to_wait(later(seconds=8)) == 0
    assert attempts.seconds_to_wait(later(minutes=14)) == 0


def test_the_wait_counts_from_the_last_wrong_code() -> None:
    attempts = after(6)
    attempts.failed(later(minutes=1))
    assert attempts.seconds_to_wait(later(minutes=1)) == 4


def test_a_quarter_of_an_hour_without_a_wrong_code_forgets_them() -> None:
    attempts = after(40)
    assert attempts.seconds_to_wait(NOON + FORGET_AFTER) == 0
    attempts.failed(NOON + FORGET_AFTER)
    assert attempts.seconds_to_wait(NOON + FORGET_AFTER) == 0


def test_a_second_before_that_they_are_remembered() -> None:
    almost = NOON + FORGET_AFTER - timedelta(seconds=1)
    attempts = after(40)
    assert attempts.seconds_to_wait(almost) == 0
    attempts.failed(almost)
    assert attempts.seconds_to_wait(almost) == LONGEST_PAUSE_SECONDS


def test_a_right_code_forgets_the_wrong_ones() -> None:
    attempts = after(40)
    attempts.succeeded()
    assert attempts.seconds_to_wait(NOON) == 0
    attempts.failed(NOON)
    assert attempts.seconds_to_wait(NOON) == 0


@pytest.mark.parametrize("failures", [1, 6, 40])
def test_a_clock_set_back_shuts_nobody_out(failures: int) -> None:
    attempts = after(failures)
    earlier = NOON - timedelta(hours=3)
    assert attempts.seconds_to_wait(earlier) <= pause_after(failures)
    assert attempts.seconds_to_wait(earlier + timedelta(seconds=LONGEST_PAUSE_SECONDS)) == 0


@settings(derandomize=True, deadline=None)
@given(st.lists(st.integers(-(10**5), 10**5), max_size=40))
def test_whatever_happened_nobody_waits_more_than_thirty_seconds(moves: list[int]) -> None:
    attempts, now = Attempts(), NOON
    for seconds in moves:
        now += timedelta(seconds=seconds)
        assert 0 <= attempts.seconds_to_wait(now) <= LONGEST_PAUSE_SECONDS
        attempts.failed(now)
    attempts.seconds_to_wait(now)
    assert attempts.seconds_to_wait(now + timedelta(seconds=LONGEST_PAUSE_SECONDS)) == 0


# However many others try.


@given(
    failures=st.integers(0, 40),
    others=st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=32, max_size=32),
)
def test_who_tries_once_a_second_is_let_in_within_the_longest_pause(
    failures: int, others: list[tuple[int, bool]]
) -> None:
    """Each second others come first, with codes never seen or with those that they sent before."""
    attempts = after(failures)
    sent: list[bytes] = []
    for second, (count, come_back) in enumerate(others):
        now = later(seconds=second)
        sent += [f"{second} {number}".encode() for number in range(count)]
        for mark in sent if come_back else sent[len(sent) - count :]:
            if attempts.seconds_to_wait(now, mark) == 0:
                attempts.failed(now, mark)
        if attempts.seconds_to_wait(now, b"hers") == 0:
            assert second <= LONGEST_PAUSE_SECONDS + 1
            return
    raise AssertionError("never let in")


def test_a_code_is_told_its_own_wait_which_others_do_not_lengthen() -> None:
    attempts = after(10)
    assert attempts.seconds_to_wait(NOON, b"hers") == 30
    attempts.failed(later(seconds=29))
    assert attempts.seconds_to_wait(later(seconds=29)) == 30
    assert attempts.seconds_to_wait(later(seconds=29), b"hers") == 1
    assert attempts.seconds_to_wait(later(seconds=30), b"hers") == 0
    assert attempts.seconds_to_wait(later(seconds=30), b"another") == 29


def test_a_wrong_code_that_had_its_turn_waits_anew_like_any_other() -> None:
    attempts = after(10)
    attempts.seconds_to_wait(NOON, b"wrong")
    attempts.failed(later(seconds=30), b"wrong")
    assert attempts.seconds_to_wait(later(seconds=31), b"wrong") == 29


def test_a_turn_is_not_kept_for_who_does_not_come() -> None:
    attempts = after(10)
    attempts.seconds_to_wait(NOON, b"late")
    back = later(seconds=30) + TURN_KEPT
    attempts.failed(back)
    assert attempts.seconds_to_wait(back, b"late") == 0
    assert attempts.seconds_to_wait(back + timedelta(seconds=1), b"late") == 29


def test_a_clock_set_back_makes_no_turn_longer_than_the_longest_pause() -> None:
    attempts = after(10)
    attempts.seconds_to_wait(NOON, b"hers")
    earlier = NOON - timedelta(hours=3)
    attempts.failed(earlier)
    assert attempts.seconds_to_wait(earlier, b"hers") == LONGEST_PAUSE_SECONDS
    attempts.failed(earlier + timedelta(seconds=29))
    assert attempts.seconds_to_wait(earlier + timedelta(seconds=30), b"hers") == 0


def test_no_flood_of_codes_fills_the_memory() -> None:
    attempts = after(10)
    for number in range(MOST_TURNS + 100):
        attempts.seconds_to_wait(NOON, number.to_bytes(16, "big"))
    assert len(attempts._turns) == MOST_TURNS
