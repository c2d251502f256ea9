"""The first page after signing in: all the children at a glance."""

import re

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.services.reading import attendance_totals, family_cards
from kiosk.services.visits import Visit
from kiosk.views.guards import WARNING_SECONDS, guardian_required, the_point
from kiosk.views.leaving import leave_later

bp = Blueprint("family", __name__)

_PAGE_OF_OURS = re.compile(
    r"/family|/help|/privacy|/accessibility"
    r"|/children/\d{1,2}/(homework|marks|attendance|messages|documents)"
    r"(\?(period|page)=\d{1,3}|/\d{1,3})?"
    r"|/request(\?child=\d{1,2}(&kind=[a-z_]{1,20})?)?"
    r"|/print/sheets/[\w-]{1,64}"
)


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
    )


@bp.get("/still-there")
@guardian_required
def still_there(visit: Visit) -> ResponseReturnValue:
    """Ask whether somebody is there. Shows nothing of the family; as often as wanted."""
    back = request.args.get("back", "")
    if not _PAGE_OF_OURS.fullmatch(back):
        back = url_for("family.show")
    leave_later(WARNING_SECONDS, url_for("welcome.goodbye"))
    return render_template("public/still_there.html", back=back, seconds=WARNING_SECONDS)
