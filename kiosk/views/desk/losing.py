"""*Perdu*: a slip put to an end, here and now, with or without a line; a PIN forgotten."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.domain.agents import DeskAct
from kiosk.services.giving_out import end_lost_slip, find_adults
from kiosk.views.desk.entering import leave_when_idle
from kiosk.views.desk.giving import MOST_TYPED
from kiosk.views.desk.guards import agent_required, the_desk

bp = Blueprint("losing", __name__)


@bp.get("/desk/lost")
@agent_required(DeskAct.REVOKE)
def show(badge: str) -> ResponseReturnValue:
    """Who has lost a slip?"""
    leave_when_idle()
    return render_template("desk/lost.html", typed="", found=None)


@bp.post("/desk/lost")
@agent_required(DeskAct.REVOKE)
def find(badge: str) -> ResponseReturnValue:
    """Her slips, by her name, the number or the picture of the one that is lost."""
    leave_when_idle()
    typed = request.form.get("who", "")[:MOST_TYPED]
    found = find_adults(the_desk(), badge, typed)
    return render_template("desk/lost.html", typed=typed, found=found)


@bp.get("/desk/slips/<serial>")
@agent_required(DeskAct.REVOKE)
def ask(badge: str, serial: str) -> ResponseReturnValue:
    """Say what it does before it is done."""
    leave_when_idle()
    found, slip = the_desk().keeper.holder(badge, serial)
    return render_template("desk/lost_one.html", found=found, slip=slip)


@bp.post("/desk/slips/<serial>")
@agent_required(DeskAct.REVOKE)
def end(badge: str, serial: str) -> ResponseReturnValue:
    """It opens nothing any more."""
    found, slip = the_desk().keeper.holder(badge, serial)
    end_lost_slip(the_desk(), badge, serial)
    leave_when_idle()
    return render_template("desk/lost_done.html", found=found, slip=slip)


@bp.post("/desk/slips/<serial>/pin")
@agent_required(DeskAct.REVOKE)
def reset_pin(badge: str, serial: str) -> ResponseReturnValue:
    """Its four digits are forgotten: she chooses others at the screen."""
    the_desk().keeper.reset_pin(badge, serial)
    return redirect(url_for("losing.ask", serial=serial), 303)
