"""``POST /feed``: a point brings its outbox and goes with its news."""

from http import HTTPStatus
from io import BytesIO

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from kiosk.domain.errors import FeedKeyChanged, KioskError, OutboxRefused, StoreUnavailable
from kiosk.services.answering import MEDIA_TYPE, answer
from kiosk.views.errors import log_unexpected

bp = Blueprint("feed", __name__)

_STATUSES = {
    "format": HTTPStatus.BAD_REQUEST,
    "point": HTTPStatus.FORBIDDEN,
    "device": HTTPStatus.FORBIDDEN,
}


@bp.post("/feed")
def feed() -> Response:
    """Signed segments for the point whose machine signed what came."""
    answered = answer(current_app.extensions["kiosk.office"], BytesIO(request.get_data()))
    return Response(answered, content_type=MEDIA_TYPE)


@bp.errorhandler(OutboxRefused)
def _refused(refusal: OutboxRefused) -> tuple[Response, int]:
    return jsonify(refused=refusal.reason), _STATUSES[refusal.reason]


@bp.errorhandler(Exception)
def _broken(error: Exception) -> ResponseReturnValue:
    if isinstance(error, HTTPException):
        return error
    log_unexpected(error)
    return jsonify(refused="broken"), HTTPStatus.INTERNAL_SERVER_ERROR


@bp.errorhandler(FeedKeyChanged)
@bp.errorhandler(StoreUnavailable)
def _busy(_: KioskError) -> tuple[Response, int]:
    return jsonify(refused="busy"), HTTPStatus.SERVICE_UNAVAILABLE
