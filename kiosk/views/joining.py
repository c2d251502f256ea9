"""« J’ai un autre ticket »: shown, looked at, joined; and apart again."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.domain.errors import AlreadyThere, PinNeeded, SlipMistyped, SlipRefused
from kiosk.services.joining import children_of_other, join_slips, part_slips, show_other_slip
from kiosk.services.signing_in import ShownSlip, read_slip
from kiosk.services.visits import Visit
from kiosk.views.guards import guardian_required, the_point
from kiosk.views.memory_sessions import the_session

bp = Blueprint("joining", __name__)

_WAITING_SLIP = "other_slip_waits"


@bp.get("/other-slip")
@guardian_required
def show(visit: Visit) -> ResponseReturnValue:
    """Where another slip is shown; and what is joined can be parted."""
    visit.other = None
    the_session().pop(_WAITING_SLIP, None)
    return _page(visit)


@bp.post("/other-slip")
@guardian_required
def open_it(visit: Visit) -> ResponseReturnValue:
    """Open the other slip beside the first, and ask whether they are to be one."""
    waiting: ShownSlip | None = the_session().pop(_WAITING_SLIP, None)
    pin = request.form.get("pin") if waiting else None
    shown = waiting
    try:
        if shown is None:
            shown = read_slip(the_point(), request.form.get("code", ""))
        other = show_other_slip(the_point(), visit, shown, pin)
    except PinNeeded:
        the_session()[_WAITING_SLIP] = shown
        return _page(visit, asks_pin=True)
    except (AlreadyThere, SlipRefused) as refusal:
        return _page(visit, refusal=refusal), 400
    children = children_of_other(visit.folder, other.folder)
    return render_template("public/join_slips.html", children=children)


@bp.post("/other-slip/join")
@guardian_required
def join(visit: Visit) -> ResponseReturnValue:
    """« Réunir »: all her children on one page, from now on."""
    page = "family.show" if join_slips(the_point(), visit) else "joining.show"
    return redirect(url_for(page), 303)


@bp.post("/other-slip/part")
@guardian_required
def part(visit: Visit) -> ResponseReturnValue:
    """« Séparer »: said to the school, which does it."""
    part_slips(the_point(), visit)
    return render_template("public/parted_slips.html")


def _page(
    visit: Visit,
    refusal: AlreadyThere | SlipRefused | SlipMistyped | None = None,
    *,
    asks_pin: bool = False,
) -> str:
    return render_template(
        "public/other_slip.html",
        is_joined=visit.folder.is_joined,
        is_known=isinstance(refusal, AlreadyThere),
        refusal=None if isinstance(refusal, AlreadyThere) else refusal,
        asks_pin=asks_pin,
    )
