"""Whether this face is up: for the operator's eyes, so nothing of any family."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kiosk import __version__
from kiosk.views.guards import open_to_all, the_point

bp = Blueprint("health", __name__)


@bp.get("/health")
@open_to_all
def show() -> ResponseReturnValue:
    """The version, and how old each school's data is."""
    dates = the_point().keeper.school_dates()
    return jsonify(
        status="ok",
        version=__version__,
        schools={uai: as_of.isoformat() for uai, as_of in sorted(dates.items())},
    )
