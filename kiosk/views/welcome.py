"""The welcome page, signing in with a slip, and leaving."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.errors import (
    NewsTooOld,
    PinNeeded,
    PointClosed,
    SlipMistyped,
    SlipRefused,
    TryLater,
)
from kiosk.domain.freshness import NewsAge
from kiosk.services.pins import must_choose
from kiosk.services.signing_in import ShownSlip, make_way, open_slip, read_slip, sign_out
from kiosk.views import language
from kiosk.views.guards import GuardianAtScreen, open_to_all, the_point
from kiosk.views.leaving import leave_later
from kiosk.views.memory_sessions import the_session
from kiosk.views.presenting import words
from kiosk.wording import SOURCE_LANGUAGE

bp = Blueprint("welcome", __name__)

_VISIT_ENDED = "visit_ended"
END_SCREEN_SECONDS = 15
HANDS_OVER_WITHIN_SECONDS = 5.0
CLOSED_SECONDS = 30
PIN_SECONDS = 120
_WAITING_SLIP = "waiting_slip"
REFUSAL_SECONDS = 180
"""Long enough to compare two numbers and type one again; the next person finds a fresh page."""


@bp.get("/")
@open_to_all
def show() -> ResponseReturnValue:
    """The welcome page. Coming back to it ends whatever visit was under way, its language too."""
    if not the_point().keeper.is_open():
        return _closed()
    age = the_point().keeper.news_age()
    if age.is_too_old:
        return _too_old(age)
    awaited = None if current_user.is_authenticated else language.still_awaited()
    visit_ended = the_session().get(_VISIT_ENDED, False)
    _end_visit(keeps=awaited)
    if awaited or visit_ended:
        leave_later(language.UNTOUCHED_SECONDS, url_for("welcome.show"))
    return render_template("public/welcome.html", refusal=None, visit_ended=visit_ended)


def _closed() -> str:
    """Say kindly when it opens; the page looks again by itself."""
    point = the_point()
    words()  # in her language, before it is forgotten with the rest
    _end_visit()
    leave_later(CLOSED_SECONDS, url_for("welcome.show"))
    opening = point.hours.next_opening(point.clock.now(), SCHOOL_ZONE)
    is_news = opening is not None and opening > point.clock.now()
    told = words().opens_at(opening, point.clock.today()) if opening and is_news else ""
    return render_template("public/closed.html", opening=told, phone=point.settings.public.phone)


def _too_old(age: NewsAge) -> str:
    """Say why nothing is shown, and who can help; the page looks again by itself."""
    words()
    _end_visit()
    leave_later(CLOSED_SECONDS, url_for("welcome.show"))
    phone = the_point().settings.public.phone
    return render_template("public/too_old.html", signed_on=age.signed_on, phone=phone)


def turn_away() -> ResponseReturnValue:
    """Without a visit there is nothing to see: back to the welcome page.

    Whose visit ended by itself is told so there, in her language.
    """
    visit_ended = the_session().is_signed_in
    _end_visit(keeps=language.chosen() if visit_ended else None)
    if visit_ended:
        the_session()[_VISIT_ENDED] = True
    return redirect(url_for("welcome.show"), 303)


@bp.post("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """Open the Folder of the slip whose code the form brings, or of the one whose PIN it brings.

    Each try ends the session it came with, its token too: a code that a browser kept to send
    again, or an id planted before, is worth nothing. The language she picked stays.
    """
    if the_point().lifetime.is_used_up:
        if current_user.is_authenticated:
            _end_visit()
        make_way(the_point(), HANDS_OVER_WITHIN_SECONDS)
        # The same form, sent again by the browser, reaches the process that is to open this slip.
        return redirect(url_for("welcome.sign_in"), 307)
    shown = _slip_that_waits() if "pin" in request.form else None
    _end_visit(keeps=None if current_user.is_authenticated else language.chosen())
    try:
        if shown is None:
            shown = read_slip(the_point(), request.form.get("code", ""))
        visit = open_slip(the_point(), shown, request.form.get("pin"))
    except PinNeeded:
        return _ask_for_the_pin(shown)
    except (PointClosed, NewsTooOld):
        return redirect(url_for("welcome.show"), 303)
    except SlipRefused as refusal:
        leave_later(REFUSAL_SECONDS, url_for("welcome.show"))
        return render_template("public/welcome.html", refusal=refusal), _status(refusal)
    login_user(GuardianAtScreen(visit))
    language.settle(visit)
    return redirect(url_for("pin.show" if must_choose(the_point(), visit) else "family.show"), 303)


def _ask_for_the_pin(shown: ShownSlip | None) -> str:
    """Her slip waits in this session's memory for two minutes, no longer."""
    the_session()[_WAITING_SLIP] = (shown, the_point().clock.seconds())
    leave_later(PIN_SECONDS, url_for("welcome.show"))
    return render_template("public/pin_needed.html")


def _slip_that_waits() -> ShownSlip | None:
    shown, since = the_session().get(_WAITING_SLIP, (None, 0.0))
    return shown if the_point().clock.seconds() - since < PIN_SECONDS else None


@bp.post("/sign-out")
@open_to_all
def leave() -> ResponseReturnValue:
    """« J’ai terminé »: forget everything, then say so, in her language for that one page."""
    left = _end_visit(keeps=language.chosen())
    return redirect(url_for("welcome.goodbye", paper="left" if left else None), 303)


@bp.get("/goodbye")
@open_to_all
def goodbye() -> ResponseReturnValue:
    """What was erased; the welcome page comes back by itself."""
    words()  # in the language the visit had, before it is forgotten with the rest
    left = _end_visit() or request.args.get("paper") == "left"
    leave_later(END_SCREEN_SECONDS, url_for("welcome.show"))
    response = make_response(render_template("public/goodbye.html", may_leave_paper=left))
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _end_visit(*, keeps: str | None = None) -> bool:
    """End the visit and the session; only a language may go on into the next one.

    Tells whether a sheet may still come out of the printer.
    """
    may_leave_paper = False
    if current_user.is_authenticated:
        may_leave_paper = sign_out(the_point(), current_user.visit)
        logout_user()  # this very answer is for nobody: its ways lead nowhere private
    the_session().end()
    if keeps and keeps != SOURCE_LANGUAGE:
        language.remember(keeps)
    return may_leave_paper


def _status(refusal: SlipRefused) -> int:
    if isinstance(refusal, SlipMistyped):
        return 400
    return 429 if isinstance(refusal, TryLater) else 403
