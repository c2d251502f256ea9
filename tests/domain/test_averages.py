"""The indicative average: the one figure we compute."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.marks import indicative_average

MARKS = st.lists(
    st.tuples(
        st.integers(0, 120).map(lambda quarters: Decimal(quarters) / 4),
        st.sampled_from([5, 6, 7, 10, 12, 15, 20, 30, 40, 100]).map(Decimal),
        st.sampled_from([None, Decimal("0.5"), Decimal(1), Decimal(2), Decimal(3)]),
    ),
    min_size=1,
    max_size=8,
)


def average(*marks: tuple[str, str, str | None]) -> Decimal | None:
    return indicative_average(
        (Decimal(value), Decimal(out_of), None if weight is None else Decimal(weight))
        for value, out_of, weight in marks
    )


def test_there_is_no_average_without_a_mark() -> None:
    assert average() is None


def test_marks_are_brought_to_twenty() -> None:
    assert average(("7", "10", None)) == 14
    assert average(("7", "10", None), ("16", "20", None)) == 15


def test_a_coefficient_weighs_and_a_missing_one_counts_as_one() -> None:
    assert average(("10", "20", "3"), ("14", "20", None)) == 11
    assert average(("10", "20", "0.5"), ("16", "20", "1")) == 14


def test_halves_of_a_hundredth_go_up() -> None:
    assert average(("10.005", "20", None)) == Decimal("10.01")
    assert average(("10.004", "20", None)) == Decimal("10.00")
    assert average(("10.015", "20", None)) == Decimal("10.02")


def test_a_half_goes_up_even_when_it_comes_from_thirds() -> None:
    marks = [("13.75", "30", "2"), ("15.75", "10", "3"), ("6.5", "6", "2")]
    assert average(*marks, ("3.25", "40", "2"), ("0.25", "15", "1")) == Decimal("15.98")


def test_an_average_always_has_its_two_decimals() -> None:
    assert str(average(("12", "20", None))) == "12.00"
    assert str(average(("0", "20", None))) == "0.00"


@pytest.mark.parametrize(
    "left_out", [("5", "0", None), ("5", "-20", None), ("5", "20", "0"), ("5", "20", "-1")]
)
def test_a_mark_without_barème_or_weight_is_left_out(left_out: tuple[str, str, str | None]) -> None:
    assert average(left_out) is None
    assert average(left_out, ("14", "20", None)) == 14


@settings(derandomize=True, deadline=None, max_examples=300)
@given(MARKS)
def test_the_average_is_the_exact_one_rounded_half_up(
    marks: list[tuple[Decimal, Decimal, Decimal | None]],
) -> None:
    weights = [Fraction(1) if weight is None else Fraction(weight) for *_, weight in marks]
    total = sum(
        weight * Fraction(value) * 20 / Fraction(out_of)
        for weight, (value, out_of, _) in zip(weights, marks, strict=True)
    )
    exact = Fraction(total, sum(weights))
    found = indicative_average(marks)
    assert found is not None
    assert Fraction(found) == Fraction(floor(exact * 100 + Fraction(1, 2)), 100)


@settings(derandomize=True, deadline=None, max_examples=50)
@given(MARKS)
def test_the_order_of_marks_does_not_matter(
    marks: list[tuple[Decimal, Decimal, Decimal | None]],
) -> None:
    assert indicative_average(marks) == indicative_average(reversed(marks))
