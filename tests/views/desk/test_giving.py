"""*Remettre* at the desk in its three ways, and *perdu*: never a digit on the screen."""

import shutil

import pytest
from flask import Flask

from kiosk.domain.agents import AgentRole
from kiosk.domain.slip_codes import SlipCode
from kiosk.printing.printers import BrowserPrinter
from tests.navigators.agent_at_desk import AgentAtDesk
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.navigators.sheets import squeezed, text_of
from tests.views.desk.own_desk import CANARIES, NADIA, PASSWORD, OwnDesk


def digits_printed(own_desk: OwnDesk, paper: int = -1) -> SlipCode:
    """The code on a sheet of the tray, newest by default."""
    newest = max(own_desk.tray.iterdir(), key=lambda file: file.stat().st_mtime_ns)
    words = squeezed(text_of(newest.read_bytes()))
    for at in range(len(words) - 16):
        piece = words[at : at + 17]
        if piece.isdigit():
            try:
                return SlipCode(piece)
            except ValueError:
                continue
            except Exception:  # noqa: BLE001, S112 - seventeen digits that are no code
                continue
    raise AssertionError("no code on this paper")


def assert_never_seen(agent: AgentAtDesk, code: SlipCode) -> None:
    """No page she saw has the digits, however written."""
    for page in agent.seen:
        for written in (code.digits(), code.grouped(), code.secret_digits()):
            assert written not in page
            assert written.replace(" ", "\u00a0") not in page


def test_a_slip_for_somebody_known_comes_out_and_its_digits_are_on_paper_only(
    agent: AgentAtDesk, own_desk: OwnDesk
) -> None:
    agent.gives("Sonia")
    assert "Le ticket sort de l’imprimante" in agent.reads
    assert "P1-00001" in agent.reads
    assert len(own_desk.papers()) == 1
    assert_never_seen(agent, digits_printed(own_desk))
    assert own_desk.entries()[0].agent == "Dominique"


def test_with_her_old_slip_the_new_one_opens_at_once(agent: AgentAtDesk, own_desk: OwnDesk) -> None:
    agent.opens("/desk/give")
    agent.presses("Continuer", code=own_desk.nadias_slip.grouped())
    assert "Mme Nadia Moreau" in agent.reads
    assert "Ancien ticket vu" in agent.reads
    agent.presses("Remettre et imprimer", identity="on", kind="long")
    assert "Il marche tout de suite" in agent.reads

    new = digits_printed(own_desk)
    assert_never_seen(agent, new)
    assert_never_seen(agent, own_desk.nadias_slip)
    guardian = GuardianAtScreen(own_desk.point.app())
    guardian.shows_slip(new)
    assert CANARIES[0] in guardian.reads


def test_an_old_slip_is_forgotten_after_two_minutes(agent: AgentAtDesk, own_desk: OwnDesk) -> None:
    agent.opens("/desk/give")
    agent.presses("Continuer", code=own_desk.nadias_slip.digits())
    own_desk.point.clock.advance(seconds=121)
    agent.presses("Remettre et imprimer", identity="on", kind="long")
    assert "dès que le serveur" in agent.reads


def test_somebody_unknown_gets_paper_that_sleeps(agent: AgentAtDesk, own_desk: OwnDesk) -> None:
    agent.opens("/desk/give")
    typed = {
        "family_name": "Petit",
        "given_name": "Awa",
        "school": "Collège des Tilleuls",
        "child_given_name": "Tom",
        "child_class": "6e A",
    }
    agent.presses("Remettre et imprimer", **{**typed, "child_class": " "}, identity="on")
    assert "Il faut les cinq réponses" in agent.reads
    assert 'value="Petit"' in agent.page.text
    agent.presses("Remettre et imprimer", **typed, identity="on")
    assert "Il dort jusqu’à ce que son école dise oui" in agent.reads
    assert_never_seen(agent, digits_printed(own_desk))


def test_without_an_identity_seen_nothing_is_given(agent: AgentAtDesk, own_desk: OwnDesk) -> None:
    agent.opens(f"/desk/people/{NADIA}")
    form = next(one for one in agent.read.forms if "once" in one.fields)
    sent = {name: value for name, value in form.fields.items() if name != "identity"}
    answer = agent.browser.post(form.attributes["action"], data={**sent, "kind": "long"})
    assert answer.status_code == 400
    assert own_desk.papers() == []


def test_a_form_pressed_twice_gives_one_slip(agent: AgentAtDesk, own_desk: OwnDesk) -> None:
    agent.opens(f"/desk/people/{NADIA}")
    form = next(one for one in agent.read.forms if "once" in one.fields)
    for _ in range(2):
        answer = agent.browser.post(
            form.attributes["action"], data={**form.fields, "identity": "on", "kind": "long"}
        )
        assert "P1-00001" in answer.text
    assert len(own_desk.papers()) == 1


def test_a_slip_for_today_says_so(agent: AgentAtDesk, own_desk: OwnDesk) -> None:
    agent.gives("Sonia", kind="day")
    assert "pour aujourd’hui" in agent.reads
    agent.opens("/desk/lost")
    agent.searches("Sonia")
    assert "ticket du jour" in agent.reads or "attend encore le serveur" in agent.reads


@pytest.mark.parametrize("language", ["en", "ar", "xx", ""])
def test_a_slip_is_printed_in_her_language_where_it_is_known(
    agent: AgentAtDesk, own_desk: OwnDesk, language: str
) -> None:
    agent.gives("Sonia", language=language)
    words = text_of(own_desk.papers()[0])
    assert ("Ticket d’accès" in words) == (language in ("xx", ""))
    assert digits_printed(own_desk)


def test_a_printer_that_refuses_gives_nothing_and_says_so(
    agent: AgentAtDesk, own_desk: OwnDesk
) -> None:
    shutil.rmtree(own_desk.tray)
    answer = agent.gives("Sonia")
    assert answer.status_code == 409
    assert "rien n’a été remis" in agent.reads
    assert own_desk.entries() == []


def test_the_days_slips_are_counted_and_the_page_says_when_they_are_all_given(
    own_point, tmp_path
) -> None:
    own_desk = OwnDesk(own_point, tmp_path, daily=2)
    agent = AgentAtDesk(own_desk.app())
    agent.shows_card(own_desk.cards[AgentRole.AGENT], PASSWORD)
    for _ in range(2):
        agent.gives("Sonia")
    answer = agent.gives("Sonia")
    assert answer.status_code == 409
    assert "les 2 tickets du jour" in agent.reads
    assert len(own_desk.papers()) == 2


def test_where_the_browser_is_the_printer_the_sheet_is_handed_out_once(
    own_desk: OwnDesk,
) -> None:
    own_desk.prints_on(BrowserPrinter())
    agent = AgentAtDesk(own_desk.app())
    agent.shows_card(own_desk.cards[AgentRole.AGENT], PASSWORD)
    agent.gives("Sonia")
    (frame,) = agent.read.named("iframe")
    sheet = agent.browser.get(frame["src"])
    assert sheet.data.startswith(b"%PDF-")
    assert sheet.headers["Cache-Control"] == "no-store"
    assert agent.browser.get(frame["src"]).status_code == 404

    agent.gives("Sonia")
    own_desk.point.clock.advance(seconds=61)
    assert agent.browser.get(frame["src"]).status_code == 404


def test_a_lost_slip_is_found_by_its_picture_and_ended_after_a_question(
    agent: AgentAtDesk, own_desk: OwnDesk
) -> None:
    agent.follows("Ticket perdu")
    agent.searches("bateau")
    agent.follows("Annuler…")
    assert "Annuler ce ticket ?" in agent.reads
    guardian = GuardianAtScreen(own_desk.point.app())
    guardian.shows_slip(own_desk.nadias_slip)
    agent.presses("Oui, l’annuler")
    assert "est annulé" in agent.reads

    guardian.opens("/family")
    assert guardian.is_at_welcome()
    guardian.shows_slip(own_desk.nadias_slip)
    assert "n’ouvre rien ici" in guardian.reads


def test_nobody_is_found_by_less_than_the_beginning_of_a_name(agent: AgentAtDesk) -> None:
    agent.opens("/desk/give")
    for typed in ("", "  ", "oreau", "%", "_"):
        agent.searches(typed)
        assert "Nadia" not in agent.reads


def test_a_desk_never_sees_what_a_slip_opens(
    lead: AgentAtDesk, own_desk: OwnDesk, desk_app: Flask
) -> None:
    lead.gives("Nadia")
    for path in ("/desk/", "/desk/give", f"/desk/people/{NADIA}", "/desk/lost", "/desk/batch"):
        lead.opens(path)
    for path in ("/desk/journal", "/desk/cards", "/desk/reserve", "/health", "/desk/close"):
        lead.opens(path)
    lead.opens("/desk/lost")
    lead.searches("Nadia")
    for page in lead.seen:
        assert not any(canary in page for canary in CANARIES)
