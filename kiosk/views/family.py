"""The first page after signing in: all the children at a glance."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.domain.attendance_totals import attendance_totals
from kiosk.services.own_slips import slips_given_in_her_name
from kiosk.services.pins import is_offered
from kiosk.services.reading import family_cards
from kiosk.services.visits import Visit
from kiosk.views.addresses import page_of_ours
from kiosk.views.guards import WARNING_SECONDS, guardian_required, the_point
from kiosk.views.leaving import leave_later

bp = Blueprint("family", __name__)


@bp.get("/family")
@guardian_required
def show(visit: Visit) -> ResponseReturnValue:
    """What is new, then every child with the first line of each of his pages."""
    return render_template(
        "public/family.html",
        folder=visit.folder,
        slip_picture=visit.picture,
        news=visit.news,
        cards=family_cards(the_point(), visit),
        totals_of=attendance_totals,
        given=slips_given_in_her_name(the_point(), visit),
        offers_pin=is_offered(the_point(), visit),
    )


@bp.get("/still-there")
@guardian_required
def still_there(visit: Visit) -> ResponseReturnValue:
    """Ask whether somebody is there. Shows nothing of the family; as often as wanted.

    At the end of the longest visit nothing is asked: it says so, and how to begin again.
    """
    left = the_point().visits.seconds_left(visit)
    seconds = max(min(WARNING_SECONDS, left), 1)
    leave_later(seconds, url_for("welcome.goodbye"))
    return render_template(
        "public/still_there.html",
        back=page_of_ours(request.args.get("back", "")),
        seconds=seconds,
        is_last=left <= WARNING_SECONDS,
        is_hidden=False,
    )


@bp.get("/hidden")
@guardian_required
def hide(visit: Visit) -> ResponseReturnValue:
    """Somebody passes behind her: nothing of the family, until she comes back or it all ends."""
    left = the_point().visits.seconds_left(visit)
    seconds = max(min(WARNING_SECONDS, left), 1)
    leave_later(seconds, url_for("welcome.goodbye"))
    return render_template(
        "public/still_there.html",
        back=page_of_ours(request.args.get("back", "")),
        seconds=seconds,
        is_last=False,
        is_hidden=True,
    )
