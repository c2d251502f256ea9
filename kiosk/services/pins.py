"""Four digits of her own beside a slip: offered, chosen, taken away."""

from kiosk.domain.errors import PinsDiffer
from kiosk.domain.pins import check_pin
from kiosk.sealing.pins import pin_of_slip
from kiosk.services.access_point import AccessPoint
from kiosk.services.visits import Visit


def is_offered(point: AccessPoint, visit: Visit) -> bool:
    """Whether to offer it: from the second visit on, to who has none."""
    is_known_here = visit.news.last_visit_on is not None
    return point.settings.slips.pin == "offered" and not visit.has_pin and is_known_here


def must_choose(point: AccessPoint, visit: Visit) -> bool:
    """Whether nothing is shown before she has chosen."""
    return point.settings.slips.pin == "required" and not visit.has_pin


def choose_pin(point: AccessPoint, visit: Visit, pin: str, again: str) -> None:
    """Give her slip these digits; raise ``PinTooEasy``, ``PinsDiffer``."""
    check_pin(pin)
    if pin != again:
        raise PinsDiffer
    point.keeper.choose_pin(visit.lookup, pin_of_slip(pin, visit.slip_key))
    visit.has_pin = True


def take_pin_away(point: AccessPoint, visit: Visit) -> None:
    """Her slip opens alone again."""
    point.keeper.choose_pin(visit.lookup, None)
    visit.has_pin = False
