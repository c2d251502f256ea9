"""Figures of a class: nothing among fewer than five, and a naive reckoning otherwise."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.marks import ClassFigures, class_figures

VALUES = st.decimals(0, 20, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize("count", range(5))
def test_fewer_than_five_give_no_figure(count: int) -> None:
    assert class_figures([Decimal(10)] * count) is None


def test_five_give_average_lowest_and_highest() -> None:
    values = [Decimal(one) for one in ("8", "12.5", "14", "20", "9")]
    assert class_figures(values) == ClassFigures(Decimal("12.70"), Decimal(8), Decimal(20))


def test_half_a_hundredth_goes_up() -> None:
    values = [Decimal(10)] * 7 + [Decimal("10.04")]
    assert class_figures(values) == ClassFigures(Decimal("10.01"), Decimal(10), Decimal("10.04"))


@settings(derandomize=True, deadline=None)
@given(st.lists(VALUES, min_size=5, max_size=40))
def test_the_figures_are_those_anybody_would_reckon(values: list[Decimal]) -> None:
    found = class_figures(values)
    assert found is not None
    with localcontext() as exact:
        exact.prec = 60
        average = (sum(values, Decimal()) / len(values)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert found.average == average
    assert (found.lowest, found.highest) == (sorted(values)[0], sorted(values)[-1])
