"""From a page to a sheet of paper."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.domain.print_jobs import PrintState
from kiosk.services.printouts import print_marks, sheet_of
from kiosk.services.visits import Visit
from kiosk.views.guards import guardian_required, the_point
from kiosk.views.presenting import words

bp = Blueprint("printouts", __name__)


@bp.post("/print/marks")
@guardian_required
def marks(visit: Visit) -> ResponseReturnValue:
    """Print the grade report of a child and a period named by their places."""
    job, sheet = print_marks(
        the_point(),
        visit,
        words(),
        place=request.form.get("child", default=0, type=int),
        period_place=request.form.get("period", default=0, type=int),
    )
    if the_point().printer.kind == "browser":
        return redirect(url_for("printouts.show", name=sheet.name), 303)
    printed = job.state in (PrintState.PRINTED, PrintState.HANDED_OVER)
    return render_template("public/printed.html", pages=job.pages, printed=printed)


@bp.get("/print/sheets/<name>")
@guardian_required
def show(visit: Visit, name: str) -> ResponseReturnValue:
    """A sheet in the middle of a page of ours, so that « J’ai terminé » stays in sight."""
    return render_template("public/sheet.html", sheet=sheet_of(visit, name))


@bp.get("/print/sheets/<name>/pdf")
@guardian_required
def sheet(visit: Visit, name: str) -> ResponseReturnValue:
    """A sheet made during this visit, for the browser to show and print."""
    response = Response(sheet_of(visit, name).pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = "inline"
    return response
