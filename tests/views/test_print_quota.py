"""How many sheets she may still print, said before she prints; and a sheet somebody left behind."""

from pathlib import Path

import pytest

from kiosk.domain.agents import AgentRole
from kiosk.domain.folder import Folder
from kiosk.domain.journal import JournalEvent
from kiosk.printing.ipp.printer import IppPrinter
from kiosk.printing.printers import FolderPrinter
from tests.navigators.agent_at_desk import AgentAtDesk
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.printing.ipp import ippeve
from tests.printing.ipp.ippeve import PRINTS, RUNS_OUT_OF_PAPER, EvePrinter
from tests.views.desk.own_desk import PASSWORD, OwnDesk
from tests.views.own_point import OwnPoint

avahi_bus, eve = ippeve.avahi_bus, ippeve.eve


@pytest.fixture
def tray(tmp_path: Path) -> Path:
    (tmp_path / "screen").mkdir()
    return tmp_path / "screen"


@pytest.fixture
def mother(own_point: OwnPoint, lambert: Folder, tray: Path) -> GuardianAtScreen:
    """Before her daughter's marks, a folder in the place of a printer."""
    own_point.prints_on(FolderPrinter(tray))
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(own_point.gives_slip(lambert))
    guardian.follows("Notes")
    return guardian


def test_what_is_left_is_said_before_she_prints(mother: GuardianAtScreen) -> None:
    mother.follows("Imprimer")
    assert "Vous pouvez encore imprimer 20 feuilles." in mother.reads

    mother.presses("Imprimer")
    mother.opens("/print/marks?child=1&period=1&size=large")

    assert "Vous pouvez encore imprimer 19 feuilles." in mother.reads


def test_the_second_of_two_touches_is_asked_about(mother: GuardianAtScreen, tray: Path) -> None:
    mother.follows("Imprimer")
    page = mother.page.request.full_path
    mother.presses("Imprimer")
    mother.opens(page)
    mother.presses("Imprimer")

    assert "Vous venez déjà de la demander" in mother.reads
    assert len(list(tray.iterdir())) == 1

    mother.presses("L’imprimer une deuxième fois")

    assert len(list(tray.iterdir())) == 2
    assert "Vous venez déjà" not in mother.reads


def test_after_the_pages_of_the_day_there_is_a_day_and_no_button(
    mother: GuardianAtScreen, tray: Path
) -> None:
    mother.follows("Imprimer")
    page = mother.page.request.full_path
    mother.presses("Imprimer")
    mother.opens(page)
    mother.presses("Imprimer")
    for _ in range(19):
        mother.presses("L’imprimer une deuxième fois")

    mother.opens(page)

    assert "Vous avez imprimé toutes vos feuilles pour le moment." in mother.reads
    assert "Vous pourrez en imprimer d’autres" in mother.reads
    assert "Imprimer" not in [one.name for one in mother.read.pressables if one.tag == "button"]
    fields = {"csrf_token": mother.token, "child": "1", "period": "1", "size": "large"}
    refused = mother.browser.post("/print/marks", data=fields)
    assert refused.status_code == 409
    assert "Rien n’a été imprimé." in refused.text
    assert len(list(tray.iterdir())) == 20


class TestASheetLeftBehind:
    """She went, and nobody knows whether the sheet came."""

    @pytest.fixture
    def mother(self, eve: EvePrinter, own_point: OwnPoint, lambert: Folder) -> GuardianAtScreen:
        own_point.prints_on(IppPrinter(eve.uri))
        guardian = GuardianAtScreen(own_point.app())
        guardian.shows_slip(own_point.gives_slip(lambert))
        guardian.follows("Notes")
        return guardian

    @pytest.fixture
    def own_desk(self, own_point: OwnPoint, tmp_path: Path) -> OwnDesk:
        return OwnDesk(own_point, tmp_path)

    @pytest.fixture
    def agent(self, own_desk: OwnDesk) -> AgentAtDesk:
        at_desk = AgentAtDesk(own_desk.app())
        at_desk.shows_card(own_desk.cards[AgentRole.AGENT], PASSWORD)
        return at_desk

    def test_the_desk_is_told_and_the_next_one_waits_until_it_has_looked(
        self, mother, eve, own_point: OwnPoint, lambert: Folder, agent, own_desk: OwnDesk
    ) -> None:
        agent.opens("/desk/")
        assert "imprimante de l’écran" not in agent.reads
        eve.will(RUNS_OUT_OF_PAPER, PRINTS)
        mother.has_it_printed()
        assert eve.is_waiting()
        eve.off()
        mother.finishes()

        next_one = GuardianAtScreen(own_point.app())
        next_one.shows_slip(own_point.gives_slip(lambert))
        next_one.follows("Notes")
        next_one.follows("Imprimer")
        assert "peut-être restée à l’imprimante" in next_one.reads
        page = next_one.page.request.full_path

        agent.opens("/desk/")
        assert "Une feuille est peut-être à l’imprimante de l’écran." in agent.reads
        agent.presses("J’ai regardé")
        assert "peut-être" not in agent.reads
        assert own_desk.entries()[0].event is JournalEvent.PAPER_CLEARED

        next_one.opens(page)
        assert "Vous pouvez encore imprimer" in next_one.reads
