"""What a lead does: a batch with one bar, reserve slips, cards, the journal."""

import time
from dataclasses import replace

from flask import Flask

from kiosk.domain.slip_codes import SlipCode
from tests.navigators.agent_at_desk import AgentAtDesk
from tests.navigators.sheets import text_of
from tests.views.desk.own_desk import SONIA, OwnDesk
from tests.views.own_point import a_folder


def waits_for_the_batch(lead: AgentAtDesk) -> None:
    for _ in range(200):
        lead.opens("/desk/batch/progress")
        if "progress" not in {tag for tag, _ in lead.read.elements}:
            return
        time.sleep(0.02)
    raise AssertionError("the batch never ends")


def test_a_batch_makes_a_slip_for_each_who_has_none_and_says_who_gets_which(
    lead: AgentAtDesk, own_desk: OwnDesk
) -> None:
    lead.follows("Lot de tickets")
    assert "Le Goff" in lead.reads
    assert "Moreau" not in lead.reads, "she has one"
    lead.presses("Faire ces tickets", reader=SONIA)
    waits_for_the_batch(lead)
    assert "1 ticket sort de l’imprimante" in lead.reads
    (paper,) = own_desk.papers()
    assert "Sonia Le Goff" in text_of(paper)
    assert own_desk.entries()[0].event == "issued"
    lead.opens("/desk/batch")
    assert "Tout le monde ici a un ticket" in lead.reads


def test_a_batch_of_nobody_is_refused(lead: AgentAtDesk, own_desk: OwnDesk) -> None:
    lead.opens("/desk/batch")
    answer = lead.presses("Faire ces tickets", reader="nobody")
    assert answer.status_code == 409
    assert own_desk.papers() == []


def test_a_batch_the_printer_refuses_enters_nothing(lead: AgentAtDesk, own_desk: OwnDesk) -> None:
    own_desk.tray.rmdir()
    lead.opens("/desk/batch")
    lead.presses("Faire ces tickets", reader=SONIA)
    waits_for_the_batch(lead)
    assert "L’imprimante ne répond pas" in lead.reads
    assert own_desk.entries() == []


def test_a_card_is_made_for_a_colleague_who_types_her_own_password(
    lead: AgentAtDesk, own_desk: OwnDesk, desk_app: Flask
) -> None:
    lead.follows("Cartes des agents")
    typed = {"name": "Alix", "role": "agent", "password": "motdepasse", "again": "motdepassE"}
    lead.presses("Imprimer la carte", **typed)
    assert "ne sont pas les mêmes" in lead.reads
    lead.presses("Imprimer la carte", **{**typed, "password": "court", "again": "court"})
    assert "au moins 8 caractères" in lead.reads
    lead.presses("Imprimer la carte", **{**typed, "again": "motdepasse"})
    assert "La carte de Alix sort" in lead.reads
    digits = "".join(one for one in text_of(own_desk.papers()[0]) if one.isdigit())[:17]
    alix = AgentAtDesk(desk_app)
    alix.shows_card(SlipCode(digits), "motdepasse")
    assert "Bonjour Alix" in alix.reads
    assert all(digits not in page and "motdepasse" not in page for page in lead.seen)


def test_a_card_put_out_of_use_ends_its_bearers_desk(
    lead: AgentAtDesk, agent: AgentAtDesk, own_desk: OwnDesk
) -> None:
    lead.opens("/desk/cards")
    lead.presses("la carte de Dominique")
    assert "Dominique" not in lead.reads
    agent.opens("/desk/give")
    assert agent.is_at_the_way_in()


def test_a_reserve_slip_is_woken_by_its_number(lead: AgentAtDesk, own_desk: OwnDesk) -> None:
    lead.opens("/desk/reserve")
    lead.presses("Réveiller", serial="E-77777")
    assert "Aucun ticket de réserve" in lead.reads
    own_desk.point.gives_slip(replace(a_folder(), reader_id=SONIA), kind="reserve")
    serial = own_desk.point.newest_serial()
    lead.presses("Réveiller", serial=serial.lower())
    assert "est réveillé" in lead.reads
    assert "Sonia Le Goff" in lead.reads


def test_the_journal_tells_who_did_what(lead: AgentAtDesk, own_desk: OwnDesk) -> None:
    lead.gives("Sonia")
    lead.opens("/desk/journal")
    assert "Ticket remis (le serveur l’ouvre)" in lead.reads
    assert "Camille" in lead.reads


def test_what_a_lead_does_is_not_for_an_agent(agent: AgentAtDesk) -> None:
    for path in ("/desk/journal", "/desk/batch", "/desk/cards", "/desk/reserve"):
        answer = agent.opens(path)
        assert answer.status_code == 403
        assert "Votre carte ne permet pas cela" in agent.reads
