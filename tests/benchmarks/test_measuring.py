"""The arithmetic of the table: percentiles, ratios, targets, turns."""

import pytest

from benchmarks.measuring import Contender, Row, percentile, race, rate_rows


@pytest.mark.parametrize(
    ("share", "expected"), [(0.01, 1), (0.50, 50), (0.95, 95), (0.99, 99), (1.0, 100)]
)
def test_a_percentile_is_the_figure_that_so_many_do_not_pass(share: float, expected: int) -> None:
    assert percentile(list(range(100, 0, -1)), share) == expected


def test_one_figure_is_all_its_percentiles() -> None:
    assert {percentile([7.0], share) for share in (0.5, 0.95, 0.99)} == {7.0}


def test_a_ratio_above_one_is_kiosk_doing_better_whatever_the_unit() -> None:
    faster = Row("b", "m", "pages/s", [20.0, 20.0, 20.0], "other", [10.0, 10.0, 10.0])
    lighter = Row("b", "m", "KB", [10.0, 10.0, 10.0], "other", [20.0, 20.0, 20.0])
    assert faster.ratio == lighter.ratio == 2.0


def test_a_ratio_is_taken_within_each_repeat() -> None:
    """A machine that slows down slows both: the medians alone would tell another story."""
    row = Row("b", "m", "pages/s", [30.0, 20.0, 4.0], "other", [10.0, 40.0, 2.0])
    assert row.ratio == 2.0


def test_without_another_or_a_target_nothing_is_said_of_them() -> None:
    row = Row("b", "m", "s", [1.0])
    assert row.ratio is None
    assert row.meets_target is None


@pytest.mark.parametrize(
    ("unit", "target", "met"),
    [("s", 2.0, True), ("s", 1.0, False), ("rows/s", 1.0, True), ("rows/s", 2.0, False)],
)
def test_a_target_is_a_ceiling_for_costs_and_a_floor_for_rates(
    unit: str, target: float, met: bool
) -> None:
    assert Row("b", "m", unit, [1.5], target=target).meets_target is met


def test_contenders_take_turns_each_prepared_and_the_warm_up_is_not_kept() -> None:
    seen: list[str] = []

    def work(name: str) -> Contender:
        def run() -> int:
            seen.append(name)
            return 7

        return Contender(name, run, lambda: seen.append(f"before {name}"))

    runs = race([work("a"), work("b")], repeats=2)
    assert seen == ["before a", "a", "before b", "b"] * 3
    assert [[run.amount for run in theirs] for theirs in runs] == [[7, 7], [7, 7]]


def test_each_other_has_a_row_of_its_own_and_kiosk_alone_has_one() -> None:
    contenders = [Contender(name, lambda: 1) for name in ("kiosk", "one", "two")]
    runs = race(contenders, repeats=1)
    rows = rate_rows("b", "m", "x/s", contenders, runs)
    assert [row.other for row in rows] == ["one", "two"]
    (alone,) = rate_rows("b", "m", "x/s", contenders[:1], runs[:1])
    assert (alone.other, alone.ratio) == ("", None)
