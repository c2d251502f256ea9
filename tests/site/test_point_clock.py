"""A point whose clock is set back: what is over stays over."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.clock import ClockWithFloor, FixedClock
from kiosk.domain.errors import SlipUnknown
from kiosk.domain.slip_codes import SlipCode
from kiosk.services.signing_in import sign_in_with_slip
from kiosk.site.keepers import open_keepers
from kiosk.site.point import open_point
from kiosk.site.point_folder import open_vault


def test_a_clock_is_believed_above_its_floor_and_not_below(clock: FixedClock) -> None:
    now = clock.now()
    for floor, seen in ((None, now), (now - timedelta(days=9), now)):
        assert ClockWithFloor(clock, lambda floor=floor: floor).now() == seen
    later = now + timedelta(days=400)
    floored = ClockWithFloor(clock, lambda: later)
    assert floored.now() == later
    assert floored.today() == later.astimezone().date()
    assert floored.seconds() == clock.seconds(), "what waits still waits as long"


def test_a_slip_that_ended_does_not_open_again_where_the_clock_is_set_back(
    demo_folder: Path, demo_codes: dict[str, SlipCode], clock: FixedClock
) -> None:
    point = demo_folder / "point"
    (code, *_) = demo_codes.values()
    made_on = clock.now()
    long_after = made_on + timedelta(days=800)
    vault = open_vault(point)
    with vault.transaction() as cursor:  # as the last segment of a hub that lives then would
        cursor.execute(
            "UPDATE state SET value = ? WHERE name = 'signed_at'", (long_after.isoformat(),)
        )
    vault.close()
    keepers = open_keepers(point, FixedClock(made_on))
    # The screen's own clock is for what it shows; whether a slip opens is the keeper's to say.
    with pytest.raises(SlipUnknown):
        sign_in_with_slip(open_point(point, FixedClock(made_on), keepers.public), code.digits())
    keepers.vault.close()
