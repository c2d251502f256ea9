"""Whether this face is up."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kiosk import __version__
from kiosk.views.desk.guards import the_desk
from kiosk.views.guards import open_to_all

bp = Blueprint("health", __name__)


@bp.get("/health")
@open_to_all
def show() -> ResponseReturnValue:
    """The version, whether the point is open, and the day of its news."""
    keeper = the_desk().keeper
    signed_on = keeper.news_age().signed_on
    return jsonify(
        status="ok",
        version=__version__,
        open=keeper.is_open(),
        news_on=signed_on.isoformat() if signed_on else None,
    )
