"""What is done at one point holds at the other, whichever hears of it first."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kiosk.domain.errors import PinNeeded, SlipUnknown
from kiosk.domain.slip_codes import SlipCode
from kiosk.services.answering import take_file
from kiosk.services.giving_out import end_lost_slip
from kiosk.services.pins import choose_pin, take_pin_away
from kiosk.services.signing_in import open_slip, read_slip, sign_in_with_slip
from kiosk.services.slips import SlipOrder
from tests.services.desk_of_line import DeskOfLine
from tests.services.line import PLACE, Line, reader_id_of


@dataclass
class TwoPoints:
    """The médiathèque and the town hall, which both serve Nadia."""

    here: Line
    there: Line
    code: SlipCode

    def tell(self, whom: Line) -> None:
        """What one point has to say reaches the office, whose news reaches both."""
        stick = whom.folder / "up"
        whom.outgoing.write(stick)
        take_file(whom.office, stick)
        self.here.carry()
        self.there.carry()


@pytest.fixture
def both(line: Line) -> Iterator[TwoPoints]:
    (line.folder / "there").mkdir()
    there = Line(line.office, line.clock, line.folder / "there", "mairie", "Mairie")
    nadia = [reader_id_of(line.office, "Nadia")]
    (slip,) = line.issue(nadia, SlipOrder(place=PLACE)).slips
    with line.office.store.transaction() as tx:
        tx.circulation.attach(nadia, "Mairie", line.clock.today())
    line.publish()
    line.carry()
    there.carry()
    yield TwoPoints(line, there, slip.printable.code)
    there.vault.close()


def opens(line: Line, code: SlipCode, pin: str | None) -> bool:
    try:
        open_slip(line.point, read_slip(line.point, code.digits()), pin)
    except (SlipUnknown, PinNeeded):
        return False
    return True


def test_a_pin_chosen_at_one_point_is_asked_for_at_the_other(both: TwoPoints) -> None:
    visit = sign_in_with_slip(both.here.point, both.code.digits())
    choose_pin(both.here.point, visit, "4716", "4716")
    assert opens(both.there, both.code, None), "not told yet"
    both.tell(both.here)
    assert not opens(both.there, both.code, None)
    assert not opens(both.there, both.code, "6174")
    assert opens(both.there, both.code, "4716")
    assert opens(both.here, both.code, "4716")


def test_a_pin_taken_away_at_one_point_is_not_asked_for_at_the_other(both: TwoPoints) -> None:
    visit = sign_in_with_slip(both.here.point, both.code.digits())
    choose_pin(both.here.point, visit, "4716", "4716")
    both.tell(both.here)
    elsewhere = open_slip(both.there.point, read_slip(both.there.point, both.code.digits()), "4716")
    take_pin_away(both.there.point, elsewhere)
    both.tell(both.there)
    assert opens(both.here, both.code, None)


def test_the_newest_of_two_pins_holds_everywhere(both: TwoPoints) -> None:
    for where, pin in ((both.here, "4716"), (both.there, "8305")):
        old = "4716" if where is both.there else None
        visit = open_slip(where.point, read_slip(where.point, both.code.digits()), old)
        choose_pin(where.point, visit, pin, pin)
        both.tell(where)
    for where in (both.here, both.there):
        assert not opens(where, both.code, "4716")
        assert opens(where, both.code, "8305")


def test_a_machine_that_replaces_another_still_asks_for_the_pin(both: TwoPoints) -> None:
    visit = sign_in_with_slip(both.here.point, both.code.digits())
    choose_pin(both.here.point, visit, "4716", "4716")
    both.tell(both.here)
    both.here.has_another_machine()
    both.here.publish_and_carry()
    assert not opens(both.here, both.code, None)
    assert opens(both.here, both.code, "4716")


def test_a_slip_ended_at_one_point_opens_nothing_at_the_other(both: TwoPoints) -> None:
    assert opens(both.there, both.code, None)
    desk = DeskOfLine(both.here)
    end_lost_slip(desk.desk, desk.badge(), "E-00001")
    both.tell(both.here)
    for where in (both.here, both.there):
        with pytest.raises(SlipUnknown):
            sign_in_with_slip(where.point, both.code.digits())
