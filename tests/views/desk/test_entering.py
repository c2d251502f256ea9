"""*Ouvrir* and *fermer* at the desk: a card and a password in, five quiet minutes out."""

import pytest
from flask import Flask

from kiosk.domain.agents import AgentRole
from tests.navigators.agent_at_desk import AgentAtDesk
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.views.desk.own_desk import NAMES, PASSWORD, OwnDesk


def test_a_closed_point_says_so_and_a_card_opens_it(own_desk: OwnDesk, desk_app: Flask) -> None:
    own_desk.point.opening.close()
    agent = AgentAtDesk(desk_app)
    assert "Le point est fermé" in agent.reads
    agent.shows_card(own_desk.cards[AgentRole.AGENT], PASSWORD)
    assert "Bonjour Dominique" in agent.reads
    assert "Il se ferme tout seul à" in agent.reads
    assert own_desk.entries()[-1].event == "opened"


@pytest.mark.parametrize("role", AgentRole)
def test_each_role_is_greeted_with_what_its_card_is_for(
    own_desk: OwnDesk, desk_app: Flask, role: AgentRole
) -> None:
    agent = AgentAtDesk(desk_app)
    agent.shows_card(own_desk.cards[role], PASSWORD)
    assert f"Bonjour {NAMES[role]}" in agent.reads
    offered = {
        "Remettre un ticket": role in (AgentRole.AGENT, AgentRole.LEAD),
        "Ticket perdu": role in (AgentRole.AGENT, AgentRole.LEAD),
        "Fermer le point": role is not AgentRole.OPENER,
        "Journal": role is AgentRole.LEAD,
        "Lot de tickets": role is AgentRole.LEAD,
        "Cartes des agents": role in (AgentRole.LEAD, AgentRole.RESCUE),
    }
    assert {name: name in agent.reads for name in offered} == offered


@pytest.mark.parametrize(
    ("card", "password", "status", "told"),
    [
        ("12", PASSWORD, 400, "17 chiffres"),
        ("strange", PASSWORD, 403, "n’ouvrent rien ici"),
        ("agent", "bonjour-ACCUEIL", 403, "n’ouvrent rien ici"),
    ],
)
def test_what_is_refused_is_told_and_never_repeated(
    own_desk: OwnDesk, desk_app: Flask, card: str, password: str, status: int, told: str
) -> None:
    cards = {
        "agent": own_desk.cards[AgentRole.AGENT].digits(),
        "strange": own_desk.point.strange_code().digits(),
    }
    typed = cards.get(card, card)
    agent = AgentAtDesk(desk_app)
    answer = agent.presses("Entrer", card=typed, password=password)
    assert answer.status_code == status
    assert told in agent.reads
    assert agent.is_at_the_way_in()
    assert f'value="{typed}"' not in answer.text
    assert password not in answer.text


def test_after_five_quiet_minutes_she_shows_her_card_again_and_the_point_stays_open(
    agent: AgentAtDesk, own_desk: OwnDesk
) -> None:
    own_desk.point.clock.advance(seconds=299)
    agent.opens("/desk/give")
    assert "Remettre un ticket" in agent.reads
    own_desk.point.clock.advance(seconds=300)
    agent.opens("/desk/give")
    assert agent.is_at_the_way_in()
    assert own_desk.desk.keeper.is_open()


def test_leaving_the_desk_leaves_the_point_open(agent: AgentAtDesk, own_desk: OwnDesk) -> None:
    agent.presses("Je quitte l’accueil")
    assert agent.is_at_the_way_in()
    assert "est ouvert aux familles" in agent.reads
    assert agent.cookie == "" or agent.opens("/desk/give") and agent.is_at_the_way_in()


def test_closing_ends_every_desk_and_the_visit_at_the_screen(
    agent: AgentAtDesk, own_desk: OwnDesk, desk_app: Flask
) -> None:
    colleague = AgentAtDesk(desk_app)
    colleague.shows_card(own_desk.cards[AgentRole.LEAD], PASSWORD)
    guardian = GuardianAtScreen(own_desk.point.app())
    guardian.shows_slip(own_desk.nadias_slip)

    agent.opens("/desk/close")
    assert "Fermer le point ?" in agent.reads
    agent.presses("Oui, fermer")

    assert "Le point est fermé" in agent.reads
    colleague.opens("/desk/journal")
    assert colleague.is_at_the_way_in()
    assert own_desk.point.opening.given is None
    assert not own_desk.point.point.keeper.is_open()


def test_the_badge_is_in_no_cookie_page_or_address(agent: AgentAtDesk, own_desk: OwnDesk) -> None:
    agent.gives("Sonia")
    (badge,) = own_desk.desk.keeper._badges
    assert badge not in agent.cookie
    assert all(badge not in page for page in agent.seen)


def test_the_desk_and_the_screen_have_cookies_of_their_own(
    agent: AgentAtDesk, own_desk: OwnDesk
) -> None:
    guardian = GuardianAtScreen(own_desk.point.app())
    guardian.shows_slip(own_desk.nadias_slip)
    assert guardian.cookie
    assert agent.cookie
    set_here = {one.key for one in agent.browser._cookies.values()}
    set_there = {one.key for one in guardian.browser._cookies.values()}
    assert not set_here & set_there
