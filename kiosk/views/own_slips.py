"""« Qui a regardé » : when and where her slips were used, who gave them, and an end to one."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from kiosk.services.own_slips import check_own, end_slip_of_hers, ledger_of
from kiosk.services.printouts import print_ledger
from kiosk.services.visits import Visit
from kiosk.views.guards import guardian_required, the_point
from kiosk.views.presenting import words

bp = Blueprint("visits", __name__)


@bp.get("/visits")
@guardian_required
def show(visit: Visit) -> ResponseReturnValue:
    """Every line of this place about a slip of hers, day by day."""
    ledger = ledger_of(the_point(), visit)
    return render_template(
        "public/visits.html", ledger=ledger, own=visit.serial, place=the_point().place
    )


@bp.post("/print/visits")
@guardian_required
def print_them(visit: Visit) -> ResponseReturnValue:
    """The same on paper."""
    printout = print_ledger(the_point(), visit, words())
    return redirect(url_for("printouts.show", name=printout.sheet.name), 303)


@bp.get("/visits/<serial>")
@guardian_required
def ask(visit: Visit, serial: str) -> ResponseReturnValue:
    """Say what cancelling does before it is done."""
    check_own(the_point(), visit, serial)
    return render_template("public/cancel_slip.html", serial=serial, is_own=serial == visit.serial)


@bp.post("/visits/<serial>")
@guardian_required
def end(visit: Visit, serial: str) -> ResponseReturnValue:
    """The slip opens nothing any more; the one she came with ends her visit with it."""
    end_slip_of_hers(the_point(), visit, serial)
    if serial == visit.serial:
        return redirect(url_for("welcome.goodbye"), 303)
    return render_template("public/slip_cancelled.html", serial=serial)
