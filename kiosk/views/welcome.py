"""The welcome page, signing in with a slip, and leaving."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from kiosk.domain.errors import SlipMistyped, SlipRefused, TryLater
from kiosk.services.signing_in import sign_in_with_slip, sign_out
from kiosk.views.guards import GuardianAtScreen, open_to_all, the_point
from kiosk.views.leaving import leave_later
from kiosk.views.memory_sessions import the_session

bp = Blueprint("welcome", __name__)

END_SCREEN_SECONDS = 15
REFUSAL_SECONDS = 60
"""Long enough to compare two numbers; the next person finds a fresh page."""


@bp.get("/")
@open_to_all
def show() -> ResponseReturnValue:
    """The welcome page. Coming back to it ends whatever visit was under way."""
    _end_visit()
    return render_template("public/welcome.html", refusal=None)


@bp.post("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """Open the Folder of the slip whose code the form brings.

    Each try ends the session it came with, its token too: a code that a browser kept to send
    again, or an id planted before, is worth nothing.
    """
    _end_visit()
    try:
        visit = sign_in_with_slip(the_point(), request.form.get("code", ""))
    except SlipRefused as refusal:
        leave_later(REFUSAL_SECONDS, url_for("welcome.show"))
        return render_template("public/welcome.html", refusal=refusal), _status(refusal)
    login_user(GuardianAtScreen(visit))
    return redirect(url_for("family.show"), 303)


@bp.post("/sign-out")
@open_to_all
def leave() -> ResponseReturnValue:
    """« J’ai terminé »: forget everything, then say so."""
    _end_visit()
    return redirect(url_for("welcome.goodbye"), 303)


@bp.get("/goodbye")
@open_to_all
def goodbye() -> ResponseReturnValue:
    """What was erased; the welcome page comes back by itself."""
    _end_visit()
    leave_later(END_SCREEN_SECONDS, url_for("welcome.show"))
    response = make_response(render_template("public/goodbye.html"))
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _end_visit() -> None:
    if current_user.is_authenticated:
        sign_out(the_point(), current_user.visit.visit_id)
    the_session().end()


def _status(refusal: SlipRefused) -> int:
    if isinstance(refusal, SlipMistyped):
        return 400
    return 429 if isinstance(refusal, TryLater) else 403
