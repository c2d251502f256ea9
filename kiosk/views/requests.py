"""What a family asks of its school: print for us, this is not my child."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.domain.errors import NotFound
from kiosk.domain.requests import RequestKind
from kiosk.services.reading import request_page
from kiosk.services.requests import ask_school
from kiosk.services.visits import Visit
from kiosk.views.guards import guardian_required, the_point
from kiosk.views.presenting import words
from kiosk.wording import RequestWords, request_words

bp = Blueprint("requests", __name__)


@bp.get("/request")
@guardian_required
def show(visit: Visit) -> ResponseReturnValue:
    """What may be asked; with a child and a kind, what asking it means or that it is done."""
    place = request.args.get("child", type=int)
    if place is not None and "kind" in request.args:
        return render_template(
            "public/request_one.html",
            page=request_page(the_point(), visit, place),
            kind=_kind(request.args["kind"]),
            request_words=_in_words(),
        )
    places = range(1, len(visit.folder.children) + 1) if place is None else [place]
    return render_template(
        "public/request.html",
        pages=[request_page(the_point(), visit, one) for one in places],
        kinds=tuple(RequestKind),
        request_words=_in_words(),
    )


@bp.post("/request")
@guardian_required
def ask(visit: Visit) -> ResponseReturnValue:
    """Ask the school of a child named by his place, then say what happens next."""
    place = request.form.get("child", default=0, type=int)
    kind = _kind(request.form.get("kind", ""))
    ask_school(the_point(), visit, place, kind)
    return redirect(url_for("requests.show", child=place, kind=kind.value), 303)


def _kind(given: str) -> RequestKind:
    try:
        return RequestKind(given)
    except ValueError:
        raise NotFound("request", given) from None


def _in_words() -> dict[RequestKind, RequestWords]:
    return {kind: request_words(kind, words()) for kind in RequestKind}
