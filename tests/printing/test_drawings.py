"""Path data: what our drawings use is read, everything else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.pictures import PICTURES
from kiosk.printing.drawings import Step, steps_of


def test_the_four_commands_are_read() -> None:
    assert steps_of("M1 2 L3.5 4 C1 2 3 4 5 6 Z") == (
        Step("M", ((1, 2),)),
        Step("L", ((3.5, 4),)),
        Step("C", ((1, 2), (3, 4), (5, 6))),
        Step("Z", ()),
    )


@pytest.mark.parametrize(
    "data", ["", "L1 2", "M1", "M1 2 3", "M1 2 l3 4", "M1 2 H4", "M1 2 C1 2", "M1 2 Z3", "Mx y"]
)
def test_anything_else_is_refused(data: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - either message will do
        steps_of(data)


@given(st.text(alphabet="MLCZ mlcz0123456789.-", max_size=40))
def test_whatever_is_given_is_read_or_refused(data: str) -> None:
    try:
        steps = steps_of(data)
    except ValueError:
        return
    assert steps[0].command == "M"


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_read_and_stays_on_its_grid(name: str) -> None:
    points = [point for step in steps_of(PICTURES[name]) for point in step.points]
    assert len(points) >= 8
    assert all(0.8 <= value <= 23.2 for point in points for value in point)
