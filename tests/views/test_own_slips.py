"""« Qui a regardé » and the notice of a slip somebody was given in her name."""

import re
from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain.folder import SlipNotice
from kiosk.domain.slip_codes import SlipCode
from kiosk.printing.printers import FolderPrinter
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.navigators.sheets import text_of
from tests.views.own_point import OwnPoint, a_child, a_folder


@pytest.fixture
def two_slips(own_point: OwnPoint) -> tuple[SlipCode, SlipCode]:
    """The first is hers; the second a desk gave four days ago, to whoever asked."""
    own_point.gives_slip(a_folder(a_child()))
    notice = SlipNotice("T-00003", "boat", date(2026, 11, 19), "Mairie", "Dominique")
    folder = replace(a_folder(a_child()), slips=(notice,))
    return own_point.gives_slip(folder), own_point.gives_slip(folder)


def test_a_slip_given_in_her_name_is_told_on_the_first_screen(
    own_point: OwnPoint, two_slips: tuple[SlipCode, SlipCode]
) -> None:
    hers, _ = two_slips
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(hers)
    assert "Un ticket a été remis pour vous le jeudi 19 novembre" in guardian.reads
    assert "T-00003" in guardian.reads
    assert "Mairie" in guardian.reads
    assert "par Dominique" in guardian.reads


def test_she_cancels_it_herself_after_a_question(
    own_point: OwnPoint, two_slips: tuple[SlipCode, SlipCode]
) -> None:
    hers, strangers = two_slips
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(hers)
    guardian.follows("Ce n’était pas moi : annuler")
    assert "Annuler ce ticket ?" in guardian.reads
    guardian.presses("Oui, annuler")
    assert "Ce ticket est annulé" in guardian.reads
    guardian.opens("/family")
    assert "Un ticket a été remis pour vous" not in guardian.reads
    guardian.finishes()
    guardian.opens("/")
    guardian.shows_slip(strangers)
    assert "n’ouvre rien ici" in guardian.reads
    guardian.shows_slip(hers)
    assert "Bonjour" in guardian.reads


def test_her_own_slip_is_no_news_to_her(
    own_point: OwnPoint, two_slips: tuple[SlipCode, SlipCode]
) -> None:
    _, theirs = two_slips
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(theirs)
    assert "Un ticket a été remis" not in guardian.reads


def test_a_notice_is_told_for_a_month(
    own_point: OwnPoint, two_slips: tuple[SlipCode, SlipCode]
) -> None:
    hers, _ = two_slips
    own_point.clock.advance(days=27)
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(hers)
    assert "Un ticket a été remis" not in guardian.reads


def test_she_sees_when_and_where_her_slips_were_used(
    own_point: OwnPoint, two_slips: tuple[SlipCode, SlipCode]
) -> None:
    hers, theirs = two_slips
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(theirs)
    guardian.finishes()
    own_point.clock.advance(days=1)
    guardian.opens("/")
    guardian.shows_slip(hers)
    guardian.follows("Qui a regardé")
    assert "mardi 24 novembre" in guardian.reads
    assert "lundi 23 novembre" in guardian.reads
    assert "utilisé ici n° T-00003" in guardian.reads
    assert "celui que vous avez montré" in guardian.reads


def test_nobody_else_is_in_it(own_point: OwnPoint, two_slips: tuple[SlipCode, SlipCode]) -> None:
    other = own_point.gives_slip(replace(a_folder(a_child()), reader_id="r-other"))
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(other)
    guardian.finishes()
    guardian.opens("/")
    guardian.shows_slip(two_slips[0])
    guardian.opens("/visits")
    assert own_point.newest_serial() not in guardian.reads
    assert guardian.opens(f"/visits/{own_point.newest_serial()}").status_code == 404


def test_cancelling_the_slip_in_hand_ends_the_visit(
    own_point: OwnPoint, two_slips: tuple[SlipCode, SlipCode]
) -> None:
    hers, _ = two_slips
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(hers)
    guardian.opens("/visits/T-00002")
    assert "votre visite finit" in guardian.reads
    guardian.presses("Oui, annuler")
    assert "Au revoir" in guardian.reads
    guardian.opens("/")
    guardian.shows_slip(hers)
    assert "n’ouvre rien ici" in guardian.reads


def test_it_is_printed_in_two_touches(own_point, two_slips, tmp_path) -> None:
    own_point.prints_on(FolderPrinter(tmp_path))
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(two_slips[0])
    guardian.opens("/visits")
    guardian.presses("Imprimer")
    (paper,) = tmp_path.glob("*.pdf")
    words = text_of(paper.read_bytes())
    assert "Qui a regardé" in words
    assert re.search(r"^\d\d? h( \d\d)?, utilisé ici", words, re.MULTILINE), "an event a line"


def test_hiding_the_screen_shows_nothing_and_one_touch_brings_it_back(
    own_point: OwnPoint, two_slips: tuple[SlipCode, SlipCode]
) -> None:
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(two_slips[0])
    guardian.opens("/children/1/marks")
    guardian.follows("Cacher l’écran")
    assert "L’écran est caché" in guardian.reads
    assert "Lucie" not in guardian.page.text
    assert guardian.page.headers["Refresh"] == "45; url=/goodbye"
    guardian.follows("Revenir")
    assert "Lucie" in guardian.reads
