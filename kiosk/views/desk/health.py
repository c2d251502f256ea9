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
    """The version, and whether the point is open."""
    return jsonify(status="ok", version=__version__, open=the_desk().keeper.is_open())
