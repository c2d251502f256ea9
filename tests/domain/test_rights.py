"""Who may see whom, on which day: the one rule of rights."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.people import Guardianship, Right, RightOverride, comes_of_age_on, may_see

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def link(right: Right, starts_on: date | None = None, ends_on: date | None = None) -> Guardianship:
    return Guardianship("mère", "enfant", right, starts_on, ends_on)


def decision(
    opens: bool,
    number: int = 1,
    *,
    from_on: date = TODAY - 30 * DAY,
    until_on: date | None = None,
) -> RightOverride:
    return RightOverride("mère", "enfant", opens, from_on, until_on, "principale", number)


@pytest.mark.parametrize(
    ("right", "opens"),
    [
        (Right.LEGAL, True),
        (Right.SELF, True),
        (Right.IN_CHARGE, False),
        (Right.CONTACT, False),
        (Right.UNCONFIRMED, False),
    ],
)
def test_each_link_opens_or_not_by_itself(right: Right, opens: bool) -> None:
    assert may_see([link(right)], [], TODAY) is opens


def test_every_right_is_in_the_table() -> None:
    assert {right.value for right in Right} == {
        "legal",
        "self",
        "in_charge",
        "contact",
        "unconfirmed",
    }


def test_a_stranger_sees_nobody() -> None:
    assert may_see([], [], TODAY) is False


def test_one_link_that_opens_is_enough_among_others_that_do_not() -> None:
    assert may_see([link(Right.CONTACT), link(Right.LEGAL)], [], TODAY) is True


def test_several_links_that_do_not_open_never_add_up() -> None:
    links = [link(Right.CONTACT), link(Right.IN_CHARGE), link(Right.UNCONFIRMED)]
    assert may_see(links, [], TODAY) is False


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "opens"),
    [
        (TODAY, None, True),
        (TODAY + DAY, None, False),
        (None, TODAY, True),
        (None, TODAY - DAY, False),
        (TODAY, TODAY, True),
        (TODAY + DAY, TODAY - DAY, False),
    ],
)
def test_a_link_holds_between_its_two_days_both_included(
    starts_on: date | None, ends_on: date | None, opens: bool
) -> None:
    assert may_see([link(Right.LEGAL, starts_on, ends_on)], [], TODAY) is opens


@pytest.mark.parametrize("right", list(Right))
def test_a_decision_that_closes_beats_every_link(right: Right) -> None:
    assert may_see([link(right)], [decision(opens=False)], TODAY) is False


@pytest.mark.parametrize("right", list(Right))
def test_a_decision_that_opens_beats_every_link(right: Right) -> None:
    assert may_see([link(right)], [decision(opens=True)], TODAY) is True


def test_a_decision_opens_even_where_a_link_has_ended() -> None:
    ended = link(Right.LEGAL, ends_on=TODAY - DAY)
    assert may_see([ended], [decision(opens=True)], TODAY) is True


@pytest.mark.parametrize(
    ("from_on", "until_on", "in_force"),
    [
        (TODAY, None, True),
        (TODAY + DAY, None, False),
        (TODAY - DAY, TODAY, True),
        (TODAY - 9 * DAY, TODAY - DAY, False),
        (TODAY, TODAY, True),
    ],
)
def test_a_decision_is_in_force_between_its_two_days_both_included(
    from_on: date, until_on: date | None, in_force: bool
) -> None:
    closing = decision(opens=False, from_on=from_on, until_on=until_on)
    opening = decision(opens=True, from_on=from_on, until_on=until_on)
    assert may_see([link(Right.LEGAL)], [closing], TODAY) is not in_force
    assert may_see([link(Right.CONTACT)], [opening], TODAY) is in_force


@pytest.mark.parametrize("last_opens", [True, False])
def test_the_latest_decision_in_force_wins_whatever_the_order_they_come_in(
    last_opens: bool,
) -> None:
    decisions = [
        decision(not last_opens, 1),
        decision(last_opens, 3),
        decision(not last_opens, 2),
    ]
    for order in permutations(decisions):
        assert may_see([link(Right.LEGAL)], order, TODAY) is last_opens


def test_a_later_decision_that_is_over_leaves_the_earlier_one_in_force() -> None:
    closed = decision(opens=False, number=1)
    opened_for_a_while = decision(opens=True, number=2, until_on=TODAY - DAY)
    assert may_see([link(Right.LEGAL)], [closed, opened_for_a_while], TODAY) is False


@settings(derandomize=True, deadline=None)
@given(
    st.lists(st.builds(link, st.sampled_from([Right.CONTACT, Right.IN_CHARGE, Right.UNCONFIRMED]))),
    st.lists(st.builds(decision, st.just(False), st.integers(0, 9))),
)
def test_nothing_opens_without_authority_or_a_decision_that_says_so(
    links: list[Guardianship], decisions: list[RightOverride]
) -> None:
    assert may_see(links, decisions, TODAY) is False


@pytest.mark.parametrize(
    ("born_on", "of_age_on"),
    [
        (date(2008, 11, 24), date(2026, 11, 24)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2008, 2, 28), date(2026, 2, 28)),
        (date(2008, 3, 1), date(2026, 3, 1)),
        (date(2008, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_pupil_is_of_age_on_the_18th_birthday(born_on: date, of_age_on: date) -> None:
    assert comes_of_age_on(born_on) == of_age_on


@pytest.mark.parametrize("born_on", [date(2008, 11, 24), date(2008, 2, 29)])
def test_a_grown_pupil_sees_himself_from_that_day_and_not_the_day_before(born_on: date) -> None:
    grown_on = comes_of_age_on(born_on)
    himself = link(Right.SELF, starts_on=grown_on)
    assert may_see([himself], [], grown_on - DAY) is False
    assert may_see([himself], [], grown_on) is True
