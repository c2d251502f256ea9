"""How much may go between two files before a person is asked."""

import pytest

from kiosk.domain.removals import (
    is_a_group_lost,
    is_a_kind_cut_short,
    is_a_school_cut_short,
    is_a_table_emptied,
)


@pytest.mark.parametrize(
    ("gone", "of", "is_too_many"),
    [
        (1, 1, False),
        (1, 400, False),
        (4, 5, False),
        (4, 39, False),
        (5, 49, True),
        (5, 50, False),
        (40, 400, False),
        (41, 400, True),
        (2, 2, True),
        (0, 0, False),
    ],
)
def test_a_tenth_of_the_pupils_or_all_of_them_are_too_many(
    gone: int, of: int, is_too_many: bool
) -> None:
    assert is_a_school_cut_short(gone, of) is is_too_many


@pytest.mark.parametrize(
    ("gone", "of", "is_lost"),
    [(24, 24, True), (23, 24, False), (2, 2, True), (1, 1, False), (0, 0, False)],
)
def test_a_group_of_more_than_one_is_lost_with_everybody(gone: int, of: int, is_lost: bool) -> None:
    assert is_a_group_lost(gone, of) is is_lost


@pytest.mark.parametrize(
    ("gone", "of", "is_too_many"),
    [(18, 19, False), (10, 20, False), (11, 20, True), (20, 20, True), (50, 100, False)],
)
def test_more_than_half_of_twenty_records_are_too_many(
    gone: int, of: int, is_too_many: bool
) -> None:
    assert is_a_kind_cut_short(gone, of, left=of) is is_too_many


@pytest.mark.parametrize(
    ("gone", "of", "left", "is_too_many"),
    [(19, 19, 0, True), (2, 2, 0, True), (1, 1, 0, False), (2, 2, 1, False), (0, 0, 0, False)],
)
def test_every_record_of_a_few_is_too_many_where_none_comes_instead(
    gone: int, of: int, left: int, is_too_many: bool
) -> None:
    assert is_a_kind_cut_short(gone, of, left) is is_too_many


@pytest.mark.parametrize(
    ("gone", "left", "is_emptied"), [(1, 0, True), (1, 1, False), (0, 0, False)]
)
def test_a_spreadsheet_is_emptied_by_its_last_line(gone: int, left: int, is_emptied: bool) -> None:
    assert is_a_table_emptied(gone, left) is is_emptied
