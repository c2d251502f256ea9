"""From a page to a sheet of paper."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from kiosk.domain.errors import AskedBefore, NotFound
from kiosk.domain.print_jobs import PrintSize, SheetKind
from kiosk.services.printouts import (
    Wish,
    cancel_printout,
    draft_of,
    is_watched,
    look_after,
    print_again,
    print_sheet,
    sheet_of,
)
from kiosk.services.reading import child_card
from kiosk.services.visits import Visit
from kiosk.views.guards import guardian_required, the_point
from kiosk.views.leaving import leave_later
from kiosk.views.presenting import words
from kiosk.wording.printing import print_advice, print_allowance, print_state

bp = Blueprint("printouts", __name__)

LOOK_AGAIN_SECONDS = 3
"""Between two looks at a sheet that is being printed."""


_TOGETHER = ((SheetKind.MARKS, SheetKind.REPORT), (SheetKind.WEEK, SheetKind.HOMEWORK))
"""Sheets of the same things, to choose between."""
_CHOICES = {kind: kinds for kinds in _TOGETHER for kind in kinds}


@bp.get("/print/<kind>")
@guardian_required
def ask(visit: Visit, kind: str) -> ResponseReturnValue:
    """What would be printed, on how much paper, in which letters: the touch before the last."""
    wish = _wish(kind, request.args)
    sheet = draft_of(the_point(), visit, words(), wish)
    allowance = the_point().paper.allowance(visit.lookup)
    return render_template(
        "public/print.html",
        wish=wish,
        sheet=sheet,
        may_print=allowance is None or allowance.lets(sheet.pages),
        left=print_allowance(allowance, sheet.pages, words()) if allowance else "",
        card=child_card(the_point(), visit, wish.place) if wish.place else None,
        kinds=_CHOICES.get(wish.kind, ()) if wish.place else (),
        sizes=tuple(PrintSize),
        by_browser=the_point().paper.is_by_browser,
    )


@bp.post("/print/<kind>")
@guardian_required
def print_it(visit: Visit, kind: str) -> ResponseReturnValue:
    """Print a sheet of a child, named by his place."""
    printout = print_sheet(the_point(), visit, words(), _wish(kind, request.form))
    return redirect(url_for("printouts.show", name=printout.sheet.name), 303)


def _wish(kind: str, given: MultiDict[str, str]) -> Wish:
    """What was asked for; raise ``NotFound`` for a sheet we do not make.

    A place that is not there is refused further on; a size that is not there is the normal one.
    """
    if kind not in set(SheetKind):
        raise NotFound("sheet", kind)
    size = given.get("size", "")
    return Wish(
        kind=SheetKind(kind),
        place=given.get("child", default=0, type=int),
        period_place=given.get("period", default=0, type=int),
        size=PrintSize(size) if size in set(PrintSize) else PrintSize.NORMAL,
    )


@bp.app_errorhandler(AskedBefore)
def ask_whether_again(error: AskedBefore) -> ResponseReturnValue:
    """The second of two touches leads to what the first one printed, with a question."""
    return redirect(url_for("printouts.show", name=error.sheet, again="ask"), 303)


@bp.get("/print/sheets/<name>")
@guardian_required
def show(visit: Visit, name: str) -> ResponseReturnValue:
    """What became of a sheet. Where the browser prints, the sheet stands within our page."""
    point = the_point()
    printout = look_after(point, visit, name)
    if point.paper.is_by_browser:
        return render_template("public/sheet.html", sheet=printout.sheet)
    again = "ask" if "again" in request.args else None
    is_watched_now = is_watched(point, printout)
    if is_watched_now:
        leave_later(LOOK_AGAIN_SECONDS, url_for("printouts.show", name=name, again=again))
    job = printout.job
    return render_template(
        "public/printed.html",
        sheet=printout.sheet,
        job=job,
        state=print_state(job.state, job.troubles, words()),
        advice=print_advice(job.state, job.troubles, words()),
        is_watched=is_watched_now,
        was_asked_before=again is not None,
    )


@bp.post("/print/sheets/<name>/again")
@guardian_required
def print_once_more(visit: Visit, name: str) -> ResponseReturnValue:
    """She was asked, and does want the same sheet again."""
    printout = print_again(the_point(), visit, name)
    return redirect(url_for("printouts.show", name=printout.sheet.name), 303)


@bp.post("/print/sheets/<name>/cancel")
@guardian_required
def cancel(visit: Visit, name: str) -> ResponseReturnValue:
    """Take a sheet back from the printer; what it says then is on the page."""
    cancel_printout(the_point(), visit, name)
    return redirect(url_for("printouts.show", name=name), 303)


@bp.get("/print/sheets/<name>/pdf")
@guardian_required
def sheet(visit: Visit, name: str) -> ResponseReturnValue:
    """A sheet of this visit, for the browser to show and perhaps to print."""
    response = Response(sheet_of(visit, name).pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = "inline"
    return response
