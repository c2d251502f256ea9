"""What only a lead does: the journal, batches, reserve slips, cards."""

from itertools import groupby

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.agents import AgentRole, DeskAct
from kiosk.domain.errors import ActForbidden, KioskError, NotFound
from kiosk.domain.journal import JournalEntry
from kiosk.services.agents_cards import make_card
from kiosk.services.batches import MOST_IN_A_BATCH, begin_batch, the_batch
from kiosk.views.desk.entering import leave_when_idle
from kiosk.views.desk.giving import MOST_TYPED, keep_paper
from kiosk.views.desk.guards import agent_required, the_desk
from kiosk.views.leaving import leave_later
from kiosk.views.presenting import words
from kiosk.wording.desk import desk_refused

bp = Blueprint("leading", __name__)

PROGRESS_SECONDS = 1
FEWEST_OPENERS = 2


@bp.get("/desk/journal")
@agent_required(DeskAct.JOURNAL)
def journal(badge: str) -> ResponseReturnValue:
    """The newest lines, day by day."""
    leave_when_idle()
    lines = the_desk().keeper.journal(badge)
    days = [(day, list(of_day)) for day, of_day in groupby(lines, key=_day)]
    return render_template("desk/journal.html", days=days)


@bp.get("/desk/batch")
@agent_required(DeskAct.BATCH)
def batch(badge: str) -> ResponseReturnValue:
    """Who holds no slip: up to forty are made in one go."""
    return _batch(badge)


@bp.post("/desk/batch")
@agent_required(DeskAct.BATCH)
def make_batch(badge: str) -> ResponseReturnValue:
    """Begin, and show how far it is."""
    try:
        begin_batch(the_desk(), badge, request.form.getlist("reader"))
    except KioskError as refusal:
        return _batch(badge, desk_refused(refusal, words())), 409
    return redirect(url_for("leading.batch_progress"), 303)


@bp.get("/desk/batch/progress")
@agent_required(DeskAct.BATCH)
def batch_progress(badge: str) -> ResponseReturnValue:
    """One bar; the page comes again by itself until all are made."""
    running = the_batch(the_desk(), badge)
    if running is None:
        return redirect(url_for("leading.batch"), 303)
    if running.is_over:
        leave_when_idle()
        if running.sheet is not None:
            keep_paper(running.sheet)
    else:
        leave_later(PROGRESS_SECONDS, url_for("leading.batch_progress"))
    told = desk_refused(running.refusal, words()) if running.refusal else ""
    by_browser = the_desk().printer.kind == "browser"
    return render_template(
        "desk/batch_progress.html", batch=running, refusal=told, by_browser=by_browser
    )


@bp.get("/desk/reserve")
@agent_required(DeskAct.WAKE)
def reserve(badge: str) -> ResponseReturnValue:
    """Slips the school made beforehand are woken by their number."""
    leave_when_idle()
    return render_template("desk/reserve.html", refusal="", woken=None, serial="")


@bp.post("/desk/reserve")
@agent_required(DeskAct.WAKE)
def wake(badge: str) -> ResponseReturnValue:
    """Give one its life."""
    leave_when_idle()
    serial = request.form.get("serial", "").strip().upper()[:MOST_TYPED]
    try:
        woken = the_desk().keeper.wake(badge, serial)
    except NotFound:
        sentence = words().gettext("Aucun ticket de réserve ne porte ce numéro ici.")
        page = render_template("desk/reserve.html", refusal=sentence, woken=None, serial=serial)
        return page, 404
    return render_template("desk/reserve.html", refusal="", woken=woken, serial=serial)


@bp.get("/desk/cards")
@agent_required(DeskAct.CARDS)
def cards(badge: str) -> ResponseReturnValue:
    """Who may open this point."""
    return _cards(badge)


@bp.post("/desk/cards")
@agent_required(DeskAct.CARDS)
def add_card(badge: str) -> ResponseReturnValue:
    """Print a card; its bearer has typed its password, twice."""
    form = request.form
    password = form.get("password", "")
    if password != form.get("again", ""):
        return _cards(badge, words().gettext("Les deux mots de passe ne sont pas les mêmes.")), 400
    try:
        role = AgentRole(form.get("role", ""))
        made = make_card(the_desk(), badge, form.get("name", ""), role, password)
    except ValueError:
        return _cards(badge, words().gettext("Choisissez à quoi sert la carte.")), 400
    except KioskError as refusal:
        return _cards(badge, desk_refused(refusal, words())), 409
    keep_paper(made.sheet)
    return _cards(badge, made=made.agent.name)


@bp.post("/desk/cards/<card_id>")
@agent_required(DeskAct.CARDS)
def end_card(badge: str, card_id: str) -> ResponseReturnValue:
    """Put a card out of use for good."""
    try:
        the_desk().keeper.disable_card(badge, card_id)
    except ActForbidden:
        sentence = words().gettext("Votre propre carte : demandez à une autre personne.")
        return _cards(badge, sentence), 409
    return redirect(url_for("leading.cards"), 303)


def _batch(badge: str, refusal: str = "") -> str:
    leave_when_idle()
    people = the_desk().keeper.without_slip(badge)
    return render_template("desk/batch.html", people=people, most=MOST_IN_A_BATCH, refusal=refusal)


def _cards(badge: str, refusal: str = "", made: str = "") -> str:
    leave_when_idle()
    agents = the_desk().keeper.cards(badge)
    today = the_desk().clock.today()
    openers = sum(one.works_on(today) for one in agents)
    return render_template(
        "desk/cards.html",
        agents=agents,
        roles=list(AgentRole),
        today=today,
        is_short=openers < FEWEST_OPENERS,
        refusal=refusal,
        made=made,
        by_browser=bool(made) and the_desk().printer.kind == "browser",
    )


def _day(line: JournalEntry) -> str:
    return words().day(line.at.astimezone(SCHOOL_ZONE).date())
