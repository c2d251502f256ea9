"""A real IPP printer beside the screen: the page says what it does, and what a person can do."""

from collections.abc import Callable

import pytest

from kiosk.clock import FixedClock
from kiosk.domain.folder import Folder
from kiosk.domain.print_jobs import PrintJob, PrintState
from kiosk.printing.ipp.printer import IppPrinter
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.printing.ipp import ippeve
from tests.printing.ipp.ippeve import JAMS, PRINTS, RUNS_OUT_OF_PAPER, EvePrinter
from tests.views.own_point import OwnPoint
from tests.waiting import soon

avahi_bus, eve = ippeve.avahi_bus, ippeve.eve


@pytest.fixture
def mother(eve: EvePrinter, own_point: OwnPoint, lambert: Folder) -> GuardianAtScreen:
    """Before her daughter's marks, a printer beside her."""
    own_point.prints_on(IppPrinter(eve.uri))
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(own_point.gives_slip(lambert))
    guardian.follows("Notes")
    return guardian


def page_says(guardian: GuardianAtScreen, sentence: str) -> Callable[[], bool]:
    """Look at the same page again until it says so."""
    address = guardian.page.request.path

    def looks() -> bool:
        guardian.opens(address)
        return sentence in guardian.reads

    return looks


def test_two_touches_bring_one_sheet_and_the_page_says_when_it_is_out(mother, eve) -> None:
    mother.follows("Imprimer")
    assert eve.pile() == []
    assert "Une feuille de papier" in mother.reads

    mother.presses("Imprimer")

    assert soon(page_says(mother, "Votre impression est sortie."))
    assert "Prenez toutes vos feuilles" in mother.reads
    (sheet,) = eve.pile()
    assert sheet.startswith(b"%PDF-")
    # Nothing is left to ask or to take back: the page leaves like any other.
    assert "Annuler l’impression" not in mother.reads


def test_the_page_looks_again_by_itself_while_it_prints_and_not_for_ever(
    mother, eve, clock: FixedClock
) -> None:
    eve.will(RUNS_OUT_OF_PAPER, PRINTS)
    answer = mother.has_it_printed()
    assert answer.headers["Refresh"].startswith("3; url=/print/sheets/")

    clock.advance(seconds=121)
    again = mother.opens(answer.request.path)

    assert not again.headers["Refresh"].startswith("3;")
    assert "Regarder de nouveau" in mother.reads
    eve.see_to()


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [(RUNS_OUT_OF_PAPER, "Il n’y a plus de papier."), (JAMS, "Une feuille est coincée.")],
    ids=["no paper", "a jam"],
)
def test_a_printer_that_waits_is_told_with_what_to_do_and_goes_on(
    mother, eve, trouble: str, sentence: str
) -> None:
    eve.will(trouble, PRINTS)
    mother.has_it_printed()
    assert eve.is_waiting()
    assert soon(page_says(mother, sentence))
    assert "Demandez à l’accueil" in mother.reads
    assert "L’imprimante s’est arrêtée." in mother.reads

    eve.see_to()

    assert soon(page_says(mother, "Votre impression est sortie."))
    assert len(eve.pile()) == 1


def test_she_takes_a_sheet_back_that_waits_for_paper(mother, eve) -> None:
    eve.will(RUNS_OUT_OF_PAPER, PRINTS)
    mother.has_it_printed()
    assert eve.is_waiting()

    mother.presses("Annuler l’impression")
    eve.see_to()

    assert soon(page_says(mother, "L’impression est annulée."))


def test_a_printer_that_is_off_is_told_before_anything_pretends_to_be_printed(mother, eve) -> None:
    eve.off()

    assert mother.has_it_printed().status_code == 503
    assert "L’imprimante ne répond pas" in mother.reads


def test_what_waits_for_paper_does_not_come_out_for_the_next_person(mother, eve) -> None:
    name = has_a_sheet_wait_for_paper(mother, eve)

    mother.finishes()

    # This printer lets go of a job only when somebody has seen to it: she is told, and it does.
    assert "Une feuille peut encore sortir" in mother.reads
    eve.see_to()
    assert soon(lambda: told_of(eve, name) is PrintState.CANCELLED)


def test_one_who_leaves_while_the_printer_is_gone_is_told_that_paper_may_come(mother, eve) -> None:
    eve.will(RUNS_OUT_OF_PAPER, PRINTS)
    mother.has_it_printed()
    assert eve.is_waiting()
    eve.off()

    mother.finishes()

    assert "Une feuille peut encore sortir" in mother.reads


def test_a_visit_that_slept_takes_its_sheet_back(
    mother, eve, own_point: OwnPoint, clock: FixedClock
) -> None:
    name = has_a_sheet_wait_for_paper(mother, eve)
    clock.advance(seconds=151)

    own_point.point.sweep()

    eve.see_to()
    assert soon(lambda: told_of(eve, name) is PrintState.CANCELLED)


def test_the_next_slip_at_the_screen_takes_the_sheet_of_the_one_before_back(
    mother, eve, own_point: OwnPoint, lambert: Folder
) -> None:
    name = has_a_sheet_wait_for_paper(mother, eve)

    GuardianAtScreen(own_point.app()).shows_slip(own_point.gives_slip(lambert))

    eve.see_to()
    assert soon(lambda: told_of(eve, name) is PrintState.CANCELLED)


def has_a_sheet_wait_for_paper(mother: GuardianAtScreen, eve: EvePrinter) -> str:
    """Print at a printer whose tray is empty; the sheet's name."""
    eve.will(RUNS_OUT_OF_PAPER, PRINTS)
    mother.has_it_printed()
    assert eve.is_waiting()
    return mother.page.request.path.rsplit("/", 1)[1]


def told_of(eve: EvePrinter, name: str) -> PrintState:
    """What the printer itself says of a sheet."""
    return IppPrinter(eve.uri).job(PrintJob(name, "", PrintState.QUEUED, 1)).state
