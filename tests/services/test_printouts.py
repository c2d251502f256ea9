"""One sheet for many touches, and none for who has left."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.errors import AskedBefore, NotFound
from kiosk.domain.print_jobs import SheetKind
from kiosk.printing.printers import FolderPrinter
from kiosk.services.access_point import AccessPoint
from kiosk.services.printouts import Wish, print_document, print_sheet
from kiosk.services.signing_in import sign_in_with_slip, sign_out
from kiosk.services.visits import Printout, Visit
from kiosk.wording import french
from tests.services.added_by_hand import add_document
from tests.services.line import Line


@pytest.fixture
def tray(tmp_path: Path) -> Path:
    """Where the sheets come out."""
    (tmp_path / "tray").mkdir()
    return tmp_path / "tray"


@pytest.fixture
def point(line: Line, tray: Path) -> AccessPoint:
    return replace(line.point, printer=FolderPrinter(tray))


@pytest.fixture
def visit(line: Line, point: AccessPoint) -> Visit:
    add_document(line.office, "Réunion", pupil="lea")
    (code,) = line.issue_to("Nadia")
    line.publish_and_carry()
    return sign_in_with_slip(point, code.digits())


def marks(point: AccessPoint, visit: Visit) -> Printout:
    return print_sheet(point, visit, french(), Wish(SheetKind.MARKS, 1, 1))


def document(point: AccessPoint, visit: Visit) -> Printout:
    return print_document(point, visit, place=1, number=1)


@pytest.mark.parametrize("print_it", [marks, document])
def test_touches_at_the_same_instant_make_one_sheet(
    point: AccessPoint, visit: Visit, tray: Path, print_it: Callable[[AccessPoint, Visit], Printout]
) -> None:
    def touch(_finger: int) -> str:
        try:
            return print_it(point, visit).sheet.name
        except AskedBefore as before:
            return before.sheet

    with ThreadPoolExecutor(4) as fingers:
        names = set(fingers.map(touch, range(8)))
    assert len(list(tray.iterdir())) == 1
    assert names == {visit.printouts[0].sheet.name}


@pytest.mark.parametrize("print_it", [marks, document])
def test_no_sheet_comes_out_for_who_has_left(
    point: AccessPoint, visit: Visit, tray: Path, print_it: Callable[[AccessPoint, Visit], Printout]
) -> None:
    sign_out(point, visit)
    with pytest.raises(NotFound):
        print_it(point, visit)
    assert list(tray.iterdir()) == []
    assert visit.printouts == []


def test_who_leaves_while_her_sheet_is_made_leaves_none_behind(
    line: Line, point: AccessPoint, visit: Visit, tray: Path
) -> None:
    class LeavingClock:
        """She signs out while the sheet is drawn: it is asked for the hour then."""

        def __init__(self) -> None:
            self.today = line.clock.today
            self._asked = 0

        def now(self) -> object:
            self._asked += 1
            if self._asked == 2:
                sign_out(point, visit)
            return line.clock.now()

    with pytest.raises(NotFound):
        marks(replace(point, clock=LeavingClock()), visit)  # type: ignore[arg-type]
    assert list(tray.iterdir()) == []
