"""A stolen disk is not worth searching, at the parameters that are set: recomputed at every run."""

import re
from pathlib import Path

import pytest

from kiosk.domain.guessing import LEAST_DOLLARS, Search
from kiosk.domain.slip_codes import SECRET_DIGITS
from kiosk.domain.slips import MOST_LIVE_SLIPS
from kiosk_config import Settings, SettingsRefused
from kiosk_config.settings import LEAST_MEMORY_MIB, LEAST_PASSES, Slips

ROOT = Path(__file__).parents[2]
SLIPS = Settings().slips


def searched(
    digits: int = SECRET_DIGITS,
    slips: int = MOST_LIVE_SLIPS,
    memory_mib: int = SLIPS.memory_mib,
    passes: int = SLIPS.passes,
) -> Search:
    return Search(digits, slips, memory_mib, passes)


def test_the_first_family_of_a_full_point_costs_a_million_dollars_at_the_least_allowed() -> None:
    """The worst a thief can have: a machine taken while open, its pepper known, 600 slips."""
    assert searched().dollars >= LEAST_DOLLARS
    assert searched(memory_mib=LEAST_MEMORY_MIB, passes=LEAST_PASSES).dollars >= LEAST_DOLLARS


@pytest.mark.parametrize(
    "weaker",
    [
        searched(digits=15),
        searched(slips=5_000),
        searched(memory_mib=19, passes=2),
        searched(memory_mib=32),
        searched(passes=1),
    ],
)
def test_anything_weaker_is_seen(weaker: Search) -> None:
    assert weaker.dollars < LEAST_DOLLARS


@pytest.mark.parametrize(("memory_mib", "passes"), [(19, 2), (63, 3), (64, 2), (46, 1)])
def test_settings_that_would_make_it_cheaper_are_refused(memory_mib: int, passes: int) -> None:
    with pytest.raises(SettingsRefused):
        Slips(memory_mib=memory_mib, passes=passes)


def test_one_chosen_family_costs_hundreds_of_times_more() -> None:
    times = searched(slips=1).dollars / searched().dollars
    assert times == pytest.approx((MOST_LIVE_SLIPS + 1) / 2)


def test_the_table_of_the_security_page_is_the_one_computed_here() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) digits, ([\d,]+) slips?.*\| \$([\d.]+) M \|", page, re.MULTILINE)
    assert len(rows) >= 3
    for digits, slips, millions in rows:
        cost = searched(int(digits), int(slips.replace(",", ""))).dollars
        assert f"{cost / 1e6:.1f}" == millions
