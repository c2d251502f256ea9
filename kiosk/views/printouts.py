"""From a page to a sheet of paper."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.services.printouts import print_marks, printout_of
from kiosk.services.visits import Visit
from kiosk.views.guards import guardian_required, the_point
from kiosk.views.presenting import words

bp = Blueprint("printouts", __name__)


@bp.post("/print/marks")
@guardian_required
def marks(visit: Visit) -> ResponseReturnValue:
    """Print the grade report of a child and a period named by their places."""
    printout = print_marks(
        the_point(),
        visit,
        words(),
        place=request.form.get("child", default=0, type=int),
        period_place=request.form.get("period", default=0, type=int),
    )
    return redirect(url_for("printouts.show", name=printout.sheet.name), 303)


@bp.get("/print/sheets/<name>")
@guardian_required
def show(visit: Visit, name: str) -> ResponseReturnValue:
    """What became of a sheet. Where the browser prints, the sheet stands within our page."""
    printout = printout_of(visit, name)
    by_browser = the_point().printer.kind == "browser"
    template = "public/sheet.html" if by_browser else "public/printed.html"
    return render_template(template, sheet=printout.sheet)


@bp.get("/print/sheets/<name>/pdf")
@guardian_required
def sheet(visit: Visit, name: str) -> ResponseReturnValue:
    """A sheet made during this visit, for the browser to show and print."""
    response = Response(printout_of(visit, name).sheet.pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = "inline"
    return response
