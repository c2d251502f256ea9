"""Every route of every face, for every role: what is not written here is refused and fails."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from kiosk.domain.agents import MAY, AgentRole, DeskAct
from kiosk.domain.slip_codes import SlipCode
from tests.navigators.agent_at_desk import AgentAtDesk
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.views.desk.own_desk import CANARIES, NADIA, PASSWORD, OwnDesk
from tests.views.own_point import OwnPoint, a_child, a_folder

OPEN = None
"""For everybody, card or not."""

DESK: dict[str, DeskAct | None] = {
    "desk.root": OPEN,
    "desk.show": OPEN,
    "desk.enter": OPEN,
    "desk.leave": OPEN,
    "health.show": OPEN,
    "desk.ask_to_close": DeskAct.CLOSE,
    "desk.close": DeskAct.CLOSE,
    "paper.clear": DeskAct.CLEAR,
    "giving.show": DeskAct.ISSUE,
    "giving.find": DeskAct.ISSUE,
    "giving.show_old_slip": DeskAct.ISSUE,
    "giving.person": DeskAct.ISSUE,
    "giving.give": DeskAct.ISSUE,
    "giving.give_unknown": DeskAct.ISSUE,
    "giving.paper": DeskAct.ISSUE,
    "losing.show": DeskAct.REVOKE,
    "losing.find": DeskAct.REVOKE,
    "losing.ask": DeskAct.REVOKE,
    "losing.end": DeskAct.REVOKE,
    "losing.reset_pin": DeskAct.REVOKE,
    "leading.journal": DeskAct.JOURNAL,
    "leading.batch": DeskAct.BATCH,
    "leading.make_batch": DeskAct.BATCH,
    "leading.batch_progress": DeskAct.BATCH,
    "leading.reserve": DeskAct.WAKE,
    "leading.wake": DeskAct.WAKE,
    "leading.cards": DeskAct.CARDS,
    "leading.add_card": DeskAct.CARDS,
    "leading.end_card": DeskAct.CARDS,
}

PUBLIC_OPEN = {
    "welcome.show",
    "welcome.sign_in",
    "welcome.leave",
    "welcome.goodbye",
    "language.choose",
    "information.help_page",
    "information.privacy",
    "information.accessibility",
    "health.show",
}
PUBLIC_GUARDED = {
    "family.show",
    "family.still_there",
    "family.hide",
    "homework.show",
    "marks.show",
    "attendance.show",
    "messages.show",
    "documents.show",
    "documents.read",
    "documents.pdf",
    "documents.print_one",
    "requests.show",
    "requests.ask",
    "printouts.ask",
    "printouts.cancel",
    "printouts.print_it",
    "printouts.print_once_more",
    "printouts.show",
    "printouts.sheet",
    "visits.show",
    "visits.print_them",
    "visits.ask",
    "visits.end",
    "pin.show",
    "pin.choose",
    "pin.remove",
    "joining.show",
    "joining.open_it",
    "joining.join",
    "joining.part",
}


def routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Every endpoint with each of its methods and an address of its own."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule.endpoint, method, address_of(rule)


def address_of(rule: Rule) -> str:
    filled = rule.rule.replace("<reader_id>", NADIA)
    return re.sub(r"<\w+>", "x", re.sub(r"<int:\w+>", "1", filled))


def asks(browser, method: str, path: str, token: str = ""):
    """As a page of ours would."""
    sent = {"data": {"csrf_token": token}, "headers": {"Sec-Fetch-Site": "same-origin"}}
    return browser.open(path, method=method, **(sent if method == "POST" else {}))


def test_every_route_of_the_desk_is_in_the_matrix(desk_app: Flask) -> None:
    assert {endpoint for endpoint, _, _ in routes(desk_app)} == DESK.keys()


def test_every_route_of_the_screen_is_in_the_matrix(public_app: Flask) -> None:
    found = {endpoint for endpoint, _, _ in routes(public_app)}
    assert found == PUBLIC_OPEN | PUBLIC_GUARDED


@pytest.fixture
def own_desk(own_point: OwnPoint, tmp_path: Path) -> OwnDesk:
    return OwnDesk(own_point, tmp_path)


@pytest.fixture
def desk_app(own_desk: OwnDesk) -> Flask:
    return own_desk.app()


def test_without_a_card_the_desk_is_closed_whatever_is_asked(desk_app: Flask) -> None:
    for endpoint, method, path in routes(desk_app):
        answer = asks(desk_app.test_client(), method, path)
        if DESK[endpoint] is not OPEN:
            assert (answer.status_code, answer.location) == (303, "/desk/"), endpoint


@pytest.mark.parametrize("role", AgentRole)
def test_each_card_may_what_it_is_for_and_nothing_else(
    own_desk: OwnDesk, desk_app: Flask, role: AgentRole
) -> None:
    for endpoint, method, path in routes(desk_app):
        act = DESK[endpoint]
        if act is OPEN or act is DeskAct.CLOSE:
            continue
        agent = AgentAtDesk(desk_app)
        agent.shows_card(own_desk.cards[role], PASSWORD)
        token = agent.read.forms[0].fields["csrf_token"]
        answer = asks(agent.browser, method, path, token)
        is_refused = answer.status_code == 403 and "Votre carte ne permet pas cela" in answer.text
        assert is_refused == (act not in MAY[role]), (role, endpoint)
        assert not any(canary in answer.text for canary in CANARIES), endpoint


@pytest.mark.parametrize("role", AgentRole)
def test_closing_is_for_those_whose_card_says_so(
    own_desk: OwnDesk, desk_app: Flask, role: AgentRole
) -> None:
    agent = AgentAtDesk(desk_app)
    agent.shows_card(own_desk.cards[role], PASSWORD)
    asks(agent.browser, "POST", "/desk/close", agent.read.forms[0].fields["csrf_token"])
    assert own_desk.desk.keeper.is_open() == (DeskAct.CLOSE not in MAY[role])


WHO = ("a stranger", "whose visit ended", "whose slip was cancelled", "at a closed point")


@pytest.mark.parametrize("who", WHO)
def test_nothing_of_a_family_is_shown_without_a_visit(own_point: OwnPoint, who: str) -> None:
    pepper = own_point.opening.pepper()
    app = own_point.app()
    for endpoint, method, path in routes(app):
        slip = own_point.gives_slip(a_folder(a_child(given_name=CANARIES[0])))
        guardian = GuardianAtScreen(app)
        if who != WHO[0]:
            guardian.shows_slip(slip)
        token = guardian.token
        make_useless(own_point, slip, who)
        answer = asks(guardian.browser, method, path, token)
        own_point.opening.open(pepper)
        assert CANARIES[0] not in answer.text, endpoint
        if endpoint in PUBLIC_GUARDED:
            assert (answer.status_code, answer.location) == (303, "/"), endpoint


def make_useless(own_point: OwnPoint, slip: SlipCode, who: str) -> None:
    """The visit is over."""
    if who == "whose visit ended":
        own_point.clock.advance(hours=1)
    if who == "whose slip was cancelled":
        own_point.revokes(slip)
    if who == "at a closed point":
        own_point.opening.close()


def test_the_two_faces_share_no_page(public_app: Flask, desk_app: Flask) -> None:
    screen = {path for _, _, path in routes(public_app)}
    desk = {path for _, _, path in routes(desk_app)}
    assert screen & desk == {"/", "/health"}
    for path in desk - {"/", "/health"}:
        assert public_app.test_client().get(path).status_code == 404
    for path in screen - {"/", "/health"}:
        assert desk_app.test_client().get(path).status_code == 404
