"""A child's absences and latenesses."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kiosk.services.reading import attendance_page
from kiosk.services.visits import Visit
from kiosk.views.guards import guardian_required, the_point

bp = Blueprint("attendance", __name__)


@bp.get("/children/<int:place>/attendance")
@guardian_required
def show(visit: Visit, place: int) -> ResponseReturnValue:
    """The sums since the start of the school year, then day by day."""
    page = attendance_page(the_point(), visit, place)
    return render_template("public/attendance.html", page=page)
