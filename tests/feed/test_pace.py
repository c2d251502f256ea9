"""How often a point knocks, by a clock of our own and a chance that always says the same."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.feed.pace import FIRST_REST_SECONDS, LONGEST_REST_SECONDS, Pace


class Time:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def seconds(self) -> float:
        return self.now


def longest(_: float, most: float) -> float:
    return most


def a_pace(time: Time, every_seconds: float = 30) -> Pace:
    return Pace(time.seconds, every_seconds, spread=longest)


def test_it_is_time_at_once_and_then_once_a_turn() -> None:
    time = Time()
    pace = a_pace(time)
    first = pace.mark()
    time.now = 35
    assert pace.mark() == first != ""
    time.now = 36
    assert pace.mark() not in ("", first)


def test_nobody_knocks_while_it_rests_and_everybody_once_it_has() -> None:
    time = Time()
    pace = a_pace(time)
    before = pace.mark()
    pace.failed()
    assert pace.mark() == ""
    time.now = FIRST_REST_SECONDS
    assert pace.mark() not in ("", before)


def rest_of(pace: Pace, time: Time) -> float:
    """How long it stays silent after one more failure."""
    began = time.now
    pace.failed()
    while pace.mark() == "":
        time.now += 0.5
    return time.now - began


def test_each_failure_doubles_the_rest_up_to_a_limit_and_an_answer_forgives_all() -> None:
    time = Time()
    pace = a_pace(time)
    rests = [rest_of(pace, time) for _ in range(9)]
    assert rests == [4, 8, 16, 32, 64, 128, 256, LONGEST_REST_SECONDS, LONGEST_REST_SECONDS]
    pace.met()
    assert rest_of(pace, time) == FIRST_REST_SECONDS


@given(failures=st.integers(0, 200))
def test_however_long_the_hub_was_away_a_point_tries_again_within_five_minutes(
    failures: int,
) -> None:
    time = Time()
    pace = Pace(time.seconds, 30)
    for _ in range(failures):
        pace.failed()
    time.now = LONGEST_REST_SECONDS
    assert pace.mark() != ""


def test_points_that_lost_their_hub_together_do_not_come_back_together() -> None:
    rests = set()
    for _ in range(40):
        time = Time()
        pace = Pace(time.seconds, 30)
        rests.add(rest_of(pace, time))
    assert len(rests) > 1
