"""The printer of the public screen, as the desk has to do with it: somebody looks, nobody reads."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.domain.agents import DeskAct
from kiosk.views.desk.guards import agent_required, the_desk

bp = Blueprint("paper", __name__)


@bp.post("/desk/printer")
@agent_required(DeskAct.CLEAR)
def clear(badge: str) -> ResponseReturnValue:
    """« J’ai regardé » : for the sheets the page told of, and for no other."""
    the_desk().keeper.clear_sheets(badge, tuple(request.form.getlist("sheet")))
    return redirect(url_for("desk.show"), 303)
