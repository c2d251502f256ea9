"""*Remettre*: to somebody known here, with her old slip in hand, or to somebody unknown."""

import secrets
from collections.abc import Callable
from dataclasses import fields

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from kiosk.domain.agents import DeskAct
from kiosk.domain.errors import KioskError, NotFound, SlipRefused
from kiosk.domain.print_jobs import PDF_MEDIA, Sheet
from kiosk.domain.slips import SlipKind
from kiosk.services.giving_out import (
    GivenSlip,
    OldSlip,
    UnknownParent,
    find_adults,
    find_by_old_slip,
    give_slip,
    give_to_unknown,
)
from kiosk.views.desk.entering import leave_when_idle
from kiosk.views.desk.guards import agent_required, the_desk
from kiosk.views.presenting import words
from kiosk.wording import LANGUAGE_NAMES, Words, words_for
from kiosk.wording.desk import desk_refused

bp = Blueprint("giving", __name__)

_OLD_SLIP = "old_slip"
_GIVEN = "given"
_PAPER = "paper"
OLD_SLIP_SECONDS = 120
PAPER_SECONDS = 60
MOST_TYPED = 60
_ONCE_BYTES = 12


@bp.get("/desk/give")
@agent_required(DeskAct.ISSUE)
def show(badge: str) -> ResponseReturnValue:
    """The three ways."""
    return _page()


@bp.post("/desk/give")
@agent_required(DeskAct.ISSUE)
def find(badge: str) -> ResponseReturnValue:
    """Adults by name, serial or picture. Not in an address: it would stay in a history."""
    typed = request.form.get("who", "")[:MOST_TYPED]
    return _page(typed=typed, found=find_adults(the_desk(), badge, typed))


@bp.post("/desk/give/old")
@agent_required(DeskAct.ISSUE)
def show_old_slip(badge: str) -> ResponseReturnValue:
    """Her old slip says who she is, and opens the new one's lock."""
    desk = the_desk()
    try:
        found, key = find_by_old_slip(desk, badge, request.form.get("code", ""))
    except SlipRefused as refusal:
        return _page(refusal=desk_refused(refusal, words())), 403
    session[_OLD_SLIP] = (found.entry.reader_id, key, desk.clock.seconds())
    return redirect(url_for("giving.person", reader_id=found.entry.reader_id), 303)


@bp.get("/desk/people/<reader_id>")
@agent_required(DeskAct.ISSUE)
def person(badge: str, reader_id: str) -> ResponseReturnValue:
    """One adult and her slips; the form that gives her another."""
    return _person(badge, reader_id)


@bp.post("/desk/people/<reader_id>")
@agent_required(DeskAct.ISSUE)
def give(badge: str, reader_id: str) -> ResponseReturnValue:
    """Make, print and register; the same form sent twice gives one slip."""
    desk = the_desk()
    if "identity" not in request.form:
        return _person(badge, reader_id, words().gettext("Cochez d’abord l’identité vue.")), 400
    try:
        given = _once(
            lambda: give_slip(
                desk,
                badge,
                reader_id,
                _kind(),
                old_slip=_old_slip_of(reader_id),
                slip_words=_words_on_paper(),
            )
        )
    except NotFound:
        raise
    except KioskError as refusal:
        return _person(badge, reader_id, desk_refused(refusal, words())), 409
    session.pop(_OLD_SLIP, None)
    return _given(given)


@bp.post("/desk/give/unknown")
@agent_required(DeskAct.ISSUE)
def give_unknown(badge: str) -> ResponseReturnValue:
    """A slip that sleeps until the school says yes."""
    desk = the_desk()
    typed = {one.name: request.form.get(one.name, "") for one in fields(UnknownParent)}
    told = {name: " ".join(text.split())[:MOST_TYPED] for name, text in typed.items()}
    if not all(told.values()) or "identity" not in request.form:
        sentence = words().gettext("Il faut les cinq réponses, et l’identité vue.")
        return _page(refusal=sentence, told=told), 400
    try:
        given = _once(lambda: give_to_unknown(desk, badge, UnknownParent(**told), _kind()))
    except KioskError as refusal:
        return _page(refusal=desk_refused(refusal, words()), told=told), 409
    return _given(given, is_unknown=True)


@bp.get("/desk/paper")
@agent_required(DeskAct.ISSUE)
def paper(badge: str) -> ResponseReturnValue:
    """The sheet for this browser's printer, once, and within a minute."""
    name, pdf, made_at = session.pop(_PAPER, ("", b"", 0.0))
    if not name or the_desk().clock.seconds() - made_at > PAPER_SECONDS:
        raise NotFound("sheet", "")
    return Response(pdf, mimetype="application/pdf")


def keep_paper(sheet: Sheet) -> None:
    """Hold a sheet for the browser to fetch, where it is the printer; a strip has come already."""
    session.pop(_PAPER, None)
    if the_desk().printer.kind == "browser" and sheet.media_type == PDF_MEDIA:
        session[_PAPER] = (sheet.name, sheet.pdf, the_desk().clock.seconds())


def _page(
    typed: str = "",
    found: object = None,
    refusal: str = "",
    told: dict[str, str] | None = None,
) -> str:
    leave_when_idle()
    return render_template(
        "desk/give.html",
        typed=typed,
        found=found,
        refusal=refusal,
        told=told or {},
        once=secrets.token_urlsafe(_ONCE_BYTES),
    )


def _person(badge: str, reader_id: str, refusal: str = "") -> str:
    leave_when_idle()
    return render_template(
        "desk/person.html",
        found=the_desk().keeper.reader(badge, reader_id),
        languages=LANGUAGE_NAMES,
        has_old_slip=_old_slip_of(reader_id) is not None,
        refusal=refusal,
        once=secrets.token_urlsafe(_ONCE_BYTES),
    )


def _given(given: GivenSlip, *, is_unknown: bool = False) -> str:
    leave_when_idle()
    return render_template(
        "desk/given.html",
        given=given,
        is_unknown=is_unknown,
        by_browser=the_desk().printer.kind == "browser" and _PAPER in session,
    )


def _once(give_one: Callable[[], GivenSlip]) -> GivenSlip:
    """The slip of this form: made now, or at the press before."""
    once = request.form.get("once", "")
    before: tuple[str, GivenSlip] | None = session.get(_GIVEN)
    if before is not None and once and before[0] == once:
        return before[1]
    given = give_one()
    keep_paper(given.sheet)
    # Not its sheet: no page shows it again.
    session[_GIVEN] = (once, given.without_sheet())
    return given


def _kind() -> SlipKind:
    return SlipKind.DAY if request.form.get("kind") == SlipKind.DAY.value else SlipKind.LONG


def _words_on_paper() -> Words | None:
    """Those of the language she speaks, where somebody ticked it."""
    language = request.form.get("language", "")
    return words_for(language, the_desk().catalogs) if language in LANGUAGE_NAMES else None


def _old_slip_of(reader_id: str) -> OldSlip | None:
    """The old slip of this adult, shown a moment ago."""
    held: tuple[str, OldSlip, float] | None = session.get(_OLD_SLIP)
    if held is None or held[0] != reader_id:
        return None
    is_fresh = the_desk().clock.seconds() - held[2] < OLD_SLIP_SECONDS
    return held[1] if is_fresh else None
