"""A child's marks."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kiosk.services.reading import marks_page
from kiosk.services.visits import Visit
from kiosk.views.guards import guardian_required, the_point

bp = Blueprint("marks", __name__)


@bp.get("/children/<int:place>/marks")
@guardian_required
def show(visit: Visit, place: int) -> ResponseReturnValue:
    """Marks by subject of one period, the running one unless ``?period=`` names another."""
    period_place = request.args.get("period", default=1, type=int)
    page = marks_page(the_point(), visit, place, period_place)
    return render_template("public/marks.html", page=page)
