"""Four digits of her own: chosen twice, changed, taken away."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.domain.errors import PinsDiffer, PinTooEasy
from kiosk.services.pins import choose_pin, must_choose, take_pin_away
from kiosk.services.visits import Visit
from kiosk.views.guards import guardian_required, the_point

bp = Blueprint("pin", __name__)


@bp.get("/pin")
@guardian_required
def show(visit: Visit) -> ResponseReturnValue:
    """What it is for, and two fields."""
    return _page(visit)


@bp.post("/pin")
@guardian_required
def choose(visit: Visit) -> ResponseReturnValue:
    """Take the digits, or say why not."""
    try:
        choose_pin(the_point(), visit, request.form.get("pin", ""), request.form.get("again", ""))
    except (PinTooEasy, PinsDiffer) as refusal:
        return _page(visit, refusal), 400
    return render_template("public/pin_done.html")


@bp.post("/pin/remove")
@guardian_required
def remove(visit: Visit) -> ResponseReturnValue:
    """Her slip opens alone again."""
    take_pin_away(the_point(), visit)
    return redirect(url_for("family.show"), 303)


def _page(visit: Visit, refusal: PinTooEasy | PinsDiffer | None = None) -> str:
    return render_template(
        "public/pin.html",
        has_pin=visit.has_pin,
        is_required=must_choose(the_point(), visit),
        differs=isinstance(refusal, PinsDiffer),
        is_easy=isinstance(refusal, PinTooEasy),
    )
