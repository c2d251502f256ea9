"""*Ouvrir* and *fermer*: the way in with a card, the four verbs, the way out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from kiosk.domain.agents import DeskAct
from kiosk.domain.errors import CardRefused, KioskError, SlipMistyped, TryLater
from kiosk.services.desk import enter_with_card
from kiosk.views.desk.guards import AgentAtDesk, agent_required, the_desk
from kiosk.views.guards import open_to_all
from kiosk.views.leaving import leave_later
from kiosk.views.memory_sessions import the_session
from kiosk.views.presenting import words
from kiosk.wording.desk import desk_refused

bp = Blueprint("desk", __name__)

STATUS: dict[type[KioskError], int] = {SlipMistyped: 400, CardRefused: 403, TryLater: 429}


@bp.get("/")
@open_to_all
def root() -> ResponseReturnValue:
    """The desk's first page has an address that says what it is."""
    return redirect(url_for("desk.show"), 303)


@bp.get("/desk/")
@open_to_all
def show() -> ResponseReturnValue:
    """The four verbs for who has shown a card; the way in for everybody else."""
    if not current_user.is_authenticated:
        return _way_in()
    desk = the_desk()
    leave_when_idle()
    return render_template(
        "desk/home.html",
        agent=current_user.agent,
        closes_at=desk.keeper.closes_at(),
        sheets_left=desk.keeper.sheets_left(current_user.badge)
        if current_user.agent.may(DeskAct.CLEAR)
        else (),
        unsent=desk.keeper.unsent(),
        news=desk.keeper.news_age(),
    )


@bp.post("/desk/enter")
@open_to_all
def enter() -> ResponseReturnValue:
    """Show a card; the session it came with ends, whatever it was."""
    _end()
    try:
        entered = enter_with_card(
            the_desk(), request.form.get("card", ""), request.form.get("password", "")
        )
    except (SlipMistyped, CardRefused, TryLater) as refusal:
        return _way_in(desk_refused(refusal, words())), STATUS[type(refusal)]
    the_desk().presence.begin(entered.badge)
    login_user(AgentAtDesk(entered.badge, entered.agent))
    return redirect(url_for("desk.show"), 303)


@bp.post("/desk/leave")
@open_to_all
def leave() -> ResponseReturnValue:
    """The agent goes; the point stays open."""
    _end()
    return redirect(url_for("desk.show"), 303)


@bp.get("/desk/close")
@agent_required(DeskAct.CLOSE)
def ask_to_close(badge: str) -> ResponseReturnValue:
    """Say what closing does before it is done."""
    leave_when_idle()
    return render_template("desk/close.html")


@bp.post("/desk/close")
@agent_required(DeskAct.CLOSE)
def close(badge: str) -> ResponseReturnValue:
    """Close the point: its key leaves the machine, every agent is signed out."""
    the_desk().keeper.close(badge)
    _end()
    return redirect(url_for("desk.show"), 303)


def turn_away() -> ResponseReturnValue:
    """Without a card there is only the way in."""
    _end()
    return redirect(url_for("desk.show"), 303)


def leave_when_idle() -> None:
    """Nobody touches the page: back to the first one, which then asks for a card."""
    leave_later(the_desk().settings.desk.idle_seconds + 5, url_for("desk.show"))


def _way_in(refusal: str = "") -> str:
    desk = the_desk()
    return render_template(
        "desk/enter.html", is_open=desk.keeper.is_open(), place=desk.place, refusal=refusal
    )


def _end() -> None:
    if current_user.is_authenticated:
        the_desk().let_go(current_user.badge)
        logout_user()
    the_session().end()
