"""A child's homework."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kiosk.services.reading import homework_page
from kiosk.services.visits import Visit
from kiosk.views.guards import guardian_required, the_point

bp = Blueprint("homework", __name__)


@bp.get("/children/<int:place>/homework")
@guardian_required
def show(visit: Visit, place: int) -> ResponseReturnValue:
    """Work by the day it is due, tomorrow first."""
    return render_template("public/homework.html", page=homework_page(the_point(), visit, place))
