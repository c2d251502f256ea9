"""The documents of a child's school, opened on the screen and printed."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.services.documents import document_at, open_document
from kiosk.services.printouts import print_document
from kiosk.services.reading import documents_page
from kiosk.services.visits import Visit
from kiosk.views.guards import guardian_required, the_point

bp = Blueprint("documents", __name__)


@bp.get("/children/<int:place>/documents")
@guardian_required
def show(visit: Visit, place: int) -> ResponseReturnValue:
    """Every document, the newest first."""
    page = documents_page(the_point(), visit, place)
    return render_template("public/documents.html", page=page)


@bp.get("/children/<int:place>/documents/<int:number>")
@guardian_required
def read(visit: Visit, place: int, number: int) -> ResponseReturnValue:
    """One document within our page, by its place on the page of documents."""
    document = document_at(visit, place, number)
    open_document(the_point(), visit, place, number)
    return render_template("public/document.html", document=document, place=place, number=number)


@bp.get("/children/<int:place>/documents/<int:number>/pdf")
@guardian_required
def pdf(visit: Visit, place: int, number: int) -> ResponseReturnValue:
    """The document itself, for the browser to show and print."""
    content = open_document(the_point(), visit, place, number)
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = "inline"
    return response


@bp.post("/print/document")
@guardian_required
def print_one(visit: Visit) -> ResponseReturnValue:
    """Send a document of a child, both named by their places, to the printer."""
    printout = print_document(
        the_point(),
        visit,
        place=request.form.get("child", default=0, type=int),
        number=request.form.get("document", default=0, type=int),
    )
    return redirect(url_for("printouts.show", name=printout.sheet.name), 303)
