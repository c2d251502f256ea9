"""The first page after signing in: all the children at a glance."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kiosk.services.reading import family_cards
from kiosk.services.visits import Visit
from kiosk.views.guards import guardian_required, the_point

bp = Blueprint("family", __name__)


@bp.get("/family")
@guardian_required
def show(visit: Visit) -> ResponseReturnValue:
    """Every child with tomorrow's work and the latest mark."""
    cards = family_cards(the_point(), visit)
    return render_template("public/family.html", folder=visit.folder, cards=cards)
